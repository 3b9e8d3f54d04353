"""The sheet that every picture is drawn on: size, colours, fonts, title and footer."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING

from font_source_sans_pro import SourceSansPro
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from noto_cjk_sans_otc import FONT_PATH

from knowledge.evidence import Language
from knowledge.text.language import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

WIDTH, HEIGHT = 8.0, 8.0  # inches; at this density 1280 × 1280 pixels, which a phone shows across its width
DPI = 160

INK = "#22313f"
FAINT = "#7f8c8d"
LAND = "#dfe6e9"
PAPER = "#ffffff"
# Okabe and Ito's colours, which the colour-blind tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
MARKERS = ("o", "D", "s", "^", "v", "P")

LATIN = "Source Sans Pro"

TITLE_SIZE, LABEL_SIZE, SMALL_SIZE = 19, 13, 10.5


@functools.cache
def family(language: Language, script: Script) -> tuple[str, str]:
    """Return the fonts of every text: of Latin letters, then of Chinese characters in the shapes of the script."""
    font_manager.fontManager.addfont(str(FONT_PATH))
    font_manager.fontManager.addfont(SourceSansPro)
    traditional = language is Language.ZH and script is Script.HANT
    return LATIN, "Noto Sans CJK TC" if traditional else "Noto Sans CJK SC"


class Page:
    """One picture under way: add axes, draw, then ``png``."""

    def __init__(self, title: str, footer: str, font: Sequence[str], *, height: float = HEIGHT) -> None:
        self.font = list(font)
        self.figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.figure.text(0.05, 1 - 0.4 / height, title, fontsize=TITLE_SIZE, va="center", fontfamily=self.font)
        self.figure.text(
            0.05, 0.2 / height, footer, fontsize=SMALL_SIZE, color=FAINT, va="center", fontfamily=self.font
        )

    def note(self, lines: Sequence[str], bottom: float, *, left: float = 0.05) -> None:
        """Write small print above the footer; ``bottom`` and ``left`` are in parts of the sheet."""
        self.figure.text(left, bottom, "\n".join(lines), fontsize=SMALL_SIZE, color=FAINT, va="bottom")

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Return axes at a place of the sheet, in parts of its width and height, without a frame."""
        axes = self.figure.add_axes((left, bottom, width, height))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=LABEL_SIZE, colors=INK, labelfontfamily=self.font)
        return axes

    def png(self, description: str = "") -> bytes:
        """Return the picture; ``description`` is what it shows in words, for who cannot see it."""
        for text in self.figure.findobj(Text):
            text.set_fontfamily(self.font)
        drawn = io.BytesIO()
        told = {"Title": self.figure.texts[0].get_text(), "Description": description}
        self.figure.savefig(drawn, format="png", dpi=DPI, facecolor=PAPER, metadata=told)
        return drawn.getvalue()
