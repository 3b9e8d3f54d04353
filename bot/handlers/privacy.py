"""/privacy and /forget: what is stored about a person, and how they have it deleted."""

from collections.abc import Iterator

from telegram import Update

from bot.context import Context, NoLonger
from bot.handlers.menus import set_menu_of
from bot.i18n import Say
from bot.people import Role
from bot.presses import Forget
from bot.render.cards import Blocks
from bot.render.markup import bold, esc
from bot.render.message import button, notice
from bot.storage import Forgotten


async def tell_privacy(_: Update, context: Context) -> None:
    """Say what is stored, for how long, and what is not."""
    say, days = context.say, context.office.settings.turns_kept_days
    blocks = Blocks(say)
    blocks.title(say("What I store about you"))
    blocks.paragraph(say("I know you by your Telegram number only. I keep no name, phone number or picture."))
    for line in (
        say("your questions and my answers, so that you can ask on and open their sources: {n} days", n=days),
        *(
            []
            if context.role is Role.PUBLIC
            else [say("for staff, how an answer was made (/why): as long as the answer")]
        ),
        say("what you think of an answer (👍 or 👎): as long as the answer"),
        say("questions I could not answer, for those who look after the papers: after {n} days without you", n=days),
        say("the language you chose, until you change it"),
        say("if you put something on record as staff: who did, until you delete it; the record itself is the office’s"),
        say("if you ask to be staff: your name as Telegram shows it, and what was decided"),
        say("the reminders and subscriptions you set, until you delete them"),
    ):
        blocks.line(f"· {line}")
    if context.office.settings.llm_model:
        blocks.paragraph(
            say(
                "A language model words some answers. It is given your question, those before it and what answers it, "
                "without links, names of accounts, mail addresses and phone numbers, and not who you are."
            )
        )
    blocks.paragraph(say("In a group I see only commands, mentions of me and replies to me, and store them likewise."))
    blocks.paragraph(say("/forget deletes all of it at once. /new only ends the conversation."))
    await context.reply(*blocks.messages())


async def offer_to_forget(_: Update, context: Context) -> None:
    """Say what would be deleted, with a button that does it."""
    say = context.say
    paragraphs = [
        bold(esc(say("Shall I delete everything I store about you?"))),
        esc(
            say(
                "That is: your conversations with me here and in groups, your feedback, your unanswered questions, "
                "your language, your requests and your reminders. Old answers stay in this chat, but their buttons end."
            )
        ),
    ]
    if context.role is not Role.PUBLIC:
        paragraphs.append(esc(say("If an admin made you staff, that ends too.")))
    buttons = [[button(say("Yes, delete it"), Forget())]]
    await context.reply(notice(*paragraphs, buttons=buttons))


async def forget(context: Context, _: Forget) -> None:
    """Delete everything about the one who pressed, and say what that was."""
    if not context.is_private:
        raise NoLonger
    forgotten = await context.office.storage.forget(context.person.user_id)
    context.office.access.forget_membership(context.person.user_id)
    context.person = await context.office.storage.people.get(context.person.user_id)
    context.role = await context.office.access.role_of(context.person)
    say = context.say
    lines = [esc(f"· {line}") for line in _deleted(say, forgotten)]
    head = say("Deleted:") if lines else say("There was nothing stored about you.")
    await context.turn_to(notice(bold(esc(head)), *lines))
    await set_menu_of(context.bot, context.person.user_id, context.role, None)


def _deleted(say: Say, forgotten: Forgotten) -> Iterator[str]:
    if n := forgotten.turns:
        yield say.counted("{n} question with its answer", "{n} questions with their answers", n)
    if n := forgotten.answers:
        yield say.counted("{n} answer kept for its buttons", "{n} answers kept for their buttons", n)
    if n := forgotten.feedback:
        yield say.counted("{n} opinion of an answer", "{n} opinions of answers", n)
    if n := forgotten.unanswered:
        yield say.counted("{n} unanswered question", "{n} unanswered questions", n)
    if n := forgotten.requests:
        yield say.counted("{n} request to be staff", "{n} requests to be staff", n)
    if forgotten.language:
        yield say("the language you chose")
    if forgotten.approval:
        yield say("your approval as staff")
    if n := forgotten.reminders:
        yield say.counted("{n} reminder or subscription", "{n} reminders and subscriptions", n)
