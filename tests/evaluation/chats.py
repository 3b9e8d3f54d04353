"""Whole conversations: every turn is asked with what the product itself said before it, and judged by its keys."""

import collections
import contextlib
import datetime as dt
import enum
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from knowledge.evidence import Audience
from tests.evaluation.generate import ROOT, ProcessFailedError, Said, fresh_index
from tests.evaluation.questions import PriorTurn
from tests.evaluation.scoring import contains, position

NOT_IN_THE_SOURCES = "<not in the sources>"
NO = "<no>"

_READ = 1_000
_READ_OF_A_LIST = 4_096  # one message in Telegram
_OPENING = 300
_LISTS = frozenset({"list", "anniversary"})
_DENIAL = re.compile(
    r"不是|不在|不属|并非|没有|没和|尚未|并未|未与|未和|未同|唔系|唔喺|冇|\b(?:no|not|none|neither|never|nor)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_YES = re.compile(r"\W*(?:是的|是[,，。]|对的?[,，。]|没错|有的|系呀|yes\b|correct\b|indeed\b)", re.IGNORECASE)
_ASKS_BACK = re.compile(r"[?？]")


class ChatExpect(enum.StrEnum):
    """What a turn should get: an answer, a denial, "not in the sources", a question in return, or a kind word."""

    ANSWER = "answer"
    NO = "no"
    ABSTAIN = "abstain"
    CLARIFY = "clarify"
    SMALLTALK = "smalltalk"


class Verdict(enum.StrEnum):
    """What became of a turn."""

    RIGHT = "right"
    FALSE_ANSWER = "false answer"
    FALSE_REFUSAL = "false refusal"


class ChatTurn(BaseModel):
    """One turn. Every group of ``answer_key`` needs one of its alternatives, ``in_order`` one after the other.

    The alternative `NO` stands for any denial in the opening of the answer, `NOT_IN_THE_SOURCES` for any phrase of
    `chats/not_in_the_sources.txt`. With ``abstain_ok`` it is right to say that the sources do not answer, too.
    """

    model_config = ConfigDict(extra="ignore")

    id: str
    question: str
    expect: ChatExpect
    kind: str
    answer_key: tuple[tuple[str, ...], ...] = ()
    must_not_contain: tuple[str, ...] = ()
    abstain_ok: bool = False
    in_order: bool = False


class Chat(BaseModel):
    """A conversation of one person with the bot of one office on one day."""

    model_config = ConfigDict(extra="ignore")

    id: str
    audience: Audience
    home_city: str
    today: dt.date
    turns: tuple[ChatTurn, ...]


class JudgedTurn(BaseModel):
    """A turn, what was said to it, and the verdict."""

    turn: ChatTurn
    said: Said
    verdict: Verdict


def load_chats(path: Path) -> list[Chat]:
    """Read a file of chats, one a line."""
    return [Chat.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def ask_chats(chats: list[Chat], corpus: list[Path]) -> list[JudgedTurn]:
    """Hold every chat over a fresh index of the corpus (empty: the bundled one), with one process a home city."""
    judged: list[JudgedTurn] = []
    with fresh_index(corpus) as environment:
        for home in dict.fromkeys(chat.home_city for chat in chats):
            with answering({**environment, "HOME_CITY": home}) as (asked, told):
                for chat in (chat for chat in chats if chat.home_city == home):
                    judged.extend(held(chat, asked, told))
    return judged


def judge_turn(turn: ChatTurn, said: Said, phrases: tuple[str, ...]) -> Verdict:
    """Judge what was said to a turn; ``phrases`` are the ways to say that the sources do not answer."""
    found = not said.error and _keys_stand(turn, said.answer, phrases)
    if turn.expect is ChatExpect.ABSTAIN:
        return Verdict.RIGHT if said.abstained or found else Verdict.FALSE_ANSWER
    if said.error or (said.abstained and turn.kind != "command"):
        return Verdict.RIGHT if said.abstained and turn.abstain_ok else Verdict.FALSE_REFUSAL
    if any(contains(said.answer, text) for text in turn.must_not_contain):
        return Verdict.FALSE_ANSWER
    match turn.expect:
        case ChatExpect.NO:
            right = found and not _YES.match(said.answer)
        case ChatExpect.CLARIFY:
            asked_back = not said.citations and _ASKS_BACK.search(said.answer) is not None
            right = asked_back or bool(found and turn.answer_key)
        case ChatExpect.SMALLTALK:
            right = found and not said.citations
        case _:
            right = found
    if right:
        return Verdict.RIGHT
    return Verdict.FALSE_REFUSAL if said.abstained else Verdict.FALSE_ANSWER


def ways_to_abstain() -> tuple[str, ...]:
    """Return the phrases that say that the sources do not answer."""
    listed = Path(__file__).with_name("chats") / "not_in_the_sources.txt"
    return tuple(listed.read_text(encoding="utf-8").split("\n"))[:-1]


def print_chats(judged: Iterable[JudgedTurn], console: Console) -> None:
    """Print right, false answers and false refusals by kind of turn, the most frequent first, and over all."""
    counts: dict[str, collections.Counter[Verdict]] = collections.defaultdict(collections.Counter)
    total: collections.Counter[Verdict] = collections.Counter()
    for item in judged:
        counts[item.turn.kind][item.verdict] += 1
        total[item.verdict] += 1
    table = Table("kind", "turns", *(verdict.value for verdict in Verdict))
    for kind, count in sorted(counts.items(), key=lambda row: -row[1].total()):
        table.add_row(kind, *_shares(count))
    table.add_section()
    table.add_row("all", *_shares(total))
    console.print(table)


def _shares(count: collections.Counter[Verdict]) -> list[str]:
    turns = count.total()
    shares = [f"{count[verdict] / turns:.2f} ({count[verdict]})" for verdict in Verdict] if turns else []
    return [str(turns), *shares]


def _keys_stand(turn: ChatTurn, answer: str, phrases: tuple[str, ...]) -> bool:
    read = answer[: _READ_OF_A_LIST if turn.kind in _LISTS else _READ]
    places = []
    for group in turn.answer_key:
        keys = [phrase for key in group for phrase in (phrases if key == NOT_IN_THE_SOURCES else (key,))]
        found = [where for key in keys if key != NO and (where := position(read, key)) is not None]
        if NO in group and _DENIAL.search(read[:_OPENING]):
            found.append(0)
        if not found:
            return False
        places.append(min(found))
    return not turn.in_order or places == sorted(places)


def held(chat: Chat, asked: IO[str], told: IO[str], earlier: Mapping[str, str] | None = None) -> Iterator[JudgedTurn]:
    """Hold one chat; ``earlier`` are what counts as said before, by turn, in place of what is said now."""
    phrases = ways_to_abstain()
    before: list[PriorTurn] = []
    for turn in chat.turns:
        request = {
            "id": turn.id,
            "question": turn.question,
            "audience": chat.audience.value,
            "today": chat.today.isoformat(),
            "history": [said_before.model_dump() for said_before in before],
        }
        print(json.dumps(request, ensure_ascii=False), file=asked, flush=True)
        if not (line := told.readline()):
            raise ProcessFailedError(f"`python -m bot ask --json` ended at {turn.id}")
        said = Said.model_validate_json(line)
        replied = earlier[turn.id] if earlier is not None else said.answer
        before += [PriorTurn(role="user", content=turn.question), PriorTurn(role="assistant", content=replied)]
        yield JudgedTurn(turn=turn, said=said, verdict=judge_turn(turn, said, phrases))


@contextlib.contextmanager
def answering(environment: dict[str, str], *options: str) -> Iterator[tuple[IO[str], IO[str]]]:
    """Yield the input and the output of a process that answers JSON lines; it ends with its input."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", *options],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise ProcessFailedError("`python -m bot ask --json` has no input or output")
        yield process.stdin, process.stdout
