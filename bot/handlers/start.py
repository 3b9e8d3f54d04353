"""/start, /help, /about, /new and /language: what the bot is and runs on, how it is used, and a fresh beginning."""

import asyncio
from importlib.metadata import metadata

from telegram import Update

from bot.context import Context, NoLonger
from bot.handlers.ask import ask_pressed, examples
from bot.handlers.browsing import CITY_LINK, show_linked_city
from bot.handlers.commands import LINKED, Do
from bot.handlers.menus import commands, set_menu_of
from bot.i18n import Locale, Say
from bot.metrics import DISTRIBUTION
from bot.people import Role
from bot.presses import AskExample, SetLanguage
from bot.render.cards import Blocks
from bot.render.markup import bold, esc
from bot.render.message import OutMessage, button, notice
from knowledge.answering.records.phrasing import day_words
from knowledge.calendar import format_date


async def start(update: Update, context: Context) -> None:
    """Go where a link leads, or say what the bot is for, with three questions to begin with."""
    match context.args or []:
        case [word] if context.is_private and word in LINKED:
            context.args = []
            await LINKED[word](update, context)
        case [word] if word.startswith(CITY_LINK):
            await show_linked_city(update, context)
        case _:
            await _welcome(context)
            if context.is_private and context.role is not Role.PUBLIC:
                await set_menu_of(context.bot, context.person.user_id, context.role, context.person.locale)


async def help_(_: Update, context: Context) -> None:
    """Say how to ask, and list the commands of the visitor's role."""
    say = context.say
    blocks = Blocks(say)
    blocks.title(say("How to use me"))
    blocks.paragraph(
        say("Write your question, in Chinese or English. You can ask on: after an answer, “And Lyon?” is understood.")
    )
    blocks.paragraph(
        say("Under each answer: open a source, get the answer in the other language, say whether it was any good.")
    )
    blocks.paragraph(
        say("If you edit a question, I edit the answer. In a group, mention @{name}.", name=context.bot.username)
    )
    for number, (name, meaning) in enumerate(
        commands(say, context.role if context.is_private else Role.PUBLIC).items()
    ):
        (blocks.line if number else blocks.paragraph)(f"/{name} – {meaning}")
    await context.reply(*blocks.messages())


async def about(_: Update, context: Context) -> None:
    """Say which version runs, what it has read, and when its index was made."""
    say, office = context.say, context.office
    async with office.assistants.desk(context.audience) as desk:
        holdings = await asyncio.to_thread(lambda: desk.directory.holdings)
    package = metadata(DISTRIBUTION)
    blocks = Blocks(say)
    blocks.title("City Exchange Bot")
    blocks.line(
        say("Version {version}, licence {licence}", version=package["Version"], licence=package["License-Expression"])
    )
    if holdings.built_at is not None:
        built = day_words(holdings.built_at.astimezone(office.settings.zone).date(), context.locale.language)
        blocks.paragraph(say("Index of {date} ({name})", date=built, name=holdings.generation))
    counts = (
        say.counted("{n} source", "{n} sources", len(holdings.sources)),
        say.counted("{n} passage", "{n} passages", holdings.passages),
        say.counted("{n} record", "{n} records", holdings.records),
    )
    blocks.line(", ".join(counts) if context.locale is Locale.EN else "、".join(counts))
    if holdings.newest is not None:
        blocks.line(say("The newest source is of {date}.", date=format_date(holdings.newest, context.locale.language)))
    blocks.note(say("I answer from these sources only. /sources lists them."))
    await context.reply(*blocks.messages())


async def begin_anew(_: Update, context: Context) -> None:
    """Forget the conversation, so that nothing asked from now on follows up on it."""
    await context.office.storage.talk.begin_anew(context.chat_id, context.thread_id, context.person.user_id)
    await context.tell(context.say("A new conversation: earlier questions are forgotten."))


async def ask_example(context: Context, press: AskExample) -> None:
    """Answer an example as if it had been written."""
    questions = await examples(context)
    if press.n > len(questions):
        raise NoLonger
    await ask_pressed(context, questions[press.n - 1])


async def _welcome(context: Context) -> None:
    say = context.say
    paragraphs = (
        say("Hello! I answer questions about sister cities, anniversaries and exchange programmes."),
        say(
            "I am for citizens who look for an exchange and for people who work with partner cities. I read the papers "
            "and tables of the office and name the source of every statement; what they do not say, I do not make up."
        ),
        say("Write to me in Chinese or English, or begin with one of these:"),
    )
    buttons = [[button(text, AskExample(n))] for n, text in enumerate(await examples(context), start=1)]
    await context.reply(notice(*map(esc, paragraphs), buttons=buttons))


# A language is offered in its own words, to be found by who reads no other.
NAMES = {Locale.ZH_HANS: "简体中文", Locale.ZH_HANT: "繁體中文", Locale.EN: "English"}


async def offer_languages(_: Update, context: Context) -> None:
    """Offer the languages, with a mark at the one chosen."""
    await context.reply(_offer(context.say, Locale(context.person.locale) if context.person.locale else None))


async def set_language(context: Context, press: SetLanguage) -> None:
    """Speak the language from now on: in the message with the buttons, the menu and all that follows."""
    await context.office.storage.people.set_locale(context.person.user_id, press.locale)
    context.speak(press.locale)
    said = context.say("The language is set.")
    if not context.is_private:
        await context.toast(said)
        return
    await context.turn_to(_offer(context.say, press.locale), said)
    await set_menu_of(context.bot, context.person.user_id, context.role, press.locale)


def _offer(say: Say, chosen: Locale | None) -> OutMessage:
    rows = [
        [button(f"{'✓ ' if locale is chosen else ''}{name}", SetLanguage(locale))] for locale, name in NAMES.items()
    ]
    follow = say("As my Telegram app")
    rows.append([button(f"{'✓ ' if chosen is None else ''}{follow}", SetLanguage(None))])
    return notice(
        bold(esc(say("Which language shall I speak?"))),
        esc(say("This is for menus, buttons and notices. Answers are in the language of each question.")),
        buttons=rows,
    )


COMMANDS: dict[str, Do] = {
    "start": start,
    "help": help_,
    "about": about,
    "new": begin_anew,
    "language": offer_languages,
}
