import pytest

from knowledge.answering.verification import Verifier
from tests.knowledge.answering.verification.written_cases import Case, read_cases

CASES = read_cases()


@pytest.mark.parametrize("case", [case for case in CASES if not case.fault], ids=lambda case: case.name)
def test_what_the_evidence_carries_passes(verifier: Verifier, case: Case) -> None:
    assert verifier.check(case.draft, case.evidence, language=case.language) == ()


@pytest.mark.parametrize("case", [case for case in CASES if case.fault], ids=lambda case: case.name)
def test_what_it_does_not_carry_is_found_out(verifier: Verifier, case: Case) -> None:
    found = {str(finding.fault) for finding in verifier.check(case.draft, case.evidence, language=case.language)}
    assert found if case.fault == "*" else case.fault in found


def test_there_are_enough_cases_of_each_sort() -> None:
    assert len(CASES) >= 250
    assert sum(not case.fault for case in CASES) >= 80
