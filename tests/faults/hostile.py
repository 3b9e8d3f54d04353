"""Files made to hurt whoever reads them: small on the disk, and without end or measure when they are unpacked."""

# ruff: noqa: E501 - files written out, a file a line

import io
import itertools
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.ingest.office_files import OFD, archive, fixed_page, letter, presentation, text_slide
from tests.ingest.word_files import laid_over, numbering, par, part, run, table, word_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGED = "http://schemas.openxmlformats.org/package/2006/relationships"
SEED = 20261129
HEADER = "<row r='1'><c t='str'><v>城市</v></c><c t='str'><v>结好时间</v></c></row>"
MANY = 200_000


def workbook(sheet: str, *, strings: str = "", styles: str = "", main: str = "", sheets: int = 1) -> bytes:
    """Write a workbook of the inside of its sheets and further parts."""
    listed = main or "".join(f"<sheet name='s{n}' sheetId='{n}' r:id='r{n}'/>" for n in range(1, sheets + 1))
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{RELATED}'><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"r{n}", "worksheet", f"worksheets/s{n}.xml") for n in range(1, sheets + 1)),
            ("strings", "sharedStrings", "sharedStrings.xml"),
            ("styles", "styles", "styles.xml"),
        ),
        "xl/sharedStrings.xml": f"<sst xmlns='{MAIN}'>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet xmlns='{MAIN}'>{styles}</styleSheet>",
    }
    inside = sheet if sheet.startswith("<worksheet") else f"<worksheet xmlns='{MAIN}'>{sheet}</worksheet>"
    return archive(files | {f"xl/worksheets/s{n}.xml": inside for n in range(1, sheets + 1)})


def _relations(*listed: tuple[str, str, str]) -> str:
    inner = "".join(f"<Relationship Id='{name}' Type='{RELATED}/{kind}' Target='{to}'/>" for name, kind, to in listed)
    return f"<Relationships xmlns='{PACKAGED}'>{inner}</Relationships>"


def rows(inner: str, after: str = "") -> str:
    """Write the data of a sheet."""
    return f"<sheetData>{HEADER}{inner}</sheetData>{after}"


