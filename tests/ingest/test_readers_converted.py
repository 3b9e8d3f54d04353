import email.message
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from ingest.document import Document
from knowledge.errors import DocumentError
from knowledge.tables import read_workbook
from tests.faults.hostile import workbook
from tests.ingest.office_files import OFD, A, P, archive, presentation
from tests.ingest.pdf_files import Drawing, pdf_of
from tests.ingest.word_files import par, run, word_bytes

Reader = Callable[[str, bytes], Document]

RTF = rb"{\rtf1\ansi\uc0 \u20004 \u24066 1992 \u32467 \u22909 .\par \u27599 \u24180 \u20114 \u35775 .}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "WordDocument".encode("utf-16-le")
has_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def slide(*paragraphs: str, shown: str = "1") -> str:
    def shape(kind: str, text: str) -> str:
        words = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{words}</p:txBody></p:sp>'

    def row(*cells: str) -> str:
        written = (f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in cells)
        return f"<a:tr>{''.join(written)}</a:tr>"

    cells = row("城市", "年") + row("考纳斯", "1992") + row("长冈", "1987")
    title, *others = paragraphs
    body = shape("title", title) + "".join(shape("body", text) for text in others) + shape("sldNum", "7")
    return f'<p:sld xmlns:p="{P}" xmlns:a="{A}" show="{shown}"><p:cSld>{body}<a:tbl>{cells}</a:tbl></p:cSld></p:sld>'


def test_slides_are_read_in_their_order_with_their_tables(read_bytes_as: Reader) -> None:
    slides = (
        slide("友城工作汇报", "两市于1992年结好。"),
        slide("第二页", "每年互访三次。"),
        slide("藏起来的一页", shown="0"),
    )
    document = read_bytes_as("a.pptx", presentation(*slides))
    shown = [(block.page, block.text) for block in document.blocks]
    assert shown == [
        (1, "友城工作汇报"),
        (1, "两市于1992年结好。"),
        (1, "考纳斯 | 1992"),
        (1, "长冈 | 1987"),
        (2, "第二页"),
        (2, "每年互访三次。"),
        (2, "考纳斯 | 1992"),
        (2, "长冈 | 1987"),
    ]
    assert document.notes == ("Hidden slides were left out (1).",)


def test_what_a_slide_strikes_out_is_left_out_and_told(read_bytes_as: Reader) -> None:
    runs = (("noStrike", "两市于"), ("sngStrike", "1998年"), ("noStrike", "1988年结好"), ("dblStrike", "，已终止"))
    written = (f'<a:r><a:rPr strike="{how}"/><a:t>{text}</a:t></a:r>' for how, text in runs)
    words = f"<p:sp><p:txBody><a:p>{''.join(written)}<a:r><a:t>。</a:t></a:r></a:p></p:txBody></p:sp>"
    document = read_bytes_as("a.pptx", presentation(f'<p:sld xmlns:p="{P}" xmlns:a="{A}">{words}</p:sld>'))
    assert [block.text for block in document.blocks] == ["两市于1988年结好。"]
    assert document.notes == ("2 struck-out texts were left out",)


def test_an_ofd_is_read_by_the_places_of_its_texts(read_bytes_as: Reader) -> None:
    def text(x: float, y: float, words: str, steps: str) -> str:
        code = f'<ofd:TextCode X="0" Y="4" DeltaX="{steps}">{words}</ofd:TextCode>'
        return f'<ofd:TextObject Boundary="{x} {y} 150 5" Size="4">{code}</ofd:TextObject>'

    page = text(20, 40, "1992年结好,每年互访。", "g 13 4") + text(20, 30, "考纳斯市与本市于", "g 7 4")
    space = f'xmlns:ofd="{OFD}"'
    root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    files = {
        "OFD.xml": f"<ofd:OFD {space}>{root}</ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:D {space}><ofd:Pages><ofd:Page BaseLoc="Pages/0.xml"/></ofd:Pages></ofd:D>',
        "Doc_0/Pages/0.xml": f"<ofd:Page {space}>{page}</ofd:Page>",
    }
    document = archive(files)
    blocks = read_bytes_as("a.ofd", document).blocks
    assert "".join(block.text for block in blocks) == "考纳斯市与本市于1992年结好,每年互访。"
    assert blocks[0].page == 1


