from __future__ import annotations

import pytest

from bot.presses import AskExample, Forget, SourceScreen
from bot.render.markup import Block, esc
from bot.render.message import button, messages_of, page_row, rows


def test_a_label_is_one_line_that_a_phone_can_show() -> None:
    assert button("a\nb\x00\t c", Forget()).text == "a b c"
    long = button("广州建设国际交往中心三年行动计划" * 5, Forget()).text
    assert long.endswith("…")
    assert len(long) == 36


def test_buttons_stand_in_rows() -> None:
    buttons = [button(str(n), AskExample(n)) for n in range(1, 6)]
    assert [[one.text for one in row] for row in rows(buttons, 2)] == [["1", "2"], ["3", "4"], ["5"]]


@pytest.mark.parametrize(
    ("labels", "laid"),
    [
        (["Lyon", "Bari", "Cambodia · Phnom Penh", "Oulu"], [["Lyon", "Bari"], ["Cambodia · Phnom Penh"], ["Oulu"]]),
        (["里昂", "斯里贾亚瓦德纳普拉科特", "巴里", "奥卢"], [["里昂"], ["斯里贾亚瓦德纳普拉科特"], ["巴里", "奥卢"]]),
    ],
)
def test_no_label_is_wider_than_its_share_of_a_row(labels: list[str], laid: list[list[str]]) -> None:
    buttons = [button(label, AskExample(n)) for n, label in enumerate(labels, start=1)]
    assert [[one.text for one in row] for row in rows(buttons)] == laid
    (message,) = messages_of([Block(esc("Which?"))], [buttons[:2], [], buttons[2:]])
    assert message.buttons is not None
    assert [[one.text for one in row] for row in message.buttons.inline_keyboard] == laid


@pytest.mark.parametrize(
    ("page", "pages", "labels"), [(1, 1, []), (1, 3, ["2 ›"]), (2, 3, ["‹ 1", "3 ›"]), (3, 3, ["‹ 2"])]
)
def test_pages_lead_to_the_pages_beside_them(page: int, pages: int, labels: list[str]) -> None:
    row = page_row(SourceScreen(page), page, pages)
    assert [one.text for one in row] == labels
    assert [one.callback_data for one in row] == [f"o:{label.strip('‹› ')}" for label in labels]
