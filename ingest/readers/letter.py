"""Read a letter (.eml): its head, its text, and the papers attached to it."""

import dataclasses
import email
import email.policy
import email.utils
import re
import tempfile
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from ingest.document import Block, BlockKind, Document
from ingest.readers import FORMATS
from ingest.readers import read as read_file
from ingest.readers.files import check_characters, read_bytes
from ingest.readers.metadata import describe
from ingest.readers.text import blocks_of
from ingest.readers.web import html_blocks
from knowledge.calendar import PartialDate
from knowledge.errors import DocumentError
from knowledge.evidence import Audience

_MAX_ATTACHMENTS = 50
_SIGNATURE = "-- "
_FORWARDED = "message/rfc822"
# What a reply quotes of the letter before it: a part of its page, lines with a mark, or all below such a head.
_QUOTED_PARTS = (
    "//*[(self::blockquote and (@type='cite' or contains(@id, 'eply') or contains(@class, 'quote')))"
    " or contains(@class, 'gmail_quote') or contains(@class, 'yahoo_quoted')]"
)
_WROTE = re.compile(
    r"(?:On|Am|Le|El|Il|Op|Den|Em)\b.{6,200}"
    r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu)\b.{0,80}[:：]$"
    r"|.{0,200}(?:写道|寫道)\s?[:：]$"
)
_BEFORE = re.compile(
    r"-{2,30}\s?(?:Original(?: Message|nachricht)?|Ursprüngliche Nachricht|Message d’origine|原[始來].{2,4})\s?-{2,30}$"
)
_FROM = re.compile(r"(?:From|Von|De|[发發]件人|寄件[者人]|差出人)\s?[:：]\s?\S")
_SENT = re.compile(
    r"(?:Sent|Date|To|Gesendet|Datum|An|Envoyé|À|发送时间|發送時間|收件人|日期|寄件日期|收件者|送信日時|宛先)\s?[:：]\s?\S"
)
# What only the head of a letter has; a plan of flights has From, To and Date as well.
_OF_A_HEAD = re.compile(
    r"(?:Subject|Betreff|Objet|Asunto|主[题題旨]|件名|Sent|Gesendet|Envoyé|发送时间|發送時間|寄件日期|送信日時)\s?[:：]"
)
# What a letter says of somebody's words names no address and no time of the day.
_AT_A_TIME = re.compile(r"\d[:：]\d\d|@|<")
_HEAD_LINES = 4
_LONGEST_HEAD = 10_000
_FORWARDS = re.compile(r"(?:fwd?|wg|tr|转发|轉寄|轉發)\s?[:：]", re.IGNORECASE)


class _ShortHeads(email.policy.EmailPolicy):
    """Reads so much of each line of a head: of a longer one the library takes many times the memory of the letter."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as the library has it
        """Return the value of a line of the head."""
        return super().header_fetch_parse(name, value[:_LONGEST_HEAD])


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read an .eml file; an attachment that cannot be read is named, the rest of the letter is in."""
    message = BytesParser(EmailMessage, policy=_ShortHeads()).parsebytes(read_bytes(path, relative))
    assert isinstance(message, EmailMessage)  # noqa: S101 - it makes what it is told to
    notes: list[str] = []
    blocks = list(_text(message, relative, notes))
    for part in _attached(message):
        blocks += _attachment(part, relative, audience, notes)
    check_characters("\n".join(block.text for block in blocks), relative)
    sender = email.utils.parseaddr(str(message["from"] or ""))
    document = describe(
        relative,
        blocks,
        audience=audience,
        title=str(message["subject"] or "").strip(),
        publisher=sender[0] or sender[1],
        published=_sent(str(message["date"] or "")),
    )
    return dataclasses.replace(document, notes=tuple(notes))


def _attached(message: EmailMessage) -> list[EmailMessage]:
    return list(message.iter_attachments())[:_MAX_ATTACHMENTS]


def _sent(text: str) -> PartialDate | None:
    try:
        sent = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return PartialDate(sent.year, sent.month, sent.day)


def _text(message: EmailMessage, relative: str, notes: list[str]) -> list[Block]:
    """Return what a letter says itself, without the one that it answers; all of a letter that hands another on."""
    whole = _blocks(message, relative)
    if _FORWARDS.match(str(message["subject"] or "")):
        return whole
    try:
        own = _blocks(message, relative, is_own=True)
    except DocumentError:  # the page has no other text
        return whole
    if not own or own == whole:
        return whole
    notes.append("The earlier letter that it quotes was left out.")
    return own


