"""Telegram's HTML. Only the functions here make `Html`, and each of them escapes the text that it is given."""

import html
import re
from collections.abc import Iterable
from typing import NewType
from urllib.parse import urlsplit

Html = NewType("Html", str)

# Control characters and halves of surrogate pairs cannot be sent. Marks that turn the direction of writing around
# would act on everything after them, markers and buttons included; those that belong to one letter stay.
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
_TAG = re.compile(r"<[^>]*>")


def clean(text: str) -> str:
    """Return text as it can be sent: without control characters, and with one kind of line end."""
    return _UNSENDABLE.sub("", _LINE_END.sub("\n", text))


def esc(text: str) -> Html:
    """Return plain text as HTML."""
    return Html(html.escape(clean(text), quote=False))


def bold(part: Html) -> Html:
    """Return HTML in bold."""
    return _in_tag("b", part)


def italic(part: Html) -> Html:
    """Return HTML in italics."""
    return _in_tag("i", part)


def code(text: str) -> Html:
    """Return plain text in a fixed-width font; a tap copies it."""
    return _in_tag("code", esc(text))


def quote(part: Html) -> Html:
    """Return HTML as a quotation that unfolds when it is longer than three lines. Telegram allows none inside it."""
    return Html(f"<blockquote expandable>{part}</blockquote>") if part else part


def link(label: Html, url: str) -> Html:
    """Return HTML that opens a web page; a URL that is not one of the public web leaves the label alone."""
    if not label or not _is_public(url):
        return label
    return Html(f'<a href="{html.escape(url)}">{label}</a>')


def join(separator: str, parts: Iterable[Html]) -> Html:
    """Return pieces of HTML in a row; empty ones are left out, and the separator is plain text."""
    return Html(esc(separator).join(part for part in parts if part))


def plain(part: Html) -> str:
    """Return the text that Telegram shows for the HTML."""
    return html.unescape(_TAG.sub("", part))


def _in_tag(name: str, part: Html) -> Html:
    return Html(f"<{name}>{part}</{name}>") if part else part


def _is_public(url: str) -> bool:
    if url != clean(url) or re.search(r"\s", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "").strip(".")
