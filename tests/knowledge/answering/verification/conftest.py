from __future__ import annotations

import pytest

from knowledge.answering.verification import Verifier
from knowledge.names import Gazetteer, build_gazetteer
from tests.evaluation.verification import TODAY, bundled_agreements


@pytest.fixture(scope="session")
def bundled_gazetteer() -> Gazetteer:
    return build_gazetteer(bundled_agreements())


@pytest.fixture(scope="session")
def verifier(bundled_gazetteer: Gazetteer) -> Verifier:
    return Verifier(
        bundled_gazetteer, today=TODAY, forbidden=["Answer only from the numbered evidence below and cite it."]
    )
