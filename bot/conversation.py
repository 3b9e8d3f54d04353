"""`python -m bot chat`: a conversation in a terminal, or over a pipe, one question a line."""

import contextlib
import datetime as dt
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import platformdirs
from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.answer_text import FAINT_STYLE, answer_text, opened_source, sources_text
from bot.assistant_pool import Desk
from bot.i18n import Locale, Say, locale_of_terminal, say_in
from bot.standalone import open_desk_with_entries
from bot.where_to_turn import contact_below
from knowledge.assistant import Turn
from knowledge.evidence import Answer, Audience, Citation, Language
from knowledge.originals import original_of
from knowledge.settings import Settings
from knowledge.text.language import detect_language, detect_script

LOG = logging.getLogger(__name__)

COMMANDS = ("/help", "/source", "/sources", "/new", "/lang", "/quit")

# Enough for a follow-up of a follow-up; older turns only blur what is meant.
REMEMBERED_TURNS = 12


class Conversation:
    """What has been said so far, and the commands that look back at it."""

    def __init__(  # noqa: PLR0917 - what a conversation stands on
        self,
        desk: Desk,
        worker: Executor,
        console: Console,
        say: Say,
        today: Callable[[], dt.date],
        corpus: tuple[Path, ...] = (),
        *,
        audience: Audience = Audience.PUBLIC,
        contact: str = "",
    ) -> None:
        """Begin with nothing said, in the given language of the interface; answers are made by ``worker``.

        ``corpus`` are the directories in which the originals of sources lie, ``contact`` is where the public turns to.
        """
        self._corpus = corpus
        self._audience, self._contact = audience, contact
        self._desk = desk
        self._worker = worker
        self._console = console
        self._today = today
        self.say = say  # in the language spoken now
        self._follows_questions = True
        self._turns: list[Turn] = []
        self._latest: Answer | None = None

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
                if citations := self._cited():
                    self._show(sources_text(citations, self.say))
            case "/new":
                self._turns, self._latest = [], None
                self._tell(self.say("A new conversation: earlier questions are forgotten."))
            case "/lang":
                self._set_language(argument)
            case "/help" | "/?":
                self._help()
            case _:
                self._tell(self.say("There is no command {command}. /help lists the commands.", command=name))
        return True

    def _ask(self, question: str) -> None:
        asked = [turn.content for turn in self._turns if turn.role == "user"]
        script = detect_script(question, *asked)
        if self._follows_questions:
            self.say = say_in(Locale.of(detect_language(question), script))
        try:
            answer = self._answer_to(question)
        except Exception:  # a fault in one answer must not end the conversation
            LOG.exception("the question could not be answered")
            self._tell(
                self.say(
                    "That question could not be answered because of a fault in the program. "
                    "Others still can; please report it."
                )
            )
            return
        if self._follows_questions:  # "in Chinese, please" is answered in another language than it is asked in
            self.say = say_in(Locale.of(answer.language, script))
        self._latest = answer
        turns = [*self._turns, Turn(role="user", content=question), Turn(role="assistant", content=answer.text)]
        self._turns = turns[-REMEMBERED_TURNS:]
        contact = contact_below(answer, self._audience, self._contact, self.say)
        self._show(answer_text(answer, self.say, contact=contact))
        self._show(Text())
        if answer.citations and self._console.is_terminal:
            self._tell(self.say("/source {n} opens a source.", n=1))

    def _answer_to(self, question: str) -> Answer:
        # In a thread of its own, Ctrl-C ends the waiting and not the work: a model that is stopped halfway through
        # being imported cannot be imported again.
        future = self._worker.submit(
            self._desk.assistant.answer, question, today=self._today(), history=tuple(self._turns)
        )
        with self._console.status(self.say("Looking it up…")):
            return future.result()

    def _open_source(self, argument: str) -> None:
        citations = self._cited()
        if not citations:
            return
        number = argument.strip("[] ")
        if not number.isdecimal() or not 1 <= int(number) <= len(citations):
            self._tell(
                self.say(
                    "There is no source {n}; the last answer has {first} to {last}.",
                    n=argument,
                    first=1,
                    last=len(citations),
                )
            )
            return
        citation = citations[int(number) - 1]
        path = original_of(citation.source, self._corpus) or citation.source.path.partition("#")[0]
        self._show(opened_source(citation, self._desk.around(citation), self.say, file=str(path)))

    def _cited(self) -> tuple[Citation, ...]:
        """Return the sources of the last answer; say so if there are none."""
        citations = self._latest.citations if self._latest else ()
        if not citations:
            self._tell(self.say("The last answer has no sources. Ask a question first."))
        return citations

    def _set_language(self, argument: str) -> None:
        try:
            language = Language(argument.strip().lower())
        except ValueError:
            self._tell(self.say("/lang zh or /lang en"))
            return
        self._follows_questions = False
        self.say = say_in(Locale.of(language))
        self._tell(self.say("The interface is in English now. Answers are in the language of each question."))

    def _help(self) -> None:
        say = self.say
        table = Table(box=None, show_header=False, pad_edge=False, title=say("Commands"), title_justify="left")
        table.add_row("", say("type a question; a follow-up like “And Lyon?” is understood"))
        for command, meaning in (
            ("/source N", say("open source N of the last answer, with the text around it")),
            ("/sources", say("list the sources of the last answer again")),
            ("/new", say("forget the conversation and begin a new one")),
            ("/lang zh|en", say("set the language of the interface")),
            ("/help", say("show this list")),
            ("/quit", say("leave (Ctrl-D too)")),
        ):
            table.add_row(Text(command, style="bold cyan"), meaning)
        self._show(table)

    def _tell(self, sentence: str) -> None:
        self._show(Text(sentence, style=FAINT_STYLE))

    def _show(self, what: RenderableType) -> None:
        # Without a terminal a line stays a line: it is read by another program.
        self._console.print(what, soft_wrap=not self._console.is_terminal)


