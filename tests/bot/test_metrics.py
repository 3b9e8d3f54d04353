import pytest

from bot.metrics import Metrics, ModelMetrics
from knowledge.answering.generative.failure import Failure


def number(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"city_exchange_{name}", labels)


def test_calls_tokens_and_their_cost_add_up() -> None:
    metrics = Metrics()
    seen = ModelMetrics(metrics, price_sent=2.0, price_received=8.0)
    seen.tokens(sent=1_000, received=200)
    seen.tokens(sent=500_000, received=0)
    assert number(metrics, "llm_calls_total") == 2
    assert number(metrics, "llm_tokens_total", direction="sent") == 501_000
    assert number(metrics, "llm_tokens_total", direction="received") == 200
    assert number(metrics, "llm_cost_total") == pytest.approx(1.002 + 0.0016)


def test_without_a_price_no_cost_is_told() -> None:
    metrics = Metrics()
    ModelMetrics(metrics, price_sent=0, price_received=0).tokens(sent=1_000, received=200)
    assert number(metrics, "llm_calls_total") == 1
    assert number(metrics, "llm_cost_total") is None


def test_statements_failures_and_rests_are_told() -> None:
    metrics = Metrics()
    seen = ModelMetrics(metrics, price_sent=0, price_received=0)
    seen.statements(kept=3, rewritten=1, dropped=2)
    seen.failed(Failure.TIMEOUT)
    seen.took(1.5)
    seen.breaker(is_open=True)
    told = {fate: number(metrics, "llm_statements_total", fate=fate) for fate in ("written", "kept", "dropped")}
    assert told == {"written": 5, "kept": 3, "dropped": 2}
    assert number(metrics, "llm_statements_total", fate="rewritten") == 1
    assert number(metrics, "llm_failures_total", kind="timeout") == 1
    assert number(metrics, "llm_seconds_sum") == 1.5
    assert number(metrics, "llm_breaker_open") == 1
    seen.breaker(is_open=False)
    assert number(metrics, "llm_breaker_open") == 0
