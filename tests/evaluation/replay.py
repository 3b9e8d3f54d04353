"""Ask with a language model whose replies were recorded, each written from its prompt alone.

Every turn is asked after what the product says without a model, which is kept too: so no request hangs on the reply to
another turn, and reading, answering and mending are three rounds for all of them.
"""

import json
import statistics
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.evaluation.chats import Chat, JudgedTurn, answering, held, print_chats
from tests.evaluation.generate import fresh_index
from tests.llm_server import Cassette, LlmServer
from tests.llm_server.cassette import rows

EARLIER = "earlier.jsonl"


def load(paths: list[Path]) -> list[Chat]:
    """Read chats, and questions of offices as chats of one turn."""
    return [
        Chat.model_validate(row if "turns" in row else _as_chat(row)) for path in paths for row in rows(path)
    ]  # fmt: skip


def replay(chats: list[Chat], corpus: list[Path], folder: Path) -> list[JudgedTurn]:
    """Hold every chat with the replies of a cassette; what is asked in vain is in its ``pending.jsonl`` afterwards."""
    judged: list[JudgedTurn] = []
    with fresh_index(corpus) as environment, LlmServer(Cassette(folder)) as server:
        earlier = _earlier(chats, environment, folder / EARLIER)
        model = {"LLM_MODEL": "recorded", "LLM_BASE_URL": server.url, "LLM_TIMEOUT_SECONDS": "60"}
        for home in dict.fromkeys(chat.home_city for chat in chats):
            with answering({**environment, **model, "HOME_CITY": home}, "--explain") as (asked, told):
                for chat in (chat for chat in chats if chat.home_city == home):
                    judged.extend(held(chat, asked, told, earlier))
    return judged


def print_replay(judged: list[JudgedTurn], console: Console) -> None:
    """Print the verdicts, and what the model was asked for and wrote."""
    print_chats(judged, console)
    made = [made for item in judged if (made := item.said.explanation) is not None]
    uses = [one.use for one in made if one.use is not None]
    written = [statement for one in made for statement in one.statements]
    table = Table("with the model", "", box=None, pad_edge=False)
    table.add_row("answers it was asked for", f"{len(uses)} of {len(judged)}")
    table.add_row("waiting for a reply", str(sum(use.failure == "refused" for use in uses)))
    table.add_row("failed otherwise", str(sum(use.failure not in {"", "refused"} for use in uses)))
    if uses:
        table.add_row("calls, median and mean", _middle([use.calls for use in uses]))
        table.add_row("prompt tokens an answer (estimated), median and mean", _middle([use.sent for use in uses]))
    table.add_row("statements dropped", f"{sum(one.fate == 'dropped' for one in written)} of {len(written)}")
    console.print(table)


def _middle(numbers: list[int]) -> str:
    return f"{statistics.median(numbers):g}, {statistics.mean(numbers):.1f}"


def _as_chat(question: dict[str, object]) -> dict[str, object]:
    """Return a question that stands alone as a chat of one turn."""
    turn = {**question, "kind": question["type"], "expect": "abstain" if question["expect"] == "abstain" else "answer"}
    return {
        "id": question["id"], "audience": question["role"], "home_city": "", "today": question["today"],
        "turns": [turn],
    }  # fmt: skip


def _earlier(chats: list[Chat], environment: dict[str, str], kept: Path) -> dict[str, str]:
    """Return what is said to each turn without a model, as it was kept or else as it is said now."""
    known = {str(row["id"]): str(row["answer"]) for row in rows(kept)}
    for home in dict.fromkeys(chat.home_city for chat in chats):
        new = [chat for chat in chats if chat.home_city == home and any(turn.id not in known for turn in chat.turns)]
        if not new:
            continue
        with answering({**environment, "LLM_MODEL": "", "HOME_CITY": home}) as (asked, told):
            said = {item.turn.id: item.said.answer for chat in new for item in held(chat, asked, told)}
        known |= said
        with kept.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": i, "answer": a}, ensure_ascii=False) + "\n" for i, a in said.items())
    return known
