"""The HTTP in front of the Bot API: requests in, answers, faults or silence out."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from tests.telegram_server.bot_api import Call, carry_out
from tests.telegram_server.faults import Fault, FaultKind, Faults
from tests.telegram_server.fields import File
from tests.telegram_server.flood import Flood
from tests.telegram_server.refusals import Refused, too_many_requests, unauthorized
from tests.telegram_server.world import World

LARGEST_REQUEST = 60 * 2**20


class HttpFront:
    """Answers the requests of one bot and records its calls."""

    def __init__(self, world: World, flood: Flood, token: str) -> None:
        self.world = world
        self.flood = flood
        self.token = token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.revoked = False

    def runner(self) -> web.AppRunner:
        """Return what listens, once it is given an address."""
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/files/{file_id}", self._file)
        return web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2, access_log=None)

    async def _answer(self, request: web.Request) -> web.Response:
        given, files = await _read(request)
        call = Call(request.match_info["method"], given, self.world.clock())
        with self.world.lock:
            self.calls.append(call)
        if self.revoked or request.match_info["token"] != self.token:
            return self._done(call, unauthorized())
        call.fault = self.faults.draw(call.method)
        if call.fault is not None and not call.fault.takes_effect:
            return await self._fail(request, call, call.fault)
        try:
            result = await carry_out(self.world, self.flood, call, given, files)
        except Refused as refusal:
            call.fault = None
            return self._done(call, refusal)
        if call.fault is not None:
            return await self._fail(request, call, call.fault)
        return self._done(call, result)

    def _done(self, call: Call, outcome: object) -> web.Response:
        refusal = outcome if isinstance(outcome, Refused) else None
        call.code = refusal.code if refusal else int(HTTPStatus.OK)
        call.description = refusal.description if refusal else ""
        self._finish(call)
        body = refusal.body if refusal else {"ok": True, "result": outcome}
        return web.json_response(body, status=call.code)

    async def _fail(self, request: web.Request, call: Call, fault: Fault) -> web.Response:
        if fault.kind is FaultKind.FLOOD:
            return self._done(call, too_many_requests(int(fault.seconds)))
        if fault.kind is FaultKind.ERROR:
            return self._done(call, Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error"))
        if fault.kind is FaultKind.GATEWAY:
            call.code = HTTPStatus.BAD_GATEWAY
            self._finish(call)
            page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
            return web.Response(status=call.code, text=page, content_type="text/html")
        self._finish(call)
        if fault.kind is FaultKind.TIMEOUT:
            await asyncio.sleep(fault.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _finish(self, call: Call) -> None:
        with self.world.changed:
            call.done_at = self.world.clock()
            self.world.changed.notify_all()

    async def _file(self, request: web.Request) -> web.Response:
        content = self.world.files.get(request.match_info["file_id"])
        if self.revoked or request.match_info["token"] != self.token or content is None:
            raise web.HTTPNotFound
        return web.Response(body=content)


async def _read(request: web.Request) -> tuple[Mapping[str, object], Mapping[str, File]]:
    given: dict[str, object] = dict(request.query)
    files: dict[str, File] = {}
    if request.content_type == "application/json":
        text = await request.text()
        body: Any = json.loads(text) if text else {}
        return given | body, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = File(value.filename, value.file.read())
        else:
            given[name] = str(value)
    return given, files
