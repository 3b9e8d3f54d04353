"""The command line: `python -m bot` serves in Telegram, `chat`, `ask`, `export-records`, `replace-bot` work here."""

import argparse
import asyncio
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console

from knowledge.errors import CityExchangeError
from knowledge.evidence import Audience
from knowledge.settings import Settings, load_settings

EXIT_SOME_FAILED = 1
EXIT_CANNOT_RUN = 2
MIN_YEAR, MAX_YEAR = 1900, 2999

WHAT_IS_MISSING = """\
TELEGRAM_BOT_TOKEN is not set. BotFather (https://t.me/BotFather) gives you a token: send it /newbot, then put
  TELEGRAM_BOT_TOKEN=...
into .env or the environment. What works without one:
  python -m bot chat              talk with the assistant here
  python -m bot ask QUESTION      ask one question
  python -m bot ask --json        answer JSON lines from standard input"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 if some questions failed, 2 if it could not run.

    The bot itself also ends with 1 after a fault, and with 3 when its token was revoked.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "ask" and not options.json and not (options.question or "").strip():
        parser.error("ask needs a QUESTION, or --json to read JSON lines from standard input")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real stream, not a TextIO
    try:
        return _run(options)
    except CityExchangeError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command's own output
        return EXIT_CANNOT_RUN
    except BrokenPipeError:
        # The reader has left; what is still buffered has nowhere to go and must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_SOME_FAILED
    except KeyboardInterrupt:
        return 128 + 2


def _run(options: argparse.Namespace) -> int:
    settings = load_settings()
    if options.command is None:
        return _serve(settings)
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if options.command == "export-records":
        return _export(settings, options.directory)
    if options.command == "replace-bot":
        return _replace(settings)
    if options.command == "chat":
        return _chat(settings, options.audience)
    if options.json:
        lines = [json.dumps({"question": options.question}).encode()] if options.question else sys.stdin.buffer
        return _ask_lines(settings, lines, options.audience, options.today, explain=options.explain)
    return _ask(settings, options.question, options.audience, options.today, explain=options.explain)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Serve in Telegram, or ask the city exchange assistant here."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    chat = commands.add_parser("chat", help="talk with the assistant in the terminal")
    ask = commands.add_parser("ask", help="answer one question, or JSON lines from standard input")
    export = commands.add_parser("export-records", help="write the record tables, with what staff keep, as CSV")
    export.add_argument("directory", type=Path, metavar="DIRECTORY")
    commands.add_parser(
        "replace-bot", help="let another bot have the database, without what people asked this one (stop this first)"
    )
    for command in (chat, ask):
        command.add_argument(
            "--audience",
            type=Audience,
            choices=list(Audience),
            default=Audience.PUBLIC,
            help="whose papers may be seen (default: public)",
        )
    ask.add_argument("--today", type=_day, metavar="DATE", help="answer as of this day, YYYY-MM-DD")
    ask.add_argument(
        "--json", action="store_true", help="write a JSON line; with no QUESTION, read JSON lines and answer each"
    )
    ask.add_argument("--explain", action="store_true", help="say too how the answer was made (for staff)")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    return parser


def _day(written: str) -> dt.date:
    """Read a day with years before and after it, as anniversaries need them."""
    day = dt.date.fromisoformat(written)
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise argparse.ArgumentTypeError(f"must be from the year {MIN_YEAR} to {MAX_YEAR}")
    return day


# The commands import what they need themselves: the models take seconds to import, and help, bad arguments and a
# wrong setting should be answered at once.


def _serve(settings: Settings) -> int:
    if not settings.telegram_bot_token.get_secret_value():
        print(WHAT_IS_MISSING, file=sys.stderr)  # noqa: T201 - the command's own output
        return EXIT_CANNOT_RUN
    from bot.logs import start_logging  # noqa: PLC0415 - see above
    from bot.serve import run  # noqa: PLC0415

    start_logging(settings)
    return run(settings)


def _chat(settings: Settings, audience: Audience) -> int:
    from bot.conversation import chat  # noqa: PLC0415 - see above

    return chat(settings, audience)


def _export(settings: Settings, directory: Path) -> int:
    from bot.standalone import write_tables  # noqa: PLC0415 - see above

    for path in write_tables(settings, directory):
        print(path)  # noqa: T201 - the command's own output
    return 0


def _replace(settings: Settings) -> int:
    from bot.storage import Storage, database_url  # noqa: PLC0415 - see above

    async def give_up() -> None:
        storage = await Storage.open(database_url(settings), now=lambda: dt.datetime.now(dt.UTC))
        try:
            await storage.standing.give_up()
        finally:
            await storage.close()

    asyncio.run(give_up())
    return 0


def _ask(settings: Settings, question: str, audience: Audience, today: dt.date | None, *, explain: bool) -> int:
    from bot.answer_text import answer_text  # noqa: PLC0415 - see above
    from bot.i18n import Locale, say_in  # noqa: PLC0415
    from bot.standalone import open_desk_with_entries  # noqa: PLC0415
    from bot.where_to_turn import contact_below  # noqa: PLC0415
    from knowledge.text.language import detect_script  # noqa: PLC0415

    with open_desk_with_entries(settings, audience) as desk:
        explanation = desk.assistant.explain(question, today=today or settings.today())
    answer = explanation.answer
    say = say_in(Locale.of(answer.language, detect_script(question)))
    console, contact = Console(highlight=False), contact_below(answer, audience, settings.contact, say)
    console.print(answer_text(answer, say, contact=contact), soft_wrap=not sys.stdout.isatty())
    if explain:
        from bot.answer_text import explanation_text  # noqa: PLC0415 - see above

        console.print(explanation_text(explanation), soft_wrap=not sys.stdout.isatty())
    return 0


def _ask_lines(
    settings: Settings, lines: Iterable[bytes], audience: Audience, today: dt.date | None, *, explain: bool
) -> int:
    from bot.ask import Failure, answer_lines  # noqa: PLC0415 - see above
    from bot.standalone import ReopeningPool  # noqa: PLC0415

    code = 0
    with ReopeningPool(settings) as assistants:
        for reply in answer_lines(
            lines, assistants.assistant, audience=audience, today=lambda: today or settings.today(), explain=explain
        ):
            if isinstance(reply, Failure):
                code = EXIT_SOME_FAILED
                print(f"line {reply.line}: {reply.error}", file=sys.stderr)  # noqa: T201 - the command's own output
            print(reply.model_dump_json(), flush=True)  # noqa: T201 - the command's own output
    return code


if __name__ == "__main__":
    sys.exit(main())
