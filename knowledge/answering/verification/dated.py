"""The dates of a sentence, and from what each counts."""

import dataclasses
import re

from knowledge.calendar import PartialDate, Precision
from knowledge.language.times import Time, find_points

_RECURRING = re.compile(r"每年|历年|\b(?:every|each) year\b|\bannual|\byearly\b")
_SAME_YEAR = re.compile(r"同年|当年|\b(?:in )?(?:the )?same year")
_SENTINEL = PartialDate(2000, 6, 15)


@dataclasses.dataclass(frozen=True, slots=True)
class SaidDate:
    """A date of a clause; ``yearless`` where the text gives no year, ``relative`` where it counts from another date."""

    found: Time
    yearless: bool = False
    relative: bool = False


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
    return found
