"""Agreements per year, with the running total."""

from __future__ import annotations

import collections
import itertools
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from knowledge.charts.page import COLOURS, FAINT, LABEL_SIZE, SMALL_SIZE, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.records import Agreement
    from knowledge.text.bilingual import Bilingual


def by_year(  # noqa: PLR0917 - what every picture has
    rows: Sequence[Agreement], words: Bilingual, font: Sequence[str], footer: str, home: str, description: str
) -> bytes:
    """Return the bars of each year above the line of the running total; the undated are counted beside them."""
    page = Page(words("years", home=home), footer, font)
    counts = collections.Counter(row.date.year for row in rows if row.date is not None)
    if counts:
        span = range(min(counts), max(counts) + 1)
        totals = list(itertools.accumulate(counts[year] for year in span))
        upper = page.axes(0.10, 0.53, 0.84, 0.33)
        upper.fill_between(list(span), totals, step="post", color=COLOURS[0], alpha=0.15)
        upper.step(list(span), totals, where="post", color=COLOURS[0], linewidth=2.5)
        upper.annotate(
            str(totals[-1]),
            (span[-1], totals[-1]),
            xytext=(-4, 6),
            textcoords="offset points",
            ha="right",
            fontsize=LABEL_SIZE + 2,
            color=COLOURS[0],
        )
        upper.set_title(words("running_total"), loc="left", fontsize=LABEL_SIZE)
        upper.set_ylim(0, totals[-1] * 1.15)
        lower = page.axes(0.10, 0.14, 0.84, 0.28)
        lower.bar(list(counts), list(counts.values()), color=COLOURS[1], width=0.8)
        lower.set_title(words("in_the_year"), loc="left", fontsize=LABEL_SIZE)
        for axes in (upper, lower):
            axes.set_xlim(span[0] - 1, span[-1] + 1)
            axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
            axes.grid(axis="y", color=FAINT, alpha=0.25)
    undated = sum(row.date is None for row in rows)
    if undated:
        page.figure.text(0.05, 0.065, words("undated", n=undated), fontsize=SMALL_SIZE, color=FAINT)
    return page.png(description)
