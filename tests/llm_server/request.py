"""What the product asked the server."""

import dataclasses
import enum
import re

from knowledge.answering.generative import prompts


class Task(enum.StrEnum):
    """Which of its prompts the product sent."""

    UNDERSTAND = "understand"
    REPAIR = "repair"
    WRITE = "write"
    MEND = "mend"


_NUMBERED = re.compile(r"^\[(\d+)\]( \(key\))? (.*?) — .*$", re.MULTILINE)


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
        """Return what is asked: the last message, after the system's and the product's own example."""
        return self.messages[-1]["content"]

    @property
    def task(self) -> Task:
        tasks = {
            prompts.understanding("", ())[0].content: Task.UNDERSTAND,
            prompts.repairing("")[0].content: Task.REPAIR,
        }
        if self.system in tasks:
            return tasks[self.system]
        return Task.MEND if "<sentences>" in self.given else Task.WRITE

    @property
    def chinese(self) -> bool:
        """Return whether the answer is wanted in Chinese."""
        return not self.system.isascii()

    @property
    def evidence(self) -> dict[int, str]:
        """Return the numbered evidence."""
        return {int(number): text for number, _, text in _NUMBERED.findall(self.given)}

    @property
    def keys(self) -> list[int]:
        """Return the numbers of what must be said."""
        return [int(number) for number, key, _ in _NUMBERED.findall(self.given) if key]

    @property
    def question(self) -> str:
        found = re.search(r"<question>\n(.*?)\n</question>", self.given, re.DOTALL)
        return found[1] if found else ""

    @property
    def sentences(self) -> list[str]:
        found = re.search(r"<sentences>\n(.*?)\n</sentences>", self.given, re.DOTALL)
        return found[1].split("\n") if found else []
