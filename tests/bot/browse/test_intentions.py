"""The screens of intentions: what is due first, what is overdue, what came of them, and every button."""

import dataclasses
import datetime as dt

import pytest

from bot.codec import decode
from bot.handlers.intentions import intention_card, intention_list
from bot.i18n import Locale, say_in
from bot.presses import IntentionCard, IntentionList, SetProject, SetStatus, Which
from bot.render.message import OutMessage
from knowledge.calendar import PartialDate
from knowledge.directory import Guide, ref_of
from knowledge.evidence import Audience
from knowledge.records import Entry, Intention, IntentionStatus
from tests.bot.render.shown import pressable, shown
from tests.directories import TODAY, small_desks

RACE = Intention(
    id="race",
    title_zh="龙舟赛",
    title_en="Boat <race>",
    home_zh="泉州",
    home_en="Quanzhou",
    partners=("里昂",),
    status=IntentionStatus.AGREED,
    owner="友城处",
    signed_date=PartialDate(2025, 3),
    due_date=PartialDate(2027, 5),
    summary_zh="与里昂有意办龙舟赛",
    summary_en="A boat race with Lyon is meant",
    source_title="Minutes & notes",
    quote="boat race",
)
LATE = dataclasses.replace(RACE, id="late", title_en="Port talks", due_date=PartialDate(2026, 10), summary_en="Ports")
UNDATED = dataclasses.replace(RACE, id="undated", due_date=None, owner="", summary_en="Some day")
DONE = dataclasses.replace(
    RACE, id="done", status=IntentionStatus.DONE, due_date=PartialDate(2020), became="choir", summary_en="Choirs"
)
TOLD = dataclasses.replace(DONE, id="told", became="A book of poems", summary_en="Poems")
AWAY = dataclasses.replace(RACE, id="away", partners=("科克",), summary_zh="吊车", summary_en="Cranes")
ROWS = (TOLD, DONE, UNDATED, RACE, LATE, AWAY)


def guide(*rows: Intention, locale: Locale = Locale.EN, today: dt.date = TODAY) -> Guide:
    noon = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
    entries = [Entry(number, f"batch{number}", row, "", "staff", 1, noon) for number, row in enumerate(rows, start=1)]
    directory = small_desks()[Audience.STAFF].directory.with_entries(entries)
    return directory.guide(locale.language, locale.script, today)


def listed(press: IntentionList, seen: Guide, locale: Locale = Locale.EN) -> OutMessage:
    message = intention_list(press, seen, say_in(locale))
    assert message is not None
    return message


def labels(message: OutMessage) -> dict[str, str]:
    return {button.text: button.data for row in pressable(message) for button in row}


def test_open_intentions_come_first_those_due_soonest_before_and_what_is_overdue_is_marked() -> None:
    text = listed(IntentionList(), guide(*ROWS)).plain
    assert text.startswith("Intentions: open\n4 intentions, 1 of them overdue\n")
    order = [text.index(word) for word in ("1. ⚠ overdue · Ports (", "2. Cranes (", "3. A boat race", "4. Some day")]
    assert order == sorted(order)
    assert text.count("⚠") == 1
    assert "Choirs" not in text


def test_on_the_last_day_of_its_date_an_intention_is_not_overdue_yet() -> None:
    assert "⚠" not in listed(IntentionList(), guide(LATE, today=dt.date(2026, 10, 31))).plain
    assert "⚠" in listed(IntentionList(), guide(LATE, today=dt.date(2026, 11, 1))).plain
    assert "⚠" not in listed(IntentionList(Which.ALL), guide(DONE)).plain


@pytest.mark.parametrize(
    ("which", "city", "n"),
    [
        (Which.ALL, "", 6),
        (Which.OPEN, "", 4),
        (Which.OVERDUE, "", 1),
        (IntentionStatus.AGREED, "", 4),
        (IntentionStatus.DONE, "", 2),
        (Which.ALL, "lyon-fr", 5),
        (Which.OPEN, "cork-ie", 1),
        (Which.ALL, "quanzhou-cn", 6),
    ],
)
def test_a_list_shows_what_it_is_of(which: Which, city: str, n: int) -> None:
    message = listed(IntentionList(which, city), guide(*ROWS))
    assert f"\n{n} intention" in message.plain
    assert all(f"\n{number}. " in message.plain for number in range(1, n + 1))


