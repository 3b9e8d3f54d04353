"""200 broken files, made from good ones of every format: each is read in bounded time or refused by name."""

import io
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.readers import FORMATS, REFUSED, read
from ingest.split import split
from knowledge.errors import DocumentError
from knowledge.evidence import Audience
from knowledge.names import Mention
from tests.ingest.office_files import fixed_page, letter, presentation, text_slide

WORKBOOKS = Path(__file__).parents[1] / "knowledge" / "tables" / "workbooks"
SECONDS_A_FILE = 20
SEED = 20200910
# The formats that are read here: LibreOffice and OCR look after their own broken files, and take seconds a file.
OWN = {ending for ending, reader in FORMATS.items() if reader not in {"converted", "picture"}} - REFUSED
ZH = "昆明市积极搭建对外交流合作的平台,与多座城市缔结为国际友好城市,往来不断深入。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>友城</title></head><body><h1>友城大会</h1>
<p>来源:日报 2019-09-23</p><p>{ZH * 3}</p><h2>合作</h2><p>{ZH[::-1] * 3}</p><table><tr><td>a</td><td>b</td></tr>
<tr><td>1</td><td>2</td></tr></table></body></html>"""


class _Hang(BaseException):
    """A file took longer than it may."""


class _NoPlaces:
    def find(self, text: str) -> list[Mention]:  # noqa: ARG002 - of none
        return []


def _seeds(
    make_pdf: Callable[..., bytes], make_docx: Callable[..., bytes], make_xlsx: Callable[..., bytes]
) -> dict[str, bytes]:
    notes = f"# 友城\n\n- {ZH}\n- Sister cities.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    return {
        ".txt": f"友城大会\n2019年09月23日 08:24 日报\n\n{ZH}\n\n一、合作\n\n{ZH * 4}\n".encode(),
        ".md": f"---\ntitle: 友城\ndate: 2018-11-30\n---\n{notes}".encode(),
        ".html": PAGE.encode(),
        ".htm": PAGE.replace("utf-8", "gb2312").encode("gb18030"),
        ".pdf": make_pdf([["友城大会", ZH, ZH[::-1]], [ZH, "Sister cities of Kunming."]], title="友城"),
        ".docx": make_docx([("友城", "Title"), (ZH, ""), ("里昂", "List Bullet")], [["城市", "年"], ["福冈", "1979"]]),
        ".csv": f'城市,备注\n福冈,"{ZH}"\n里昂,1988\n'.encode(),
        ".tsv": f"城市\t备注\n福冈\t{ZH}\n里昂\t1988\n".encode(),
        ".xlsx": make_xlsx({"友城": [["城市", "年"], ["福冈", 1979], ["里昂", 1988]]}),
        ".xlsm": make_xlsx({"友城": [["城市", "年"], ["福冈", 1979], ["里昂", 1988]], "b": [["a"], ["b"]]}),
        ".xls": (WORKBOOKS / "list.xls").read_bytes(),
        ".et": (WORKBOOKS / "list.xls").read_bytes(),
        ".ods": (WORKBOOKS / "list.ods").read_bytes(),
        ".docm": make_docx([("友城", "Title"), (ZH, "List Number")]),
        ".pptx": presentation(text_slide(ZH), text_slide("Sister cities.")),
        ".ofd": fixed_page(ZH),
        ".eml": letter(ZH),
    }


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    pieces = [data[start : start + 61] for start in range(0, len(data), 61)]
    chance.shuffle(pieces)
    return b"".join(pieces)


def _mixed(data: bytes, chance: random.Random) -> bytes:
    middle = chance.randrange(len(data))
    foreign = "與多座城市結為友好城市".encode(chance.choice(["gb18030", "utf-16-le", "utf-8", "big5hkscs"]))
    return data[:middle] + foreign + data[middle:]


def _repeated(data: bytes, _chance: random.Random) -> bytes:
    return data * 40


def _zeroed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + b"\x00" * min(300, len(data) - start) + data[start + 300 :]


def _bomb(part: str, size: int = 60_000_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, b" " * size)
    return out.getvalue()


def _replaced(data: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
    return out.getvalue()


def _made_to_hurt(seeds: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "line.txt", ZH.encode() * (50 * 1024 * 1024 // len(ZH.encode()))
    yield "long.txt", ZH.encode() * 6000
    yield "word.txt", b"a" * 400_000
    yield "brackets.txt", "(“".encode() * 50_000
    yield "lines.txt", "一、友\n".encode() * 20_000
    yield "stamps.txt", b"2018-07-24 10:36:48\n" * 20_000
    yield "control.txt", bytes(range(256)) * 100
    yield "bomb.docx", _bomb("word/document.xml")
    yield "bomb.xlsx", _bomb("xl/workbook.xml")
    yield "parts.docx", _replaced(seeds[".docx"], "word/document.xml", b"<w:document/>")
    yield "rows.csv", b"a,b\n" * 200_000
    yield "columns.csv", b"a," * 300_000 + b"\nb"
    yield "quote.csv", b'a,b\n"' + b"x,\n" * 100_000
    yield "deep.html", b"<html><body>" + b"<div><b>" * 30_000 + ZH.encode()
    yield "tags.html", b"<html><body>" + b"<" * 300_000
    yield "entities.html", b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><body><p>' + b"&b;" * 1000
    yield "nested.md", (b"> " * 3000 + b"x\n") * 20
    yield "bullets.md", b"".join(b" " * n + b"- x\n" for n in range(1500))
    yield "emphasis.md", b"*a **b " * 50_000
    yield "front.md", b"---\n" + b"a: &a [" * 2000 + b"\n---\nx\n"
    yield "deep.docx", _replaced(seeds[".docx"], "word/document.xml", b"<a>" * 50_000)
    lol = b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]><d>&b;</d>"
    yield "entities.docx", _replaced(seeds[".docx"], "word/document.xml", lol)
    yield "entities.xlsx", _replaced(seeds[".xlsx"], "xl/worksheets/sheet1.xml", lol)
    wide = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    wide += b'<dimension ref="A1:XFD1048576"/><sheetData>'
    far = b'<row r="1"><c r="A1" t="n"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row>'
    yield "far.xlsx", _replaced(seeds[".xlsx"], "xl/worksheets/sheet1.xml", wide + far + b"</sheetData></worksheet>")


def _mutants(seeds: dict[str, bytes], wanted: int) -> list[tuple[str, bytes]]:
    chance = random.Random(SEED)  # noqa: S311 - the same files every time, nothing secret
    mutants = list(_made_to_hurt(seeds))
    misnamed = [(f"as{n}{other}", seeds[own]) for n, own in enumerate(seeds) for other in seeds if own != other]
    mutants += chance.sample(misnamed, 60)
    changes = (_truncated, _flipped, _shuffled, _mixed, _repeated, _zeroed)
    while len(mutants) < wanted:
        ending = chance.choice(list(seeds))
        change = chance.choice(changes)
        mutants.append((f"{change.__name__}{len(mutants)}{ending}", change(seeds[ending], chance)))
    return mutants


def test_200_broken_files_end_as_documents_or_named_errors_and_never_hang(
    tmp_path: Path,
    make_pdf: Callable[..., bytes],
    make_docx: Callable[..., bytes],
    make_xlsx: Callable[..., bytes],
) -> None:
    seeds = _seeds(make_pdf, make_docx, make_xlsx)
    assert set(seeds) == OWN
    mutants = _mutants(seeds, 200)
    assert len(mutants) == 200
    ends = {"document": 0, "error": 0}
    for name, data in mutants:
        path = tmp_path / name
        path.write_bytes(data)
        started = time.monotonic()
        ends[_read(path)] += 1
        assert time.monotonic() - started < SECONDS_A_FILE, name
        path.unlink()
    # Both ends occur: what can be read is read, and what cannot is not passed off as text.
    assert min(ends.values()) >= 30


def _read(path: Path) -> str:
    def hang(_signal: int, _frame: object) -> None:
        raise _Hang(path.name)

    before = signal.signal(signal.SIGALRM, hang)
    signal.alarm(SECONDS_A_FILE)
    try:
        document = read(path, relative=path.name, audience=Audience.PUBLIC)
        passages = split(clean(document), _NoPlaces())
    except DocumentError as error:
        refused: DocumentError | None = error
    else:
        refused = None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    if refused is not None:
        assert str(refused).startswith(f"{path.name}: ")
        assert refused.reason
        assert refused.remedy
        return "error"
    assert all(passage.text for passage in passages)
    return "document"


@pytest.mark.parametrize("ending", sorted(OWN))
def test_the_unbroken_files_are_read(
    tmp_path: Path,
    make_pdf: Callable[..., bytes],
    make_docx: Callable[..., bytes],
    make_xlsx: Callable[..., bytes],
    ending: str,
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(_seeds(make_pdf, make_docx, make_xlsx)[ending])
    assert _read(path) == "document"
