"""An OpenAI-compatible server on loopback: scripted, or with recorded replies."""

from tests.llm_server.behaviour import Behaviour, Broken, Cut, Endless, Say, Silence, Status
from tests.llm_server.cassette import Cassette
from tests.llm_server.request import Request, Task
from tests.llm_server.server import LlmServer

__all__ = [
    "Behaviour", "Broken", "Cassette", "Cut", "Endless", "LlmServer", "Request", "Say", "Silence", "Status", "Task",
]  # fmt: skip
