import functools
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.clean import clean
from ingest.document import Document
from ingest.readers.ocr import reading
from ingest.readers.ocr.pages import Desk, at
from ingest.readers.ocr.reading import Seen
from ingest.split import split
from tests.ingest.pdf_files import pdf_of
from tests.ingesting import gazetteer

Reader = Callable[[str, bytes], Document]

LINES = ("友城工作情况", "本市与考纳斯市于1992年3月27日结好，", "双方互派学生48人。")


@functools.cache
def scan(lines: Sequence[str] = LINES, angle: float = 0.0) -> Image.Image:
    picture = Image.new("RGB", (900, 120 + 70 * len(lines)), (250, 249, 245))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT_PATH), 36)
    for n, line in enumerate(lines):
        draw.text((60, 60 + 70 * n), line, font=font, fill=(25, 25, 28))
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 249, 245))


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def scanned_pdf(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(picture.width * 0.36, picture.height * 0.36))
    canvas.drawImage(ImageReader(picture), 0, 0, picture.width * 0.36, picture.height * 0.36)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("name", "angle"), [("a.png", 0.0), ("a.pdf", 1.5)])
def test_a_scan_is_read_and_says_so(read_bytes_as: Reader, name: str, angle: float) -> None:
    picture = scan(angle=angle)
    document = clean(read_bytes_as(name, png(picture) if name == "a.png" else scanned_pdf(picture)))
    assert "考纳斯市于1992年3月27日结好" in "".join(block.text for block in document.blocks)
    passages = split(document, gazetteer())
    assert all("由图片识读" in passage.locator for passage in passages)


def test_a_page_with_text_is_not_read_by_ocr(read_bytes_as: Reader) -> None:
    with patch.object(reading, "_engine", side_effect=AssertionError):
        document = read_bytes_as("a.pdf", pdf_of(lambda page: page.write(50, 60, "两市于1992年结好,每年互派学生。")))
    assert not any(block.scanned for block in document.blocks)


def test_a_page_that_was_read_is_not_read_again_and_its_place_among_the_pages_is_told(
    read_bytes_as: Reader, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    seen = [Seen(((0, 0), (90, 0), (90, 20), (0, 20)), "两市于1992年结好。", 0.99)]
    with at(Desk(tmp_path / "ocr", lambda page, pages: told.append((page, pages)))):
        with patch.object(reading, "_recognised", return_value=seen):
            first = read_bytes_as("a.png", png(scan()))
        with patch.object(reading, "_recognised", side_effect=AssertionError):
            second = read_bytes_as("b.png", png(scan()))
    assert [block.text for block in first.blocks] == [block.text for block in second.blocks] == ["两市于1992年结好。"]
    assert told == [(1, 1), (1, 1)]


def test_a_line_that_is_not_sure_gives_no_figure() -> None:
    seen = [
        Seen(((0, 0), (90, 0), (90, 20), (0, 20)), "两市于1992年三月结好,互派48人。", 0.7),
        Seen(((0, 40), (90, 40), (90, 60), (0, 60)), "The 12 guests came in 1992.", 0.7),
    ]
    with patch.object(reading, "_recognised", return_value=seen):
        runs = reading.read_picture(np.full((100, 100, 3), 255, np.uint8), None)
    assert [run.text for run in runs] == [
        "两市于□□□□年□月结好,互派□□人。〔此行辨认不清〕",
        "The □□ guests came in □□□□. [hard to read]",
    ]


@pytest.mark.parametrize(
    ("with_red", "without_red", "shown"),
    [
        ("1992年3月27日", "1992年3月27日", "1992年3月27日"),
        ("1992年3月27日", "1982年3月27日", "□□□□年□月□□日〔此行辨认不清〕"),
        ("2004+1月6日", "2004+1月6日", "□□□□+□月□日〔此行辨认不清〕"),
    ],
)
def test_a_date_under_a_stamp_counts_only_where_both_readings_agree(
    with_red: str, without_red: str, shown: str
) -> None:
    pixels = np.full((100, 200, 3), 255, np.uint8)
    pixels[10:40, 20:60] = (200, 30, 30)
    corners = ((10.0, 10.0), (190.0, 10.0), (190.0, 40.0), (10.0, 40.0))
    readings = [[Seen(corners, with_red, 0.99)], [Seen(corners, without_red, 0.99)]]
    with patch.object(reading, "_recognised", side_effect=readings):
        assert [run.text for run in reading.read_picture(pixels, None)] == [shown]


def test_a_stamp_over_a_date_makes_no_other_date(read_bytes_as: Reader) -> None:
    picture = scan(("本次会议的情况通报如下", "特此通报各单位知悉", "市外事办公室", "2001年4月10日")).copy()
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 180, 300, 390), outline=(205, 30, 35), width=12)
    draw.polygon([(150, 250), (210, 250), (230, 330), (130, 330)], fill=(205, 30, 35))
    text = "".join(block.text for block in read_bytes_as("a.png", png(picture)).blocks)
    assert "2001年4月10日" in text or not any(char.isdecimal() for char in text)


def test_a_picture_without_text_is_refused(read_bytes_as: Reader) -> None:
    with pytest.raises(Exception, match="no text is found in the picture"):
        read_bytes_as("a.png", png(Image.new("RGB", (200, 200), "white")))
