"""Number formats of a spreadsheet: which tokens a code is made of, and the codes that a file names by number only."""

import dataclasses
import functools
import re

# ECMA-376, 18.8.30. Those from 27 on depend on the language of the program; of a code that shows less in one language
# than in another, the one that shows less is taken.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-m-d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<meridiem>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|g+|b+|a{3,4})|(?P<number>[0#?][0#?,.]*(?:E[+-]0+)?|\.[0#?]+)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_LANGUAGE = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<code>[0-9A-Fa-f]+))?")
_LONGEST = 255
_NUMERALS = {"1b": 1, "1c": 2, "1d": 3, "1e": 1, "1f": 2, "20": 3, "21": 1, "22": 2, "23": 3}


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: its kind (``date``, ``number``, ``quoted`` and so on) and how it is written."""

    kind: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Format:
    """One section of a format code.

    ``numerals`` is 1 to 3 where numbers are written in Chinese numerals ([DBNum1] and so on), else 0. ``language`` is
    the language's number in hexadecimal without leading zeros, empty where none is named.
    """

    tokens: tuple[Token, ...] = ()
    numerals: int = 0
    language: str = ""

    @property
    def is_date(self) -> bool:
        """Tell whether it shows a date or a time."""
        return any(token.kind in {"date", "elapsed"} for token in self.tokens)


@functools.lru_cache(4096)
def sections(code: str) -> tuple[Format, ...]:
    """Return the sections of a code: for positive and negative numbers, for zero, for text."""
    parts: list[list[Token]] = [[]]
    for token in _tokens(code[:_LONGEST]):
        if token.kind == "literal" and token.text == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(tokens) for tokens in parts)


def _tokens(code: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "literal"
        text = match.group(kind)
        if kind == "date":
            text = text.lower()
        elif kind in {"quoted", "escaped"}:
            kind = "quoted"
        found.append(Token(kind, text))
    return found


def _section(tokens: list[Token]) -> Format:
    numerals, language = 0, ""
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "bracket":
            name = token.text.lower()
            if name.startswith("dbnum"):
                numerals = int(name[5:]) if name[5:].isdigit() else 0
            elif match := _LANGUAGE.match(token.text):
                code = (match["code"] or "").lstrip("0").lower()
                language = code or language
                # Before calendar and language a program may put how numerals are written: 1E000804 is [DBNum1].
                numerals = _NUMERALS.get(code[:-6], numerals)
                kept += [Token("quoted", match["sign"])] if match["sign"] else []
            elif re.fullmatch(r"h+|m+|s+", name):
                kept.append(Token("elapsed", name))
        elif token.kind != "space":
            kept.append(Token("quoted", token.text) if token.kind == "literal" else token)
    return Format(tuple(_minutes(kept)), numerals, language[-3:])


def _minutes(tokens: list[Token]) -> list[Token]:
    """Return the tokens with the m that mean minutes, beside hours or seconds, told from those that mean months."""
    times = [n for n, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    found = list(tokens)
    for place, n in enumerate(times):
        if tokens[n].kind != "date" or tokens[n].text not in {"m", "mm"}:
            continue
        before = tokens[times[place - 1]].text if place else ""
        after = tokens[times[place + 1]].text if place + 1 < len(times) else ""
        if before.startswith("h") or after.startswith("s"):
            found[n] = Token("date", "n" * len(tokens[n].text))
    return found
