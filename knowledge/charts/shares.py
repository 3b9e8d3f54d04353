"""Partners by continent and kind."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from knowledge.charts.known import continents_of
from knowledge.charts.page import COLOURS, LABEL_SIZE, PAPER, Page
from knowledge.records import AgreementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.records import Agreement
    from knowledge.text.bilingual import Bilingual


def by_continent(  # noqa: PLR0917 - what every picture has, and what is to be known of it
    rows: Sequence[Agreement],
    words: Bilingual,
    font: Sequence[str],
    footer: str,
    home: str,
    notes: Sequence[str],
    description: str,
) -> bytes:
    """Return one bar a continent, its parts the kinds; a partner that lies in two continents counts in both."""
    page = Page(words("shares", home=home), footer, font)
    counts = collections.Counter((name, row.kind) for row in rows for name in row.continents or ("",))
    totals = continents_of(rows)
    continents = [name for name, _ in reversed(totals.most_common())]
    axes = page.axes(0.24, 0.22, 0.68, 0.66)
    begin = [0] * len(continents)
    kinds = [kind for kind in AgreementKind if any(row.kind is kind for row in rows)]
    for kind, colour in zip(kinds, COLOURS, strict=False):
        lengths = [counts[name, kind] for name in continents]
        axes.barh(
            [words(name) for name in continents], lengths, left=begin, color=colour, label=words(kind), height=0.65
        )
        for place, (start, length) in enumerate(zip(begin, lengths, strict=True)):
            if length:
                axes.text(
                    start + length / 2, place, str(length), ha="center", va="center", color=PAPER, fontsize=LABEL_SIZE
                )
        begin = [start + length for start, length in zip(begin, lengths, strict=True)]
    for place, total in enumerate(begin):
        axes.text(total, place, f" {total}", va="center", fontsize=LABEL_SIZE + 1)
    axes.set_xlim(0, max(begin) * 1.12)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.legend(loc="upper center", bbox_to_anchor=(0.35, -0.07), ncols=2, frameon=False, fontsize=LABEL_SIZE)
    page.note(notes, 0.045)
    return page.png(description)
