"""Buttons: what they say is read back, and nothing else is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from bot.codec import Press, decode, kinds
from bot.i18n import Locale
from bot.presses import (
    AnniversaryScreen,
    AskChoice,
    AskExample,
    BriefPress,
    CityScreen,
    DecideStaff,
    DialoguePress,
    ExportList,
    ExportPress,
    ExportTables,
    Forget,
    GiveFeedback,
    IntentionCard,
    IntentionList,
    LetterPress,
    OpenSource,
    OtherLanguage,
    PicturePress,
    ProgrammeScreen,
    QuietPress,
    ReminderPress,
    SetLanguage,
    SetProject,
    SetStatus,
    ShowAnswer,
    ShowBatch,
    ShowEntries,
    SourceScreen,
    UndoBatch,
    View,
    Which,
)
from bot.reminders.reminder import Verb
from knowledge.charts.kinds import Chart
from knowledge.records import Group, IntentionStatus

ANSWER = "abcdefgh-_1"
REF = "0123456789"
LIST = IntentionList(Which.OVERDUE, "lyon-fr", 2)

# Buttons like these are out in chats, and must go on meaning what they said.
CARRIED: dict[str, Press] = {
    f"s:{ANSWER}:3": OpenSource(ANSWER, 3),
    f"O:{ANSWER}:3": OpenSource(ANSWER, 3, as_file=True),
    f"b:{ANSWER}": ShowAnswer(ANSWER),
    f"b:{ANSWER}:2": ShowAnswer(ANSWER, 2),
    f"F:{ANSWER}": ShowAnswer(ANSWER, as_file=True),
    f"l:{ANSWER}": OtherLanguage(ANSWER),
    f"u:{ANSWER}": GiveFeedback(ANSWER, good=True),
    f"d:{ANSWER}": GiveFeedback(ANSWER, good=False),
    f"k:{ANSWER}:1": AskChoice(ANSWER, 1),
    "g:map::": PicturePress(Chart.MAP),
    "g:calendar:guangzhou-cn:2027": PicturePress(Chart.CALENDAR, "guangzhou-cn", 2027),
    "q:7": AskExample(7),
    "y:42": DecideStaff(42, approved=True),
    "n:42": DecideStaff(42, approved=False),
    "f:": Forget(),
    "L:": SetLanguage(None),
    "L:zh_Hant": SetLanguage(Locale.ZH_HANT),
    "c:r::1": CityScreen(View.CONTINENTS),
    "c:c:lyon-fr:1:h:guangzhou-cn:2": CityScreen(View.CARD, "lyon-fr", 1, CityScreen(View.HOME, "guangzhou-cn", 2)),
    "p::1": ProgrammeScreen(),
    "p:all:2": ProgrammeScreen(page=2, everything=True),
    "p:students:1": ProgrammeScreen(Group.STUDENTS),
    "a:next:all::1": AnniversaryScreen(),
    "a:2027:round:guangzhou-cn:3": AnniversaryScreen(2027, round_only=True, home="guangzhou-cn", page=3),
    "o:12": SourceScreen(12),
    "x:b:lyon-fr": BriefPress("lyon-fr"),
    "x:b:lyon-fr:2": BriefPress("lyon-fr", page=2),
    "x:w:lyon-fr": BriefPress("lyon-fr", as_file=True),
    "x:l:lyon-fr:40": LetterPress("lyon-fr", 40),
    "x:m:lyon-fr:40": LetterPress("lyon-fr", 40, as_file=True),
    "x:l:lyon-fr:40:2": LetterPress("lyon-fr", 40, page=2),
    "x:q:3:1": QuietPress(3),
    "x:e:nextyear": ExportPress(ExportList.NEXT_YEAR),
    "x:e:agreements:ics": ExportPress(ExportList.AGREEMENTS, "ics"),
    "i:l:overdue:lyon-fr:2": LIST,
    f"i:c:{REF}:overdue:lyon-fr:2": IntentionCard(REF, LIST),
    f"i:p:{REF}:open::1": IntentionCard(REF, IntentionList(), projects=True),
    f"i:s:{REF}:done:overdue:lyon-fr:2": SetStatus(REF, IntentionStatus.DONE, LIST),
    f"i:b:{REF}:abcdef0123:open::1": SetProject(REF, "abcdef0123", IntentionList()),
    f"i:b:{REF}:none:open::1": SetProject(REF, None, IntentionList()),
    "r:l:0:": ReminderPress(Verb.LIST),
    "r:E:12:90-30-7-0": ReminderPress(Verb.SET_LEADS, 12, "90-30-7-0"),
    f"e:{ANSWER}:kind:event": DialoguePress(ANSWER, "kind", "event"),
    f"e:{ANSWER}:save:": DialoguePress(ANSWER, "save"),
    "e:list:2": ShowEntries(2),
    f"e:show:{ANSWER}:2": ShowBatch(ANSWER, 2),
    f"e:undo:{ANSWER}": UndoBatch(ANSWER),
    "e:csv": ExportTables(),
}

ANSWER_IDS = st.from_regex(r"[A-Za-z0-9_-]{11}", fullmatch=True)
NUMBERS = st.integers(1, 999)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", max_size=24)
LISTS = st.builds(CityScreen, st.sampled_from(View), KEYS, NUMBERS)
INTENTIONS = st.builds(IntentionList, st.sampled_from(Which), KEYS, NUMBERS)
REFS = st.from_regex(r"[0-9a-f]{10}", fullmatch=True)
PRESSES: st.SearchStrategy[Press] = st.one_of(
    st.builds(OpenSource, ANSWER_IDS, NUMBERS),
    st.builds(AskChoice, ANSWER_IDS, NUMBERS),
    st.builds(ShowAnswer, ANSWER_IDS),
    st.builds(OtherLanguage, ANSWER_IDS),
    st.builds(GiveFeedback, ANSWER_IDS, st.booleans()),
    st.builds(AskExample, NUMBERS),
    st.builds(DecideStaff, st.integers(1, 2**52), st.booleans()),
    st.just(Forget()),
    st.builds(SetLanguage, st.sampled_from([None, *Locale])),
    st.builds(CityScreen, st.sampled_from(View), KEYS, NUMBERS, st.none() | LISTS),
    st.builds(AnniversaryScreen, st.none() | st.integers(1000, 2999), st.booleans(), KEYS, NUMBERS),
    st.builds(ProgrammeScreen, st.none() | st.sampled_from(Group), NUMBERS),
    INTENTIONS,
    st.builds(IntentionCard, REFS, INTENTIONS, st.booleans()),
    st.builds(SetStatus, REFS, st.sampled_from(IntentionStatus), INTENTIONS),
    st.builds(SetProject, REFS, REFS | st.none(), INTENTIONS),
)


@pytest.mark.parametrize("data", CARRIED)
def test_a_button_that_is_out_in_a_chat_means_what_it_said(data: str) -> None:
    assert decode(data) == CARRIED[data]
    assert CARRIED[data].data == data


def test_every_kind_of_button_is_among_these() -> None:
    assert {type(press) for press in CARRIED.values()} == set(kinds())


@given(PRESSES)
def test_a_button_is_read_as_it_was_built_and_fits_into_telegram(press: Press) -> None:
    assert decode(press.data) == press
    assert len(press.data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


@given(st.data())
def test_whatever_a_button_can_say_fits_and_is_said_by_one_kind_only(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(kinds(), key=str)))
    said = data.draw(st.from_regex(kind.pattern, fullmatch=True))
    press = decode(said)
    assert press is None or (type(press) is kind and press.data == said)
    assert len(said.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


@given(st.one_of(st.text(), st.from_regex(r"[sblukdqynfLOFgcpaoxire]:?[\w-]{0,12}:?[\w-]{0,12}")))
def test_a_forged_button_opens_nothing_that_was_not_built_here(data: str) -> None:
    press = decode(data)
    assert press is None or press.data == data


def test_a_button_of_another_page_is_the_same_but_for_its_page() -> None:
    assert CityScreen(View.HOME, "lyon-fr", 2).turned(3) == CityScreen(View.HOME, "lyon-fr", 3)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "s:abcdefghijk:0",
        "s:abcdefghijk:01",
        "s:abcdefghijk:-1",
        "s:abcdefghijk:１",
        "s:abcdefghijk:1000",
        "s:abcdefghijk:1:2",
        "s:abcdefghij:1",
        "s:abcdefghij\n:1",
        "s:../../../etc:1",
        "b:abcdefghijk ",
        "b:abcdefghijk\n",
        "b:abcdefghijk:1",
        "y:-5",
        "y:0",
        "y:7;n:7",
        "f",
        "f:1",
        "L:fr",
        "L:EN",
        "S:abcdefghijk:1",
        "c:",
        "c:z:lyon-fr:1",
        "c:c:lyon-fr:0",
        "c:c:lyon-fr:1000",
        "c:c:lyon-fr:1 ",
        "c:c:lyon-fr:1\n",
        "c:c:lyon-fr:١",
        "c:c:../../etc:1",
        "c:c:Lyon:1",
        "c:c:lyon-fr:1:z:x:1",
        "c:c:lyon-fr:1:n:fr:1:n:fr:1",
        f"c:c:{'x' * 25}:1",
        "p:everybody:1",
        "p:students",
        "a:next:some::1",
        "a:27:all::1",
        "a:2027:all::1:",
        "o:0",
        "o:",
        "o:1:1",
        "i:",
        "i:l:none::1",
        "i:l:all::0",
        "i:s:0123456789:gone:all::1",
        "i:b:01234:none:all::1",
        "i:c:x:all::1",
        "x:e:events:ics",
        "x:e:events:exe",
        "x:b:",
        "r:z:0:",
        "r:l:007:",
        "e:list:0",
        "e:undo:short",
        "g:painting::",
    ],
)
def test_near_misses_are_nothing(data: str | None) -> None:
    assert decode(data) is None
