"""/log: an event, a contact or an intention, told in a few steps."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.dialogues.dialogue import Dialogue, Question, Scene, Step
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
from bot.dialogues.screens import NONE
from bot.i18n import Locale, Say, say_in
from bot.people import Role
from bot.render.splitting import shorten
from bot.storage import Draft
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Audience, Language
from knowledge.names import Place
from knowledge.records import (
    Event,
    EventKind,
    EventStatus,
    Intention,
    IntentionStatus,
    Record,
    intention_status_words,
)
from knowledge.text.language import detect_language

EVENT, CONTACT, INTENTION = "event", "contact", "intention"


def kind_label(say: Say, kind: str) -> str:
    """Return what an entry, or a kind of event, is called."""
    labels = {
        EVENT: say("Event"),
        CONTACT: say("Contact"),
        INTENTION: say("Intention"),
        EventKind.VISIT: say("Visit"),
        EventKind.FORUM: say("Forum"),
        EventKind.AWARD: say("Award"),
        EventKind.FESTIVAL: say("Festival"),
        EventKind.MEETING: say("Meeting"),
        EventKind.EXHIBITION: say("Exhibition"),
        EventKind.MILESTONE: say("Milestone"),
    }
    return labels[kind]


_WORDS, _OWNER, _SOURCE = 1_000, 100, 300
_TITLE_UNITS = 60


class Log:
    """The flow of /log."""

    name = "log"
    role = Role.STAFF

    def title(self, say: Say) -> str:
        """Return what is being done."""
        return say("A new entry in the records")

    def steps(self, scene: Scene, answers: Mapping[str, str]) -> Iterator[Step]:
        """Yield the steps, as far as the answers tell which they are."""
        yield Step("what", _ask_what, lambda scene, _, text: words_answer(scene.say, text, _WORDS))
        yield Step("kind", _ask_kind)
        kind = answers.get("kind", "")
        if kind == EVENT:
            yield Step("event", _ask_event)
        yield city_step(others=True)
        if "city" in answers and len(homes_of(scene, answers["city"])) > 1:
            yield Step("home", _ask_home)
        if kind == INTENTION:
            yield Step("owner", _ask_owner, lambda scene, _, text: words_answer(scene.say, text, _OWNER))
        yield Step("date", _ask_date, lambda scene, _, text: date_answer(scene, text), _press_date)
        if kind == INTENTION:
            yield Step("due", _ask_due, lambda scene, _, text: deadline_answer(scene, text))
            yield Step("status", _ask_status)
        yield Step("other", _ask_other, lambda scene, _, text: words_answer(scene.say, text, _WORDS))
        yield Step("source", _ask_source, lambda scene, _, text: words_answer(scene.say, text, _SOURCE))

    def told(self, scene: Scene, answers: Mapping[str, str]) -> Sequence[str]:
        """Return what was told so far, a line each."""
        say, language = scene.say, scene.guide.language
        lines = []
        if what := answers.get("what"):
            lines.append(say("{label}: {value}", label=say("Text"), value=what))
        if kind := answers.get("event") or answers.get("kind"):
            lines.append(kind_label(say, kind))
        if city := answers.get("city"):
            lines.append(say("City: {city}", city=city_of(scene, city)))
        if home := answers.get("home"):
            lines.append(say("Home city: {city}", city=city_of(scene, home)))
        if (owner := answers.get("owner", NONE)) != NONE:
            lines.append(say("{label}: {value}", label=say("Owner"), value=owner))
        signed = answers.get("kind") == INTENTION
        for step, label, unknown in (
            ("date", say("Signed") if signed else say("Date"), say("Not signed") if signed else say("not known")),
            ("due", say("Due"), say("No date")),
        ):
            if written := answers.get(step):
                shown = format_date(PartialDate.parse(written), language) if written != NONE else unknown
                lines.append(say("{label}: {value}", label=label, value=shown))
        if status := answers.get("status"):
            lines.append(say("Status: {status}", status=intention_status_words(IntentionStatus(status), language)))
        if (other := answers.get("other", NONE)) != NONE:
            lines.append(say("{label}: {value}", label=say("In the other language"), value=other))
        return lines

    def ways(self, scene: Scene, answers: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """Return the one way to keep what was told."""
        del answers
        return [("save", scene.say("Keep it"))]

    def drafts(self, scene: Scene, dialogue: Dialogue, way: str) -> list[Draft]:
        """Return the one row to keep."""
        del way
        return [Draft(self._record(scene, dialogue))]

    def shown(self, scene: Scene, dialogue: Dialogue) -> Sequence[tuple[str, Record]]:
        """Return the row to be looked at before it is kept."""
        return [("", self._record(scene, dialogue))]

    def _record(self, scene: Scene, dialogue: Dialogue) -> Record:
        answers = dialogue.answers
        kind, written = answers["kind"], answers["what"]
        both = {detect_language(written): written}
        other = answers["other"]
        both[next(iter(both)).other] = written if other == NONE else other
        home = _home(scene, answers)
        title, url, dated = source_in(answers["source"])
        if answers["source"] == NONE:
            title = " / ".join(_own_knowledge(say_in(locale)) for locale in (Locale.ZH_HANS, Locale.EN))
        date = _date(answers["date"])
        planned = date is not None and date.first_day > scene.today
        # A plan is one as of some day.
        as_of = day(scene.today) if dated is None and planned else dated
        shared: dict[str, Any] = {
            "id": f"{kind}-{dialogue.token}",
            "title_zh": _title(both[Language.ZH]),
            "title_en": _title(both[Language.EN]),
            "home_zh": home.zh,
            "home_en": home.en,
            "partners": () if is_home(scene, answers["city"]) else (_partner(scene, answers["city"]),),
            "summary_zh": both[Language.ZH],
            "summary_en": both[Language.EN],
            "as_of": as_of,
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


LOG = Log()


def _own_knowledge(say: Say) -> str:
    return say("Known to the office itself")


def _ask_kind(scene: Scene, _: Mapping[str, str]) -> Question:
    choices = tuple((kind, kind_label(scene.say, kind)) for kind in (EVENT, CONTACT, INTENTION))
    return Question(scene.say("What is it?"), choices, columns=3)


def _ask_event(scene: Scene, _: Mapping[str, str]) -> Question:
    choices = tuple((kind.value, kind_label(scene.say, kind)) for kind in EventKind if kind is not EventKind.CONTACT)
    return Question(scene.say("What kind of event?"), choices)


def _ask_home(scene: Scene, answers: Mapping[str, str]) -> Question:
    directory, guide = scene.guide.directory, scene.guide
    homes = homes_of(scene, answers["city"])
    choices = tuple((directory.key_of(home), guide.name_of(home)) for home in homes)
    return Question(scene.say("Which of our cities is it about?"), choices)


def _ask_date(scene: Scene, answers: Mapping[str, str]) -> Question:
    say = scene.say
    if answers.get("kind") == INTENTION:
        text, unknown = say("When was it signed? A year or a month is enough."), say("Not signed")
    else:
        text, unknown = say("When? A year or a month is enough if you know no more."), say("Not known")
    return Question(text, (("today", say("Today")), ("yesterday", say("Yesterday")), (NONE, unknown)), columns=3)


def _press_date(scene: Scene, _: Mapping[str, str], value: str, __: str) -> str | None:
    """Return the day that a button means on the day when it is pressed."""
    days = {"today": scene.today, "yesterday": scene.today - dt.timedelta(days=1)}
    if value in days:
        return days[value].isoformat()
    return value if value == NONE else None


def _ask_due(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(scene.say("By when is it to be done?"), ((NONE, scene.say("No date")),))


def _ask_status(scene: Scene, _: Mapping[str, str]) -> Question:
    choices = tuple((status.value, intention_status_words(status, scene.guide.language)) for status in IntentionStatus)
    return Question(scene.say("How far has it come?"), choices)


def _ask_owner(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(scene.say("Who follows it up? A department or a person."), ((NONE, scene.say("Not decided")),))


def _ask_what(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(scene.say("What happened, or what is intended? Write one or two sentences, in Chinese or English."))


def _ask_other(scene: Scene, answers: Mapping[str, str]) -> Question:
    say = scene.say
    if detect_language(answers["what"]) is Language.ZH:
        text = say("The same in English, for answers in English?")
    else:
        text = say("The same in Chinese, for answers in Chinese?")
    return Question(text, ((NONE, say("Leave it in one language")),))


def _ask_source(scene: Scene, _: Mapping[str, str]) -> Question:
    say = scene.say
    return Question(
        say("What is the source? For example a letter and its date, minutes, or a web address."),
        ((NONE, say("We know it ourselves")),),
    )


def _home(scene: Scene, answers: Mapping[str, str]) -> Place:
    key = answers.get("home")
    place = scene.guide.directory.place_of(key) if key else None
    return place or homes_of(scene, answers["city"])[0]


def _partner(scene: Scene, city: str) -> str:
    place = scene.guide.directory.place_of(city)
    return place.zh if place else city.removeprefix(AS_WRITTEN)


def _date(written: str) -> PartialDate | None:
    return None if written == NONE else PartialDate.parse(written)


def _title(text: str) -> str:
    for end in ("。", "；", ". ", "; "):
        text = text.partition(end)[0]
    return shorten(one_line(text), _TITLE_UNITS)
