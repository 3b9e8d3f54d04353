"""What the product asked the server."""

import dataclasses
import enum
import re

from knowledge.answering.generative import prompts
from knowledge.evidence import Language


class Task(enum.StrEnum):
    """Which of its prompts the product sent."""

    READ = "read"
    WRITE = "write"
    MEND = "mend"


_NUMBERED = re.compile(r"^\[(\d+)\](?: \(list\))? (.*)$", re.MULTILINE)
_READ = frozenset(str(prompts.reading(language, "", "", "")[0].content) for language in Language)


@dataclasses.dataclass(frozen=True)
class Request:
    """One request for a completion."""

    body: dict[str, object]
    authorization: str

    @property
    def messages(self) -> list[dict[str, str]]:
        return self.body["messages"]  # type: ignore[return-value] # a list of messages, by the protocol

    @property
    def system(self) -> str:
        return "\n".join(message["content"] for message in self.messages if message["role"] == "system")

    @property
    def given(self) -> str:
        """Return what is asked: the last message, after the system's."""
        return self.messages[-1]["content"]

    @property
    def task(self) -> Task:
        if self.system in _READ:
            return Task.READ
        return Task.MEND if "<sentences>" in self.given else Task.WRITE

    @property
    def chinese(self) -> bool:
        """Return whether the answer is wanted in Chinese."""
        return not self.system.isascii()

    @property
    def evidence(self) -> dict[int, str]:
        """Return the numbered evidence."""
        return {int(number): text for number, text in _NUMBERED.findall(self._block("evidence"))}

    @property
    def keys(self) -> list[int]:
        """Return the numbers of the evidence from the first source."""
        first = self._block("evidence").split("\n— ")[0]
        return [int(number) for number, _ in _NUMBERED.findall(first)]

    @property
    def question(self) -> str:
        """Return the question as it was asked."""
        return self._block("question").split("\n= ")[0]

    @property
    def sentences(self) -> list[str]:
        return self._block("sentences").split("\n")

    def _block(self, tag: str) -> str:
        found = re.search(rf"<{tag}>\n(.*?)\n</{tag}>", self.given, re.DOTALL)
        return found[1] if found else ""
