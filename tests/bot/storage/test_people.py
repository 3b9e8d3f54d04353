import pytest

from bot.people import Person
from bot.storage import StaffRequest, Storage
from tests.databases import START, Clock

pytestmark = pytest.mark.anyio

ADMIN = 1
LI = 7_000_000_001  # beyond 32 bits, as Telegram's ids are


async def test_an_unknown_person_has_chosen_nothing_and_is_nobody(storage: Storage) -> None:
    assert await storage.people.get(LI) == Person(LI, locale=None, approved=False)
    assert await storage.people.staff() == []


async def test_a_language_is_kept_changed_and_given_up(storage: Storage) -> None:
    await storage.people.set_locale(LI, "zh_Hant")
    assert (await storage.people.get(LI)).locale == "zh_Hant"
    await storage.people.set_locale(LI, "en")
    assert (await storage.people.get(LI)).locale == "en"
    await storage.people.set_locale(LI, None)
    assert (await storage.people.get(LI)).locale is None


async def test_an_approval_lasts_until_it_is_revoked_and_leaves_the_language_alone(storage: Storage) -> None:
    await storage.people.set_locale(LI, "en")
    await storage.people.approve(LI, by=ADMIN)
    assert await storage.people.get(LI) == Person(LI, "en", approved=True)
    assert await storage.people.staff() == [Person(LI, "en", approved=True)]
    assert await storage.people.revoke(LI, by=ADMIN)
    assert await storage.people.get(LI) == Person(LI, "en", approved=False)
    assert not await storage.people.revoke(LI, by=ADMIN)


async def test_a_person_has_one_open_request(storage: Storage, clock: Clock) -> None:
    assert await storage.requests.ask(LI, "Li 李")
    clock.advance(hours=1)
    assert not await storage.requests.ask(LI, "Li again")
    assert await storage.requests.ask(LI + 1, "Wang")
    assert await storage.requests.open() == [StaffRequest(LI, "Li 李", START), StaffRequest(LI + 1, "Wang", clock())]


async def test_an_approved_request_makes_staff(storage: Storage) -> None:
    await storage.requests.ask(LI, "Li")
    assert await storage.requests.decide(LI, approved=True, by=ADMIN)
    assert (await storage.people.get(LI)).approved
    assert await storage.requests.open() == []


async def test_a_declined_request_makes_no_staff_and_may_be_made_again(storage: Storage) -> None:
    await storage.requests.ask(LI, "Li")
    assert await storage.requests.decide(LI, approved=False, by=ADMIN)
    assert not (await storage.people.get(LI)).approved
    assert await storage.requests.ask(LI, "Li")


async def test_a_second_admin_decides_nothing(storage: Storage) -> None:
    await storage.requests.ask(LI, "Li")
    assert await storage.requests.decide(LI, approved=False, by=ADMIN)
    assert not await storage.requests.decide(LI, approved=True, by=ADMIN + 1)
    assert not (await storage.people.get(LI)).approved


async def test_nobody_is_made_staff_who_never_asked(storage: Storage) -> None:
    assert not await storage.requests.decide(LI, approved=True, by=ADMIN)
    assert not (await storage.people.get(LI)).approved


async def test_a_name_that_databases_refuse_is_kept_without_what_they_refuse(storage: Storage) -> None:
    await storage.requests.ask(LI, "Li\x00 \ud83d 李😀")
    (request,) = await storage.requests.open()
    assert request.name == "Li� � 李😀"
