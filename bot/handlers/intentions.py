"""/intentions: what was agreed and is to be followed up, for staff; a change is an entry that can be taken back."""

import base64
import dataclasses
import hashlib
from collections.abc import Sequence

from telegram import InlineKeyboardButton, Update

from bot.browse.cities import city_or_choice
from bot.context import Context, NoLonger
from bot.handlers.entries import keep
from bot.i18n import Say
from bot.presses import IntentionCard, IntentionList, SetProject, SetStatus, UndoBatch, Which
from bot.render.cards import BUTTONS_A_PAGE, Blocks, cited_pages
from bot.render.message import OutMessage, button, page_row, rows
from bot.storage import Draft
from knowledge.calendar import PartialDate, format_date
from knowledge.directory import Followed, Guide, ref_of
from knowledge.evidence import Language
from knowledge.records import Intention, IntentionStatus, Programme, value_label
from knowledge.text.folding import fold

_WORDS = {
    Which.OPEN: ("open", "未了结", "未完成"),
    Which.OVERDUE: ("overdue", "late", "逾期", "过期"),
    Which.ALL: ("all", "全部", "所有"),
}
_BATCH_CHARACTERS = 11


async def list_intentions(_: Update, context: Context) -> None:
    """Show the open intentions, or what is named: a status, `all`, `overdue`, a city, or a city and one of these."""
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
        await keep(context, batch, [Draft(draft, row.id)])
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
        programme = next((each for each in guide.directory.book.programmes if ref_of(each.id) == press.project), None)
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
        if folded in {fold(value_label("status", status, language)) for language in Language}:
            return status
    return None


_FILTERS_A_ROW = 3
_PROJECTS = 8


def intention_list(press: IntentionList, guide: Guide, say: Say) -> OutMessage | None:
    """Return a page of intentions; None where there is no such page or city."""
    place = guide.directory.place_of(press.city) if press.city else None
    if press.city and place is None:
        return None
    every = guide.intentions(place)
    shown = [each for each in every if _is_in(each, press.which)]
    title = say("Intentions: {which}", which=_which_words(press.which, say))
    title = f"{title} · {guide.name_of(place)}" if place else title
    count = _count(shown, every, say)
    # Each has its number too, and may be overdue.
    beside = (title, count, *[f"88. ⚠ {say('overdue')} · "] * BUTTONS_A_PAGE)
    pages = cited_pages(shown, lambda each: each.statement, BUTTONS_A_PAGE, say, beside=beside)
    if press.page > len(pages):
        return None
    blocks = Blocks(say)
    blocks.title(title)
    if len(pages) > 1:
        count = say("{what} · page {page} of {pages}", what=count, page=press.page, pages=len(pages))
    blocks.line(count)
    before = sum(len(page) for page in pages[: press.page - 1])
    numbered = list(enumerate(pages[press.page - 1], start=before + 1))
    for number, each in numbered:
        late = f"⚠ {say('overdue')} · " if each.is_overdue else ""
        blocks.paragraph(f"{number}. {late}{each.statement.text}", *each.statement.citations)
    keyboard = [[button(str(number), IntentionCard(each.ref, press)) for number, each in numbered]]
    keyboard.append(page_row(press, press.page, len(pages)))
    keyboard += _filters(press, every, say)
    return blocks.message(keyboard)


def intention_card(press: IntentionCard, guide: Guide, say: Say, *, batch: str = "") -> OutMessage | None:
    """Return one intention, or the choice of what it became; ``batch`` is the change that may be taken back."""
    each = intention_of(press.ref, guide)
    if each is None:
        return None
    return _projects(press, each, guide, say) if press.projects else _card(press, each, guide, say, batch)


def intention_of(ref: str, guide: Guide) -> Followed | None:
    """Return an intention by its reference."""
    return next((each for each in guide.intentions() if each.ref == ref), None)


def _is_in(each: Followed, which: Which | IntentionStatus) -> bool:
    match which:
        case Which.ALL:
            return True
        case Which.OPEN:
            return each.row.status.is_open
        case Which.OVERDUE:
            return each.is_overdue
        case _:
            return each.row.status is which


def _which_words(which: Which | IntentionStatus, say: Say) -> str:
    if isinstance(which, IntentionStatus):
        return say.value("status", which)
    return {Which.OPEN: say("open"), Which.OVERDUE: say("overdue"), Which.ALL: say("all")}[which]


