"""`python -m ingest`: bring the index in line with folders and files, write templates, map a table of ties."""

import argparse
import functools
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from ingest.report import ProgressBar, as_json, print_report
from ingest.run import Report, dry_run, ingest
from ingest.scan import check
from knowledge.errors import CityExchangeError, ConfigurationError, DocumentError
from knowledge.records import RecordKind
from knowledge.records.template import template_workbook
from knowledge.settings import Settings, load_settings

_ANSWER = "Give the answers as options: --home, --kind, --date, --partner, --order."
_DONE, _FAILED, _BAD_ARGUMENTS, _INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    0: the index is in line; 1: some files could not be read (the rest is in), or the index could not be written;
    2: bad arguments or settings.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["template"]:
        return _template(words[1:])
    if words[:1] == ["map"]:
        return _map(words[1:])
    options = _parser().parse_args(words)
    errors = Console(stderr=True)
    try:
        settings = load_settings()
        paths = options.paths or list(settings.corpus_dirs)
        check(paths)
    except ConfigurationError as error:
        _complain(errors, error)
        return _BAD_ARGUMENTS
    logging.basicConfig(level=settings.log_level)
    try:
        return _ingest(settings, paths, errors, dry=options.dry_run, json=options.json)
    except CityExchangeError as error:
        _complain(errors, error)
        return _FAILED
    except KeyboardInterrupt:
        errors.print("Stopped. The index is as it was before.")
        return _INTERRUPTED


def _ingest(settings: Settings, paths: Sequence[Path], errors: Console, *, dry: bool, json: bool) -> int:
    # The model and what runs it take a second to import; a mistyped path is told at once.
    from knowledge.embedding import load_embedder  # noqa: PLC0415 - see above

    started = time.perf_counter()
    with ProgressBar(errors) as bar:
        embedder = load_embedder(settings)
        if dry:
            plan = dry_run(settings, paths, embedder, bar)
            report = Report(plan, plan.before.generation, 0)
        else:
            report = ingest(settings, paths, embedder, bar)
    seconds = time.perf_counter() - started
    if json:
        print(as_json(report, dry=dry, seconds=seconds))  # noqa: T201 - what the command is for
    else:
        print_report(report, Console(), dry=dry, seconds=seconds)
    return _FAILED if report.plan.problems else _DONE


def _template(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m ingest template", description="Write an empty table with its columns for each kind of record."
    )
    parser.add_argument("directory", type=Path, nargs="?", default=Path(), help="where to write them (default: here)")
    options = parser.parse_args(words)

    try:
        for path in write_templates(options.directory):
            print(path)  # noqa: T201 - what the command is for
    except (OSError, CityExchangeError) as error:
        _complain(Console(stderr=True), error)
        return _FAILED
    return _DONE


def _map(words: Sequence[str]) -> int:
    from ingest.mapping import found_file, map_table, parse  # noqa: PLC0415 - only this command needs the gazetteer now

    options, console = parse(words), Console()
    try:
        home_city = load_settings().home_city
        map_table(options, found_file(options.file), home_city, console, functools.partial(console.input, markup=False))
    except ConfigurationError as error:
        _complain(Console(stderr=True), error)
        return _BAD_ARGUMENTS
    except EOFError:
        _complain(Console(stderr=True), DocumentError(str(options.file), "a question was not answered", _ANSWER))
        return _BAD_ARGUMENTS
    except (OSError, CityExchangeError) as error:
        _complain(Console(stderr=True), error)
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return _DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Bring the index in line with folders and files: add, change, remove. "
        "A path part named 'staff' makes what is under it staff-only. "
        "`python -m ingest template [DIRECTORY]` writes empty record tables; "
        "`python -m ingest map FILE` says how a table of ties is read.",
        epilog="Exit code: 0; 1 if some files could not be read (the rest is in); 2 for bad arguments.",
    )
    parser.add_argument(
        "paths", type=Path, nargs="*", metavar="PATH", help="folders and files (default: setting CORPUS_DIRS)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be done, write nothing")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    return parser


def _complain(console: Console, error: Exception) -> None:
    console.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)


def write_templates(directory: Path) -> list[Path]:
    """Write a table of each kind, header only, into a directory and return their paths.

    Raise DocumentError rather than overwrite a file.
    """
    directory.mkdir(parents=True, exist_ok=True)
    paths = [directory / f"{kind}.xlsx" for kind in RecordKind]
    for path in paths:
        if path.exists():
            raise DocumentError(str(path), "it exists already", "Choose another directory, or move it away.")
    for kind, path in zip(RecordKind, paths, strict=True):
        path.write_bytes(template_workbook(kind))
    return paths
