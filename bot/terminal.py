"""`python -m bot chat`: the assistant in a terminal, or over a pipe, one question a line."""

import contextlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from bot.conversation import COMMANDS, Conversation
from bot.i18n import locale_of_terminal, say_in
from bot.standalone import open_desk_with_entries
from knowledge.evidence import Audience
from knowledge.settings import Settings

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
        conversation = Conversation(desk, worker, console, say, settings.today, settings.corpus_dirs)
        if interactive:
            console.print(say("Ask in English or Chinese. /help lists the commands."), style="dim")
            _talk(conversation, console)
        else:
            _answer_lines(conversation)
    return 0


def _answer_lines(conversation: Conversation) -> None:
    for line in sys.stdin.buffer:
        if not conversation.take(line.decode(errors="replace")):
            break
        sys.stdout.flush()


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
