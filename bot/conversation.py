"""One conversation in a terminal: what each line does, and what later lines remember of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from bot.answer_text import FAINT_STYLE, answer_text, opened_source, sources_text
from bot.wording import Wording, wording
from knowledge.assistant import Turn
from knowledge.evidence import Answer, Language
from knowledge.text.language import Script, detect_language, detect_script

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from concurrent.futures import Executor

    from rich.console import Console, RenderableType

    from bot.desks import Desk

LOG = logging.getLogger(__name__)

COMMANDS = ("/help", "/source", "/sources", "/new", "/lang", "/quit")

# Enough for a follow-up of a follow-up; older turns only blur what is meant.
REMEMBERED_TURNS = 12


class Conversation:
    """What has been said so far, and the commands that look back at it."""

    def __init__(
        self, desk: Desk, worker: Executor, console: Console, words: Wording, today: Callable[[], dt.date]
    ) -> None:
        """Begin with nothing said, in the given interface sentences; answers are made by ``worker``."""
        self._desk = desk
        self._worker = worker
        self._console = console
        self._today = today
        self._words = words
        self._follows_questions = True
        self._turns: list[Turn] = []
        self._latest: Answer | None = None

    @property
    def words(self) -> Wording:
        """Return the interface sentences in the language spoken now."""
        return self._words

    def take(self, line: str) -> bool:
        """Do what one line asks and return whether the conversation goes on.

        A line that begins with ``/`` is a command, an empty one nothing, any other a question.
        """
        line = line.strip()
        if line.startswith("/"):
            return self._command(*line.split(maxsplit=1))
        if line:
            self._ask(line)
        return True

    def _command(self, name: str, argument: str = "") -> bool:
        match name.lower():
            case "/quit" | "/exit" | "/q":
                return False
            case "/source" if argument:
                self._open_source(argument)
            case "/source" | "/sources":
                self._list_sources()
            case "/new":
                self._turns, self._latest = [], None
                self._say(self._words.new_conversation)
            case "/lang":
                self._set_language(argument)
            case "/help" | "/?":
                self._help()
            case _:
                self._say(self._words.unknown_command.format(command=name))
        return True

    def _ask(self, question: str) -> None:
        if self._follows_questions:
            self._words = wording(detect_language(question), detect_script(question))
        try:
            answer = self._answer_to(question)
        except Exception:  # a fault in one answer must not end the conversation
            LOG.exception("the question could not be answered")
            self._say(self._words.failed)
            return
        self._latest = answer
        turns = [*self._turns, Turn(role="user", content=question), Turn(role="assistant", content=answer.text)]
        self._turns = turns[-REMEMBERED_TURNS:]
        self._show(answer_text(answer, self._words))
        self._show(Text())
        if answer.citations and self._console.is_terminal:
            self._say(self._words.open_hint.format(n=1))

    def _answer_to(self, question: str) -> Answer:
        # In a thread of its own, Ctrl-C ends the waiting and not the work: a model that is stopped halfway through
        # being imported cannot be imported again.
        future = self._worker.submit(
            self._desk.assistant.answer, question, today=self._today(), history=tuple(self._turns)
        )
        with self._console.status(self._words.thinking):
            return future.result()

    def _list_sources(self) -> None:
        if self._latest is None or not self._latest.citations:
            self._say(self._words.no_sources)
        else:
            self._show(sources_text(self._latest.citations, self._words))

    def _open_source(self, argument: str) -> None:
        citations = self._latest.citations if self._latest else ()
        number = argument.strip("[] ")
        if not citations:
            self._say(self._words.no_sources)
        elif not number.isdecimal() or not 1 <= int(number) <= len(citations):
            self._say(self._words.no_such_source.format(n=argument, first=1, last=len(citations)))
        else:
            citation = citations[int(number) - 1]
            passage = self._desk.index.get(citation.passage_id)
            before, after = self._desk.index.neighbours(passage) if passage else (None, None)
            self._show(opened_source(citation, (before, passage, after), self._words))

    def _set_language(self, argument: str) -> None:
        try:
            language = Language(argument.strip().lower())
        except ValueError:
            self._say(self._words.language_choices)
            return
        self._follows_questions = False
        self._words = wording(language, Script.HANS)
        self._say(self._words.language_set)

    def _help(self) -> None:
        words = self._words
        table = Table(box=None, show_header=False, pad_edge=False, title=words.help_title, title_justify="left")
        table.add_row("", words.help_ask)
        for command, meaning in (
            ("/source N", words.help_source),
            ("/sources", words.help_sources),
            ("/new", words.help_new),
            ("/lang zh|en", words.help_lang),
            ("/help", words.help_help),
            ("/quit", words.help_quit),
        ):
            table.add_row(Text(command, style="bold cyan"), meaning)
        self._show(table)

    def _say(self, sentence: str) -> None:
        self._show(Text(sentence, style=FAINT_STYLE))

    def _show(self, what: RenderableType) -> None:
        # Without a terminal a line stays a line: it is read by another program.
        self._console.print(what, soft_wrap=not self._console.is_terminal)
