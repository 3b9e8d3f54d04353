import pytest

from knowledge.text.folding import fold
from knowledge.understanding.commands import command_in
from knowledge.understanding.query import Command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("提醒我下个月准备伯明翰的贺信", Command.REMIND),
        ("Remind me to write a letter to Lyon in May", Command.REMIND),
        ("起草给伯明翰的贺信", Command.LETTER),
        ("Draft a letter to Lyon", Command.LETTER),
        ("里昂哪年结好的", None),
    ],
)
def test_one_may_be_reminded_of_a_letter(text: str, command: Command | None) -> None:
    assert command_in(fold(text)) is command
