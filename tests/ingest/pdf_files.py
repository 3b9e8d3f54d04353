"""PDFs whose letters stand where a test wants them."""

import io
from collections.abc import Callable, Sequence

import matplotlib as mpl
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
# One whose ligatures are letters of their own.
LETTERS = "DejaVu Serif"


class Drawing:
    """A page to write on: points from the left and from the top."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def write(self, x: float, y: float, text: str, *, size: float = 11, spacing: float = 0, font: str = FONT) -> None:
        """Write a line whose letters stand on a line so far down."""
        line = self._canvas.beginText(x, A4[1] - y)
        line.setFont(font, size)
        line.setCharSpace(spacing)
        line.textLine(text)
        self._canvas.drawText(line)

    def turn(self, angle: float) -> None:
        """Turn what is drawn from here on about the middle of the page."""
        self._canvas.translate(A4[0] / 2, A4[1] / 2)
        self._canvas.rotate(angle)
        self._canvas.translate(-A4[0] / 2, -A4[1] / 2)

    def prose(self, x: float, y: float, text: str, *, letters: int, size: float = 11, step: float = 16) -> float:
        """Write a text in lines of so many letters; return how far down it goes."""
        for start in range(0, len(text), letters):
            self.write(x, y, text[start : start + letters], size=size)
            y += step
        return y

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw the rules of a table."""
        for y in ys:
            self._canvas.line(xs[0], A4[1] - y, xs[-1], A4[1] - y)
        for x in xs:
            self._canvas.line(x, A4[1] - ys[0], x, A4[1] - ys[-1])

    def table(self, x: float, y: float, rows: Sequence[Sequence[str]], *, width: float = 110, step: float = 24) -> None:
        """Write cells below one another, without rules."""
        for n, row in enumerate(rows):
            for column, cell in enumerate(row):
                self.write(x + column * width, y + n * step, cell)

    def field(self, x: float, y: float, name: str, value: str, *, is_hidden: bool = False) -> None:
        """Draw a field of a form with what is written into it."""
        flags = "hidden" if is_hidden else "print"
        place = {"x": x, "y": A4[1] - y - 4, "width": 160, "height": 18}
        self._canvas.acroForm.textfield(name=name, value=value, annotationFlags=flags, fontSize=11, **place)


def pdf_of(*pages: Callable[[Drawing], None], title: str = "") -> bytes:
    """Return a PDF whose pages are drawn by functions."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    pdfmetrics.registerFont(TTFont(LETTERS, f"{mpl.get_data_path()}/fonts/ttf/DejaVuSerif.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle(title)
    for draw in pages:
        draw(Drawing(canvas))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
