"""What Prometheus is told: what was asked and answered, how long it took, and what went wrong on the way."""

import platform
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from knowledge.answering.generative.failure import Failure
from knowledge.answering.generative.observer import Observer
from knowledge.evidence import Answer, Audience

PREFIX = "city_exchange"
DISTRIBUTION = "city-exchange-bot"

# From the records to a slow language model, in seconds.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


class Metrics:
    """The bot's numbers, in a registry of their own; `ModelMetrics` adds the language model's."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(PREFIX, registry=self.registry)
        self.questions = self.counter("questions", "Questions asked, by audience.", "audience")
        self.answers = self.counter("answers", "Answers given, by mode.", "mode")
        self.abstentions = self.counter("abstentions", "Questions that the sources do not answer.")
        self.answers_failed = self.counter("answers_failed", "Questions on which the assistant failed.", "kind")
        self.answer_seconds = self.histogram("answer_seconds", "From the question to its answer, in seconds.")
        self.updates = self.counter("updates", "Updates worked through, by what became of them.", "outcome")
        self.update_seconds = self.histogram("update_seconds", "From the taking of an update to its end, in seconds.")
        self.updates_duplicate = self.counter("updates_duplicate", "Updates that Telegram sent again, dropped.")
        self.telegram_errors = self.counter("telegram_errors", "Calls of Telegram that failed, by kind.", "kind")
        self.possible_repeats = self.counter(
            "possible_repeats", "Messages sent once more because it is unknown whether they had arrived."
        )
        self.queue_depth = self.gauge("queue_depth", "Updates stored and not yet worked through.")
        self.index_age_seconds = self.gauge("index_age_seconds", "Since the index that serves was taken up.")
        self.uptime_seconds = self.gauge("uptime_seconds", "Since the start of the process.")
        build = Gauge("build_info", "What is running.", ["version", "python"], namespace=PREFIX, registry=self.registry)
        build.labels(version(DISTRIBUTION), platform.python_version()).set(1)

    def asked(self, audience: Audience) -> None:
        """Count a question."""
        self.questions.labels(audience).inc()

    def answered(self, answer: Answer, seconds: float) -> None:
        """Count an answer and how long it took."""
        self.answers.labels(answer.mode).inc()
        self.answer_seconds.observe(seconds)
        if answer.abstained:
            self.abstentions.inc()

    def counter(self, name: str, meaning: str, *labels: str) -> Counter:
        """Return a new counter."""
        return Counter(name, meaning, labels, namespace=PREFIX, registry=self.registry)

    def gauge(self, name: str, meaning: str) -> Gauge:
        """Return a new gauge."""
        return Gauge(name, meaning, namespace=PREFIX, registry=self.registry)

    def histogram(self, name: str, meaning: str) -> Histogram:
        """Return a new histogram of seconds."""
        return Histogram(name, meaning, namespace=PREFIX, registry=self.registry, buckets=_SECONDS)


_MILLION = 1_000_000


class ModelMetrics(Observer):
    """Observes the language model; prices are of a million tokens, and without any no cost is told."""

    def __init__(self, metrics: Metrics, *, price_sent: float, price_received: float) -> None:
        self._calls = metrics.counter("llm_calls", "Calls of the language model.")
        self._tokens = metrics.counter("llm_tokens", "Tokens of the language model, sent and received.", "direction")
        self._failures = metrics.counter("llm_failures", "What went wrong with the language model, by kind.", "kind")
        self._statements = metrics.counter(
            "llm_statements",
            "Statements that the language model wrote, and what became of them; rewritten ones are among the kept.",
            "fate",
        )
        self._seconds = metrics.histogram("llm_seconds", "What the language model took of an answer, in seconds.")
        self._breaker = metrics.gauge("llm_breaker_open", "1 while the language model rests after failures.")
        self._prices = price_sent, price_received
        self._cost = (
            metrics.counter("llm_cost", "What the tokens cost, by the prices set.") if any(self._prices) else None
        )

    def tokens(self, *, sent: int, received: int) -> None:
        """Count a call and its tokens."""
        self._calls.inc()
        self._tokens.labels("sent").inc(sent)
        self._tokens.labels("received").inc(received)
        if self._cost is not None:
            self._cost.inc((sent * self._prices[0] + received * self._prices[1]) / _MILLION)

    def statements(self, *, kept: int, rewritten: int, dropped: int) -> None:
        """Count what became of the statements of one answer."""
        for fate, number in (
            ("written", kept + dropped),
            ("kept", kept),
            ("rewritten", rewritten),
            ("dropped", dropped),
        ):
            self._statements.labels(fate).inc(number)

    def failed(self, failure: Failure) -> None:
        """Count why the model was of no use."""
        self._failures.labels(failure).inc()

    def took(self, seconds: float) -> None:
        """Take how long the model was used for one answer."""
        self._seconds.observe(seconds)

    def breaker(self, *, is_open: bool) -> None:
        """Tell whether the model rests."""
        self._breaker.set(is_open)