def _blocks(message: EmailMessage, relative: str, *, is_own: bool = False) -> list[Block]:
    # The page is what a mail program shows, and has the tables; its plain text may only say that there is one.
    body = message.get_body(preferencelist=("html", "plain"))
    if body is None:
        return []
    if body.get_content_subtype() == "html":
        data: bytes = body.get_payload(decode=True) or b""  # type: ignore[assignment]  # decoded: bytes
        if not is_own:
            return html_blocks(data, relative)
        blocks = html_blocks(data, relative, without=_QUOTED_PARTS)
        return [blocks[n] for n in _own_lines([block.text for block in blocks])]
    text = str(body.get_content()).replace("\r\n", "\n")
    if str(body.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, spaced=str(body.get_param("delsp", "")).lower() != "yes")
    if is_own:
        lines = text.split("\n")
        text = "\n".join(lines[n] for n in _own_lines(lines))
    return blocks_of(text)


def _quotes_from(line: str, after: Sequence[str]) -> bool:
    """Tell whether a line says who wrote what is quoted below it, or was until that was left out."""
    below = next(filter(None, after), ">")
    return _WROTE.match(line) is not None and (below.startswith(">") or _AT_A_TIME.search(line) is not None)


def _own_lines(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of the lines that are the writer's own."""
    quotes = False
    n = 0
    while n < len(lines):
        line = lines[n].strip()
        after = [each.strip() for each in lines[n + 1 : n + 1 + _HEAD_LINES]]
        heads = any(map(_SENT.match, after)) and ("@" in line or any(map(_OF_A_HEAD.match, after)))
        if _BEFORE.match(line) or (_FROM.match(line) and heads):
            return
        length = next(
            (size for size in (1, 2) if _quotes_from(" ".join((line, *after[: size - 1])), after[size - 1 :])), 0
        )
        quotes = quotes or length > 0
        if not length and not (quotes and line.startswith(">")):
            yield n
        n += max(1, length)


def _unflowed(text: str, *, spaced: bool) -> str:
    """Return a text (RFC 3676) with the lines together that its mail program broke: those that end in a space.

    ``spaced`` says whether that space is one of the text: Chinese has none there.
    """
    lines: list[list[str]] = []
    is_open, quoted = False, ""
    for line in text.split("\n"):
        unquoted = line.lstrip(">")
        marks = line[: len(line) - len(unquoted)]
        words = unquoted.removeprefix(" ")
        is_signature = words == _SIGNATURE
        flows = words.endswith(" ") and not is_signature
        words = words if spaced or not flows else words[:-1]
        if is_open and marks == quoted and not is_signature:
            lines[-1].append(words)
        else:
            lines.append([f"{marks} {words}" if marks else words])
        is_open, quoted = flows, marks
    return "\n".join(map("".join, lines))


def _attachment(part: EmailMessage, relative: str, audience: Audience, notes: list[str]) -> list[Block]:
    if part.get_content_type() == _FORWARDED:
        forwarded: EmailMessage = part.get_content()
        subject = Block(str(forwarded["subject"] or ""), BlockKind.HEADING, level=1, gap=True)
        within = [block for each in _attached(forwarded) for block in _attachment(each, relative, audience, notes)]
        return [*([subject] if subject.text else []), *_text(forwarded, relative, notes), *within]
    name = Path(part.get_filename() or "").name
    suffix = Path(name).suffix.lower()
    data = part.get_payload(decode=True)
    if suffix not in FORMATS or suffix == ".eml" or not isinstance(data, bytes):
        notes.append(f"The attachment {name or part.get_content_type()!r} was not read.")
        return []
    with tempfile.TemporaryDirectory(prefix="ingest-") as folder:
        path = Path(folder, f"attached{suffix}")
        path.write_bytes(data)
        try:
            document = read_file(path, relative=f"{relative} ({name})", audience=audience)
        except DocumentError as error:
            notes.append(f"The attachment {name!r} was not read: {error.reason}.")
            return []
    notes += [f"{name}: {note}" for note in document.notes]
    return [Block(name, BlockKind.HEADING, level=1, gap=True), *document.blocks]
