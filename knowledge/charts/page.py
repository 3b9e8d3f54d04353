"""The sheet that every picture is drawn on: size, colours, fonts, title and footer."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from noto_cjk_sans_otc import FONT_PATH

from knowledge.evidence import Language
from knowledge.text.language import Script

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 8.0, 8.0  # inches; at this density 1280 × 1280 pixels, which a phone shows across its width
DPI = 160

INK = "#22313f"
FAINT = "#7f8c8d"
LAND = "#dfe6e9"
PAPER = "#ffffff"
COLOURS = ("#1f6f8b", "#d1495b", "#edae49", "#66a182", "#8d6a9f", "#5c6672")

# For the few letters of European names that the Chinese font lacks; it comes with matplotlib.
LATIN = "DejaVu Sans"

TITLE_SIZE, LABEL_SIZE, SMALL_SIZE = 19, 13, 10.5


@functools.cache
def _add_fonts() -> None:
    font_manager.fontManager.addfont(str(FONT_PATH))


def family(language: Language, script: Script) -> str:
    """Return the font whose characters have the shapes of the script."""
    _add_fonts()
    traditional = language is Language.ZH and script is Script.HANT
    return "Noto Sans CJK TC" if traditional else "Noto Sans CJK SC"


@functools.cache
def _letters(font: str) -> frozenset[int]:
    """Return the characters that a font has."""
    return frozenset(font_manager.get_font(font_manager.findfont(font)).get_charmap())


class Page:
    """One picture under way: add axes, draw, then ``png``."""

    def __init__(self, title: str, footer: str, font: str) -> None:
        self._font = font
        self.figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.figure.text(0.05, 0.95, title, fontsize=TITLE_SIZE, va="center")
        self.figure.text(0.05, 0.025, footer, fontsize=SMALL_SIZE, color=FAINT, va="center")

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Return axes at a place of the sheet, in parts of its width and height, without a frame."""
        axes = self.figure.add_axes((left, bottom, width, height))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=LABEL_SIZE, colors=INK, labelfontfamily=self._font)
        return axes

    def png(self) -> bytes:
        """Return the picture."""
        for text in self.figure.findobj(Text):
            # A letter that the first font lacks (ź) would be put together of a letter and a mark beside it.
            whole = all(ord(letter) in _letters(self._font) for letter in text.get_text() if letter.isprintable())
            text.set_fontfamily([self._font, LATIN] if whole else [LATIN, self._font])
        drawn = io.BytesIO()
        self.figure.savefig(drawn, format="png", dpi=DPI, facecolor=PAPER)
        return drawn.getvalue()
