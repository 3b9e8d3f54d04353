"""What kind of tie a word, a heading or a title says."""

import csv
import functools
import importlib.resources
import re

from knowledge.records.model import AgreementKind, AgreementStatus
from knowledge.text.folding import fold

_AND = re.compile(r"[和与及、,，/]| and ")
_ENDED = re.compile(
    r"(?<!未)(?:终止|中止|解除|停止|暂停|撤销|失效|不活跃|休眠)|无往来|休止|终了|해지"
    r"|\b(?:terminated|suspended|inactive|ended|expired|dormant|dissolved|discontinued|lapsed|ceased|beendet|aufgelost)\b"
)
# Of these a tie is over; others only rest.
_OVER = re.compile(
    r"(?<!未)(?:终止|解除|撤销|失效)|终了|해지"
    r"|\b(?:terminated|ended|expired|dissolved|discontinued|lapsed|beendet|aufgelost)\b"
)
_RESUMED = re.compile(r"恢复|重启|再開|재개|续签|续约|resum|restor|reactivat|reviv|renew|extend")
_FRIENDLY = re.compile(
    r"友好(?:城市|都市|州省|省州|市)?|友城|友[谊誼](?:城市)?|friend(?:ship|ly)|우호|freundschaft|amitie|amistad|amicizia|amizade"
)
_PLANNED = re.compile(
    r"\W*(?:尚未|还未|未正式|未签|待签|拟|意向|有意|筹[建备划]|计划|计画|规划|洽谈|商谈|接洽|推进中|予定|検討|예정|추진|협의"
    r"|not (?:yet|signed)|(?:still )?(?:planned|proposed|pending|prospective|intended|tentative)|candidate|to be signed"
    r"|under (?:discussion|negotiation|consideration)|letter of intent|in preparation|geplant|in vorbereitung|en projet"
    r"|en proceso|prevista?|in programma)"
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


def kind_called(text: str, *, apart: bool) -> AgreementKind | None:
    """Return the kind that a text names in a list; ``apart`` tells that it has others that it calls sister cities.

    Beside sister cities a friendship city is the weaker tie; where there are none, it is the one that there is.
    """
    kind = kind_in(text)
    if apart and kind in {None, AgreementKind.SISTER_CITY} and _FRIENDLY.search(fold(text)) and not says_sister(text):
        return AgreementKind.FRIENDLY_EXCHANGE_CITY
    return kind


def says_sister(text: str) -> bool:
    """Tell whether a text speaks of sister cities by a word that no weaker tie has: 姊妹市, twin town."""
    folded = _FRIENDLY.sub(" ", fold(text))
    return any(kind == AgreementKind.SISTER_CITY and pattern.search(folded) for kind, pattern in _patterns())


def is_planned(text: str) -> bool:
    """Tell whether a text about a tie begins by saying that it is still to come: 拟建, proposed."""
    return _PLANNED.match(fold(text)) is not None


def names_ties(text: str) -> bool:
    """Tell whether a text speaks of ties between cities at all."""
    folded = fold(text)
    return any(pattern.search(folded) for _, pattern in _patterns())


def tie_word_in(text: str) -> int:
    """Return where a text first speaks of ties; its end where it does not."""
    folded = fold(text)
    return min((found.start() for _, pattern in _patterns() if (found := pattern.search(folded))), default=len(text))


def tie_words_end(text: str) -> int:
    """Return where the last words of a folded text end that speak of ties; 0 where it speaks of none."""
    return max((found.end() for _, pattern in _patterns() for found in pattern.finditer(text)), default=0)


def status_in(text: str) -> AgreementStatus:
    """Return whether a tie is reported as no longer alive."""
    folded = fold(text)
    ended = _ENDED.search(folded) and not _RESUMED.search(folded)
    return AgreementStatus.INACTIVE_REPORTED if ended else AgreementStatus.LISTED


def is_over(text: str) -> bool:
    """Tell whether a text says that a tie is no more: 已终止, dissolved in 2016."""
    folded = fold(text)
    return _OVER.search(folded) is not None and _RESUMED.search(folded) is None


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each kind of ``kinds.csv`` with what names it, the narrower before the wider; "" only tells of ties."""
    file = importlib.resources.files(__package__).joinpath("kinds.csv")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return tuple(
        (kind, re.compile("|".join(f"(?:{row['pattern']})" for row in rows if row["kind"] == kind))) for kind in kinds
    )