def hostile_workbooks() -> Iterator[tuple[str, bytes]]:
    """Yield the workbooks, each with a name that says what is wrong with it."""
    cell = "<c t='str'><v>里昂</v></c>"
    for count in (1_000, 20_000, 300_000):
        yield f"empty-rows-{count}.xlsx", workbook(rows("<row/>" * count))
        yield f"numbered-empty-rows-{count}.xlsx", workbook(rows("".join(f"<row r='{n}'/>" for n in range(2, count))))
        yield f"one-cell-rows-{count}.xlsx", workbook(rows(f"<row>{cell}</row>" * count))
        yield f"empty-cells-{count}.xlsx", workbook(rows("<row r='2'>" + "<c/>" * count + "</row>"))
        yield (
            f"cells-of-one-place-{count}.xlsx",
            workbook(rows("<row r='2'>" + "<c r='A2'><v>1</v></c>" * count + "</row>")),
        )
        yield f"rows-of-one-number-{count}.xlsx", workbook(rows(f"<row r='2'>{cell}</row>" * count))
        yield f"hidden-rows-{count}.xlsx", workbook(rows(f"<row hidden='1'>{cell}</row>" * count))
        yield (
            f"merges-{count}.xlsx",
            workbook(
                rows(
                    f"<row>{cell}</row>" * 50,
                    "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * count + "</mergeCells>",
                )
            ),
        )
        yield (
            f"columns-{count}.xlsx",
            workbook(
                "<cols>" + "<col min='1' max='16384' hidden='1'/>" * count + "</cols>" + rows(f"<row>{cell}</row>")
            ),
        )
        yield (
            f"strings-{count}.xlsx",
            workbook(rows("<row><c t='s'><v>0</v></c></row>"), strings="<si><t>a</t></si>" * count),
        )
        yield (
            f"runs-{count}.xlsx",
            workbook(rows("<row><c t='inlineStr'><is>" + "<r><t>a</t></r>" * count + "</is></c></row>")),
        )
        yield (
            f"formats-{count}.xlsx",
            workbook(
                rows("<row><c s='9'><v>1</v></c></row>"),
                styles="<numFmts>"
                + "".join(f"<numFmt numFmtId='{n}' formatCode='0'/>" for n in range(count))
                + "</numFmts><cellXfs>"
                + "<xf numFmtId='164'/>" * count
                + "</cellXfs>",
            ),
        )
        yield f"formulas-{count}.xlsx", workbook(rows("<row>" + "<c><f>1+1</f></c>" * count + "</row>"))
        yield f"unknown-{count}.xlsx", workbook("<x/>" * count + rows(f"<row>{cell}</row>"))
        yield f"escapes-{count}.xlsx", workbook(rows("<row><c t='str'><v>" + "_x000D_" * count + "</v></c></row>"))
        yield f"digits-{count}.xlsx", workbook(rows("<row><c><v>" + "9" * count + "</v></c></row>"))
        yield f"letters-{count}.xlsx", workbook(rows("<row><c r='" + "A" * count + "1'><v>1</v></c></row>"))
        yield f"blanks-{count}.xlsx", workbook(rows("<row><c t='str'><v>a" + " " * count + "b</v></c></row>"))
        yield (
            f"numerals-{count}.xlsx",
            workbook(rows("<row><c t='str'><v>" + "九" * min(count, 200_000) + "年</v></c></row>")),
        )
        yield (
            f"attributes-{count}.xlsx",
            workbook(rows("<row><c " + " ".join(f"a{n}='1'" for n in range(count)) + "/></row>")),
        )
        yield f"deep-{count}.xlsx", workbook("<a>" * count)
        yield (
            f"title-rows-{count}.xlsx",
            workbook("<sheetData>" + f"<row>{cell}</row>" * count + HEADER + "</sheetData>"),
        )
    for number, value in itertools.product(
        ("1e308", "-1e308", "NaN", "inf", "1e-320", "2958466", "-1", "60", "x" * 40), range(2)
    ):
        yield (
            f"value-{number[:5]}-{value}.xlsx",
            workbook(
                rows(f"<row><c s='{value}'><v>{number}</v></c></row>"),
                styles="<cellXfs><xf numFmtId='14'/><xf numFmtId='57'/></cellXfs>",
            ),
        )
    for n, code in enumerate(
        (
            '"' * 100_000,
            "[" * 100_000,
            "yyyy" * 50_000,
            ";" * 100_000,
            "\\" * 99_999,
            "[DBNum1]" * 20_000,
            "0." + "0" * 100_000,
            "#,##0" * 30_000,
            "_x" * 50_000,
            "E+" * 50_000,
            "?/" * 50_000,
            "[$-" + "F" * 90_000 + "]",
        )
    ):
        escaped = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        styles = f"<numFmts><numFmt numFmtId='164' formatCode=\"{escaped}\"/></numFmts><cellXfs><xf numFmtId='164'/></cellXfs>"
        yield f"format-{n}.xlsx", workbook(rows("<row><c s='0'><v>29000</v></c></row>" * 500), styles=styles)
    yield "sheets.xlsx", workbook(rows(f"<row>{cell}</row>"), sheets=4_900)
    yield "far.xlsx", workbook(rows("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))
    yield "backwards.xlsx", workbook(rows("".join(f"<row r='{n}'>{cell}</row>" for n in range(40_000, 1, -1))))
    yield "huge-number.xlsx", workbook(rows(f"<row r='{'9' * 4000}'>{cell}</row>"))
    yield "huger-number.xlsx", workbook(rows(f"<row r='{'9' * 5000}'>{cell}</row>"))
    yield "negative.xlsx", workbook(rows(f"<row r='-5'>{cell}</row><row r='x'>{cell}</row>"))
    yield "wide.xlsx", workbook(rows("".join("<row>" + cell * 499 + "</row>" for _ in range(1_900))))
    yield (
        "long-cells.xlsx",
        workbook(rows("".join(f"<row><c t='str'><v>{'长' * 32_000}</v></c></row>" for _ in range(240)))),
    )
    yield (
        "shared-long.xlsx",
        workbook(rows("<row><c t='s'><v>0</v></c></row>" * 40_000), strings=f"<si><t>{'长' * 30_000}</t></si>"),
    )
    yield (
        "merged-long.xlsx",
        workbook(
            rows(
                f"<row><c t='str'><v>{'长' * 30_000}</v></c></row>" + f"<row>{cell}</row>" * 40_000,
                "<mergeCells><mergeCell ref='A2:A1048576'/></mergeCells>",
            )
        ),
    )
    yield "space.xlsx", _bomb("xl/worksheets/s1.xml", 19_000_000)
    yield "bomb.xlsx", _bomb("xl/worksheets/s1.xml", 140_000_000)
    yield (
        "noise.xlsx",
        workbook(rows("".join(f"<row><c t='str'><v>{n * 7919 % 99991}</v></c></row>" for n in range(49_000)))),
    )
    yield "loop.xlsx", workbook(rows(""), main="<sheet name='a' sheetId='1' r:id='strings'/>" * 2000)
    yield "parts.xlsx", archive({f"xl/{n}.xml": "<a/>" for n in range(6_000)})


def hostile_sheets() -> Iterator[tuple[str, bytes]]:
    """Yield spreadsheets of OpenDocument and tables of text."""
    for what in (10**6, 10**9, 10**18, int("9" * 4000)):
        size = len(str(what))
        yield (
            f"rows-{size}.ods",
            _ods(
                f"<table:table-row table:number-rows-repeated='{what}'><table:table-cell><text:p>里昂</text:p></table:table-cell></table:table-row>"
            ),
        )
        yield (
            f"cells-{size}.ods",
            _ods(
                f"<table:table-row><table:table-cell table:number-columns-repeated='{what}'><text:p>里昂</text:p></table:table-cell></table:table-row>"
            ),
        )
        yield (
            f"columns-{size}.ods",
            _ods(
                f"<table:table-column table:number-columns-repeated='{what}'/><table:table-row><table:table-cell><text:p>里昂</text:p></table:table-cell></table:table-row>"
            ),
        )
        yield (
            f"blanks-{size}.ods",
            _ods(
                f"<table:table-row><table:table-cell><text:p>a<text:s text:c='{what}'/>b</text:p></table:table-cell></table:table-row>"
            ),
        )
        yield (
            f"spans-{size}.ods",
            _ods(
                f"<table:table-row><table:table-cell table:number-rows-spanned='{what}' table:number-columns-spanned='{what}'><text:p>里昂</text:p></table:table-cell></table:table-row>"
            ),
        )
    yield "deep.ods", _ods("<table:table-row><table:table-cell><text:p>" + "<text:span>" * 60_000 + "a")
    yield (
        "nested.ods",
        _ods(
            "<table:table-row><table:table-cell><text:p>"
            + "<text:span>" * 240
            + "a"
            + "</text:span>" * 240
            + "</text:p></table:table-cell></table:table-row>"
        ),
    )
    yield "empty.ods", _ods("<table:table-row><table:table-cell/></table:table-row>" * MANY)
    yield "tables.ods", _ods("</table:table><table:table>" * MANY)
    yield "styles.ods", _ods("<style:style style:name='a' style:parent-style-name='a'/>" * MANY)
    for ending, separator in ((".csv", ","), (".tsv", "\t"), (".csv", ";"), (".csv", "|")):
        yield f"wide{ord(separator)}{ending}", (separator * 400_000).encode()
        yield f"long{ord(separator)}{ending}", (f"a{separator}b\n" * 400_000).encode()
        yield f"quoted{ord(separator)}{ending}", (f'城市{separator}年\n"' + f"x{separator}\n" * MANY).encode()
        yield f"quotes{ord(separator)}{ending}", ('"' * 500_000).encode()
        yield f"blank-lines{ord(separator)}{ending}", b"\n" * 3_000_000
        yield f"titles{ord(separator)}{ending}", ("标题\n" * MANY + f"城市{separator}结好时间\n").encode()
        yield f"ragged{ord(separator)}{ending}", "\n".join(separator * (n % 400) for n in range(20_000)).encode()
        yield (
            f"numerals{ord(separator)}{ending}",
            (f"城市{separator}结好时间\n" + f"里昂{separator}{'九' * 30_000}年\n" * 50).encode(),
        )
        yield (
            f"digits{ord(separator)}{ending}",
            (f"城市{separator}结好时间\n" + f"里昂{separator}{'1' * 30_000}\n" * 50).encode(),
        )
        yield (
            f"spaces{ord(separator)}{ending}",
            (f"城市{separator}结好时间\n" + f"里昂{separator}1979{' ' * 30_000}年\n" * 50).encode(),
        )
        yield (
            f"places{ord(separator)}{ending}",
            (f"外方城市{separator}结好时间\n" + f"里昂里昂{separator}1979年5月\n" * 40_000).encode(),
        )
    yield "nul.csv", b"a,b\n\x00" * 1000
    yield "wide-characters.csv", ("a,b\n" * 100_000).encode("utf-16")


def hostile_papers() -> Iterator[tuple[str, bytes]]:
    """Yield papers: pages, Word, slides, fixed pages, letters, pictures, PDF."""
    deep, wide = 30_000, 100_000
    html = {
        "colspan": "<table><tr><td colspan='1000000000' rowspan='1000000000'>a</td></tr><tr><td>b</td></tr></table>",
        "spans": "<table>" + "<tr><td colspan='1000' rowspan='65534'>a</td></tr>" * 3_000 + "</table>",
        "cells": "<table><tr>" + "<td>a" * wide + "</table>",
        "rows": "<table>" + "<tr><td>a<td>b" * wide + "</table>",
        "tables": "<table><tr><td>" * 3_000,
        "lists": "<ul><li>" * 3_000,
        "divisions": "<div>" * deep + "a",
        "bold": "<b>a" * wide,
        "struck": "<s>a" * wide,
        "struck-apart": "<s>a</s>友" * (wide // 2),
        "style": f"<p style='{'text-decoration:' * 100_000}'>a",
        "paragraphs": "<p>友" * wide,
        "headings": "<h2>友" * 50_000,
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(wide)) + ">a",
        "attribute": f"<p title='{'a' * 3_000_000}'>a",
        "comment": "<!--" * wide,
        "script": "<script>" + "<" * 1_000_000,
        "entities": "&amp;" * 300_000,
        "numbers": "&#x4e00;" * 300_000,
        "links": "<a href='/'>友城</a>" * wide,
        "blanks": "<p>" + " " * 2_000_000 + "a",
        "meta": "<meta name=PubDate content='2019'>" * wide,
        "json": "<script type='application/ld+json'>" + "[" * wide + "</script><p>a",
        "json-long": '<script type=\'application/ld+json\'>{"datePublished": "' + "2" * 1_000_000 + '"}</script><p>a',
        "time": "<time datetime='2019-01-01'>" * 50_000,
        "date": "<p>发布时间：" + "2019-" * wide,
        "doctype": "<!DOCTYPE " * 50_000,
        "unclosed": "<p" * wide,
        "quotes": '<p a="' * 50_000,
        "base64": "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>",
    }
    for name, body in html.items():
        yield f"{name}.html", f"<html><head><title>友城</title></head><body>{body}".encode()
    words = {
        "paragraphs": par("友城") * 60_000,
        "runs": par(*(run("友") for _ in range(60_000))),
        "rows": table(*([["a", "b"]] * 30_000)),
        "cells": table(["a"] * 20_000),
        "span": "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr>"
        + par("a")
        + "</w:tc></w:tr></w:tbl>",
        "spans": "<w:tbl>"
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='400'/><w:vMerge/></w:tcPr>"
        + (par("a") + "</w:tc></w:tr>") * 1
        + "</w:tbl>" * 1,
        "before": "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1000000000'/></w:trPr><w:tc>"
        + par("a")
        + "</w:tc></w:tr></w:tbl>",
        "nested": "<w:tbl><w:tr><w:tc>" * 60 + par("a") + "</w:tc></w:tr></w:tbl>" * 60,
        "deep": "<w:tbl><w:tr><w:tc>" * 3_000 + par("a") + "</w:tc></w:tr></w:tbl>" * 3_000,
        "controls": "<w:sdt><w:sdtContent>" * 80 + par("a") + "</w:sdtContent></w:sdt>" * 80,
        "fields": par(*("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" for _ in range(50_000))),
        "texts": par(run("友" * 3_000_000)),
        "blank": par(run(" " * 3_000_000)),
        "numerals": par(run("九" * 100_000 + "年")),
        "notes": par(*("<w:r><w:footnoteReference w:id='1'/></w:r>" for _ in range(50_000))),
        "breaks": par("<w:r>" + "<w:br/>" * 300_000 + "</w:r>"),
        "tabs": par("<w:r>" + "<w:tab/>" * 300_000 + "</w:r>"),
        "code": par(laid_over("EQ \\o(" + "友," * 500_000 + ")")),
        "codes": par(laid_over(*(["EQ \\o(a)"] * 50_000))),
        "overlays": par(laid_over("EQ \\o(友,城)") * 20_000),
        "looks": par(laid_over("EQ " + '\\* "' * 250 + "\\o(a)") * 300),
        "deleted": par("<w:del>" * 200 + run("a") + "</w:del>" * 200),
        "boxes": par(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" * 40
            + par("a")
            + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>" * 40
        ),
    }
    for name, inner in words.items():
        yield f"{name}.docx", word_bytes(inner)
    notes = part(
        "footnotes", "<w:footnote w:id='1'>" + par("<w:r><w:footnoteReference w:id='1'/></w:r>") + "</w:footnote>"
    )
    yield "note-of-itself.docx", word_bytes(par("<w:r><w:footnoteReference w:id='1'/></w:r>"), footnotes=notes)
    for name, form, text in (
        ("level", "decimal", "%1" * 50_000),
        ("start", "chineseCountingThousand", "%1"),
        ("letters", "lowerLetter", "%1."),
    ):
        levels = numbering((form, text)).replace("w:val='1'/><w:numFmt", "w:val='1'/><w:numFmt")
        starts = levels.replace('<w:start w:val="1"/>', '<w:start w:val="999999999"/>')
        many = (
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>友</w:t></w:r></w:p>"
            * 3_000
        )
        yield f"numbered-{name}.docx", word_bytes(many, numbering=starts)
    loop = part(
        "styles",
        "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>",
    )
    yield (
        "styles-in-a-circle.docx",
        word_bytes("<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>友</w:t></w:r></w:p>", styles=loop),
    )
    yield "slides.pptx", presentation(*[text_slide("友城")] * 3_000)
    yield "slide.pptx", presentation(text_slide("友" * 3_000_000))
    yield (
        "shapes.pptx",
        presentation(
            text_slide("友")
            .replace("<p:sp>", "<p:grpSp>" * 200 + "<p:sp>")
            .replace("</p:sp>", "</p:sp>" + "</p:grpSp>" * 200)
        ),
    )
    yield "line.ofd", fixed_page("友" * 200_000)
    yield "steps.ofd", _ofd('DeltaX="g 1000000000 4"')
    yield "step.ofd", _ofd(f'DeltaX="g {"9" * 4000} 4"')
    yield "steps-many.ofd", _ofd('DeltaX="' + "4 " * 300_000 + '"')
    yield "places.ofd", _ofd('X="1e308" Y="nan" DeltaX="inf"')
    yield "letter.eml", letter("友" * 3_000_000)
    yield "lines.eml", letter("> " * 1_000_000)
    head = b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n"
    yield "flowed.eml", head + "友 \r\n".encode() * 300_000
    yield "marks.eml", head + b">" * 1_000_000 + b" a \r\n" + b"> a \r\n" * 300_000
    yield "parts.eml", _letters(2_000, 1)
    yield "deep.eml", _letters(1, 90)
    yield "headers.eml", b"X: 1\r\n" * MANY + b"\r\n\xe5\x8f\x8b"
    yield "subject.eml", b"Subject: " + b"=?utf-8?B?5Y+L?= " * MANY + b"\r\n\r\n\xe5\x8f\x8b"
    yield "addresses.eml", b"From: " + b"a@b, " * 60_000 + b"\r\n\r\n\xe5\x8f\x8b"
    for ending, data in (
        (".png", _picture(60_000, 60_000)),
        (".png", _picture(2**31 - 1, 1)),
        (".png", _picture(30_000, 20)),
    ):
        yield f"picture{len(data)}{ending}", data
    yield from _pdfs()
    texts = {
        "front": "---\n" + "a: &a [*a, *a]\n" * 2_000 + "---\nx",
        "anchors": "---\n"
        + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9 if n else '1'}]\n" for n in range(12))
        + "---\nx",
        "nested": "---\n" + "[" * 50_000 + "\n---\nx",
        "quoted": "> " * 50_000 + "x",
        "listed": "\n".join(" " * n + "- x" for n in range(2_000)),
        "rule": "-" * 1_000_000,
        "table": "|" * 300_000 + "\n" + "|-" * 150_000,
        "rows": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 60_000,
        "links": "[" * 100_000,
        "emphasis": "*a_b" * 100_000,
        "code": "`" * 200_000,
        "headings": "# 友\n" * 60_000,
        "html": "<div>" * 50_000,
    }
    for name, text in texts.items():
        yield f"{name}.md", text.encode()
    plain = {
        "questions": "问：友城有几个？\n" * 50_000,
        "speakers": "张三：好。\n李四：好。\n" * 40_000,
        "clauses": "第一条 友城。\n" * 50_000,
        "stamps": "2018-07-24 10:36:48\n" * 60_000,
        "numerals": "九" * 400_000,
        "digits": "1" * 1_000_000,
        "blanks": "友" + " " * 1_000_000 + "城",
        "lines": "\n" * 3_000_000 + "友",
        "brackets": "（“" * 300_000,
        "commas": "，" * 1_000_000,
        "dates": "2019年5月" * 100_000,
        "places": "广州和里昂" * 60_000,
        "words": "sister cities " * 100_000,
        "hyphens": "a-\n" * 200_000,
        "word": "a" * 3_000_000,
        "marks": "\u0301" * 500_000,
        "wide": "\U0001f600" * 500_000,
        "number": "文号〔2019〕1号\n" * 50_000,
        "imprint": "来源：" * 200_000,
        "steps": "一、" * 200_000,
    }
    for name, text in plain.items():
        yield f"{name}.txt", text.encode()


