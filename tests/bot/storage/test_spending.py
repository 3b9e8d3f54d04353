import pytest

from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.storage import Storage
from tests.bot.test_inbox import LI, WANG, update
from tests.databases import Clock

pytestmark = pytest.mark.anyio


@pytest.fixture
def inbox(storage: Storage, clock: Clock) -> Inbox:
    return Inbox(storage, metrics=Metrics(), now=clock)


async def test_what_a_person_spent_in_the_last_minute_is_summed_up_to_an_update(
    storage: Storage, inbox: Inbox, clock: Clock
) -> None:
    costs = {1: 3, 2: 3, 3: 1, 4: 6, 5: 3}
    for number, cost in costs.items():
        await inbox.put(update(number, user_id=WANG if number == 2 else LI))
        await storage.spending.charge(number, cost)
        if number == 1:
            clock.advance(seconds=61)
    assert await storage.spending.lately(LI, 4) == (1, 7)  # neither the old one, nor another's, nor a later one
    await inbox.claim(9)
    await inbox.finish(3)
    assert await storage.spending.lately(LI, 5) == (7, 10)


async def test_an_update_that_is_worked_through_again_costs_no_more_and_never_less(
    storage: Storage, inbox: Inbox
) -> None:
    await inbox.put(update(1))
    for cost in (3, 6, 6, 1):
        await storage.spending.charge(1, cost)
    assert await storage.spending.lately(LI, 1) == (0, 6)


async def test_a_clock_that_is_set_back_does_not_make_anybody_wait_for_it(
    storage: Storage, inbox: Inbox, clock: Clock
) -> None:
    await inbox.put(update(1))
    await storage.spending.charge(1, 60)
    clock.advance(hours=-1)
    await inbox.put(update(2))
    await storage.spending.charge(2, 3)
    assert await storage.spending.lately(LI, 2) == (0, 3)
