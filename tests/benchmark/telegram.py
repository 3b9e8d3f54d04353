"""Ask the real bot 2,000 questions as 200 people, within Telegram's limits, and see how fast and how steady it answers.

`python -m tests.benchmark.telegram [--people N]` (some four minutes). `python -m bot` serves the bundled corpus against
the loopback Bot API, which refuses what Telegram would refuse as too much: over 30 messages a second in all, over one a
second in a chat. Each person asks ten questions, in Chinese or in English, about agreements, anniversaries, cities and
papers, with follow-ups. The first half comes at once and shows how fast the bot can be; the second half comes at random
times at some pace below that, and shows how long a person waits. Everything must be answered, once, and in order within
a chat. The load on the machine is shown too, for it slows all of it down.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import os
import random
import socket
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console
from rich.table import Table

from bot.metrics import PREFIX
from knowledge.settings import BUNDLED_CORPUS
from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import ingest
from tests.e2e.questions import Question, answers_in, conversation, read_cities
from tests.telegram_server.flood import FloodLimits
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

PEOPLE = 200
QUESTIONS_EACH = 10
CEILING = 30.0  # messages a second
STEADY_SHARE = 0.6  # of the pace that the first half was answered at
PATIENCE_SECONDS = 60
SEED = 7

# One in each half, where no follow-up hangs on it.
PLACES_OF_PAPERS = (3, 9)
# What the notes are asked, with a word of each answer.
PAPERS = {
    "zh": (Question("广州奖是谁发起的?", ("2012",)), Question("昆明有多少个国际友城?", ("23",))),
    "en": (
        Question("What is the Guangzhou Award?", ("Urban Innovation",)),
        Question("What are the stage goals of Guangzhou's action plan?", ("stage goals",)),
    ),
}


@dataclasses.dataclass(slots=True)
class Visitor:
    """A person, and what they ask in this order."""

    user: User
    questions: list[Question]
    asked: list[Message] = dataclasses.field(default_factory=list)

    def ask(self) -> None:
        """Ask the next question."""
        self.asked.append(self.user.says(self.questions[len(self.asked)].text))

    @property
    def answered(self) -> int:
        """Return how many answers have come; the last message of an answer has the buttons."""
        return sum(bool(message.buttons) for message in self.user.chat.messages)

    def latencies(self, start: int) -> list[float]:
        """Return the seconds from each question, from one on, to the end of its answer."""
        answers = answers_in(self.user.chat)[start:]
        return [answer[-1].at - asked.at for asked, answer in zip(self.asked[start:], answers, strict=False)]

    def faults(self) -> list[str]:
        """Say what was not answered, answered twice or out of order."""
        answers = ["\n".join(message.text for message in answer) for answer in answers_in(self.user.chat)]
        wrong = [
            f"{question.text} -> {answer}"
            for question, answer in zip(self.questions, answers, strict=False)
            if not question.is_answered_by(answer)
        ]
        if len(answers) != len(self.asked):
            wrong.append(f"{len(self.asked)} questions and {len(answers)} answers in chat {self.user.id}")
        return wrong


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The bot's own numbers at a moment: its metrics by name, each with its labels."""

    samples: dict[tuple[str, tuple[tuple[str, str], ...]], float]

    def value(self, name: str, **labels: str) -> float:
        """Return a number, 0 if there is none yet."""
        return self.samples.get((f"{PREFIX}_{name}", tuple(sorted(labels.items()))), 0.0)

    @property
    def memory(self) -> float:
        """Return what the process holds, in MB."""
        return self.value("process_resident_memory_bytes") / 1e6

    def quantile(self, name: str, share: float, since: Reading) -> float:
        """Return a quantile of a histogram from another moment on, in seconds, within its bucket by proportion."""
        bounds = sorted(
            (float(dict(labels)["le"]), count - since.samples.get((sample, labels), 0.0))
            for (sample, labels), count in self.samples.items()
            if sample == f"{PREFIX}_{name}_bucket"
        )
        wanted, below, lower = share * bounds[-1][1], 0.0, 0.0
        for bound, count in bounds:
            if count >= wanted > below:
                return lower + (bound - lower) * (wanted - below) / (count - below)
            below, lower = count, bound
        return lower


