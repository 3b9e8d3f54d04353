"""Read Markdown with its front matter: headings, paragraphs, one block a bullet, table rows with their header."""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.document import Block, BlockKind, Document
from ingest.readers.dates import read_date
from ingest.readers.files import check_characters, read_bytes, require
from ingest.readers.metadata import describe
from knowledge.encoding import decode
from knowledge.errors import DocumentError
from knowledge.evidence import Audience, Language
from knowledge.text.language import detect_language

MAX_FRONT_MATTER_CHARACTERS = 20_000
_BULLET = re.compile(r"^\s*[-*+]\s+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
# Where a note begins ([^1]: …), and the definitions of links ([1]: https://…).
_NOTE = re.compile(r"\n(?=\[\^[^\]\s]+\]:)")
_MARK = re.compile(r"^\[\^[^\]\s]+\]:\s*")
_LINK = re.compile(r"\[(?!\^)[^\]]+\]:\s*<?(?:https?:|mailto:|[./#])\S*(?:\s+[\"'(].*[\"')])?")
_LINKED = re.compile(r"!?\[([^\[\]]+)\]\([^()\s]*\)")
_BOLD = re.compile(r"(\*\*|__|`|(?<![*\w])\*(?!\s))([^*`]+?)\1")
_PLAIN = frozenset({"paragraph_open", "fence", "code_block", "html_block"})
_FRONT = re.compile(r"^---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)


def read(path: Path, *, relative: str, audience: Audience) -> Document:
    """Read a .md file.

    Its front matter may have title, publisher, date, url and language, and title_zh, title_en, publisher_zh,
    publisher_en.
    """
    data = read_bytes(path, relative)
    require(data, "text", relative)
    text = check_characters(decode(data, relative), relative)
    front, body = _front_matter(text, relative)
    blocks = list(_blocks(body))
    language = _language(front) or detect_language(body[:20_000])
    title, other_title = _both(front, "title", language)
    publisher, other_publisher = _both(front, "publisher", language)
    document = describe(
        relative,
        _first_heading_is_title(blocks),
        audience=audience,
        title=title,
        publisher=publisher,
        published=read_date(front.get("date")),
        url=_string(front, "url"),
    )
    return dataclasses.replace(document, language=language, other_title=other_title, other_publisher=other_publisher)


def _front_matter(text: str, relative: str) -> tuple[Mapping[str, object], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    if len(match.group(1)) > MAX_FRONT_MATTER_CHARACTERS:
        raise DocumentError(
            relative, "its front matter is far too long", "Keep only title, publisher, date, url, language."
        )
    try:
        front = frontmatter.loads(match.group()).metadata
    except Exception as failure:  # YAML errors of many kinds, and RecursionError on deep nesting
        raise DocumentError(
            relative,
            f"its front matter is not valid YAML ({' '.join(str(failure).split())[:120]})",
            "Write one `key: value` a line between the --- lines, values with a colon in quotes.",
        ) from failure
    return front if isinstance(front, Mapping) else {}, text[match.end() :]


def _string(front: Mapping[str, object], key: str) -> str:
    value = front.get(key)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _language(front: Mapping[str, object]) -> Language | None:
    value = _string(front, "language").lower()[:2]
    return Language(value) if value in {"zh", "en"} else None


def _both(front: Mapping[str, object], key: str, language: Language) -> tuple[str, str]:
    own = _string(front, f"{key}_{language}") or _string(front, key)
    other = _string(front, f"{key}_{language.other}")
    return (own or other), (other if own else "")


def _first_heading_is_title(blocks: Sequence[Block]) -> list[Block]:
    """Make the only top heading the title where it opens the text; two, where it stands there in both languages."""
    top = [n for n, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.level == 1]
    bilingual = len({detect_language(blocks[n].text) for n in top}) == len(top)
    if top != list(range(len(top))) or not bilingual:
        return list(blocks)
    return [dataclasses.replace(block, kind=BlockKind.TITLE) if n in top else block for n, block in enumerate(blocks)]


def _blocks(body: str) -> Iterator[Block]:
    # Inline markup is left as it stands: a quote must be found in the file. A definition is a paragraph, as a note's
    # text is one; those of links say nothing.
    tokens = MarkdownIt("commonmark").enable("table").disable(["inline", "reference"]).parse(body)
    lines = body.split("\n")
    n = 0
    while n < len(tokens):
        token = tokens[n]
        end = _closing(tokens, n)
        if token.type == "heading_open":
            yield Block(tokens[n + 1].content, BlockKind.HEADING, level=int(token.tag[1]), gap=True)
        elif token.type == "list_item_open":
            yield from _item(tokens[n : end + 1], lines)
        elif token.type == "table_open":
            yield from _table(tokens[n : end + 1], lines)
        elif token.type in _PLAIN and not token.content.lstrip().startswith("<!--"):
            yield from _raw(token, lines, BlockKind.PARAGRAPH)
        # Lists and quotations are entered, what has been read whole is passed over.
        n = n + 1 if token.type in {"bullet_list_open", "ordered_list_open", "blockquote_open"} else end + 1


def _closing(tokens: Sequence[Token], start: int) -> int:
    if tokens[start].nesting != 1:
        return start
    depth = 0
    for n in range(start, len(tokens)):
        depth += tokens[n].nesting
        if depth == 0:
            return n
    return len(tokens) - 1


def _raw(token: Token, lines: Sequence[str], kind: BlockKind) -> Iterator[Block]:
    start, end = token.map or (0, 0)
    told = (_QUOTE.sub("", line).strip() for line in lines[start:end])
    for text in _NOTE.split("\n".join(line for line in told if not _LINK.fullmatch(line)).strip()):
        if text:
            yield Block(_MARK.sub("", text), kind, gap=True)


def _item(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    """Yield a bullet with what is nested in it as one block, or one a language where it holds both."""
    start, end = tokens[0].map or (0, 0)
    texts = [_BULLET.sub("", _QUOTE.sub("", line)).strip() for line in lines[start:end]]
    texts = [text for text in texts if text]
    run: list[str] = []
    for text in texts:
        if run and detect_language(text) is not detect_language(run[0]):
            yield Block("\n".join(run), BlockKind.LIST_ITEM)
            run = []
        run.append(text)
    if run:
        yield Block("\n".join(run), BlockKind.LIST_ITEM)


def _without_marks(cell: str) -> str:
    """Return a cell without what sets it in bold, as code or as a link."""
    return _BOLD.sub(r"\2", _LINKED.sub(r"\1", cell)).strip()


def _table(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[Block]:
    header: list[str] = []
    row = 1
    for n, token in enumerate(tokens):
        if token.type != "tr_open" or token.map is None:
            continue
        cells = [_without_marks(cell.content) for cell in tokens[n : _closing(tokens, n)] if cell.type == "inline"]
        if not header:
            header = cells
            continue
        row += 1
        text = lines[token.map[0]].strip()
        yield Block(text, BlockKind.TABLE_ROW, row=row, columns=tuple(header[: len(cells)]), cells=tuple(cells))
