"""The sheet that every picture is drawn on: size, colours, fonts, title and footer."""

import dataclasses
import functools
import io
from collections.abc import Iterable, Sequence
from typing import Any

from font_source_sans_pro import SourceSansPro
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from noto_cjk_sans_otc import FONT_PATH

from knowledge.evidence import Language
from knowledge.records import Agreement, AgreementKind
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script

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
LEFT = 0.05
# Small print: inches a line, and how many columns one has; a Chinese character takes two.
_NOTE_LINE, _COLUMNS = 0.18, {Language.ZH: 96, Language.EN: 112}


@functools.cache
def family(language: Language, script: Script) -> tuple[str, str]:
    """Return the fonts of every text: of Latin letters, then of Chinese characters in the shapes of the script."""
    font_manager.fontManager.addfont(str(FONT_PATH))
    font_manager.fontManager.addfont(SourceSansPro)
    traditional = language is Language.ZH and script is Script.HANT
    return LATIN, "Noto Sans CJK TC" if traditional else "Noto Sans CJK SC"


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is of: agreements, whose they are, and what is said of them.

    ``whose`` is the home city, or all of them; ``lacks`` what the table is known to lack; ``told`` what the picture
    shows in words, for who cannot see it.
    """

    rows: Sequence[Agreement]
    words: Bilingual
    font: Sequence[str]
    whose: str
    footer: str
    lacks: Sequence[str]
    told: str

    def name(self, row: Agreement) -> str:
        """Return the name of a partner."""
        return self.words.name(row.partner_zh, row.partner_en)

    def home_name(self, row: Agreement) -> str:
        """Return the name of a home city."""
        return self.words.name(row.home_zh, row.home_en)

    @property
    def kinds(self) -> list[AgreementKind]:
        """Return the kinds of tie that occur."""
        return [kind for kind in AgreementKind if any(row.kind is kind for row in self.rows)]


class Page:
    """One picture under way: add axes, draw, then ``png``.

    Places are in parts of the sheet without its small print: each line of that makes the sheet higher.
    """

    def __init__(self, subject: Subject, title: str, notes: Iterable[str] = (), *, height: float = HEIGHT) -> None:
        self._subject = subject
        columns = _COLUMNS[subject.words.language]
        lines = [line for note in notes for line in subject.words.wrapped(note, columns)]
        self._height, self._whole = height, height + len(lines) * _NOTE_LINE
        self.figure = Figure(figsize=(WIDTH, self._whole), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.figure.text(
            LEFT, 1 - 0.4 / self._whole, title, fontsize=TITLE_SIZE, va="center", fontfamily=list(subject.font)
        )
        small: dict[str, Any] = {"fontsize": SMALL_SIZE, "color": FAINT, "fontfamily": list(subject.font)}
        self.figure.text(LEFT, 0.2 / self._whole, subject.footer, va="center", **small)
        self.figure.text(LEFT, 0.38 / self._whole, "\n".join(lines), va="bottom", **small)

    def height(self, part: float) -> float:
        """Return how high something is whose height is told in parts of the sheet without its small print."""
        return part * self._height / self._whole

    def level(self, part: float) -> float:
        """Return where something stands whose place is told in parts of the sheet without its small print."""
        return self.height(part) + 1 - self._height / self._whole

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Return axes at a place, without a frame."""
        axes = self.figure.add_axes((left, self.level(bottom), width, self.height(height)))
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=LABEL_SIZE, colors=INK, labelfontfamily=list(self._subject.font))
        return axes

    def png(self) -> bytes:
        """Return the picture."""
        drawn = io.BytesIO()
        told = {"Title": self.figure.texts[0].get_text(), "Description": self._subject.told}
        self._dressed().savefig(drawn, format="png", dpi=DPI, facecolor=PAPER, metadata=told)
        return drawn.getvalue()

    def _dressed(self) -> Figure:
        for text in self.figure.findobj(Text):
            text.set_fontfamily(list(self._subject.font))
        return self.figure
