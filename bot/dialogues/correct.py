"""/correct: what another source says of an agreement, kept beside it or served in its place; neither is lost."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from bot.dialogues.dialogue import NONE, Dialogue, Flow, Refused, Scene, Step, labelled
from bot.dialogues.reading import city_of, city_step, date_answer, source_in, words_answer
from bot.i18n import Say
from bot.people import Role
from bot.presses import Way
from bot.storage import Draft
from knowledge.answering.records.phrasing import home_name, partner_words
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Audience, Language
from knowledge.records import Agreement, AgreementKind, AgreementStatus, Record, kind_words, source_title

DATE, KIND, STATUS, CLAIM = "date", "kind", "status", "claim"
_SOURCE, _QUOTE = 300, 600
_MOST = 40


def _steps(scene: Scene, answers: Mapping[str, str]) -> Iterator[Step]:
    say, language = scene.say, scene.guide.language
    yield city_step(scene, others=False)
    if "city" not in answers:
        return
    rows = _agreements(scene, answers)
    if not rows:
        yield Step("agreement", say("There is no agreement with this city on record. Go back and name another."))
    elif len(rows) > 1:
        shown = rows[:_MOST]
        choices = [
            (str(n), f"{home_name(row, language)} – {partner_words(row, language)} · {_since(scene, row)}")
            for n, row in enumerate(shown)
        ]
        ids = {value: row.id for (value, _), row in zip(choices, shown, strict=True)}
        yield Step("agreement", say("Which agreement?"), choices, press=lambda value, _: ids.get(value), columns=1)
    row, aspect = agreement_of(scene, answers), answers.get("aspect", "")
    claims = {f"{CLAIM}{n}": claim for n, claim in enumerate(_claims(scene, row))}
    aspects = {DATE: say("The date"), KIND: say("The kind of tie"), STATUS: say("Whether it is active")}
    accepting = {
        value: say("Accept: {date} (“{title}”)", date=_since(scene, claim), title=source_title(claim, language))
        for value, claim in claims.items()
    }
    named = {each: each for each in aspects} | {value: f"{CLAIM} {claim.id}" for value, claim in claims.items()}
    yield Step(
        "aspect",
        say("What does another source say differently?"),
        [*aspects.items(), *accepting.items()],
        press=lambda value, _: named.get(value),
        columns=1,
    )
    if aspect.startswith(CLAIM):
        return
    if aspect == DATE:
        asked = say("Which date does it give? Write no more of it than the source says.")
        unknown = say("None: the date is not known")
        yield Step("value", asked, [(NONE, unknown)], read=lambda text: _read_date(scene, row, text))
    elif aspect == KIND:
        kinds = [
            (each.value, kind_words(each, language, 1)) for each in AgreementKind if not row or each is not row.kind
        ]
        yield Step("value", say("Which kind of tie does it say?"), kinds, columns=1)
    else:
        both = (AgreementStatus.LISTED, AgreementStatus.INACTIVE_REPORTED)
        statuses = [(each.value, _status(say, each)) for each in both if not row or each is not row.status]
        yield Step("value", say("What does it say of the tie today?"), statuses, columns=1)
    source = say("Which source says so? Its title, and its web address if it has one.")
    yield Step("source", source, read=lambda text: words_answer(say, text, _SOURCE))
    quote = say("Copy the words of the source that say so.")
    yield Step("quote", quote, read=lambda text: words_answer(say, text, _QUOTE))


def _told(scene: Scene, answers: Mapping[str, str]) -> list[str]:
    say, language, lines = scene.say, scene.guide.language, []
    if city := answers.get("city"):
        lines.append(say("City: {city}", city=city_of(scene, city)))
    row = agreement_of(scene, answers)
    if row is not None and "aspect" not in answers:
        date = format_date(row.date, language) if row.date else say("not known")
        kind, title = kind_words(row.kind, language, 1), source_title(row, language)
        lines.append(say("On record: {kind}, {date} (“{title}”)", kind=kind, date=date, title=title))
    if value := answers.get("value"):
        lines.append(labelled(say, say("The other source says"), _value(scene, answers, value)))
    lines.append(labelled(say, say("Source"), answers.get("source", "")))
    return [line for line in lines if line]


def _ways(scene: Scene, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the ways to keep it: beside what is on record, or served with that beside it."""
    say = scene.say
    beside = [] if answers["aspect"].startswith(CLAIM) else [(Way.BESIDE.value, say("Keep it beside, as a claim"))]
    return [(Way.SAVE.value, say("Accept it; the earlier stays beside")), *beside]


