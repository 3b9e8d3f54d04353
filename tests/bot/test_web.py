"""What watches the bot is told the truth over HTTP."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.web import Check, open_web
from knowledge.errors import ConfigurationError, StorageError
from knowledge.evidence import Answer, Audience, Language, Mode

pytestmark = pytest.mark.anyio


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(metrics: Metrics, **checks: Check) -> Iterator[httpx.AsyncClient]:
    listen = f"127.0.0.1:{free_port()}"
    server = open_web(listen, metrics.registry, checks)
    try:
        yield httpx.AsyncClient(base_url=f"http://{listen}", trust_env=False)
    finally:
        server.stop()


async def fine() -> str:
    return ""


async def broken() -> str:
    return "no answer for 90 s"


async def failing() -> str:
    raise StorageError("the database is away; start it")


async def faulty() -> str:
    raise ZeroDivisionError("postgresql://bot:password@db")


async def hanging() -> str:
    await asyncio.sleep(60)
    return ""


async def test_it_is_ready_when_nothing_is_wrong() -> None:
    with serving(Metrics(), database=fine, telegram=fine) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "wrong": {}}


async def test_it_says_what_is_wrong_and_is_alive_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web._CHECK_SECONDS", 0.1)
    checks = {"index": fine, "telegram": broken, "database": failing, "faulty": faulty, "hanging": hanging}
    with serving(Metrics(), **checks) as client:
        answer = await client.get("/readyz")
        alive = await client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "wrong": {
            "telegram": "no answer for 90 s",
            "database": "the database is away; start it",
            "faulty": "the check failed; see the log",
            "hanging": "no answer within 0.1 seconds",
        },
    }
    assert alive.status_code == 200


async def test_prometheus_reads_every_number() -> None:
    metrics = Metrics()
    metrics.asked(Audience.PUBLIC)
    metrics.answered(Answer(Language.EN, Mode.EXTRACTIVE, abstained=True), 42.0)
    metrics.telegram_errors.labels("flood").inc()
    metrics.possible_repeats.inc()
    metrics.queue_depth.set(3)
    with serving(metrics) as client:
        answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert samples["city_exchange_questions_total", "public"] == 1
    assert samples["city_exchange_answers_total", "extractive"] == 1
    assert samples["city_exchange_abstentions_total",] == 1
    assert samples["city_exchange_answer_seconds_bucket", "30.0"] == 0
    assert samples["city_exchange_answer_seconds_bucket", "60.0"] == 1
    assert samples["city_exchange_telegram_errors_total", "flood"] == 1
    assert samples["city_exchange_possible_repeats_total",] == 1
    assert samples["city_exchange_queue_depth",] == 3
    assert samples["city_exchange_process_resident_memory_bytes",] > 0
    assert all(name.startswith("city_exchange_") for name, *_ in samples)


async def test_a_taken_port_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(ConfigurationError, match=f"METRICS_LISTEN: cannot listen on {listen}"):
            open_web(listen, Metrics().registry, {})
