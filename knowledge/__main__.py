"""`python -m knowledge search QUERY`, `chart KIND`, `export LIST`, `check` and `prepare`."""

import argparse
import datetime as dt
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from knowledge.charts.kinds import Chart
from knowledge.embedding import load_embedder, prepare_model
from knowledge.errors import CityExchangeError
from knowledge.evidence import Audience, Language
from knowledge.index import KnowledgeIndex, open_index
from knowledge.names.dictionary import load_dictionary
from knowledge.settings import Settings, load_settings
from knowledge.text.language import Script
from knowledge.text.words import lexicon

LISTS = ("agreements", "anniversaries", "events", "programmes")

_SHOWN = 200  # characters of a passage that a person is shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0; 1 when it cannot be done; 2 for bad arguments."""
    options = _parser().parse_args(arguments)
    errors = Console(stderr=True)
    try:
        settings = load_settings()
        logging.basicConfig(level=settings.log_level)
        if options.command == "check":
            return _check_lines(errors)
        if options.command == "prepare":
            path = prepare_model(settings, console=errors)
            lexicon()
            load_dictionary()
            errors.print(f"The embedding model is ready in {path}", highlight=False, soft_wrap=True)
            return 0
        with open_index(settings, load_embedder(settings), Audience.PUBLIC) as index:
            if options.command in ("chart", "export"):
                return _to_file(index, settings, options, errors)
            if options.query is None:
                return _answer_lines(index, options.k, errors)
            for result in _results(index, options.query, options.k):
                print(json.dumps(result, ensure_ascii=False) if options.json else _for_reading(result))  # noqa: T201 - output
    except CityExchangeError as error:
        errors.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        return 1
    return 0


def _check_lines(errors: Console) -> int:
    """Hold statements on standard input against the evidence beside them; no index and no model is needed."""
    from knowledge.answering.verification.lines import StatementLine, check_line  # noqa: PLC0415 - search needs none of it
    from knowledge.directory.directory import known_partners  # noqa: PLC0415
    from knowledge.names import build_gazetteer  # noqa: PLC0415

    gazetteer = build_gazetteer(known_partners())
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            checked = check_line(StatementLine.model_validate_json(line), gazetteer)
        except ValueError as error:
            wanted = '{"id", "question", "language", "today", "evidence", "statement"}'
            errors.print(f"line {number} is not {wanted} as JSON: {error}", markup=False, highlight=False)
            return 2
        print(json.dumps(checked, ensure_ascii=False), flush=True)  # noqa: T201 - output
    return 0


def _to_file(index: KnowledgeIndex, settings: Settings, options: argparse.Namespace, errors: Console) -> int:
    """Write a picture or a list of the public records into a file."""
    from knowledge.files import FileError, written  # noqa: PLC0415 - drawing takes a second to import, search needs none

    language = Language.EN if options.language == "en" else Language.ZH
    script = Script.HANT if options.language == "zh-Hant" else Script.HANS
    suffix = "png" if options.command == "chart" else options.format
    out = options.out or Path(f"{options.kind}.{suffix}")
    try:
        out.write_bytes(
            written(
                index,
                settings,
                options.kind,
                suffix,
                language=language,
                script=script,
                home=options.home,
                year=options.year,
            )
        )
    except (FileError, OSError) as error:
        errors.print(f"{out}: {error}", style="red", highlight=False, markup=False, soft_wrap=True)
        return 1
    errors.print(f"{out}: written", highlight=False, markup=False, soft_wrap=True)
    return 0


def _answer_lines(index: KnowledgeIndex, k: int, errors: Console) -> int:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            found = {"id": asked["id"], "results": _results(index, str(asked["query"]), k)}
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            errors.print(f'line {number} is not {{"id", "query"}} as JSON: {error!r}', markup=False, highlight=False)
            return 2
        print(json.dumps(found, ensure_ascii=False), flush=True)  # noqa: T201 - output
    return 0


def _results(index: KnowledgeIndex, query: str, k: int) -> list[dict[str, object]]:
    return [
        {
            "rank": rank,
            "source": hit.passage.source.path,
            "locator": hit.passage.locator,
            "text": hit.passage.text,
            "score": round(hit.score, 6),
        }
        for rank, hit in enumerate(index.search(query, k=k), start=1)
    ]


def _for_reading(result: dict[str, object]) -> str:
    text = " ".join(str(result["text"]).split())
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"{result['rank']:>2}. {result['source']} · {result['locator']}\n    {shown}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m knowledge", description="Search the index, write its records into files, or prepare the model."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    search = commands.add_parser("search", help="print the passages that fit a question best")
    search.add_argument(
        "query", nargs="?", help='what to look for; without it, JSON lines {"id", "query"} are read and answered'
    )
    search.add_argument("-k", type=_positive, default=10, help="how many passages (default: 10)")
    search.add_argument("--json", action="store_true", help="print one JSON object a line")
    chart = commands.add_parser("chart", help="draw a picture of the public records as PNG")
    chart.add_argument("kind", type=Chart, choices=list(Chart), help="what to draw")
    export = commands.add_parser("export", help="write a list of the public records into a file")
    export.add_argument("kind", choices=LISTS, help="which list")
    export.add_argument("--format", choices=["xlsx", "csv", "ics"], default="xlsx", help="default: xlsx")
    for command in (chart, export):
        command.add_argument("--language", choices=["zh", "zh-Hant", "en"], default="zh", help="default: zh")
        command.add_argument("--home", help="one home city only (default: HOME_CITY, else all)")
        command.add_argument("--year", type=_year, help="the year of anniversaries (default: this year)")
        command.add_argument("--out", type=Path, metavar="FILE", help="where to write it (default: KIND.SUFFIX)")
    check = commands.add_parser("check", help="hold statements (JSON lines) against the evidence that they cite")
    check.add_argument("--json", action="store_true", help="read and write one JSON object a line (the only form)")
    commands.add_parser("prepare", help="prepare the embedding model and the dictionaries, once")
    return parser


def _year(text: str) -> int:
    number = int(text)
    if not dt.MINYEAR <= number < dt.MAXYEAR:
        raise argparse.ArgumentTypeError(f"must be a year from {dt.MINYEAR} to {dt.MAXYEAR - 1}")
    return number


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
