"""A phone with a chat on it, drawn from messages as the loopback server has read them."""

import dataclasses
import datetime as dt
import io
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from tests.screenshots.typeset import Run, Style, font, paragraphs, plain, stroke, wrapped
from tests.telegram_server.messages import Button, Message

# Pixels, two to a point.
WIDTH, HEIGHT = 780, 1688
HEAD, FOOT = 112, 96
MARGIN, PADDING, GAP = 16, 22, 14
BUBBLE = WIDTH - 2 * MARGIN - 56
TEXT, SMALL, TINY = 31, 28, 22
LEADING = 1.36
BUTTON = 72
CHART, CHART_WIDTH = "📊", 38
ROUND = 30
SLANT = 0.2
# A folded quotation shows this much of itself.
FOLDED_LINES = 3

PAPER, INK, GREY, BLUE = "#ffffff", "#0b0f12", "#8d979e", "#2a7ab9"
WALL, MINE, BAR, TINT = "#d5e3ea", "#e2fbcb", "#f6f7f8", "#edf5fb"
PRESSED, ON_BUTTON = "#7f9aaa", "#ffffff"


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the messages."""

    name: str
    about: str
    placeholder: str
    zone: ZoneInfo


def phone(messages: Sequence[Message], frame: Frame) -> Image.Image:
    """Return the screen: the end of the chat, or its beginning if it does not fit."""
    drawn = [_message(message, frame.zone) for message in messages]
    column = Image.new("RGB", (WIDTH, sum(image.height + GAP for image in drawn) + GAP), WALL)
    top = GAP
    for image in drawn:
        column.paste(image, (0, top))
        top += image.height + GAP
    screen = Image.new("RGB", (WIDTH, HEIGHT), WALL)
    room = HEIGHT - HEAD - FOOT
    screen.paste(column, (0, HEAD + max(0, room - column.height)))
    _around(ImageDraw.Draw(screen), frame)
    if column.height > room:
        _way_down(ImageDraw.Draw(screen))
    return screen


def png(image: Image.Image) -> bytes:
    """Return a picture as a small PNG."""
    written = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _message(message: Message, zone: ZoneInfo) -> Image.Image:
    body = _body(message, zone)
    rows = [row for row in message.buttons if row]
    image = Image.new("RGB", (WIDTH, body.height + len(rows) * (BUTTON + 6)), WALL)
    left = MARGIN if message.from_bot else WIDTH - MARGIN - body.width
    image.paste(body, (left, 0))
    draw = ImageDraw.Draw(image)
    for number, row in enumerate(rows):
        _row(draw, row, (left, body.height + 6 + number * (BUTTON + 6)), body.width)
    return image


def _body(message: Message, zone: ZoneInfo) -> Image.Image:
    """Return the bubble: a picture if it has one, its text, and when it was sent."""
    sheet = Image.new("RGB", (BUBBLE, 12_000), WALL)
    draw = ImageDraw.Draw(sheet)
    colour = PAPER if message.from_bot else MINE
    picture = _picture(message)
    draw.rectangle((0, 0, *sheet.size), fill=colour)
    top = PADDING - 6.0
    if picture is not None:
        sheet.paste(picture, (6, 6))
        top = picture.height + 14.0
    widest, last = (float(BUBBLE) if picture is not None or message.buttons else 0.0), 0.0
    for quote, stretch in paragraphs(message.formatted):
        width = BUBBLE - 2 * PADDING
        if quote < 0:
            lines = [line for letters in stretch for line in wrapped(letters, TEXT, width)]
            top, last = _lines(draw, lines, (PADDING, top), TEXT)
            widest = max(widest, *(_width(line, TEXT) for line in lines))
        else:
            lines = [line for letters in stretch for line in wrapped(letters, SMALL, width - 64)]
            top, last = _quotation(draw, lines, (PADDING, top), width), width
            widest = BUBBLE
    sent = plain(dt.datetime.fromtimestamp(message.at, zone).strftime("%H:%M"))
    stamp = _width(sent, TINY)
    if PADDING + last + 24 + stamp > BUBBLE - PADDING:
        top += 28
    right = min(BUBBLE, round(max(widest, last + 24 + stamp)) + 2 * PADDING)
    right = BUBBLE if widest >= BUBBLE else right
    _run(draw, sent, (right - PADDING + 4 - stamp, top - 30), TINY, GREY)
    return _rounded(sheet.crop((0, 0, right, round(top) + PADDING - 10)), ROUND, WALL)


def _lines(
    draw: ImageDraw.ImageDraw, lines: Sequence[Sequence[Run]], at: tuple[float, float], size: int
) -> tuple[float, float]:
    """Set lines and return where the next one goes and how far the last one went."""
    left, top = at
    last = 0.0
    for line in lines:
        _run(draw, line, (left, top), size, INK)
        last = _width(line, size)
        top += size * LEADING if line else size * 0.62
    return top, last


def _quotation(
    draw: ImageDraw.ImageDraw, lines: Sequence[Sequence[Run]], at: tuple[float, float], width: float
) -> float:
    """Draw a quotation, folded if it is long, and return where the text goes on."""
    left, top = at
    folded = len(lines) > FOLDED_LINES
    shown = lines[:FOLDED_LINES]
    bottom = top + len(shown) * SMALL * LEADING + 14
    draw.rounded_rectangle((left, top, left + width, bottom), 10, fill=TINT)
    draw.rounded_rectangle((left, top, left + 12, bottom), 10, fill=BLUE)
    draw.rectangle((left + 6, top, left + 12, bottom), fill=TINT)
    _run(draw, plain("”", Style(bold=True)), (left + width - 30, top - 4), 40, BLUE)
    _lines(draw, shown, (left + 22, top + 3), SMALL)
    if folded:
        _chevron(draw, (left + width - 26, bottom - 20), 9, BLUE)
    return bottom + 8


def _row(draw: ImageDraw.ImageDraw, row: Sequence[Button], at: tuple[int, int], width: int) -> None:
    left, top = at
    each = (width - 6 * (len(row) - 1)) / len(row)
    for number, button in enumerate(row):
        start = left + number * (each + 6)
        draw.rounded_rectangle((start, top, start + each, top + BUTTON), 14, fill=PRESSED)
        middle = start + each / 2
        if button.text in "👍👎":
            _thumb(draw, (middle, top + BUTTON / 2), up=button.text == "👍")
            continue
        cut = button.text.removeprefix(CHART)
        sign = CHART_WIDTH if cut != button.text else 0
        words = plain(cut, Style(bold=True))
        while _width(words, SMALL) > each - 24 - sign:
            cut = cut[:-1]
            words = plain(cut.rstrip() + "…", Style(bold=True))
        text = middle - (_width(words, SMALL) - sign) / 2
        if sign:
            _bars(draw, (text - sign, top + BUTTON / 2))
        _run(draw, words, (text, top + 15), SMALL, ON_BUTTON)


def _thumb(draw: ImageDraw.ImageDraw, centre: tuple[float, float], *, up: bool) -> None:
    """Draw a thumb: the font has no emoji."""
    x, y = centre
    turn = 1 if up else -1
    hand = [(-7, -3), (-1, -16), (5, -17), (6, -6), (17, -5), (18, 0), (14, 14), (-7, 14)]
    draw.polygon([(x + dx, y + turn * dy) for dx, dy in hand], fill="#ffd45e")
    edges = sorted((y - turn * 3, y + turn * 14))
    draw.rounded_rectangle((x - 18, edges[0], x - 10, edges[1]), 2, fill="#ffd45e")


def _bars(draw: ImageDraw.ImageDraw, left: tuple[float, float]) -> None:
    """Draw the sign of a chart, three bars, with its left edge in the middle of the line."""
    x, y = left
    for number, (height, colour) in enumerate(((16, "#7ddc8a"), (28, "#ff8f7a"), (22, "#7fc4ff"))):
        draw.rectangle((x + 10 * number, y + 13 - height, x + 10 * number + 7, y + 13), fill=colour)


def _around(draw: ImageDraw.ImageDraw, frame: Frame) -> None:
    draw.rectangle((0, 0, WIDTH, HEAD), fill=BAR)
    draw.line((0, HEAD, WIDTH, HEAD), fill="#cfd6da", width=2)
    draw.line((46, 38, 28, 56, 46, 74), fill=BLUE, width=5, joint="curve")
    draw.ellipse((74, 18, 150, 94), fill="#3f8fc9")
    initial = plain(frame.name[0], Style(bold=True))
    _run(draw, initial, (112 - _width(initial, 40) / 2, 26), 40, PAPER)
    _run(draw, plain(frame.name, Style(bold=True)), (170, 14), 32, INK)
    _run(draw, plain(frame.about), (170, 58), 25, GREY)
    top = HEIGHT - FOOT
    draw.rectangle((0, top, WIDTH, HEIGHT), fill=BAR)
    draw.line((0, top, WIDTH, top), fill="#cfd6da", width=2)
    draw.rounded_rectangle((84, top + 14, WIDTH - 24, top + 82), 34, fill=PAPER, outline="#d3d9dd", width=2)
    _run(draw, plain(frame.placeholder), (112, top + 25), SMALL, GREY)
    draw.rounded_rectangle((20, top + 28, 66, top + 68), 20, fill=BLUE)
    for line in (40, 48, 56):
        draw.line((32, top + line, 54, top + line), fill=PAPER, width=4)


def _way_down(draw: ImageDraw.ImageDraw) -> None:
    x, y = WIDTH - 56, HEIGHT - FOOT - 60
    draw.ellipse((x - 36, y - 36, x + 36, y + 36), fill=PAPER, outline="#cfd6da", width=2)
    _chevron(draw, (x, y + 2), 13, GREY)


def _chevron(draw: ImageDraw.ImageDraw, at: tuple[float, float], reach: int, colour: str) -> None:
    x, y = at
    draw.line(
        (x - reach, y - reach / 2, x, y + reach / 2, x + reach, y - reach / 2), fill=colour, width=4, joint="curve"
    )


def _picture(message: Message) -> Image.Image | None:
    if message.media is None or not message.media.content:
        return None
    picture = Image.open(io.BytesIO(message.media.content)).convert("RGB")
    width = BUBBLE - 12
    scaled = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    return _rounded(scaled, ROUND - 6, PAPER)


def _rounded(image: Image.Image, radius: int, ground: str) -> Image.Image:
    """Cut the corners round, without steps."""
    large = Image.new("L", (image.width * 3, image.height * 3), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, large.width - 1, large.height - 1), radius * 3, fill=255)
    mask = large.resize(image.size, Image.Resampling.LANCZOS)
    return Image.composite(image, Image.new("RGB", image.size, ground), mask)


def _run(draw: ImageDraw.ImageDraw, runs: Sequence[Run], at: tuple[float, float], size: int, colour: str) -> None:
    """Set a line of letters; its baseline is some way under ``at``."""
    left, top = at
    for run in runs:
        fill = BLUE if run.style.link else colour
        mask = Image.new("L", (round(run.width(size)) + size, 2 * size), 0)
        ImageDraw.Draw(mask).text(
            (size / 4, size * 1.16),
            run.text,
            fill=255,
            font=font(size, run.face),
            anchor="ls",
            stroke_width=stroke(run.style),
            stroke_fill=255,
        )
        if run.style.italic:  # the font has no italics: it is slanted about its baseline
            slant = (1, SLANT, -SLANT * size * 1.16, 0, 1, 0)
            mask = mask.transform(mask.size, Image.Transform.AFFINE, slant, Image.Resampling.BICUBIC)
        draw.bitmap((round(left - size / 4), round(top)), mask, fill)
        left += run.width(size)


def _width(runs: Sequence[Run], size: int) -> float:
    return sum(run.width(size) for run in runs)
