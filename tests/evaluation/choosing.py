"""Learn what tells for a way to take a question: ``make fit-choice``.

Every turn of some files of conversations over the bundled corpus, and every question of folders with papers of other
offices (``questions.jsonl``, ``corpus``), is taken in every way (`Assistant.ways`), each way is judged as the turn is,
and the weights of `knowledge.answering.choosing` are learnt so that a right way is the likeliest: a softmax over the
ways of a turn. It prints for each file what is right when the rest is learnt from, beside what the rules' own reading
gets and what the best way would. Held files are not given to it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from bot.ask import Reply
from bot.container import open_desk
from knowledge.answering import choosing
from knowledge.assistant import Assistant, Turn
from knowledge.evidence import Audience
from knowledge.settings import Settings
from tests.evaluation.chats import (
    NOT_IN_THE_SOURCES,
    Chat,
    ChatExpect,
    ChatTurn,
    Verdict,
    judge_turn,
    load_chats,
    ways_to_abstain,
)
from tests.evaluation.fitting import questions
from tests.evaluation.generate import Said, fresh_index

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from knowledge.evidence import Answer

_RIDGE = 1.0


class Taken(NamedTuple):
    """A turn: the features of each way to take it, the rules' own first, whether it is right, and whether false."""

    turn: ChatTurn
    features: list[dict[str, float]]
    right: list[bool]
    false: list[bool]


def main() -> None:
    """Learn from files of conversations, print what is right of each when it is left out, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="files of chats, and folders")
    parser.add_argument(
        "--rounds", type=int, default=2, help="how often the turns are taken again with what was learnt"
    )
    options = parser.parse_args()
    for _ in range(options.rounds):
        files = {path: list(_of_office(path) if path.is_dir() else _taken(load_chats(path))) for path in options.paths}
        for path, turns in files.items():
            rest = [turn for other, of in files.items() if other != path for turn in of]
            _print(f"{path.parent.name}/{path.stem}", turns, _fit(rest) if rest else {})
        learnt = _fit([turn for turns in files.values() for turn in turns])
        choosing.CHOICE.write_text(json.dumps(learnt, indent=1) + "\n", encoding="utf-8")
        choosing.weights.cache_clear()
        _print("all, with its own weights", [turn for turns in files.values() for turn in turns], learnt)


def _taken(chats: Sequence[Chat]) -> Iterator[Taken]:
    phrases = ways_to_abstain()
    with fresh_index([]) as environment, contextlib.ExitStack() as opened:
        assistants: dict[tuple[str, Audience], Assistant] = {}
        for chat in chats:
            key = (chat.home_city, chat.audience)
            if key not in assistants:
                settings = Settings(home_city=chat.home_city, data_dir=Path(environment["DATA_DIR"]))
                assistants[key] = opened.enter_context(open_desk(settings, chat.audience)).assistant
            yield from _turns(chat, assistants[key], phrases)


def _of_office(folder: Path) -> Iterator[Taken]:
    """Take every question on the papers of an office, after what was asked before it."""
    phrases = ways_to_abstain()
    with (
        fresh_index([folder / "corpus"]) as environment,
        open_desk(Settings(data_dir=Path(environment["DATA_DIR"])), Audience.STAFF) as desk,
    ):
        for number, asked in enumerate(questions(folder)):
            turn = ChatTurn(
                id=str(number),
                question=asked.text,
                expect=ChatExpect.ABSTAIN if asked.declined else ChatExpect.ANSWER,
                kind="paper",
                answer_key=asked.keys or ((NOT_IN_THE_SOURCES,),),
                must_not_contain=asked.wrong,
            )
            history = [Turn("user", text) for text in asked.earlier]
            yield _take(turn, desk.assistant, asked.today or Settings().today(), history, phrases)


def _turns(chat: Chat, assistant: Assistant, phrases: tuple[str, ...]) -> Iterator[Taken]:
    history: list[Turn] = []
    for turn in chat.turns:
        yield _take(turn, assistant, chat.today, history, phrases)
        history.append(Turn("user", turn.question))


def _take(
    turn: ChatTurn, assistant: Assistant, today: dt.date, history: Sequence[Turn], phrases: tuple[str, ...]
) -> Taken:
    ways, told = assistant.ways_of(turn.question, today=today, history=history)
    verdicts = [judge_turn(turn, _said(turn, way.found.answer), phrases) for way in ways]
    return Taken(
        turn,
        [choosing.features(way, told) for way in ways],
        [verdict is Verdict.RIGHT for verdict in verdicts],
        [verdict is Verdict.FALSE_ANSWER for verdict in verdicts],
    )


def _said(turn: ChatTurn, answer: Answer) -> Said:
    return Said.model_validate(Reply.of(turn.id, answer, 0.0).model_dump(mode="json"))


def _fit(turns: Sequence[Taken]) -> dict[str, float]:
    """Return the weights under which a right way is the likeliest, where some are right and some are not."""
    names = sorted({name for turn in turns for way in turn.features for name in way})
    at = {name: column for column, name in enumerate(names)}
    groups = [(_matrix(turn, at), np.array(turn.right)) for turn in turns if any(turn.right) and not all(turn.right)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = float(_RIDGE / 2 * weights @ weights), _RIDGE * weights
        for matrix, right in groups:
            likely = _softmax(matrix @ weights)
            share = likely[right].sum()
            total -= float(np.log(share))
            slope = slope + matrix.T @ (likely - np.where(right, likely, 0.0) / share)
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised: NDArray[np.float64] = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def _matrix(turn: Taken, at: dict[str, int]) -> NDArray[np.float64]:
    matrix = np.zeros((len(turn.features), len(at)))
    for row, way in enumerate(turn.features):
        for name, value in way.items():
            if name in at:
                matrix[row, at[name]] = value
    return matrix


def _print(name: str, turns: Sequence[Taken], weights: dict[str, float]) -> None:
    picked = [int(np.argmax([_worth(way, weights) for way in turn.features])) for turn in turns]
    chosen = [turn.right[at] for turn, at in zip(turns, picked, strict=True)]
    false = np.mean([turn.false[at] for turn, at in zip(turns, picked, strict=True)])
    own, any_way = (np.mean([turn.right[0] for turn in turns]), np.mean([any(turn.right) for turn in turns]))
    told = f"right {np.mean(chosen):.3f}, false {false:.3f}, own reading {own:.3f}, any way {any_way:.3f}"
    print(f"{name}: {len(turns)} turns, {told}", flush=True)  # noqa: T201 - output


def _worth(way: dict[str, float], weights: dict[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in way.items())


if __name__ == "__main__":
    main()
