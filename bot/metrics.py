"""What Prometheus is told: what was asked and answered, how long it took, and what went wrong on the way."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

if TYPE_CHECKING:
    from knowledge.evidence import Answer, Audience

PREFIX = "city_exchange"
DISTRIBUTION = "city-exchange-bot"

# From the records to a slow language model, in seconds.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


class Metrics:
    """The bot's numbers, in a registry of their own.

    ``bot.desks`` counts questions and answers, ``bot.connection`` the errors of Telegram, ``bot.serve`` the updates;
    repeats and duplicates are counted by those who send and store; `bot.model_metrics` adds the language model's.
    """

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