PROMPT = HTML("<ansicyan><b>› </b></ansicyan>")


def chat(settings: Settings, audience: Audience) -> int:
    """Talk until the user leaves (Ctrl-D, /quit, Ctrl-C twice) or the input ends; return the exit code."""
    console = Console(highlight=False)
    say = say_in(locale_of_terminal(os.environ))
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if interactive:
        console.print(
            say(
                "City Exchange Bot — sister cities, anniversaries and exchange programmes, with every statement cited."
            ),
            style="bold",
        )
    with contextlib.ExitStack() as closing:
        with console.status(say("Opening the index…")):
            desk = closing.enter_context(open_desk_with_entries(settings, audience))
        worker = closing.enter_context(ThreadPoolExecutor(max_workers=1))
        conversation = Conversation(
            desk,
            worker,
            console,
            say,
            settings.today,
            settings.corpus_dirs,
            audience=audience,
            contact=settings.contact,
        )
        if interactive:
            console.print(say("Ask in English or Chinese. /help lists the commands."), style="dim")
            _talk(conversation, console)
        else:
            for line in sys.stdin.buffer:
                if not conversation.take(line.decode(errors="replace")):
                    break
                sys.stdout.flush()
    return 0


def _talk(conversation: Conversation, console: Console) -> None:
    session: PromptSession[str] = PromptSession(
        history=_history(),
        auto_suggest=AutoSuggestFromHistory(),
        completer=WordCompleter(list(COMMANDS), sentence=True),
        complete_while_typing=False,
    )
    leaving = False
    going_on = True
    while going_on:
        try:
            line = session.prompt(PROMPT)
        except KeyboardInterrupt:
            if leaving:
                break
            leaving = True
            console.print(conversation.say("Press Ctrl-C again to leave."), style="dim")
            continue
        except EOFError:
            break
        leaving = False
        try:
            going_on = conversation.take(line)
        except KeyboardInterrupt:
            console.print(conversation.say("Stopped."), style="dim")
    console.print(conversation.say("Goodbye."), style="dim")


def _history() -> History:
    """Return the lines of earlier sessions, readable by their user only; without a writable home, of this one only."""
    path = Path(platformdirs.user_state_dir("city-exchange-bot")) / "chat_history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