class Measured:
    """A bot that serves, with its metrics."""

    def __init__(self, process: BotProcess, address: str) -> None:
        self.process = process
        self._address = address

    def read(self) -> Reading:
        """Return the metrics of now."""
        with urllib.request.urlopen(f"http://{self._address}/metrics") as answer:
            text = answer.read().decode()
        return Reading(
            {
                (sample.name, tuple(sorted(sample.labels.items()))): sample.value
                for family in text_string_to_metric_families(text)
                for sample in family.samples
            }
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Half:
    """One half of the questions: how long it took, and the bot's numbers before and after."""

    name: str
    start: int  # of each person's questions, the first one
    questions: int
    seconds: float
    messages: int
    before: Reading
    after: Reading

    @property
    def pace(self) -> float:
        """Return the answers a second."""
        return self.questions / self.seconds


def main() -> None:
    """Run both halves and print what came of them; exit with 1 if an answer is missing, repeated or out of order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    people = parser.parse_args().people
    console = Console()
    with _serving(console) as (server, bot):
        visitors = _visitors(server, people)
        for visitor in visitors:
            visitor.user.says("/start")
        _wait(server, lambda: all(visitor.user.chat.answers for visitor in visitors))
        server.settle()
        for visitor in visitors:
            visitor.user.chat.messages.clear()  # the welcomes are no answers
        halves = []
        if rush := _half(server, bot, visitors, "all at once", None):
            halves.append(rush)
            steady = _half(server, bot, visitors, "at random times", STEADY_SHARE * rush.pace)
            halves += [steady] if steady else []
        server.settle(2)
    faults = [fault for visitor in visitors for fault in visitor.faults()]
    console.print(_table(server, visitors, halves))
    console.print(f"Load of the machine (1, 5, 15 minutes): {os.getloadavg()}, {os.cpu_count()} processors.")
    for fault in faults[:20]:
        console.print(f"wrong: {fault}", style="red")
    console.print(f"{len(faults)} answers missing, repeated or out of order; {len(server.refused)} calls refused.")
    if faults or server.refused:
        console.print(bot.process.stderr[-5000:], markup=False, highlight=False)
        raise SystemExit(1)


@contextlib.contextmanager
def _serving(console: Console) -> Iterator[tuple[TelegramServer, Measured]]:
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-") as folder,
        TelegramServer(flood=FloodLimits.of_telegram()) as server,
        socket.socket() as held,
    ):
        console.print("ingesting the bundled corpus …", style="dim")
        ingest(BUNDLED_CORPUS, Path(folder))
        held.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{held.getsockname()[1]}"
        held.close()
        console.print("starting the bot …", style="dim")
        with BotProcess(server, Path(folder), METRICS_LISTEN=address, HOME_CITY="") as process:
            yield server, Measured(process, address)


def _visitors(server: TelegramServer, people: int) -> list[Visitor]:
    cities = read_cities(BUNDLED_CORPUS / "records" / "agreements.csv")
    chance = random.Random(SEED)  # noqa: S311 - who asks what need not be secret
    visitors = []
    for number in range(people):
        language = "zh" if number % 2 else "en"
        questions = conversation(cities, language, QUESTIONS_EACH, chance)
        for place, paper in zip(PLACES_OF_PAPERS, chance.sample(PAPERS[language], 2), strict=True):
            questions[place] = paper
        user = server.user(10_000 + number, language_code={"zh": "zh-hans", "en": "en"}[language])
        visitors.append(Visitor(user, questions))
    return visitors


def _half(
    server: TelegramServer, bot: Measured, visitors: Sequence[Visitor], name: str, pace: float | None
) -> Half | None:
    """Let each person ask half of their questions, at a pace for all together or at once, and wait for all answers."""
    chance = random.Random(SEED)  # noqa: S311 - as above
    start = len(visitors[0].asked)
    upto = start + QUESTIONS_EACH // 2
    turns = [visitor for visitor in visitors for _ in range(upto - start)]
    chance.shuffle(turns)
    before, sent = bot.read(), _messages(server)
    begun = due = time.time()
    for visitor in turns:
        if pace:
            due += chance.expovariate(pace)
            time.sleep(max(0.0, due - time.time()))
        visitor.ask()
    if not _wait(server, lambda: all(visitor.answered >= upto for visitor in visitors)):
        return None
    return Half(name, start, len(turns), time.time() - begun, _messages(server) - sent, before, bot.read())


def _wait(server: TelegramServer, done: Callable[[], bool]) -> bool:
    """Wait until something is done; False if the bot has said nothing for so long that it never will be."""
    while True:
        before = _messages(server)
        try:
            server.wait(done, PATIENCE_SECONDS)
        except AssertionError:
            if _messages(server) == before:
                return False
        else:
            return True


def _messages(server: TelegramServer) -> int:
    return sum(call.method == "sendMessage" and call.took_effect for call in server.calls)


def _latencies(visitors: Sequence[Visitor], half: Half) -> list[float]:
    return [one for visitor in visitors for one in visitor.latencies(half.start)[: QUESTIONS_EACH // 2]]


def _table(server: TelegramServer, visitors: Sequence[Visitor], halves: Sequence[Half]) -> Table:
    table = Table("", *[half.name for half in halves])
    rows: dict[str, list[str]] = {
        "questions": [f"{half.questions:,}" for half in halves],
        "seconds": [f"{half.seconds:.0f}" for half in halves],
        "answers a second": [f"{half.pace:.1f}" for half in halves],
        f"messages a second (ceiling {CEILING:.0f})": [f"{half.messages / half.seconds:.1f}" for half in halves],
    }
    for share in (50, 95):
        rows[f"wait for an answer, p{share}, s"] = [
            f"{np.percentile(_latencies(visitors, half), share):.2f}" for half in halves
        ]
        for name, label in (("update", "the bot's work on an update"), ("answer", "the assistant's part of it")):
            rows[f"{label}, p{share}, s"] = [
                f"{half.after.quantile(f'{name}_seconds', share / 100, half.before):.3f}" for half in halves
            ]
    cpu = "process_cpu_seconds_total"
    rows["processor time a question, ms"] = [
        f"{1000 * (half.after.value(cpu) - half.before.value(cpu)) / half.questions:.1f}" for half in halves
    ]
    rows["memory before, MB"] = [f"{half.before.memory:.0f}" for half in halves]
    rows["memory after, MB"] = [f"{half.after.memory:.0f}" for half in halves]
    flooded = "telegram_errors_total"
    rows["refused as too much (429)"] = [
        f"{half.after.value(flooded, kind='flood') - half.before.value(flooded, kind='flood'):.0f}" for half in halves
    ]
    for label, values in rows.items():
        table.add_row(label, *values)
    table.caption = f"{len(server.flooded)} calls were refused as too much over the whole run."
    return table


if __name__ == "__main__":
    main()
