"""/anniversaries: what is coming, by year, round or not, of which home city."""

import re

from telegram import Update

from bot.context import Context
from bot.handlers.ask import ask_pressed
from bot.handlers.browsing import look, screen
from bot.handlers.reply import reply
from bot.presses import AnniversaryScreen
from knowledge.text.folding import fold

_YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)
_DAYS = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)


async def browse_anniversaries(_: Update, context: Context) -> None:
    """Show the anniversaries of the next twelve months, or of what is named: a year, a home city, days, a place."""
    what = " ".join(context.args or [])
    named = await _named(context, what)
    seen = await screen(context, named) if named else None
    if seen is not None:
        await reply(context, seen)
    elif _DAYS.fullmatch(what):
        await ask_pressed(context, context.say("Which anniversaries are there in the next {n} days?", n=int(what)))
    else:
        await ask_pressed(context, context.say("Which anniversaries are there: {what}?", what=what))


async def _named(context: Context, what: str) -> AnniversaryScreen | None:
    """Return the screen of what is named, or None where none shows that."""
    if not what:
        return AnniversaryScreen()
    if _YEAR.fullmatch(what):
        return AnniversaryScreen(int(what))
    folded = fold(what)
    homes = await look(context, lambda guide: {fold(home.label): home.key for home in guide.homes()})
    return AnniversaryScreen(home=homes[folded]) if folded in homes else None
