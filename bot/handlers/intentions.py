"""/intentions: what was agreed and is to be followed up, for staff; a change is an entry that can be taken back."""

import base64
import dataclasses
import hashlib

from telegram import Update

from bot.browse.cities import city_or_choice
from bot.browse.intentions import intention_card, intention_list, intention_of, programme_of
from bot.context import Context, NoLonger
from bot.entries import keep
from bot.handlers.groups import for_staff
from bot.presses import IntentionCard, IntentionList, SetProject, SetStatus, Which
from bot.render.message import OutMessage
from bot.storage import Draft
from knowledge.calendar import PartialDate
from knowledge.directory import Guide
from knowledge.evidence import Language
from knowledge.records import Intention, IntentionStatus, intention_status_words
from knowledge.text.folding import fold

_WORDS = {
    Which.OPEN: ("open", "未了结", "未完成"),
    Which.OVERDUE: ("overdue", "late", "逾期", "过期"),
    Which.ALL: ("all", "全部", "所有"),
}
_BATCH_CHARACTERS = 11


async def list_intentions(_: Update, context: Context) -> None:
    """Show the open intentions, or what is named: a status, `all`, `overdue`, a city, or a city and one of these."""
    if not await for_staff(context, "intentions"):
        return
    words = list(context.args or [])
    await context.reply(await context.look(lambda guide: _named(words, guide, context)))


async def change(context: Context, press: SetStatus | SetProject) -> None:
    """Keep the intention as it is now beside the earlier row, and show it with the way to take that back."""
    batch = _batch(context.incoming.update_id, press)
    found = await context.look(lambda guide: _changed(press, guide, context.office.today().isoformat()))
    if found is None:
        raise NoLonger
    row, draft = found
    if row != draft:
        await keep(context.office, batch, [Draft(draft, row.id)], context.person, context.role)
    elif not await context.office.storage.entries.of_batch(batch):
        await context.toast(context.say("It is so already."))
        return
    card = IntentionCard(press.ref, press.back)
    await context.turn_to(await context.look(lambda guide: intention_card(card, guide, context.say, batch=batch)))


def _changed(press: SetStatus | SetProject, guide: Guide, today: str) -> tuple[Intention, Intention] | None:
    """Return an intention as it is and as the button makes it; None where there is no such one or programme."""
    each = intention_of(press.ref, guide)
    if each is None:
        return None
    row = each.row
    if isinstance(press, SetStatus):
        changed = dataclasses.replace(row, status=press.status)
    elif press.project is None:
        changed = dataclasses.replace(row, became="")
    else:
        programme = programme_of(press.project, guide)
        if programme is None:
            return None
        changed = dataclasses.replace(row, became=programme.id)
    return row, row if changed == row else dataclasses.replace(changed, as_of=PartialDate.parse(today))


def _batch(update_id: int, press: SetStatus | SetProject) -> str:
    """Return the name of what one press keeps: the same when its update is processed again."""
    digest = hashlib.sha256(f"{update_id} {press.data}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_BATCH_CHARACTERS]


def _named(words: list[str], guide: Guide, context: Context) -> OutMessage:
    say = context.say
    which: Which | IntentionStatus = Which.OPEN
    for place, word in enumerate(words):
        if (named := _which(word)) is not None:
            which = named
            del words[place]
            break
    name, key = " ".join(words), ""
    if name:
        city = city_or_choice(name, guide, say, lambda key: IntentionList(which, key))
        if isinstance(city, OutMessage):
            return city
        key = guide.directory.key_of(city)
    shown = intention_list(IntentionList(which, key), guide, say)
    assert shown is not None  # noqa: S101 - the first page is always there
    return shown


def _which(word: str) -> Which | IntentionStatus | None:
    folded = fold(word)
    for which, names in _WORDS.items():
        if folded in names:
            return which
    for status in IntentionStatus:
        if folded in {fold(intention_status_words(status, language)) for language in Language}:
            return status
    return None
