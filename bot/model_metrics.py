"""What Prometheus is told of the language model: calls, tokens, cost, failures, and what became of its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.metrics import Metrics
    from knowledge.answering.generative.failure import Failure

_MILLION = 1_000_000


class ModelMetrics:
    """Observes the language model, in the registry of the bot's other numbers.

    Prices are of a million tokens; without any, no cost is told.
    """

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
