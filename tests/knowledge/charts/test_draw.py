from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import io
import itertools
import warnings

import pytest
from PIL import Image

from knowledge.calendar import Precision, anniversaries
from knowledge.charts import calendar_year, places, world
from knowledge.charts.draw import ChartError, draw
from knowledge.charts.kinds import Chart
from knowledge.charts.page import LATIN, Page, family
from knowledge.charts.words import words_in
from knowledge.evidence import Language
from knowledge.records import Agreement, RecordBook, load_table
from knowledge.settings import BUNDLED_CORPUS
from knowledge.text.language import Script

TODAY = dt.date(2026, 11, 24)
LANGUAGES = ((Language.ZH, Script.HANS), (Language.ZH, Script.HANT), (Language.EN, Script.HANS))


@pytest.fixture(scope="module")
def book() -> RecordBook:
    return RecordBook.from_records(load_table(BUNDLED_CORPUS / "records" / "agreements.csv").rows)


@pytest.mark.parametrize("chart", Chart)
@pytest.mark.parametrize(("language", "script"), LANGUAGES)
def test_every_picture_is_drawn_with_every_character(
    chart: Chart, language: Language, script: Script, book: RecordBook
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a character that no font has is warned of
        picture = draw(chart, book, today=TODAY, language=language, script=script, year=2027)
    image = Image.open(io.BytesIO(picture))
    assert image.size == (1280, 1280)
    colours = image.convert("RGB").getcolors(maxcolors=1280 * 1280)
    assert colours is not None
    assert len(colours) > 20


def test_the_scripts_of_chinese_are_drawn_apart(book: RecordBook) -> None:
    pictures = {
        draw(Chart.SHARES, book, today=TODAY, language=Language.ZH, script=script)
        for script in (Script.HANS, Script.HANT)
    }
    assert len(pictures) == 2


def test_one_home_city_is_drawn_by_itself(book: RecordBook) -> None:
    homes = book.homes
    pictures = {draw(Chart.YEARS, book, today=TODAY, language=Language.EN, home=home) for home in homes}
    assert len(pictures) == len(homes) == 3


def test_a_book_without_agreements_says_that_there_is_nothing_to_draw() -> None:
    with pytest.raises(ChartError, match="no agreement"):
        draw(Chart.MAP, RecordBook(), today=TODAY, language=Language.EN)


def test_undated_agreements_alone_can_be_drawn(book: RecordBook) -> None:
    undated = RecordBook.from_records([dataclasses.replace(row, date=None) for row in book.served])
    for chart in Chart:
        assert draw(chart, undated, today=TODAY, language=Language.ZH).startswith(b"\x89PNG")


@pytest.mark.parametrize("year", [1979, 2027, 2028, 9000])
def test_the_calendar_tells_every_anniversary_of_its_year_or_counts_it(year: int, book: RecordBook) -> None:
    words = words_in(Language.EN, Script.HANS)
    found = [
        (item, row)
        for row in book.served
        if row.date is not None
        for item in anniversaries(row.date, dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    ]
    months = calendar_year._months(found, words, 10)
    told = sum(
        int(text.split()[0]) if text.endswith(" more") else text != words("none")
        for lines in months
        for text, _ in lines
    )
    assert told == sum(item.date.precision is not Precision.YEAR for item, _ in found)
    assert sum(calendar_year._height(months[first : first + 3]) for first in range(0, 12, 3)) <= calendar_year._ROOM


@pytest.mark.parametrize(("language", "script"), LANGUAGES)
def test_no_name_on_the_map_covers_another_name_or_another_dot(
    language: Language, script: Script, book: RecordBook
) -> None:
    words = words_in(language, script)
    page = Page("", "", family(language, script))
    axes = page.axes(0.02, 0.46, 0.96, 0.46)
    axes.set_xlim(-12, 46)
    axes.set_ylim(34, 63)
    placed = [(row, where) for row in book.served if (where := places.position(row))]
    named = [(row, where) for row, where in placed if -12 <= where[0] <= 46 and 34 <= where[1] <= 63]
    world._label(axes, named, [where for _, where in placed], words)
    page.png()
    shown = [(text, text.get_window_extent()) for text in axes.texts]
    names = [text.get_text() for text, _ in shown]
    assert len(names) == len(set(names)) > 20
    for (_, one), (_, other) in itertools.combinations(shown, 2):
        assert not one.padded(-3).overlaps(other.padded(-3))
    named_at = collections.defaultdict(list)
    for row, where in named:
        named_at[words.name(row.partner_zh, row.partner_en)].append(where)
    for text, box in shown:
        dots = (axes.transData.transform(where) for _, where in placed if where not in named_at[text.get_text()])
        assert not any(box.padded(-3).contains(*dot) for dot in dots)


def test_a_letter_that_the_chinese_font_lacks_is_drawn_whole_from_another() -> None:
    page = Page("Łódź", "Lyon 里昂", family(Language.EN, Script.HANS))
    page.png()
    title, footer = page.figure.texts
    assert title.get_fontfamily()[0] == LATIN
    assert footer.get_fontfamily()[0] != LATIN


def test_a_year_with_few_anniversaries_is_written_larger(book: RecordBook) -> None:
    words = words_in(Language.ZH, Script.HANS)
    rows = [
        (item, row)
        for row in book.served
        if row.date
        for item in anniversaries(row.date, TODAY, TODAY.replace(year=2027))
    ]
    many, few = (calendar_year._scale(calendar_year._months(found, words, 10)) for found in (rows, rows[:5]))
    assert 1.0 <= many < 1.05
    assert few == calendar_year._LARGEST


def test_nearly_every_partner_has_its_place_on_the_map(book: RecordBook) -> None:
    lost = [row.partner_en for row in book.served if places.position(row) is None]
    assert sorted(lost) == ["Beit Shemesh", "Binh Duong Province", "Dhofar Governorate"]


def test_a_partner_lies_in_its_own_country_not_in_its_namesake(book: RecordBook) -> None:
    def of(partner: str, row: Agreement | None = None) -> tuple[float, float]:
        row = next(row for row in book.served if row.partner_en == partner)
        where = places.position(row)
        assert where is not None
        return where

    birmingham = of("Birmingham")
    assert birmingham == pytest.approx((-1.9, 52.5), abs=0.3)
    assert of("Valencia") == pytest.approx((-0.4, 39.5), abs=0.3)
    assert of("Santiago") == pytest.approx((-70.6, -33.4), abs=0.5)
