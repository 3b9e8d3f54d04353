"""Staff: asking to be one, an admin's decision, the list, and who one is."""

import functools
import re
from collections.abc import Callable

from telegram import Update, User

from bot.context import Context, NoLonger
from bot.handlers.menus import set_menu_of
from bot.i18n import Say, in_their_words
from bot.people import Reader, Role
from bot.presses import DecideStaff
from bot.render.cards import Blocks
from bot.render.markup import bold, code, esc, join
from bot.render.message import OutMessage, button, notice

# Each is a message of its own, and a chat takes about one a second.
_MOST_REQUESTS = 10
_USER_ID = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)


async def staff(_: Update, context: Context) -> None:
    """Explain what staff is, or do what the word after the command asks."""
    match context.args or []:
        case [word] if word.lower() == "request":
            await _request(context)
        case [word] if word.lower() == "list" and context.role is Role.ADMIN:
            await _list(context)
        case [word, user_id] if word.lower() == "remove" and context.role is Role.ADMIN:
            await _remove(context, user_id)
        case _:
            await _explain(context)


async def who_am_i(_: Update, context: Context) -> None:
    """Say the visitor's number and role, and where the role comes from."""
    say = context.say
    number = join(" ", [esc(say("Your Telegram number:")), code(str(context.person.user_id))])
    await context.reply(notice(number, esc(_role(context))))
    if context.role is not Role.PUBLIC:
        await set_menu_of(context.bot, context.person.user_id, context.role, context.person.locale)


async def decide(context: Context, press: DecideStaff) -> None:
    """Approve or decline a request: an admin's press only, and only the first one counts."""
    if context.role is not Role.ADMIN or not context.is_private:
        raise NoLonger
    say, office, user_id = context.say, context.office, press.user_id
    name = next((one.name for one in await office.storage.requests.open() if one.user_id == user_id), "")
    decided = await office.storage.requests.decide(user_id, press.approved, context.person.user_id)
    if not decided:
        outcome = say("This request has been decided already.")
    elif press.approved:
        outcome = say("Approved: {name} is staff now.", name=name)
    else:
        outcome = say("Declined: {name} is not staff.", name=name)
    await context.turn_to(notice(join(" ", [esc(outcome), code(str(user_id))])))
    if decided:
        await _tell_asker(context, user_id, approved=press.approved)


async def _explain(context: Context) -> None:
    say = context.say
    blocks = Blocks(say)
    blocks.title(say("Staff access"))
    blocks.paragraph(say("People of the office also get answers from the papers that are meant for the office alone."))
    if context.role is Role.PUBLIC:
        blocks.paragraph(say("If you are one of them, send this; an admin then decides:"))
        blocks.html(code("/staff request"), tight=True)
    else:
        blocks.paragraph(_role(context))
    if context.role is Role.ADMIN:
        blocks.line(say("Who is staff, and who asks to be:"))
        blocks.html(code("/staff list"), tight=True)
        blocks.line(say("Take an approval back, by the person's number:"))
        blocks.html(code("/staff remove 123456789"), tight=True)
    await context.reply(*blocks.messages())


async def _request(context: Context) -> None:
    say, office = context.say, context.office
    user = context.incoming.effective_user
    assert user is not None  # noqa: S101 - a private chat has somebody in it
    if context.role is not Role.PUBLIC:
        text = say("You are staff already.")
    elif not await office.storage.requests.ask(user.id, _name(user)):
        text = say("Your request is waiting for an admin. You will be told here.")
    elif not office.settings.admin_user_ids:
        text = say(
            "Your request is kept, but this bot has no admin yet. Please ask the operator to set ADMIN_USER_IDS."
        )
    elif await _ask_admins(context, user):
        text = say("Your request has gone to the admins. You will be told here.")
    else:
        text = say("Your request is kept, but no admin can be reached here. Please tell them to look at /staff list.")
    await context.tell(text)


async def _ask_admins(context: Context, user: User) -> bool:
    """Show the request to each admin and return whether it reached one."""
    reached = False
    for admin_id in sorted(context.office.settings.admin_user_ids):
        admin = await context.office.storage.people.get(admin_id)
        message = _request_message(user.id, _name(user), functools.partial(in_their_words, admin.locale))
        reached |= await _sent(context, admin_id, message)
    return reached


