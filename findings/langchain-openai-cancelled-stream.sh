#!/bin/bash
# On Python 3.11 a task that reads a stream of langchain-openai and is cancelled in the moment in which a piece has come
# goes on to the end of the stream, to be paid for, as if nobody had cancelled it. The time that langchain-openai gives
# each piece (stream_chunk_timeout, 120 s unless set) is kept by asyncio.wait_for, which in 3.11 returns what is done
# and forgets the cancellation. Without that time, and on Python 3.12, it ends with the piece that had come. Guessed
# before running: it ends so in each case.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/pip install --quiet langchain-openai==1.7.4 langchain-core==1.8.3 openai==3.57.0 httpx2==2.16.2
venv/bin/python - <<'PYTHON'
import asyncio
import json
import sys
from importlib.metadata import version

import httpx2
from langchain_openai import ChatOpenAI

PIECES, LAST = 6, 4
FOUND = {None: PIECES if sys.version_info < (3, 12) else LAST, 0: LAST}


class Pieces(httpx2.AsyncByteStream):
    def __init__(self, reader: asyncio.Task) -> None:
        self.reader = reader

    async def __aiter__(self):
        for number in range(1, PIECES + 1):
            await asyncio.sleep(0.01)
            if number == LAST:
                asyncio.get_running_loop().call_soon(self.reader.cancel)
            choice = {"index": 0, "delta": {"role": "assistant", "content": f"{number} "}, "finish_reason": None}
            chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            yield f"data: {json.dumps(chunk)}\n\n".encode()
        yield b"data: [DONE]\n\n"


class Model(httpx2.AsyncBaseTransport):
    async def handle_async_request(self, request):
        stream = Pieces(self.reader)
        return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, stream=stream)


async def read(seconds: float | None) -> int:
    transport, seen = Model(), []
    given = {} if seconds is None else {"stream_chunk_timeout": seconds}
    client = httpx2.AsyncClient(transport=transport)
    model = ChatOpenAI(
        model="m", base_url="http://model.invalid/v1", api_key="x", http_async_client=client, stream_usage=False, **given
    )

    async def reading() -> None:
        async for piece in model.astream("x"):
            if piece.content:
                seen.append(piece.content)

    transport.reader = asyncio.create_task(reading())
    await asyncio.wait([transport.reader])
    return len(seen)


print("Python", sys.version.split()[0], "langchain-openai", version("langchain-openai"), "openai", version("openai"))
for seconds, found in FOUND.items():
    pieces = asyncio.run(read(seconds))
    print("stream_chunk_timeout", "as it is" if seconds is None else seconds, "pieces read", pieces)
    assert pieces == found
PYTHON