def test_a_letter_is_read_with_what_is_attached_to_it(read_bytes_as: Reader) -> None:
    letter = email.message.EmailMessage()
    letter["Subject"], letter["From"] = "友城来函", "市外办 <wb@example.org>"
    letter["Date"] = "Mon, 06 May 2024 10:00:00 +0800"
    letter.set_content("现将协议寄上,请查收。")
    terms = word_bytes(par("第一条 每年互访。"), par("第二条 费用自理。"))
    letter.add_attachment(terms, "application", "msword", filename="协议.docx")
    letter.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="a.exe")
    document = read_bytes_as("a.eml", letter.as_bytes())
    assert (document.title, document.publisher, str(document.published)) == ("友城来函", "市外办", "2024-05-06")
    assert [block.text for block in document.blocks] == [
        *("现将协议寄上,请查收。", "协议.docx", "第一条 每年互访。", "第二条 费用自理。")
    ]
    assert document.notes == ("The attachment 'a.exe' was not read.",)


def test_of_a_subject_without_end_the_beginning_is_read(read_bytes_as: Reader) -> None:
    subject = b"Subject: " + b"=?utf-8?B?5Y+L?= " * 20_000
    document = read_bytes_as("long.eml", subject + b"\r\n\r\nThe visit is in May.\r\n")
    assert document.title.startswith("友友友")
    assert [block.text for block in document.blocks] == ["The visit is in May."]


def test_a_letter_is_read_as_its_page_shows_it_with_the_letter_that_it_forwards(read_bytes_as: Reader) -> None:
    letter, forwarded = email.message.EmailMessage(), email.message.EmailMessage()
    letter["Subject"], forwarded["Subject"] = "Visit", "Fwd: hotel"
    letter.set_content("This letter has a page.")
    rows = "<tr><th>Day</th><th>Visit</th></tr><tr><td>Monday</td><td>shipyard</td></tr>"
    letter.add_alternative(f"<html><body><p>Kaunas sends 27 pupils.</p><table>{rows}</table></body></html>", "html")
    forwarded.set_content("They stay at the Pier Hostel.")
    letter.add_attachment(forwarded)
    document = read_bytes_as("a.eml", letter.as_bytes())
    assert [block.search_text or block.text for block in document.blocks] == [
        *("Kaunas sends 27 pupils.", "Day: Monday; Visit: shipyard", "Fwd: hotel", "They stay at the Pier Hostel.")
    ]
    assert document.notes == ()


@pytest.mark.parametrize(
    ("how", "text", "shown"),
    [
        (
            "flowed; delsp=yes",
            "本市与苏黎 \n世市于1982年 \n结好。\n\n> 请寄来三 \n> 亚市的名单。\n> 此致\n谢谢。\n-- \n市外办 \n友城处",
            ["本市与苏黎世市于1982年结好。", "> 请寄来三亚市的名单。", "> 此致", "谢谢。", "--", "市外办友城处"],
        ),
        (
            "Flowed",
            "Kunming and \nZürich are \nsister cities.\n From 1982.\n> Since \n>> when?",
            ["Kunming and Zürich are sister cities.", "From 1982.", "> Since", ">> when?"],
        ),
        ("fixed", "本市与苏黎 \n世市结好。", ["本市与苏黎", "世市结好。"]),
    ],
)
def test_the_lines_that_a_mail_program_broke_are_put_together_again(
    read_bytes_as: Reader, how: str, text: str, shown: list[str]
) -> None:
    head = f"Subject: a\nContent-Type: text/plain; charset=utf-8; format={how}\nContent-Transfer-Encoding: 8bit\n\n"
    document = read_bytes_as("a.eml", (head + text).replace("\n", "\r\n").encode())
    assert [block.text for block in document.blocks] == shown


