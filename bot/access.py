"""Who may see what: a person's role, from the settings, an admin's approval, or the staff chat."""

import logging

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberMember, ChatMemberOwner, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.people import Person, Reader, Role
from bot.storage import Storage
from knowledge.evidence import Audience
from knowledge.settings import Settings

LOG = logging.getLogger(__name__)

MEMBERSHIP_KEPT_SECONDS = 60.0

_REMEMBERED = 10_000
_NOT_A_MEMBER = ("user not found", "member not found", "participant_id_invalid")


class Access:
    """Tells roles. Membership of the staff chat is asked of Telegram, and remembered for MEMBERSHIP_KEPT_SECONDS."""

    def __init__(self, settings: Settings, storage: Storage, bot: Bot) -> None:
        self._settings = settings
        self._bot = bot
        self._storage = storage
        self._members: dict[int, tuple[bool, float]] = {}  # until when, on a clock that never goes back
        self._changes = 0
        self._is_failing = False
        self._staff_chat_id = settings.staff_chat_id

    @property
    def staff_chat_id(self) -> int | None:
        """Return the newest id of the group of the staff; None if there is no such group."""
        return self._staff_chat_id

    async def find_staff_chat(self) -> None:
        """Look up where the staff chat is, also when another process heard of its move. Raises StorageError."""
        if self._settings.staff_chat_id is not None:
            self._staff_chat_id = await self._storage.standing.chat(self._settings.staff_chat_id)

    async def staff_chat_moved(self, new: int) -> None:
        """Follow the staff chat to its new id, for good: kept for the next start. Raises StorageError."""
        if self._settings.staff_chat_id is None or new == self._staff_chat_id:
            return
        if await self._storage.standing.moved(self._settings.staff_chat_id, new):
            LOG.warning("the staff chat has a new id, which is kept; to see it in the settings: STAFF_CHAT_ID=%d", new)
        await self.find_staff_chat()

    async def role_of(self, person: Person) -> Role:
        """Return a person's role. When Telegram cannot tell who is in the staff chat, its members are the public."""
        if person.user_id in self._settings.admin_user_ids:
            return Role.ADMIN
        if person.approved or person.user_id in self._settings.staff_user_ids:
            return Role.STAFF
        return Role.STAFF if await self._is_member(person.user_id) else Role.PUBLIC

    def is_staff_chat(self, chat_id: int) -> bool:
        """Tell whether a chat is the group of the staff, by its newest id or the one that it had before."""
        return chat_id in (self._staff_chat_id, self._settings.staff_chat_id)

    async def may_read(self, reader: Reader) -> bool:
        """Tell whether a reader may read at this moment what was made for their audience. Raises StorageError."""
        if reader.audience is Audience.PUBLIC:
            return True
        if reader.chat_id < 0 and not self.is_staff_chat(reader.chat_id):
            return False
        if not reader.user_id:  # whoever is in the staff chat
            return reader.chat_id < 0
        person = await self._storage.people.get(reader.user_id)
        return (await self.role_of(person)).audience is Audience.STAFF

    def forget_membership(self, user_id: int) -> None:
        """Ask Telegram again the next time: the person came to the staff chat, or left it."""
        self._changes += 1
        self._members.pop(user_id, None)

    async def _is_member(self, user_id: int) -> bool:
        chat_id = self._staff_chat_id
        if chat_id is None or user_id <= 0:
            return False
        now = self._storage.steady()
        is_member, until = self._members.get(user_id, (False, now))
        if now < until:
            return is_member
        changes = self._changes
        try:
            is_member = await self._ask(chat_id, user_id)
        except BadRequest as error:
            is_member = False
            if not any(sign in error.message.lower() for sign in _NOT_A_MEMBER):
                self._complain(error)
        except TelegramError as error:
            self._complain(error)
            return False
        else:
            self._is_failing = False
        # What was asked before a change must not be remembered after it.
        if changes == self._changes:
            self._remember(user_id, is_member, now)
        return is_member

    async def _ask(self, chat_id: int, user_id: int) -> bool:
        """Ask Telegram, which names the new id of a group that has moved: the word of the move itself may be lost."""
        try:
            return _is_in(await self._bot.get_chat_member(chat_id, user_id))
        except ChatMigrated as moved:
            await self.staff_chat_moved(moved.new_chat_id)
            return _is_in(await self._bot.get_chat_member(moved.new_chat_id, user_id))

    def _remember(self, user_id: int, is_member: bool, now: float) -> None:  # noqa: FBT001 - what is remembered
        if len(self._members) >= _REMEMBERED:
            self._members = {user: (was, until) for user, (was, until) in self._members.items() if now < until}
        if len(self._members) < _REMEMBERED:
            self._members[user_id] = is_member, now + MEMBERSHIP_KEPT_SECONDS

    def _complain(self, error: TelegramError) -> None:
        """Log the first of a row of failures."""
        if not self._is_failing:
            LOG.warning("STAFF_CHAT_ID: its members are not staff while Telegram cannot tell who they are: %s", error)
        self._is_failing = True


def _is_in(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return isinstance(member, ChatMemberOwner | ChatMemberAdministrator | ChatMemberMember)
