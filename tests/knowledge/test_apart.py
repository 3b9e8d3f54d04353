"""What is done with a file in a process apart ends by itself, and what began it goes on."""

import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from knowledge.apart import Apart, Broken, Limits, TookTooMuch
from knowledge.errors import DocumentError

AMPLE = Limits(work_seconds=120, silent_seconds=300, megabytes=1024)


@pytest.fixture
def apart() -> Iterator[Apart]:
    with Apart(AMPLE) as apart:
        yield apart


def doubled(told: Callable[[object], None], number: int) -> int:
    told(number)
    return 2 * number


def number_of_process(_: Callable[[object], None]) -> int:
    return os.getpid()


def refusing(_: Callable[[object], None]) -> None:
    raise DocumentError("a.txt", "it is empty", "Fill it.")


def breaking(_: Callable[[object], None]) -> None:
    raise ZeroDivisionError("no such page")


def working_for_ever(_: Callable[[object], None]) -> None:
    while True:
        pass


def waiting_for_ever(_: Callable[[object], None]) -> None:
    threading.Event().wait()


def growing(_: Callable[[object], None]) -> int:
    return len([bytearray(1 << 20) for _ in range(1 << 20)])


def dying(_: Callable[[object], None]) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def test_what_is_done_apart_comes_back_and_tells_how_far_it_is(apart: Apart) -> None:
    heard: list[object] = []
    assert apart.call(doubled, 21, told=heard.append) == 42
    assert heard == [21]


def test_one_process_serves_many_calls(apart: Apart) -> None:
    first, second = (apart.call(number_of_process) for _ in range(2))
    assert first == second != os.getpid()


def test_an_error_of_a_document_comes_back_whole_and_another_in_words(apart: Apart) -> None:
    with pytest.raises(DocumentError) as refused:
        apart.call(refusing)
    assert (refused.value.path, refused.value.reason, refused.value.remedy) == ("a.txt", "it is empty", "Fill it.")
    with pytest.raises(Broken, match="ZeroDivisionError: no such page"):
        apart.call(breaking)


@pytest.mark.parametrize(
    ("function", "limits", "why"),
    [
        (working_for_ever, Limits(1, 300, 1024), "more than 1 s of work"),
        (waiting_for_ever, Limits(120, 1, 1024), "more than 1 s"),
        (growing, Limits(120, 300, 400), "more than 400 MB of memory"),
        (dying, AMPLE, "broke down"),
    ],
)
def test_what_takes_too_much_or_dies_ends_there_and_the_next_call_is_served(
    function: Callable[..., object], limits: Limits, why: str
) -> None:
    with Apart(limits) as apart:
        with pytest.raises(TookTooMuch, match=why):
            apart.call(function)
        # Each counts anew, so that a slow start of the next process is no second.
        apart._limits = AMPLE
        assert apart.call(doubled, 1) == 2
