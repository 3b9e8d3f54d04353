"""The home cities beside one another."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from knowledge.charts.known import continents_of
from knowledge.charts.page import COLOURS, FAINT, LABEL_SIZE, Page
from knowledge.records import AgreementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.records import Agreement
    from knowledge.text.bilingual import Bilingual


def compared(  # noqa: PLR0917 - what every picture has, and what is to be known of it
    rows: Sequence[Agreement],
    words: Bilingual,
    font: Sequence[str],
    footer: str,
    notes: Sequence[str],
    description: str,
) -> bytes:
    """Return, for each home city, how many partners of each kind and continent it has, and since when."""
    page = Page(words("homes"), footer, font)
    groups: dict[str, list[Agreement]] = collections.defaultdict(list)
    for row in rows:
        groups[words.name(row.home_zh, row.home_en)].append(row)
    names = sorted(groups, key=lambda name: -len(groups[name]))
    kinds = [kind for kind in AgreementKind if any(row.kind is kind for row in rows)]
    upper = page.axes(0.12, 0.61, 0.82, 0.27)
    _bars(upper, names, [(words(kind), [_of_kind(groups[name], kind) for name in names]) for kind in kinds])
    continents = [name for name, _ in continents_of(rows).most_common()]
    lower = page.axes(0.12, 0.255, 0.82, 0.22)
    _bars(lower, names, [(words(each), [_of_continent(groups[name], each) for name in names]) for each in continents])
    page.note(notes, 0.045)
    return page.png(description)


def _of_kind(rows: Sequence[Agreement], kind: AgreementKind) -> int:
    return sum(row.kind is kind for row in rows)


def _of_continent(rows: Sequence[Agreement], continent: str) -> int:
    return continents_of(rows)[continent]


def _bars(axes: object, names: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> None:
    width = 0.8 / len(series)
    for number, (label, heights) in enumerate(series):
        places = [place - 0.4 + width * (number + 0.5) for place in range(len(names))]
        bars = axes.bar(places, heights, width=width * 0.92, color=COLOURS[number % len(COLOURS)], label=label)  # type: ignore[attr-defined]  # Axes
        axes.bar_label(bars, labels=[str(height or "") for height in heights], fontsize=LABEL_SIZE - 1)  # type: ignore[attr-defined]  # Axes
    axes.set_xticks(range(len(names)), names)  # type: ignore[attr-defined]  # Axes
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))  # type: ignore[attr-defined]  # Axes
    axes.grid(axis="y", color=FAINT, alpha=0.25)  # type: ignore[attr-defined]  # Axes
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3, frameon=False, fontsize=LABEL_SIZE - 1)  # type: ignore[attr-defined]  # Axes
