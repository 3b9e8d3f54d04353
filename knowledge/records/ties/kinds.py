"""What kind of tie a word, a heading or a title says."""

import csv
import functools
import importlib.resources
import re

from knowledge.records.model import AgreementKind, AgreementStatus
from knowledge.text.folding import fold

_AND = re.compile(r"[和与及、,，/]| and ")
_ENDED = re.compile(
    r"(?<!未)(?:终止|中止|解除|停止|暂停|失效|不活跃|休眠)|无往来|休止|终了|해지|terminated|suspended|inactive|ended|expired|dormant"
)


def kind_in(text: str) -> AgreementKind | None:
    """Return the one kind that a text names; None where it names none, or both a sister city and a weaker tie."""
    rest = fold(text)
    found: list[AgreementKind] = []
    for kind, pattern in _patterns():
        if kind and pattern.search(rest):
            found.append(AgreementKind(kind))
            # What is part of a narrower word is no word of its own: 友好交流城市 names no 友好城市.
            rest = pattern.sub(" ", rest)
    if found == [AgreementKind.SISTER_DISTRICT, AgreementKind.SISTER_CITY] and not _AND.search(fold(text)):
        return AgreementKind.SISTER_DISTRICT  # 区级友城
    return found[0] if len(found) == 1 else None


def names_ties(text: str) -> bool:
    """Tell whether a text speaks of ties between cities at all."""
    folded = fold(text)
    return any(pattern.search(folded) for _, pattern in _patterns())


def status_in(text: str) -> AgreementStatus:
    """Return whether a tie is reported as no longer alive."""
    return AgreementStatus.INACTIVE_REPORTED if _ENDED.search(fold(text)) else AgreementStatus.LISTED


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each kind of ``kinds.csv`` with what names it, the narrower before the wider; "" only tells of ties."""
    file = importlib.resources.files(__package__).joinpath("kinds.csv")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return tuple(
        (kind, re.compile("|".join(f"(?:{row['pattern']})" for row in rows if row["kind"] == kind))) for kind in kinds
    )