def test_a_filter_without_any_says_how_many_there_are_otherwise() -> None:
    message = listed(IntentionList(IntentionStatus.DROPPED), guide(*ROWS))
    assert "None of the 6 on record." in message.plain
    assert "open · 4" in labels(message)


@pytest.mark.parametrize(
    ("locale", "told"), [(Locale.EN, "No intention is on record."), (Locale.ZH_HANS, "没有意向的记录。")]
)
def test_without_any_intention_the_list_says_how_to_keep_one(locale: Locale, told: str) -> None:
    message = listed(IntentionList(), guide(locale=locale), locale)
    assert told in message.plain
    assert "/log" in message.plain


@pytest.mark.parametrize("locale", Locale)
def test_every_button_leads_to_a_screen_that_telegram_shows(locale: Locale) -> None:
    many = [dataclasses.replace(RACE, id=f"race-{number}", title_zh=f"赛{number}") for number in range(20)]
    seen, say = guide(*ROWS, *many, locale=locale), say_in(locale)
    waiting = [IntentionList().data, IntentionList(Which.ALL, "lyon-fr").data]
    met: set[str] = set()
    while waiting:
        data = waiting.pop()
        if data in met:
            continue
        met.add(data)
        press = decode(data)
        match press:
            case IntentionList():
                message = intention_list(press, seen, say)
            case IntentionCard():
                message = intention_card(press, seen, say)
            case SetStatus() | SetProject():
                assert press.data == data
                continue
            case None:
                pytest.fail(data)
        assert message is not None, data
        assert shown(message).text
        waiting += labels(message).values()
    assert sum(data.startswith("i:l:") for data in met) > 10


def test_a_card_tells_all_that_is_known_and_its_source() -> None:
    back = IntentionList(Which.ALL, "lyon-fr", 2)
    message = intention_card(IntentionCard(ref_of("race"), back), guide(*ROWS), say_in(Locale.EN))
    assert message is not None
    assert message.plain.startswith("Boat <race>\nA boat race with Lyon is meant")
    for line in ("With: Lyon", "Status: agreed", "Owner: 友城处", "Signed: March 2025", "Due: May 2027"):
        assert f"\n{line}\n" in message.plain
    assert "No project came of it so far." in message.plain
    assert "Entered by staff on 24 November 2026: Minutes & notes" in message.plain
    assert labels(message)["‹ All intentions"] == back.data
    assert {"→ proposed", "→ running", "→ done", "→ dropped"} <= set(labels(message))


def test_a_card_tells_what_an_intention_became_by_name() -> None:
    say, seen = say_in(Locale.ZH_HANS), guide(*ROWS, locale=Locale.ZH_HANS)
    became = intention_card(IntentionCard(ref_of("done"), IntentionList()), seen, say)
    assert became is not None
    assert "已成为项目：合唱交流" in became.plain
    assert "成果：合唱交流" in became.plain
    told = intention_card(IntentionCard(ref_of("told"), IntentionList()), seen, say)
    assert told is not None
    assert "A book of poems" in told.plain


def test_what_it_became_is_chosen_among_the_programmes_of_its_cities() -> None:
    say = say_in(Locale.EN)
    choice = intention_card(IntentionCard(ref_of("race"), IntentionList(), projects=True), guide(*ROWS), say)
    assert choice is not None
    assert labels(choice)["Choir <b>exchange</b>"] == SetProject(ref_of("race"), ref_of("choir"), IntentionList()).data
    assert "None of them" not in labels(choice)
    nothing = intention_card(IntentionCard(ref_of("away"), IntentionList(), projects=True), guide(*ROWS), say)
    assert nothing is not None
    assert "No programme of the cities that it names is on record." in nothing.plain
    unmade = intention_card(IntentionCard(ref_of("told"), IntentionList(), projects=True), guide(*ROWS), say)
    assert unmade is not None
    assert "None of them" in labels(unmade)


@pytest.mark.parametrize(
    ("data", "there"),
    [("i:l:all:atlantis-gr:1", False), ("i:l:all::99", False), ("i:c:0123456789:all::1", False), ("i:l:all::1", True)],
)
def test_what_is_not_there_has_no_screen(data: str, *, there: bool) -> None:
    press, say = decode(data), say_in(Locale.EN)
    assert isinstance(press, IntentionList | IntentionCard)
    seen = guide(RACE)
    message = intention_list(press, seen, say) if isinstance(press, IntentionList) else intention_card(press, seen, say)
    assert (message is not None) is there
