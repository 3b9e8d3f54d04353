import collections
import dataclasses
import datetime as dt
import io
import itertools
import warnings

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from knowledge.calendar import Precision, anniversaries
from knowledge.charts import calendar_year, world
from knowledge.charts.draw import ChartError, caption, draw, words_in
from knowledge.charts.kinds import Chart
from knowledge.charts.page import Page, Subject, family
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
    assert image.width == 1280
    assert 1280 <= image.height <= 2100
    assert image.text["Description"].strip()  # type: ignore[attr-defined]  # of a PNG
    colours = image.convert("RGB").getcolors(maxcolors=image.width * image.height)
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


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Return what is drawn, before it is written."""
    drawn: list[Figure] = []

    def kept(page: Page) -> bytes:
        page._dressed().draw_without_rendering()
        drawn.append(page.figure)
        return b""

    monkeypatch.setattr(Page, "png", kept)
    return drawn


@pytest.fixture(scope="module")
def whole_book() -> RecordBook:
    """Return all that is bundled, with the figures that say what the table of agreements lacks."""
    rows = [row for path in sorted(BUNDLED_CORPUS.glob("records/*.csv")) for row in load_table(path).rows]
    return RecordBook.from_records(rows)


@pytest.mark.parametrize("chart", Chart)
@pytest.mark.parametrize(("language", "script"), LANGUAGES)
def test_small_print_key_and_labels_cover_one_another_in_no_picture(
    chart: Chart, language: Language, script: Script, whole_book: RecordBook, figures: list[Figure]
) -> None:
    for home in (None, *whole_book.homes):
        draw(chart, whole_book, today=TODAY, language=language, script=script, home=home)
        figure = figures.pop()
        apart = [(text.get_text(), text.get_window_extent()) for text in figure.texts if text.get_text()]
        for axes in figure.axes:
            labels = [*axes.get_xticklabels(), *axes.get_yticklabels()]
            boxes = [(one.get_text(), one.get_window_extent()) for one in labels if one.get_text()]
            apart += [(text, box) for text, box in boxes if box.x0 < axes.bbox.x1 and box.y0 < axes.bbox.y1]
            if (key := axes.get_legend()) is not None:
                apart.append(("the key", key.get_window_extent()))
        for (name, one), (other_name, other) in itertools.combinations(apart, 2):
            assert not one.padded(-2).overlaps(other.padded(-2)), (home, name, other_name)
            assert one.x1 <= figure.bbox.x1, name


@pytest.mark.parametrize(("language", "script"), LANGUAGES)
def test_each_name_on_the_map_stands_clear_and_by_its_own_dot_and_none_is_left_out(
    language: Language, script: Script, book: RecordBook, figures: list[Figure]
) -> None:
    words = words_in(language, script)
    # Two home cities may call the same place by two names.
    called = collections.defaultdict(set)
    for row in book.served:
        called[world._turned(world.position(row))].add(words.name(row.partner_zh, row.partner_en))  # type: ignore[arg-type]  # all have one
    for home in book.homes:
        called[world._turned(world.home_position(home.zh, home.en))].add(words.name(home.zh, home.en))  # type: ignore[arg-type]  # the same
    draw(Chart.MAP, book, today=TODAY, language=language, script=script)
    (figure,) = figures
    told: list[str] = []
    astray = []
    for axes in figure.axes:
        shown = [(text.get_text(), text.get_window_extent()) for text in axes.texts]
        told += [name for name, _ in shown]
        for (name, one), (other_name, other) in itertools.combinations(shown, 2):
            assert not one.padded(-1).overlaps(other.padded(-1)), (name, other_name)
        if (key := axes.get_legend()) is not None:
            assert not [name for name, box in shown if box.overlaps(key.get_window_extent())]
        dots = {(x, y) for points in axes.collections[1:] for x, y in np.asarray(points.get_offsets())}
        seen = {at: axes.transData.transform(at) for at in dots}
        seen = {at: place for at, place in seen.items() if axes.bbox.contains(*place)}
        for name, box in shown:
            away = {at: max(box.x0 - x, 0, x - box.x1) + max(box.y0 - y, 0, y - box.y1) for at, (x, y) in seen.items()}
            assert min(away.values()) > 3, name  # no dot is covered
            own = min(distance for at, distance in away.items() if name in called[at])
            astray += [name] if own > min(away.values()) + 12 else []
    assert all(names & set(told) for names in called.values())
    assert len(astray) <= 2, astray  # where dots lie one over the other


def agreement(**values: str) -> Agreement:
    """Return an agreement of the bundled table with other values."""
    (first, *_) = load_table(BUNDLED_CORPUS / "records" / "agreements.csv").rows
    assert isinstance(first, Agreement)
    return dataclasses.replace(first, **{"aliases": (), "geonames_id": "", **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "country", "longitude", "latitude"),
    [
        ("Frankfurt", "DE", 8.7, 50.1),  # not that on the Oder
        ("Newcastle", "AU", 151.8, -32.9),
        ("Córdoba", "AR", -64.2, -31.4),
        ("Alexandria", "EG", 29.9, 31.2),
    ],
)
def test_a_partner_without_a_number_is_the_largest_city_of_its_name_in_its_country(
    name: str, country: str, longitude: float, latitude: float
) -> None:
    where = world.position(agreement(partner_en=name, partner_zh="", iso_country=country))
    assert where == pytest.approx((longitude, latitude), abs=0.3)


def test_the_number_of_a_place_counts_more_than_its_name() -> None:
    row = agreement(partner_en="Frankfurt", iso_country="DE", geonames_id="2925535")
    assert world.position(row) == pytest.approx((14.55, 52.35), abs=0.1)
    assert world.position(dataclasses.replace(row, geonames_id="1")) is None


def test_every_bundled_partner_is_placed_by_its_number(book: RecordBook) -> None:
    assert [row.id for row in book.agreements if not row.geonames_id or world.position(row) is None] == []


def test_what_the_table_lacks_is_said_with_the_picture(whole_book: RecordBook) -> None:
    kunming = next(home for home in whole_book.homes if home.en == "Kunming")
    told = caption(Chart.HOMES, whole_book, today=TODAY, language=Language.EN, home=kunming)
    assert "the table lists 11 of 23 sister cities" in told
    before = caption(Chart.HOMES, whole_book, today=dt.date(1999, 1, 1), language=Language.EN, home=kunming)
    assert "11 of 23" not in before


def test_all_labels_are_of_the_same_fonts_whatever_their_letters() -> None:
    font = family(Language.EN, Script.HANS)
    page = Page(
        Subject((), words_in(Language.EN, Script.HANS), font, "", "Lyon 里昂", (), ""), "Łódź", ["Kraków 克拉科夫"]
    )
    page.png()
    assert {tuple(text.get_fontfamily()) for text in page.figure.texts} == {family(Language.EN, Script.HANS)}
