"""How a table of ties is read, and what its admin is asked about it, with a button for each answer."""

from bot.i18n import Say
from bot.presses import DialoguePress, Way
from bot.render.buttons import button, rows
from bot.render.cards import Blocks
from bot.render.message import OutMessage
from bot.render.splitting import shorten
from knowledge.answering.records.phrasing import capitalised, kind_words
from knowledge.records.ties import DATE, HOME, KIND, NONE, ORDER, PARTNER, Asked, Proposal

_LABEL_UNITS = 40
_CELL_UNITS = 60


def asked_screen(name: str, proposal: Proposal, asked: Asked, token: str, say: Say) -> OutMessage:
    """Return how the table is read so far, the question, and the buttons that answer it."""
    blocks = Blocks(say)
    blocks.title(name)
    blocks.paragraph(say("It looks like a table of ties. This is how I read it:"))
    for line in _read_so_far(proposal, asked, say):
        blocks.line(f"· {line}")
    blocks.paragraph(_question(asked, say))
    buttons = [
        button(shorten(label, _LABEL_UNITS), DialoguePress(token, asked.name, str(number)))
        for number, label in enumerate(_labels(asked, say))
    ]
    cancel = [button(say("Cancel"), DialoguePress(token, Way.CANCEL))]
    return blocks.message([*rows(buttons, 1), cancel])


def answer_of(asked: Asked, value: str) -> str | None:
    """Return the answer that a button gives; None for one that was not offered."""
    choices = _choices(asked)
    return choices[int(value)] if value.isdigit() and int(value) < len(choices) else None


def _kind(kind: str, say: Say) -> str:
    return capitalised(say.written(kind_words(kind, say.locale.language)))


def _read_so_far(proposal: Proposal, asked: Asked, say: Say) -> list[str]:
    table, columns = proposal.tables[0]
    roles = {
        PARTNER: say("partner"),
        "partner_en": say("partner in English"),
        "country": say("country"),
        "home": say("home city"),
        "kind": say("kind of tie"),
        DATE: say("date of the agreement"),
        "place_signed": say("place of signing"),
    }
    lines = [
        f"{table.header[place]} = {roles[role]}"
        for role, place in sorted(columns.places.items(), key=lambda item: item[1])
        if role in roles and role != asked.name and table.header[place]
    ]
    if proposal.home:
        lines.append(f"{say('home city')}: {proposal.home}")
    if proposal.kind is not None:
        lines.append(f"{say('kind of tie')}: {_kind(proposal.kind, say)}")
    return lines


def _question(asked: Asked, say: Say) -> str:
    examples = " · ".join(shorten(cell, _CELL_UNITS) for cell in asked.examples)
    match asked.name:
        case "home":
            return (
                say("Whose ties are these? Choose the city, or write its name.")
                if asked.choices
                else say("Whose ties are these? Please write the name of the city.")
            )
        case "kind":
            return say("What kind of ties are these, where the table does not say it?")
        case "date" if asked.is_sure:
            return say("“{column}” = date of the agreement? ({examples})", column=asked.guess, examples=examples)
        case "date":
            return say("Which column is the date of the agreement? ({examples})", examples=examples)
        case "partner":
            return say("Which column has the partners? ({examples})", examples=examples)
        case _:
            return say("Does the day or the month come first in these dates? ({examples})", examples=examples)


def _choices(asked: Asked) -> tuple[str, ...]:
    return (*asked.choices, NONE) if asked.name == DATE else asked.choices


def _labels(asked: Asked, say: Say) -> list[str]:
    match asked.name:
        case "kind":
            return [_kind(choice, say) for choice in asked.choices]
        case "date" if asked.is_sure:
            return [say("Yes"), say("No, read it without dates")]
        case "date":
            return [*asked.choices, say("None of them")]
        case "order":
            return [say("The day") if choice == "day" else say("The month") for choice in asked.choices]
        case _:
            return list(asked.choices)


ANSWERABLE = (HOME, KIND, DATE, PARTNER, ORDER)