async def _list(context: Context) -> None:
    say, office = context.say, context.office
    blocks = Blocks(say)
    approved = [person.user_id for person in await office.storage.people.staff()]
    for title, user_ids in (
        (say("Admins (ADMIN_USER_IDS)"), sorted(office.settings.admin_user_ids)),
        (say("Staff by setting (STAFF_USER_IDS)"), sorted(office.settings.staff_user_ids)),
        (say("Staff by an admin's approval"), approved),
    ):
        blocks.title(title)
        blocks.html(join(", ", [code(str(user_id)) for user_id in user_ids]) or esc("–"), tight=True)
    if office.access.staff_chat_id is not None:
        blocks.paragraph(say("The members of the staff chat are staff too."))
    requests = await office.storage.requests.open()
    blocks.paragraph(
        say.counted("{n} request is waiting.", "{n} requests are waiting.", len(requests))
        if requests
        else say("No request is waiting.")
    )
    waiting = [_request_message(one.user_id, one.name, lambda told: told(say)) for one in requests[:_MOST_REQUESTS]]
    await context.reply(*blocks.messages(), *waiting)


async def _remove(context: Context, written: str) -> None:
    say, office = context.say, context.office
    user_id = int(written) if _USER_ID.fullmatch(written) else 0
    if user_id and await office.storage.people.revoke(user_id, context.person.user_id):
        office.access.forget_membership(user_id)
        person = await office.storage.people.get(user_id)
        role = await office.access.role_of(person)
        await set_menu_of(context.bot, user_id, role, person.locale)
        if role is Role.PUBLIC:
            text = say("Removed: {id} is not staff any more.", id=user_id)
        else:
            text = say(
                "The approval is taken back, but {id} is still staff by the settings or the staff chat.", id=user_id
            )
    else:
        text = say("Nobody of that number was approved by an admin. /staff list shows who is staff, and why.")
    await context.tell(text)


async def _tell_asker(context: Context, user_id: int, *, approved: bool) -> None:
    asker = await context.office.storage.people.get(user_id)
    if approved:
        await set_menu_of(context.bot, user_id, Role.STAFF, asker.locale)
        text = in_their_words(
            asker.locale, lambda say: say("An admin has approved your request: you are staff now. /whoami shows it.")
        )
    else:
        text = in_their_words(asker.locale, lambda say: say("An admin has declined your request to be staff."))
    await _sent(context, user_id, notice(esc(text)))


async def _sent(context: Context, user_id: int, message: OutMessage) -> bool:
    """Send a message to somebody else; return whether it reached them: who blocked the bot, it does not."""
    return bool(await context.office.delivery.send(context.incoming.update_id, Reader.public(user_id), [message]))


def _request_message(user_id: int, name: str, words: Callable[[Callable[[Say], str]], str]) -> OutMessage:
    """Return a request with its two buttons; ``words`` says a sentence in the language of who reads it."""
    buttons = [
        button(words(lambda say: say("Approve")), DecideStaff(user_id, approved=True)),
        button(words(lambda say: say("Decline")), DecideStaff(user_id, approved=False)),
    ]
    return notice(
        bold(esc(words(lambda say: say("Somebody asks to be staff:")))),
        join(" · ", [esc(name), code(str(user_id))]),
        buttons=[buttons],
    )


def _role(context: Context) -> str:
    say, settings, user_id = context.say, context.office.settings, context.person.user_id
    if context.role is Role.PUBLIC:
        return say("Your role: public.")
    if context.role is Role.ADMIN:
        return say("Your role: admin, by the setting ADMIN_USER_IDS.")
    if user_id in settings.staff_user_ids:
        return say("Your role: staff, by the setting STAFF_USER_IDS.")
    if context.person.approved:
        return say("Your role: staff, by an admin's approval.")
    return say("Your role: staff, as a member of the staff chat.")


def _name(user: User) -> str:
    return f"{user.full_name} (@{user.username})" if user.username else user.full_name
