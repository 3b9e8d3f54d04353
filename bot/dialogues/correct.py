"""/correct: what another source says of an agreement, kept beside it or served in its place; neither is lost."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from bot.dialogues.dialogue import Dialogue, Question, Refused, Scene, Step
from bot.dialogues.reading import city_of, city_step, date_answer, source_in, words_answer
from bot.dialogues.screens import NONE
from bot.i18n import Say
from bot.people import Role
from bot.presses import Way
from bot.storage import Draft
from knowledge.answering.records.phrasing import home_name, kind_words, partner_words
from knowledge.calendar import PartialDate, format_date
from knowledge.evidence import Audience, Language
from knowledge.records import Agreement, AgreementKind, AgreementStatus, Record, source_title

DATE, KIND, STATUS, CLAIM = "date", "kind", "status", "claim"
_SOURCE, _QUOTE = 300, 600
_MOST = 40


class Correct:
    """The flow of /correct."""

    name = "correct"
    role = Role.ADMIN

    def title(self, say: Say) -> str:
        """Return what is being done."""
        return say("A correction to an agreement")

    def steps(self, scene: Scene, answers: Mapping[str, str]) -> Iterator[Step]:
        """Yield the steps, as far as the answers tell which they are."""
        yield city_step(others=False)
        if "city" not in answers:
            return
        rows = _agreements(scene, answers)
        if len(rows) != 1:
            yield Step("agreement", _ask_agreement, press=_press_agreement)
        yield Step("aspect", _ask_aspect, press=_press_aspect)
        aspect = answers.get("aspect", "")
        if aspect.startswith(CLAIM):
            return
        if aspect == DATE:
            yield Step("value", _ask_date, _read_date)
        else:
            yield Step("value", _ask_kind if aspect == KIND else _ask_status)
        yield Step("source", _ask_source, lambda scene, _, text: words_answer(scene.say, text, _SOURCE))
        yield Step("quote", _ask_quote, lambda scene, _, text: words_answer(scene.say, text, _QUOTE))

    def told(self, scene: Scene, answers: Mapping[str, str]) -> Sequence[str]:
        """Return what was told so far, a line each."""
        say, lines = scene.say, []
        if city := answers.get("city"):
            lines.append(say("City: {city}", city=city_of(scene, city)))
        row = agreement_of(scene, answers)
        if row is not None and "aspect" not in answers:
            date = format_date(row.date, scene.guide.language) if row.date else say("not known")
            kind = kind_words(row.kind, scene.guide.language, 1)
            lines.append(
                say(
                    "On record: {kind}, {date} (“{title}”)",
                    kind=kind,
                    date=date,
                    title=source_title(row, scene.guide.language),
                )
            )
        if value := answers.get("value"):
            lines.append(
                say("{label}: {value}", label=say("The other source says"), value=_value(scene, answers, value))
            )
        if source := answers.get("source"):
            lines.append(say("{label}: {value}", label=say("Source"), value=source))
        return lines

    def ways(self, scene: Scene, answers: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """Return the ways to keep it: beside what is on record, or served with that beside it."""
        say = scene.say
        beside = [] if answers["aspect"].startswith(CLAIM) else [(Way.BESIDE.value, say("Keep it beside, as a claim"))]
        return [(Way.SAVE.value, say("Accept it; the earlier stays beside")), *beside]

    def drafts(self, scene: Scene, dialogue: Dialogue, way: str) -> list[Draft]:
        """Return the row to keep, none if the agreement is gone meanwhile."""
        row, said = agreement_of(scene, dialogue.answers), self._said(scene, dialogue)
        if row is None or said is None:
            return []
        if way == Way.BESIDE:
            note = tie_note(said) if dialogue.answers["aspect"] == STATUS else ""
            name = f"{row.id}-claim-{dialogue.token}"
            claimed = AgreementStatus.CONFLICTING_CLAIM
            return [Draft(dataclasses.replace(said, id=name, status=claimed, status_note=note))]
        return [Draft(said, row.id)]

    def shown(self, scene: Scene, dialogue: Dialogue) -> Sequence[tuple[str, Record]]:
        """Return what is on record and what the other source says."""
        say = scene.say
        row, said = agreement_of(scene, dialogue.answers), self._said(scene, dialogue)
        if row is None or said is None:
            return []
        return [(say("On record:"), row), (say("The other source:"), said)]

    def _said(self, scene: Scene, dialogue: Dialogue) -> Agreement | None:
        """Return the agreement as the other source tells it, as if it were served."""
        answers = dialogue.answers
        row = agreement_of(scene, answers)
        if row is None:
            return None
        audience = Audience.PUBLIC if dialogue.public else Audience.STAFF
        aspect = answers["aspect"]
        if aspect.startswith(CLAIM):
            claim = _claim(scene, row, aspect)
            return claim and dataclasses.replace(claim, id=row.id, status=row.status, audience=audience)
        title, url, date = source_in(answers["source"])
        said = dataclasses.replace(
            row, source_title=title, source_url=url, source_date=date, quote=answers["quote"], audience=audience
        )
        value = answers["value"]
        if aspect == DATE:
            known = None if value == NONE else PartialDate.parse(value)
            return dataclasses.replace(said, date=known, date_note="", place_signed="")
        if aspect == KIND:
            return dataclasses.replace(said, kind=AgreementKind(value))
        changed = dataclasses.replace(said, status=AgreementStatus(value))
        return dataclasses.replace(changed, status_note=tie_note(changed, row))


CORRECT = Correct()


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


def _ask_agreement(scene: Scene, answers: Mapping[str, str]) -> Question:
    rows, language = _agreements(scene, answers), scene.guide.language
    choices = tuple(
        (str(number), f"{home_name(row, language)} – {partner_words(row, language)} · {_since(scene, row)}")
        for number, row in enumerate(rows[:_MOST])
    )
    if not choices:
        return Question(scene.say("There is no agreement with this city on record. Go back and name another."))
    return Question(scene.say("Which agreement?"), choices, columns=1)


def _press_agreement(scene: Scene, answers: Mapping[str, str], value: str, _: str) -> str | None:
    rows = _agreements(scene, answers)[:_MOST]
    return rows[int(value)].id if value.isdecimal() and int(value) < len(rows) else None


def _ask_aspect(scene: Scene, answers: Mapping[str, str]) -> Question:
    say = scene.say
    row = agreement_of(scene, answers)
    claims = scene.guide.directory.book.claims_about(row) if row else ()
    choices = [(DATE, say("The date")), (KIND, say("The kind of tie")), (STATUS, say("Whether it is active"))]
    for number, claim in enumerate(claims):
        label = say(
            "Accept: {date} (“{title}”)", date=_since(scene, claim), title=source_title(claim, scene.guide.language)
        )
        choices.append((f"{CLAIM}{number}", label))
    return Question(scene.say("What does another source say differently?"), tuple(choices), columns=1)


def _press_aspect(scene: Scene, answers: Mapping[str, str], value: str, _: str) -> str | None:
    if value in {DATE, KIND, STATUS}:
        return value
    row, number = agreement_of(scene, answers), value.removeprefix(CLAIM)
    claims = scene.guide.directory.book.claims_about(row) if row else ()
    if value.startswith(CLAIM) and number.isdecimal() and int(number) < len(claims):
        return f"{CLAIM} {claims[int(number)].id}"
    return None


def _claim(scene: Scene, row: Agreement, aspect: str) -> Agreement | None:
    wanted = aspect.removeprefix(f"{CLAIM} ")
    return next((claim for claim in scene.guide.directory.book.claims_about(row) if claim.id == wanted), None)


def _ask_date(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(
        scene.say("Which date does it give? Write no more of it than the source says."),
        ((NONE, scene.say("None: the date is not known")),),
    )


def _read_date(scene: Scene, answers: Mapping[str, str], text: str) -> str | Refused:
    row, read = agreement_of(scene, answers), date_answer(scene, text)
    if row is not None and row.date is not None and read == row.date.isoformat():
        return Refused(scene.say("That is the date on record already."))
    return read


def _ask_kind(scene: Scene, answers: Mapping[str, str]) -> Question:
    row = agreement_of(scene, answers)
    kinds = (kind for kind in AgreementKind if row is None or kind is not row.kind)
    choices = tuple((kind.value, kind_words(kind, scene.guide.language, 1)) for kind in kinds)
    return Question(scene.say("Which kind of tie does it say?"), choices, columns=1)


def _ask_status(scene: Scene, answers: Mapping[str, str]) -> Question:
    row = agreement_of(scene, answers)
    statuses = (AgreementStatus.LISTED, AgreementStatus.INACTIVE_REPORTED)
    choices = tuple(
        (status.value, _status(scene.say, status)) for status in statuses if row is None or status is not row.status
    )
    return Question(scene.say("What does it say of the tie today?"), choices, columns=1)


def _ask_source(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(scene.say("Which source says so? Its title, and its web address if it has one."))


def _ask_quote(scene: Scene, _: Mapping[str, str]) -> Question:
    return Question(scene.say("Copy the words of the source that say so."))


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
