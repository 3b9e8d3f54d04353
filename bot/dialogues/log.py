"""/log: an event, a contact or an intention, told in a few steps."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.dialogues.dialogue import NONE, Dialogue, Flow, Refused, Scene, Step, labelled
from bot.dialogues.reading import (
    AS_WRITTEN,
    city_of,
    city_step,
    date_answer,
    day,
    deadline_answer,
    homes_of,
    is_home,
    one_line,
    source_in,
    words_answer,
)
from bot.i18n import Locale, phrase, say_in
from bot.people import Role
from bot.presses import Way
from bot.render.markup import shorten
from bot.storage import Draft
from knowledge.answering.records.phrasing import capitalised
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Audience, Language
from knowledge.records import Event, EventKind, EventStatus, Intention, IntentionStatus, Record
from knowledge.text.language import detect_language

EVENT, CONTACT, INTENTION = "event", "contact", "intention"
_WORDS, _OWNER, _SOURCE = 1_000, 100, 300
_TITLE_UNITS = 60

_KINDS = {EVENT: phrase("Event"), CONTACT: phrase("Contact"), INTENTION: phrase("Intention")}


def _steps(scene: Scene, answers: Mapping[str, str]) -> Iterator[Step]:
    say, guide, kind = scene.say, scene.guide, answers.get("kind", "")

    def words(limit: int) -> Callable[[str], str | Refused]:
        return lambda text: words_answer(say, text, limit)

    what = say("What happened, or what is intended? Write one or two sentences, in Chinese or English.")
    yield Step("what", what, read=words(_WORDS))
    kinds = [(each, say.word(_KINDS[each])) for each in (EVENT, CONTACT, INTENTION)]
    yield Step("kind", say("What is it?"), kinds, columns=3)
    if kind == EVENT:
        events = [
            (each.value, capitalised(say.value("kind", each))) for each in EventKind if each is not EventKind.CONTACT
        ]
        yield Step("event", say("What kind of event?"), events)
    yield city_step(scene, others=True)
    homes = homes_of(scene, answers["city"]) if "city" in answers else []
    if len(homes) > 1:
        named = [(guide.directory.key_of(home), guide.name_of(home)) for home in homes]
        yield Step("home", say("Which of our cities is it about?"), named)
    if kind == INTENTION:
        owner = say("Who follows it up? A department or a person.")
        yield Step("owner", owner, [(NONE, say("Not decided"))], words(_OWNER))
        asked, unknown = say("When was it signed? A year or a month is enough."), say("Not signed")
    else:
        asked, unknown = say("When? A year or a month is enough if you know no more."), say("Not known")
    days = [("today", say("Today")), ("yesterday", say("Yesterday")), (NONE, unknown)]
    yield Step("date", asked, days, lambda text: date_answer(scene, text), lambda value, _: _day(scene, value), 3)
    if kind == INTENTION:
        by = say("By when is it to be done?")
        yield Step("due", by, [(NONE, say("No date"))], lambda text: deadline_answer(scene, text))
        statuses = [(each.value, say.value("status", each)) for each in IntentionStatus]
        yield Step("status", say("How far has it come?"), statuses)
    other = say("The same in Chinese, for answers in Chinese?")
    if detect_language(answers.get("what", "")) is Language.ZH:
        other = say("The same in English, for answers in English?")
    yield Step("other", other, [(NONE, say("Leave it in one language"))], words(_WORDS))
    source = say("What is the source? For example a letter and its date, minutes, or a web address.")
    yield Step("source", source, [(NONE, say("We know it ourselves"))], words(_SOURCE))


def _day(scene: Scene, value: str) -> str | None:
    """Return the day that a button means on the day when it is pressed."""
    days = {"today": scene.today, "yesterday": scene.today - dt.timedelta(days=1)}
    if value in days:
        return days[value].isoformat()
    return value if value == NONE else None


def _told(scene: Scene, answers: Mapping[str, str]) -> list[str]:
    say, language = scene.say, scene.guide.language

    def date(step: str, unknown: str) -> str:
        written = answers.get(step, "")
        return unknown if written == NONE else written and format_date(PartialDate.parse(written), language)

    def given(step: str) -> str:
        return "" if answers.get(step, NONE) == NONE else answers[step]

    kind, event, city, home = (answers.get(step) for step in ("kind", "event", "city", "home"))
    status = answers.get("status")
    lines = [
        labelled(say, say("Text"), answers.get("what", "")),
        capitalised(say.value("kind", event)) if event else kind and say.word(_KINDS[kind]),
        city and say("City: {city}", city=city_of(scene, city)),
        home and say("Home city: {city}", city=city_of(scene, home)),
        labelled(say, say("Owner"), given("owner")),
        labelled(say, say("Signed"), date("date", say("Not signed")))
        if answers.get("kind") == INTENTION
        else labelled(say, say("Date"), date("date", say("not known"))),
        labelled(say, say("Due"), date("due", say("No date"))),
        status and say("Status: {status}", status=say.value("status", status)),
        labelled(say, say("In the other language"), given("other")),
    ]
    return [line for line in lines if line]


def _shown(scene: Scene, dialogue: Dialogue) -> list[tuple[str, Record]]:
    """Return the row, below what its sentence does not tell: its kind, its cities, and the day of what happened."""
    answers = dialogue.answers
    beside = {"kind", "event", "city", "home"} | ({"date"} if answers["kind"] != INTENTION else set())
    lines = _told(scene, {step: answer for step, answer in answers.items() if step in beside})
    return [("\n".join(f"· {line}" for line in lines), _record(scene, dialogue))]


def _record(scene: Scene, dialogue: Dialogue) -> Record:
    answers, directory = dialogue.answers, scene.guide.directory
    kind, written, city = answers["kind"], answers["what"], answers["city"]
    both = {detect_language(written): written}
    other = answers["other"]
    both[next(iter(both)).other] = written if other == NONE else other
    partner = directory.place_of(city)
    home = directory.place_of(answers.get("home", "")) or homes_of(scene, city)[0]
    title, url, dated = source_in(answers["source"])
    if answers["source"] == NONE:
        own = (say_in(locale) for locale in (Locale.ZH_HANS, Locale.EN))
        title = " / ".join(say("Known to the office itself") for say in own)
    date = _date(answers["date"])
    planned = date is not None and date.first_day > scene.today
    shared: dict[str, Any] = {
        "id": f"{kind}-{dialogue.token}",
        "title_zh": _title(both[Language.ZH]),
        "title_en": _title(both[Language.EN]),
        "home_zh": home.zh,
        "home_en": home.en,
        "partners": () if is_home(scene, city) else (partner.zh if partner else city.removeprefix(AS_WRITTEN),),
        "summary_zh": both[Language.ZH],
        "summary_en": both[Language.EN],
        # A plan is one as of some day.
        "as_of": day(scene.today) if dated is None and planned else dated,
        "source_title": title,
        "source_url": url,
        "source_date": dated,
        "quote": written,
        "audience": Audience.PUBLIC if dialogue.public else Audience.STAFF,
    }
    if kind == INTENTION:
        return Intention(
            **shared,
            status=IntentionStatus(answers["status"]),
            owner="" if answers["owner"] == NONE else answers["owner"],
            signed_date=date,
            due_date=_date(answers["due"]),
        )
    return Event(
        **shared,
        kind=EventKind.CONTACT if kind == CONTACT else EventKind(answers["event"]),
        date=date,
        status=EventStatus.PLANNED if planned else EventStatus.HELD,
    )


def _date(written: str) -> PartialDate | None:
    return None if written == NONE else PartialDate.parse(written)


def _title(text: str) -> str:
    for end in ("。", "；", ". ", "; "):
        text = text.partition(end)[0]
    return shorten(one_line(text), _TITLE_UNITS)


LOG = Flow(
    name="log",
    role=Role.STAFF,
    title=lambda say: say("A new entry in the records"),
    steps=_steps,
    told=_told,
    shown=_shown,
    ways=lambda scene, _: [(Way.SAVE.value, scene.say("Keep it"))],
    drafts=lambda scene, dialogue, _: [Draft(_record(scene, dialogue))],
)
