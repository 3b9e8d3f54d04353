"""The dates of a sentence: of what each is the date, and from what it counts."""

import dataclasses
import enum
import re

from knowledge.calendar import PartialDate, Precision
from knowledge.language.times import Time, find_points

_RECURRING = re.compile(r"每年|历年|\b(?:every|each) year\b|\bannual|\byearly\b")
_SAME_YEAR = re.compile(r"同年|当年|\b(?:in )?(?:the )?same year")
_SENTINEL = PartialDate(2000, 6, 15)
_LOOK = 30
_AS_OF_BEFORE = re.compile(
    r"(?:截[至止](?:到|至)?|\bas (?:of|at)|\bplan(?:ned)? (?:of|in)|\bdata (?:of|from))\s*(?:the )?$"
)
_PAPER_BEFORE = re.compile(
    r"(?:日期(?:为|是)?|刊[于出登]|发表于|\bdated|\b(?:posted|published|announced|appeared)\b[^.;]{0,60}\b(?:on|in)|"
    r"\b(?:article|report|paper|transcript|press conference|page|text|materials?|list|survey)s? (?:of|from)(?: the)?)\s*$"
)
_PAPER_AFTER = re.compile(
    r"(?:的|的一[篇份])?(?:[^\s,;。()\d]{0,4})?(?:发布会|文章|报告|报道|材料|实录|期刊|论文|资料|刊出|上网|公布|发布)|"
    r"的(?:行动)?计划|\s(?:[a-z]+ ){0,2}(?:press conference|report|paper|article|transcript|plan|journal)\b"
)


class Frame(enum.Enum):
    """What a date is the date of: of what happens, of the state of knowledge (as of …, in brackets), of a paper."""

    EVENT = "event"
    AS_OF = "as of"
    PAPER = "paper"


@dataclasses.dataclass(frozen=True, slots=True)
class SaidDate:
    """A date of a clause; ``yearless`` where the text gives no year, ``relative`` where it counts from another date."""

    found: Time
    yearless: bool = False
    relative: bool = False
    frame: Frame = Frame.EVENT


def said_dates(folded: str, reference: PartialDate | None, known: int | None = None) -> list[SaidDate]:
    """Return the dates of a folded text.

    A month and day without a year take the year named before them (``known``: in the sentence before), else that of
    the reference; one that recurs takes none. Those that nothing resolves are kept as yearless, in the year 2000.
    """
    explicit = {(date.start, date.end): date for date in find_points(folded)}
    counted = {(date.start, date.end): date for date in find_points(folded, reference=reference)} if reference else {}
    recurs = bool(_RECURRING.search(folded))
    found: list[SaidDate] = []
    for date in find_points(folded, reference=_SENTINEL):
        span = (date.start, date.end)
        if span in explicit:
            found.append(SaidDate(explicit[span]))
            known = explicit[span].first.year
        elif date.relative:
            if known is not None and _SAME_YEAR.match(folded, date.start):
                of_year = find_points(folded, reference=PartialDate(known, 6, 15))
                found += [SaidDate(one) for one in of_year if (one.start, one.end) == span]
            elif span in counted:
                found.append(SaidDate(counted[span], relative=True))
            elif date.precision is not Precision.YEAR:
                found.append(SaidDate(date, yearless=True))
        elif recurs or (known is None and span not in counted):
            found.append(SaidDate(date, yearless=True))
        elif known is not None:
            of_year = find_points(folded, reference=PartialDate(known, 6, 15))
            again = {(one.start, one.end): one for one in of_year}
            found.append(SaidDate(again.get(span, date), yearless=span not in again))
        else:
            found.append(SaidDate(counted[span], yearless=True, relative=True))
    return [dataclasses.replace(date, frame=_frame(folded, date.found)) for date in found]


def _frame(folded: str, date: Time) -> Frame:
    before, after = folded[max(0, date.start - 2 * _LOOK) : date.start], folded[date.end : date.end + _LOOK]
    if _PAPER_BEFORE.search(before) or _PAPER_AFTER.match(after):
        return Frame.PAPER
    bracketed = folded.rfind("(", 0, date.start) > folded.rfind(")", 0, date.start) and ")" in folded[date.end :]
    return Frame.AS_OF if bracketed or _AS_OF_BEFORE.search(before) else Frame.EVENT