def _bomb(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(name, b" " * size)
    return out.getvalue()


def _ods(inner: str) -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    table_ = f"<table:table table:name='a'>{inner}</table:table>"
    return archive({"content.xml": f"<office:document-content {names}>{table_}</office:document-content>"})


def _ofd(deltas: str) -> bytes:
    code = (
        f'<ofd:TextCode X="0" Y="4" {deltas}>友城</ofd:TextCode>'
        if "X=" not in deltas[:3]
        else f"<ofd:TextCode {deltas}>友</ofd:TextCode>"
    )
    page = f'<ofd:Page xmlns:ofd="{OFD}"><ofd:TextObject Boundary="20 30 150 5" Size="4">{code}</ofd:TextObject></ofd:Page>'
    whole = fixed_page("友")
    with zipfile.ZipFile(io.BytesIO(whole)) as made:
        files = {name: made.read(name).decode() for name in made.namelist()}
    return archive(files | {"Doc_0/0.xml": page})


def _letters(beside: int, within: int) -> bytes:
    head = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n"
    text = b"--b%d\r\nContent-Type: text/plain\r\n\r\nfriend\r\n"
    body = b"".join(head % level + b"--b%d\r\n" % level for level in range(within - 1))
    return b"Subject: a\r\n" + body + head % within + text % within * beside + b"--b%d--\r\n" % within


def _picture(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = min(height, 2_000)
    data = zlib.compress(b"\x00" * ((min(width, 60_000) + 1) * lines), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _pdfs() -> Iterator[tuple[str, bytes]]:
    def pdf(page: str, content: bytes, kids: int = 1, extra: bytes = b"") -> bytes:
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (kids, b"3 0 R " * kids),
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>" + page.encode() + b">>",
            b"<</Length %d/Filter/FlateDecode>>stream\n" % len(zlib.compress(content))
            + zlib.compress(content)
            + b"\nendstream",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        out = b"%PDF-1.7\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, each) for n, each in enumerate(objects, 1)) + extra
        return out + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF"

    box, words = "/MediaBox[0 0 600 800]", b"BT /F 12 Tf 50 700 Td (Sister cities) Tj ET "
    yield "pages.pdf", pdf(box, words, kids=3_000)
    yield "operators.pdf", pdf(box, words * 60_000)
    yield "letters.pdf", pdf(box, b"BT /F 12 Tf 50 700 Td (" + b"a" * 500_000 + b") Tj ET")
    yield "lines.pdf", pdf(box, words + b"0 0 m 600 800 l S " * 100_000)
    yield "boxes.pdf", pdf(box, words + b"10 10 50 50 re S " * 100_000)
    yield "states.pdf", pdf(box, b"q " * 500_000 + words)
    yield "large.pdf", pdf("/MediaBox[0 0 14400 14400]", words)
    yield "larger.pdf", pdf("/MediaBox[0 0 100000000 100000000]", words)
    yield "empty-large.pdf", pdf("/MediaBox[0 0 14400 14400]", b"0 0 m 1 1 l S")
    yield "flat.pdf", pdf("/MediaBox[0 0 600 0.0001]", words)
    yield "stream.pdf", pdf(box, b" " * 100_000_000 + words)
    yield "circle.pdf", pdf(box, words).replace(b"/Kids[3 0 R ]", b"/Kids[2 0 R ]")
    yield "objects.pdf", pdf(box, words, extra=b"".join(b"%d 0 obj<<>>endobj\n" % n for n in range(6, 100_000)))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some of its bytes changed, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 5, 50])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 1 / 4 else changed)
