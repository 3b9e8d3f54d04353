"""The command line: `python -m tests.evaluation generate|evaluate|faults|pools|chats|replay`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from knowledge.settings import BUNDLED_CORPUS
from tests.evaluation.chats import JudgedTurn, ask_chats, load_chats, print_chats
from tests.evaluation.corpus_text import CorpusText
from tests.evaluation.faults import measure as measure_faults
from tests.evaluation.faults import print_runs
from tests.evaluation.generate import ProcessFailedError, generate, load_run, save_run
from tests.evaluation.pools import Pool, measure
from tests.evaluation.questions import load_questions
from tests.evaluation.replay import load, print_replay, replay
from tests.evaluation.report import markdown, print_table
from tests.evaluation.table import judge


def main() -> int:
    """Run one step and return its exit code.

    0; 1 if a figure is worse with a language model that goes wrong; 2 if a command of the product did not do its work.
    """
    options = _parser().parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    try:
        holds = options.step(options, console)
    except ProcessFailedError as error:
        console.print(str(error), markup=False)
        return 2
    return 1 if holds is False else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description="Measure the answers.")
    steps = parser.add_subparsers(required=True, metavar="STEP")
    asking = steps.add_parser("generate", help="ask the questions of a fresh index and keep what is said")
    asking.add_argument("questions", nargs="+", type=Path)
    asking.add_argument("--run", type=Path, required=True, help="where to keep it (JSON lines)")
    asking.set_defaults(step=_generate)
    scoring = steps.add_parser("evaluate", help="score a run and write the report")
    scoring.add_argument("run", type=Path)
    scoring.add_argument("--report", type=Path, required=True, help="where to write it (Markdown)")
    scoring.set_defaults(step=_evaluate)
    failing = steps.add_parser("faults", help="compare no language model with ones that lie and fail")
    failing.add_argument("questions", nargs="+", type=Path)
    failing.set_defaults(step=_faults)
    chatting = steps.add_parser("chats", help="hold whole conversations and judge every turn")
    chatting.add_argument("chats", nargs="+", type=Path)
    chatting.add_argument("--run", type=Path, required=True, help="where to keep what was said (JSON lines)")
    chatting.set_defaults(step=_chats)
    replaying = steps.add_parser("replay", help="hold chats with a language model whose replies are recorded")
    replaying.add_argument("chats", nargs="+", type=Path, help="chats, or questions with an office each")
    replaying.add_argument("--cassette", type=Path, required=True, help="folder of the replies and what waits for one")
    replaying.add_argument("--run", type=Path, required=True, help="where to keep what was said (JSON lines)")
    replaying.set_defaults(step=_replay)
    for step in (asking, scoring, failing, chatting, replaying):
        step.add_argument("--corpus", nargs="*", type=Path, default=[], help="default: the bundled corpus")
    pools = steps.add_parser("pools", help="measure retrieval alone")
    pools.add_argument("pools", type=Path)
    pools.set_defaults(step=_pools)
    return parser


def _generate(options: argparse.Namespace, console: Console) -> None:
    questions = load_questions(options.questions)
    console.print(f"asking {len(questions)} questions")
    save_run(generate(questions, options.corpus), options.run)


def _evaluate(options: argparse.Namespace, console: Console) -> None:
    judged = judge(load_run(options.run), CorpusText(options.corpus or [BUNDLED_CORPUS]))
    options.report.parent.mkdir(parents=True, exist_ok=True)
    options.report.write_text(markdown(judged, options.run.stem), encoding="utf-8")
    print_table(judged, console)
    console.print(f"every wrong answer: {options.report}")


def _faults(options: argparse.Namespace, console: Console) -> bool:
    questions = load_questions(options.questions)
    corpus = CorpusText(options.corpus or [BUNDLED_CORPUS])
    return print_runs(measure_faults(questions, options.corpus, corpus), console)


def _chats(options: argparse.Namespace, console: Console) -> None:
    judged = ask_chats([chat for path in options.chats for chat in load_chats(path)], options.corpus)
    print_chats(judged, console)
    _keep(judged, options.run, console)


def _replay(options: argparse.Namespace, console: Console) -> None:
    judged = replay(load(options.chats), options.corpus, options.cassette)
    print_replay(judged, console)
    _keep(judged, options.run, console)


def _keep(judged: list[JudgedTurn], run: Path, console: Console) -> None:
    run.parent.mkdir(parents=True, exist_ok=True)
    run.write_text("".join(item.model_dump_json() + "\n" for item in judged), encoding="utf-8")
    console.print(f"every turn and its verdict: {run}")


def _pools(options: argparse.Namespace, console: Console) -> None:
    for line in options.pools.read_text(encoding="utf-8").splitlines():
        for figure in measure(Pool.model_validate_json(line)):
            console.print(
                f"{figure.pool}, {figure.kind}: hit@1 {figure.hit_at_1:.3f}, hit@5 {figure.hit_at_5:.3f} "
                f"({figure.count} queries)"
            )


if __name__ == "__main__":
    sys.exit(main())