def _count(shown: Sequence[Followed], every: Sequence[Followed], say: Say) -> str:
    if not every:
        return say("No intention is on record. /log puts one there.")
    if not shown:
        return say("None of the {n} on record.", n=len(every))
    text = say.counted("{n} intention", "{n} intentions", len(shown))
    late = sum(each.is_overdue for each in shown)
    return say("{all}, {n} of them overdue", all=text, n=late) if late else text


def _filters(press: IntentionList, every: Sequence[Followed], say: Say) -> list[list[InlineKeyboardButton]]:
    """Return a button for each list that has something in it, and for the one that is shown."""
    buttons = []
    for which in (*Which, *IntentionStatus):
        n = sum(_is_in(each, which) for each in every)
        if n or which is press.which:
            label = f"{_which_words(which, say)} · {n}"
            is_here = which is press.which
            buttons.append(button(f"• {label}" if is_here else label, IntentionList(which, press.city)))
    return rows(buttons, _FILTERS_A_ROW)


def _card(press: IntentionCard, each: Followed, guide: Guide, say: Say, batch: str) -> OutMessage:
    row = each.row
    blocks = Blocks(say)
    blocks.title(guide.title_of(each.row))
    blocks.line(each.statement.text, *each.statement.citations)
    blocks.paragraph(say("Home city: {city}", city=each.home))
    due = _date(row.due_date, guide, say("No date"))
    labelled = {
        say("With"): (", " if guide.language is Language.EN else "、").join(each.partners),
        say("Status"): say.value("status", row.status),
        say("Owner"): row.owner or say("Not decided"),
        say("Signed"): _date(row.signed_date, guide, say("Not signed")),
        say("Due"): f"⚠ {due} · {say('overdue')}" if each.is_overdue else due,
    }
    for label, value in labelled.items():
        if value:
            blocks.line(say("{label}: {value}", label=label, value=value))
    blocks.line(_became(each, guide, say))
    keyboard = [
        button(f"→ {say.value('status', status)}", SetStatus(each.ref, status, press.back))
        for status in IntentionStatus
        if status is not row.status
    ]
    ways = [button(say("What it became"), IntentionCard(each.ref, press.back, projects=True))]
    if batch:
        ways.append(button(say("Take it back"), UndoBatch(batch)))
    back = [button(f"‹ {say('All intentions')}", press.back)]
    return blocks.message([*rows(keyboard), ways, back])


def _projects(press: IntentionCard, each: Followed, guide: Guide, say: Say) -> OutMessage:
    blocks = Blocks(say)
    blocks.title(guide.title_of(each.row))
    blocks.line(_became(each, guide, say))
    found = _candidates(each, guide)
    if found:
        blocks.paragraph(say("Which programme on record did it become?"))
    else:
        blocks.paragraph(say("No programme of the cities that it names is on record."))
    keyboard = [[button(guide.title_of(row), SetProject(each.ref, ref_of(row.id), press.back))] for row in found]
    if each.row.became:
        keyboard.append([button(say("None of them"), SetProject(each.ref, None, press.back))])
    keyboard.append([button(say("‹ Back"), IntentionCard(each.ref, press.back))])
    return blocks.message(keyboard)


def _candidates(each: Followed, guide: Guide) -> list[Programme]:
    """Return the programmes that an intention may have become: those with its partners, else those of its home."""
    directory = guide.directory
    places = [place for name in each.row.partners if (place := directory.gazetteer.lookup(name)) is not None]
    found = [row for place in places for row in directory.naming(place.id, Programme)]
    if not places:
        home = directory.book.home_id(each.row)
        found = [row for row in directory.book.programmes if directory.book.home_id(row) == home]
    others = dict.fromkeys(row for row in found if row != each.programme)
    return list(others)[:_PROJECTS]


def _became(each: Followed, guide: Guide, say: Say) -> str:
    if each.programme is not None:
        return say("Became a project: {title}", title=guide.title_of(each.programme))
    if each.row.became:
        return say("What came of it: {became}", became=each.row.became)
    return say("No project came of it so far.")


def _date(date: PartialDate | None, guide: Guide, otherwise: str) -> str:
    return format_date(date, guide.language) if date is not None else otherwise