EARLIER = "The guests arrive on 7 June 2024."
QUOTING = [
    ("text", f"On 2 May 2024 Otto wrote:\n> {EARLIER}\n> Regards\n"),
    ("text", f"On Thu, 2 May 2024 at 10:12, Otto Sand <otto@harbour.example>\nwrote:\n> {EARLIER}\n"),
    ("text", f"-----Original Message-----\nFrom: Otto\nSent: 2 May 2024\nTo: Ida\n\n{EARLIER}\n"),
    ("text", f"From: Otto <o@x.example>\nSent: Thursday, 2 May 2024 10:12\nSubject: Visit\n\n{EARLIER}\n"),
    ("text", f"Am 02.05.2024 um 10:12 schrieb Otto:\n> {EARLIER}\n"),
    ("text", "发件人：外事科\n发送时间：2024年5月2日\n主题：来访\n\n代表团于6月7日到。\n"),
    ("text", "在2024年5月2日，外事科 <a@x.example> 写道：\n> 代表团于6月7日到。\n"),
    ("text", "------------------ 原始邮件 ------------------\n代表团于6月7日到。\n"),
    ("html", f"<div class='gmail_quote'><div>On 2 May Otto wrote:</div><blockquote>{EARLIER}</blockquote></div>"),
    ("html", f"<p>On 2 May 2024, Otto wrote:</p><blockquote type='cite'><p>{EARLIER}</p></blockquote>"),
    ("html", f"<div><b>From:</b> Otto<br><b>Sent:</b> 2 May 2024<br><b>To:</b> Ida</div><p>{EARLIER}</p>"),
    ("html", "<blockquote id='isReplyContent'>在 2024-05-02，外事科写道：<p>代表团于6月7日到。</p></blockquote>"),
]


@pytest.mark.parametrize(("kind", "quoted"), QUOTING)
def test_the_letter_that_a_reply_quotes_is_left_out_and_that_is_told(
    read_bytes_as: Reader, kind: str, quoted: str
) -> None:
    letter = email.message.EmailMessage()
    letter["Subject"] = "Re: Visit"
    own = "The guests arrive on 14 June 2024 instead."
    letter.set_content(
        f"{own}\n\n{quoted}" if kind == "text" else f"<p>{own}</p>{quoted}", "plain" if kind == "text" else kind
    )
    document = read_bytes_as("a.eml", letter.as_bytes())
    assert [block.text for block in document.blocks] == [own]
    assert document.notes == ("The earlier letter that it quotes was left out.",)


@pytest.mark.parametrize(("kind", "quoted"), QUOTING[1:9:7])
def test_a_letter_that_only_hands_another_on_is_read_with_that(read_bytes_as: Reader, kind: str, quoted: str) -> None:
    letter = email.message.EmailMessage()
    letter["Subject"] = "Fwd: Visit"
    letter.set_content(
        f"See below.\n\n{quoted}" if kind == "text" else f"<p>See below.</p>{quoted}",
        "plain" if kind == "text" else kind,
    )
    document = read_bytes_as("a.eml", letter.as_bytes())
    assert EARLIER in " ".join(block.text for block in document.blocks)
    assert document.notes == ()


def test_what_is_answered_below_the_quotation_is_the_writer_s_own(read_bytes_as: Reader) -> None:
    letter = email.message.EmailMessage()
    letter["Subject"] = "Re: Visit"
    letter.set_content(f"On 2 May 2024 Otto wrote:\n> {EARLIER}\n\nNo, they arrive on 14 June 2024.\n")
    document = read_bytes_as("a.eml", letter.as_bytes())
    assert [block.text for block in document.blocks] == ["No, they arrive on 14 June 2024."]


@pytest.mark.parametrize(
    "text",
    [
        f"Flights:\nFrom: Guangzhou\nTo: Lyon\nDate: 3 May 2026\n\n{EARLIER}\n",
        f"On 3 May 2026 the mayor of Lyon wrote to us:\nWe are glad.\n\n{EARLIER}\n",
        f"市长在贺信中写道：\n值此之际。\n\n{EARLIER}\n",
    ],
)
def test_what_a_letter_tells_of_a_journey_or_of_words_is_its_own(read_bytes_as: Reader, text: str) -> None:
    letter = email.message.EmailMessage()
    letter["Subject"] = "Visit"
    letter.set_content(text)
    document = read_bytes_as("a.eml", letter.as_bytes())
    told = " ".join(block.text for block in document.blocks)
    assert EARLIER in told
    assert text.split("\n", maxsplit=1)[0] in told
    assert document.notes == ()


