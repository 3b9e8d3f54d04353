"""Bars: agreements per year with the running total, partners by continent and kind, the home cities compared."""

import collections
import itertools
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from knowledge.charts.known import continents_of, in_two_continents
from knowledge.charts.page import COLOURS, FAINT, LABEL_SIZE, PAPER, Page, Subject
from knowledge.records import Agreement, AgreementKind


def by_year(subject: Subject) -> bytes:
    """Return the bars of each year above the line of the running total; the undated are counted beside them."""
    words, rows = subject.words, subject.rows
    undated = sum(row.date is None for row in rows)
    notes = [words("undated", n=undated)] if undated else []
    page = Page(subject, words("years", home=subject.whose), notes)
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
    return page.png()


def by_continent(subject: Subject) -> bytes:
    """Return one bar a continent, its parts the kinds; a partner that lies in two continents counts in both."""
    words, rows = subject.words, subject.rows
    page = Page(subject, words("shares", home=subject.whose), [*in_two_continents(rows, words), *subject.lacks])
    counts = collections.Counter((name, row.kind) for row in rows for name in row.continents or ("",))
    totals = continents_of(rows)
    continents = [name for name, _ in reversed(totals.most_common())]
    axes = page.axes(0.24, 0.17, 0.68, 0.72)
    begin = [0] * len(continents)
    for kind, colour in zip(subject.kinds, COLOURS, strict=False):
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
    return page.png()


def compared(subject: Subject) -> bytes:
    """Return, for each home city, how many partners of each kind and continent it has, and since when."""
    words, rows = subject.words, subject.rows
    page = Page(subject, words("homes"), [*in_two_continents(rows, words), *subject.lacks])
    groups: dict[str, list[Agreement]] = collections.defaultdict(list)
    for row in rows:
        groups[subject.home_name(row)].append(row)
    names = sorted(groups, key=lambda name: -len(groups[name]))
    upper = page.axes(0.12, 0.58, 0.82, 0.3)
    _bars(upper, names, [(words(kind), [_of_kind(groups[name], kind) for name in names]) for kind in subject.kinds])
    continents = [name for name, _ in continents_of(rows).most_common()]
    lower = page.axes(0.12, 0.18, 0.82, 0.26)
    _bars(lower, names, [(words(each), [continents_of(groups[name])[each] for name in names]) for each in continents])
    return page.png()


def _of_kind(rows: Sequence[Agreement], kind: AgreementKind) -> int:
    return sum(row.kind is kind for row in rows)


def _bars(axes: Axes, names: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> None:
    width = 0.8 / len(series)
    for number, (label, heights) in enumerate(series):
        places = [place - 0.4 + width * (number + 0.5) for place in range(len(names))]
        bars = axes.bar(places, heights, width=width * 0.92, color=COLOURS[number % len(COLOURS)], label=label)
        axes.bar_label(bars, labels=[str(height or "") for height in heights], fontsize=LABEL_SIZE - 1)
    axes.set_xticks(range(len(names)), names)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=4))
    axes.grid(axis="y", color=FAINT, alpha=0.25)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=3, frameon=False, fontsize=LABEL_SIZE - 1)
