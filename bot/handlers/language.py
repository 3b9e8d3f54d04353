"""/language: the language of the interface. Answers keep to the language of each question."""

from telegram import Update

from bot.context import Context
from bot.handlers.menus import set_menu_of
from bot.i18n import Locale, Say, locale_of_client, say_in
from bot.presses import SetLanguage
from bot.render.buttons import button
from bot.render.markup import bold, esc
from bot.render.message import OutMessage, notice

# A language is offered in its own words, to be found by who reads no other.
NAMES = {Locale.ZH_HANS: "简体中文", Locale.ZH_HANT: "繁體中文", Locale.EN: "English"}


async def offer_languages(_: Update, context: Context) -> None:
    """Offer the languages, with a mark at the one chosen."""
    await context.reply(_offer(context.say, Locale(context.person.locale) if context.person.locale else None))


async def set_language(context: Context, press: SetLanguage) -> None:
    """Speak the language from now on: in the message with the buttons, the menu and all that follows."""
    user = context.incoming.effective_user
    await context.office.storage.people.set_locale(context.person.user_id, press.locale)
    context.locale = press.locale or locale_of_client(user.language_code if user else None)
    context.say = say_in(context.locale)
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
