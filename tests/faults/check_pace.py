"""Names are found in about a millisecond and a statement is checked in a few; run by `make test-faults`, alone."""

import datetime as dt
import time

from knowledge.answering.verification import Draft, Verifier
from knowledge.evidence import Language
from knowledge.names import Gazetteer
from tests.evaluation.verification import bundled_pairs
from tests.knowledge.answering.verification.conftest import bundled_gazetteer

__all__ = ["bundled_gazetteer"]  # a fixture


def test_the_names_of_a_question_are_found_in_about_a_millisecond(bundled_gazetteer: Gazetteer) -> None:
    question = "When did Guangzou and Los Angelas become sister cities? 廣州目前有幾多個國際友好城市?"
    bundled_gazetteer.find(question)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        bundled_gazetteer.find(question)
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.01


def test_a_check_takes_a_few_milliseconds(bundled_gazetteer: Gazetteer) -> None:
    pairs = bundled_pairs()[:60]

    def seconds() -> float:
        verifier = Verifier(bundled_gazetteer, today=dt.date(2026, 7, 1))
        start = time.process_time()
        for pair in pairs:
            verifier.check(Draft(pair.said[Language.EN], (1,)), [pair.evidence[Language.ZH]], language=Language.EN)
        return time.process_time() - start

    seconds()  # the dictionary is read and the evidence prepared
    assert seconds() / len(pairs) < 0.015