@has_libreoffice
def test_a_rich_text_is_read_whatever_its_name_says(read_bytes_as: Reader) -> None:
    for name in ("a.rtf", "a.doc", "a.docx"):
        assert [block.text for block in read_bytes_as(name, RTF).blocks] == ["两市1992 结好.", "每年互访."]


@has_libreoffice
@pytest.mark.parametrize("ending", ["doc", "odt"])
def test_what_libreoffice_writes_keeps_its_numbers(
    read_bytes_as: Reader, make_docx: Callable[..., bytes], tmp_path: Path, ending: str
) -> None:
    given = tmp_path / "given.docx"
    given.write_bytes(make_docx([("适用于青年互访。", "List Number"), ("互访不超过二十一天。", "List Number")]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = given.with_suffix(f".{ending}").read_bytes()
    name = "a.wps" if ending == "doc" else "a.odt"
    assert [block.text for block in read_bytes_as(name, made).blocks] == [
        *("1. 适用于青年互访。", "2. 互访不超过二十一天。")
    ]


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_without_a_converter_the_remedy_is_named(read_bytes_as: Reader, name: str) -> None:
    with patch("shutil.which", return_value=None), pytest.raises(DocumentError, match="LibreOffice") as refused:
        read_bytes_as(name, RTF if name == "a.rtf" else OLE)
    assert "save the file as .docx or .pdf" in refused.value.remedy


def test_a_file_is_read_as_what_it_is(read_bytes_as: Reader) -> None:
    word = word_bytes(par("两市于1992年结好。"), par("每年互访。"))
    page = "<!doctype html><html><meta charset=utf-8><body><h1>友城</h1><p>两市于1992年结好。</p></body></html>"
    plain = "友城\n\n两市于1992年结好。\n".encode()
    named = [("a.pdf", word), ("b.doc", word), ("c.doc", page.encode()), ("d.txt", page.encode())]
    for name, data in [*named, ("e.doc", plain), ("f.docx", plain), ("g.pdf", plain), ("h.wps", plain)]:
        assert "两市于1992年结好。" in [block.text for block in read_bytes_as(name, data).blocks]


def test_a_page_or_an_old_spreadsheet_that_is_called_a_workbook_is_read_as_what_it_is(read_bytes_as: Reader) -> None:
    rows = "<tr><td>城市</td><td>结好时间</td></tr><tr><td>考纳斯</td><td>1992年3月</td></tr>"
    hidden = "<tr style='display:none'><td>内部</td><td>1977</td></tr>"
    document = read_bytes_as("a.xls", f"<table>{rows}{hidden}</table>".encode())
    assert [block.search_text for block in document.blocks] == ["城市: 考纳斯; 结好时间: 1992年3月"]
    assert document.notes == ("1 hidden row was left out",)
    with pytest.raises(DocumentError, match="XML spreadsheet"):
        read_bytes_as("b.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')


NOTED = """<p:sp><p:txBody><a:p><a:r><a:t>来访者为42</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>1</a:t></a:r>
<a:r><a:t>人</a:t></a:r></a:p></p:txBody></p:sp>"""


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.pptx", "a.xlsx", "a.pdf"])
def test_the_mark_of_a_note_is_no_part_of_the_number_before_it(read_bytes_as: Reader, name: str) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    xml = "<si><r><t>来访者为42</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r><r><t>人</t></r></si>"
    slide = f'<p:sld xmlns:p="{P}" xmlns:a="{A}">{NOTED}</p:sld>'

    def drawn(page: Drawing) -> None:
        page.write(60, 80, "来访者为42")
        page.write(60 + 44 + 12, 76, "1", size=6)
        page.write(122, 80, "人")

    made = {
        "a.html": "<html><body><p>来访者为42<sup>1</sup>人</p></body></html>".encode(),
        "a.docx": word_bytes(par(run("来访者为42"), run("1", raised), run("人"))),
        "a.pptx": presentation(slide),
        "a.xlsx": workbook("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>", strings=xml),
        "a.pdf": pdf_of(drawn),
    }
    if name == "a.xlsx":
        text = read_workbook(made[name], name).sheets[0].rows[0].shown
    else:
        text = read_bytes_as(name, made[name]).blocks[-1].text
    assert text.replace(" ", "") == "来访者为42[1]人"
