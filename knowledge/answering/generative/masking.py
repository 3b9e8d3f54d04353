"""Put tokens in the place of addresses and numbers that a model must not touch, and put them back after."""

import re

# Chinese characters may stand right beside an address, Latin letters and digits may not.
_NOT_BEFORE, _NOT_BEHIND = r"(?<![A-Za-z0-9/.-])", r"(?![A-Za-z0-9/-])"
_FORMS = (
    (
        "URL",
        re.compile(
            r"(?:https?://|www\.)[^\s<>\"'“”‘’（）(),，。；、！？【】\[\]\u3400-\u9fff]+(?<![.;:!?])", re.IGNORECASE
        ),
    ),
    ("MAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("HANDLE", re.compile(r"(?<![A-Za-z0-9_@./])@[A-Za-z0-9_]{3,}")),
    # A telephone number: an area or country code and groups, or a run as long as a mobile number.
    (
        "PHONE",
        re.compile(
            rf"{_NOT_BEFORE}(?:\+\d{{1,3}}[- ]?)?(?:\(0?\d{{2,4}}\)[- ]?|0\d{{1,3}}[- ])"
            rf"\d{{3,4}}[- ]?\d{{3,4}}{_NOT_BEHIND}"
            rf"|{_NOT_BEFORE}\d{{3}}[- ]\d{{3,4}}[- ]?\d{{4}}{_NOT_BEHIND}"
            rf"|{_NOT_BEFORE}\+\d[\d -]{{7,14}}\d{_NOT_BEHIND}"
            rf"|{_NOT_BEFORE}1[3-9]\d{{9}}{_NOT_BEHIND}"
        ),
    ),
)
_TOKEN = re.compile(r"(?<![A-Za-z0-9_])(?:URL|MAIL|HANDLE|PHONE)_\d{1,3}(?!\d)")


class Masks:
    """The tokens of one answer; the same address has the same token in every text."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def mask(self, text: str) -> str:
        """Return a text with each web address, e-mail address, handle and telephone number as a token."""
        for kind, form in _FORMS:
            text = form.sub(lambda found, kind=kind: self._token(kind, found.group()), text)  # type: ignore[misc] # bound now
        return text

    def restore(self, text: str) -> str:
        """Return a text with its tokens as what they stand for; a token that was never given out stays."""
        written = {token: value for value, token in self._tokens.items()}
        return _TOKEN.sub(lambda found: written.get(found.group(), found.group()), text)

    def left_in(self, text: str) -> str:
        """Return the first token in a restored text that was never given out, or nothing."""
        found = _TOKEN.search(text)
        return found.group() if found else ""

    def _token(self, kind: str, value: str) -> str:
        if value not in self._tokens:
            self._tokens[value] = f"{kind}_{len(self._tokens) + 1}"
        return self._tokens[value]
