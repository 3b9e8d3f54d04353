"""What watches the bot is told over HTTP: /healthz (alive), /readyz (able to serve) and /metrics (Prometheus).

The calendars to subscribe to are served beside them.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

import tornado.web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from tornado.httpserver import HTTPServer

from bot.webhook import address_and_port
from knowledge.errors import CityExchangeError, ConfigurationError

# Returns what is wrong, or nothing.
Check: TypeAlias = Callable[[], Awaitable[str]]
# A pattern, a handler, and its arguments.
Route: TypeAlias = tuple[str, type[tornado.web.RequestHandler], dict[str, Any]]

LOG = logging.getLogger(__name__)

_CHECK_SECONDS = 3.0


def open_web(listen: str, registry: CollectorRegistry, checks: Mapping[str, Check], *more: Route) -> HTTPServer:
    """Serve on an address like ``127.0.0.1:9100`` until ``stop()``; ConfigurationError when it is taken.

    ``more`` are further routes.
    """
    address, port = address_and_port(listen)
    server = HTTPServer(_Watched(registry, checks, more))
    try:
        server.listen(port, address=address)
    except OSError as error:
        raise ConfigurationError(f"METRICS_LISTEN: cannot listen on {listen}: {error.strerror or error}") from error
    return server


class _Watched(tornado.web.Application):
    def __init__(self, registry: CollectorRegistry, checks: Mapping[str, Check], more: Sequence[Route]) -> None:
        super().__init__(
            [
                *more,
                (r"/healthz", _Alive),
                (r"/readyz", _Ready, {"checks": checks}),
                (r"/metrics", _Numbers, {"registry": registry}),
            ]
        )

    def log_request(self, handler: tornado.web.RequestHandler) -> None:
        """Log nothing: it is asked every few seconds."""


class _Alive(tornado.web.RequestHandler):
    def get(self) -> None:
        self.write({"alive": True})


class _Ready(tornado.web.RequestHandler):
    def initialize(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks

    async def get(self) -> None:
        found = await asyncio.gather(*map(_wrong, self._checks.values()))
        wrong = {name: what for name, what in zip(self._checks, found, strict=True) if what}
        if wrong:
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
        self.write({"ready": not wrong, "wrong": wrong})


class _Numbers(tornado.web.RequestHandler):
    def initialize(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_PLAIN_0_0_4)
        self.write(generate_latest(self._registry))


async def _wrong(check: Check) -> str:
    try:
        return await asyncio.wait_for(check(), _CHECK_SECONDS)
    except TimeoutError:
        return f"no answer within {_CHECK_SECONDS:g} seconds"
    except CityExchangeError as error:
        return str(error)
    except Exception:
        LOG.exception("a readiness check failed")
        return "the check failed; see the log"