def _drafts(scene: Scene, dialogue: Dialogue, way: str) -> list[Draft]:
    row, said = _both(scene, dialogue)
    if row is None or said is None:
        return []
    if way == Way.BESIDE:
        note = tie_note(said) if dialogue.answers["aspect"] == STATUS else ""
        name = f"{row.id}-claim-{dialogue.token}"
        claimed = AgreementStatus.CONFLICTING_CLAIM
        return [Draft(dataclasses.replace(said, id=name, status=claimed, status_note=note))]
    return [Draft(said, row.id)]


def _shown(scene: Scene, dialogue: Dialogue) -> list[tuple[str, Record]]:
    row, said = _both(scene, dialogue)
    if row is None or said is None:
        return []
    return [(scene.say("On record:"), row), (scene.say("The other source:"), said)]


def _both(scene: Scene, dialogue: Dialogue) -> tuple[Agreement | None, Agreement | None]:
    """Return the agreement on record, and as the other source tells it, as if that were served."""
    answers = dialogue.answers
    row = agreement_of(scene, answers)
    if row is None:
        return None, None
    audience = Audience.PUBLIC if dialogue.public else Audience.STAFF
    aspect = answers["aspect"]
    if aspect.startswith(CLAIM):
        wanted = aspect.removeprefix(f"{CLAIM} ")
        claim = next((claim for claim in _claims(scene, row) if claim.id == wanted), None)
        return row, claim and dataclasses.replace(claim, id=row.id, status=row.status, audience=audience)
    title, url, date = source_in(answers["source"])
    said = dataclasses.replace(
        row, source_title=title, source_url=url, source_date=date, quote=answers["quote"], audience=audience
    )
    value = answers["value"]
    if aspect == DATE:
        known = None if value == NONE else PartialDate.parse(value)
        return row, dataclasses.replace(said, date=known, date_note="", place_signed="")
    if aspect == KIND:
        return row, dataclasses.replace(said, kind=AgreementKind(value))
    changed = dataclasses.replace(said, status=AgreementStatus(value))
    return row, dataclasses.replace(changed, status_note=tie_note(changed, row))


def agreement_of(scene: Scene, answers: Mapping[str, str]) -> Agreement | None:
    """Return the agreement that is being corrected, None while or since there is none."""
    rows = _agreements(scene, answers)
    if len(rows) == 1:
        return rows[0]
    return next((row for row in rows if row.id == answers.get("agreement")), None)


def _agreements(scene: Scene, answers: Mapping[str, str]) -> list[Agreement]:
    directory = scene.guide.directory
    place = directory.place_of(answers["city"]) if "city" in answers else None
    return list(directory.book.agreements_of(place.id)) if place else []


def _claims(scene: Scene, row: Agreement | None) -> Sequence[Agreement]:
    return scene.guide.directory.book.claims_about(row) if row else ()


def _read_date(scene: Scene, row: Agreement | None, text: str) -> str | Refused:
    read = date_answer(scene, text)
    if row is not None and row.date is not None and read == row.date.isoformat():
        return Refused(scene.say("That is the date on record already."))
    return read


def _since(scene: Scene, row: Agreement) -> str:
    return format_date(row.date, scene.guide.language) if row.date else scene.say("date not known")


def _status(say: Say, status: AgreementStatus) -> str:
    return say("Almost no exchange") if status is AgreementStatus.INACTIVE_REPORTED else say("Active")


def _value(scene: Scene, answers: Mapping[str, str], value: str) -> str:
    match answers.get("aspect"):
        case "date":
            if value == NONE:
                return scene.say("date not known")
            return format_date(PartialDate.parse(value), scene.guide.language)
        case "kind":
            return kind_words(value, scene.guide.language, 1)
        case _:
            return _status(scene.say, AgreementStatus(value))


# What a record says of itself is in both languages, whoever enters it.
_NOTES = {
    AgreementStatus.INACTIVE_REPORTED: (
        "据《{title}》，近年几乎没有往来",
        "reported as having almost no exchange (“{title}”)",
    ),
    AgreementStatus.LISTED: ("据《{title}》，仍有往来", "reported as active (“{title}”)"),
}
_EARLIER = "{note}；《{title}》未这样说", "{note}; “{title}” does not say so"


def tie_note(said: Agreement, earlier: Agreement | None = None) -> str:
    """Return what a source says of a tie today, in both languages, and that the earlier source does not."""
    sides: list[str] = []
    for language, note, beside in zip(Language, _NOTES[said.status], _EARLIER, strict=True):
        own = note.format(title=source_title(said, language))
        sides.append(beside.format(note=own, title=source_title(earlier, language)) if earlier else own)
    return " / ".join(sides)


CORRECT = Flow(
    name="correct",
    role=Role.ADMIN,
    title=lambda say: say("A correction to an agreement"),
    steps=_steps,
    told=_told,
    shown=_shown,
    ways=_ways,
    drafts=_drafts,
)
