"""The three questions that newcomers are shown, about what this office's records hold."""

from collections.abc import Iterator

from bot.context import Context
from bot.presses import AskExample
from bot.render.buttons import button
from bot.render.message import Rows
from knowledge.directory import Directory
from knowledge.evidence import Audience
from knowledge.names import Place
from knowledge.records import AgreementKind


async def examples(context: Context) -> list[str]:
    """Return the questions in the visitor's language, the first one about the first sister city on record."""
    say, locale = context.say, context.locale
    first = say("What can you do?")
    async with context.office.assistants.desk(Audience.PUBLIC) as desk:
        directory = desk.directory
        guide = directory.guide(locale.language, locale.script, context.office.today())
        for home, partner in _sister_cities(directory):
            names = {"home": guide.name_of(home), "partner": guide.name_of(partner)}
            first = say("When did {home} and {partner} become sister cities?", **names)
            break
    return [
        first,
        say("Which anniversaries are coming up in the next 12 months?"),
        say("Which exchange programmes are there for students?"),
    ]


async def example_buttons(context: Context) -> Rows:
    """Return a button for each example."""
    questions = await examples(context)
    return [[button(text, AskExample(n))] for n, text in enumerate(questions, start=1)]


def _sister_cities(directory: Directory) -> Iterator[tuple[Place, Place]]:
    """Return the home city and its partner of each agreement, those of the office's own city first."""
    for home in directory.homes:
        for partner in directory.partners_of(home.id):
            if any(row.kind is AgreementKind.SISTER_CITY for row in partner.agreements):
                yield home, partner.place
