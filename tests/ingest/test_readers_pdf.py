import io
import unicodedata
from collections.abc import Callable

import pypdf
import pytest
from pypdf.generic import NameObject, TextStringObject

from ingest.document import Document
from ingest.readers.radicals import without_radicals
from tests.ingest.pdf_files import LETTERS, Drawing, pdf_of

Reader = Callable[[str, bytes], Document]

LEFT = "左栏写到哈默菲斯特市与本市在一九八八年一月十九日缔结友好城市关系,两市在教育与科技等领域开展了广泛的合作。" * 4
RIGHT = "右栏写到考纳斯市与本市在二〇〇一年三月一日缔结友好城市关系,两市的学生和教师每年夏天互相访问三个星期。" * 4
TIES = [
    ("国家", "城市", "结好时间", "签署人"),
    ("日本", "长冈", "1979年5月2日", "张三"),
    ("法国", "鲁昂", "1988年1月19日", "李四"),
]


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document.blocks]


def test_columns_are_read_one_after_the_other(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.write(180, 60, "友城交流简报", size=18)
        page.prose(50, 100, LEFT, letters=22, size=10)
        page.prose(310, 104, RIGHT, letters=22, size=10)

    assert shown(read_bytes_as("a.pdf", pdf_of(draw))) == [
        ("title", "友城交流简报"),
        ("paragraph", LEFT),
        ("paragraph", RIGHT),
    ]


def test_a_headline_between_columns_parts_what_is_above_from_what_is_below(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.prose(50, 60, LEFT[:132], letters=22, size=10)
        page.prose(310, 60, RIGHT[:132], letters=22, size=10)
        page.write(50, 190, "第二部分横跨两栏的标题写在这里作为分隔之用", size=16)
        page.prose(50, 220, RIGHT[:132], letters=22, size=10)
        page.prose(310, 220, LEFT[:132], letters=22, size=10)

    texts = [text for _, text in shown(read_bytes_as("a.pdf", pdf_of(draw)))]
    middle = texts.index("第二部分横跨两栏的标题写在这里作为分隔之用")
    above, below = "".join(texts[:middle]), "".join(texts[middle + 1 :])
    assert above == LEFT[:132] + RIGHT[:132]
    assert below == RIGHT[:132] + LEFT[:132]


@pytest.mark.parametrize("ruled", [True, False])
def test_the_rows_of_a_table_stay_together_with_their_column_names(read_bytes_as: Reader, *, ruled: bool) -> None:
    def draw(page: Drawing) -> None:
        page.write(200, 60, "友好城市一览表", size=16)
        page.table(60, 100, TIES)
        if ruled:
            page.grid([55, 165, 275, 385, 495], [84, 108, 132, 156])
        page.write(60, 190, "注:数据截至二〇二〇年。")

    document = read_bytes_as("a.pdf", pdf_of(draw))
    assert shown(document) == [
        ("title", "友好城市一览表"),
        ("table_row", "日本 | 长冈 | 1979年5月2日 | 张三"),
        ("table_row", "法国 | 鲁昂 | 1988年1月19日 | 李四"),
        ("paragraph", "注:数据截至二〇二〇年。"),
    ]
    assert document.blocks[2].search_text == "国家: 法国; 城市: 鲁昂; 结好时间: 1988年1月19日; 签署人: 李四"
    assert (document.blocks[2].page, document.blocks[2].row) == (1, 3)


def test_a_merged_cell_of_a_ruled_table_counts_for_all_its_rows(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.table(
            60, 100, [("国家", "城市", "年"), ("", "长冈", "1987"), ("", "大垣", "1995"), ("法国", "鲁昂", "1991")]
        )
        page.write(60, 136, "日本")
        xs, ys = [55.0, 165.0, 275.0, 385.0], [84.0, 108.0, 132.0, 156.0, 180.0]
        for n, y in enumerate(ys):
            page.grid([55 if n != 2 else 165, 385], [y])
        for x in xs:
            page.grid([x], [84, 180])

    document = read_bytes_as("a.pdf", pdf_of(draw))
    assert [block.search_text for block in document.blocks] == [
        "国家: 日本; 城市: 长冈; 年: 1987",
        "国家: 日本; 城市: 大垣; 年: 1995",
        "国家: 法国; 城市: 鲁昂; 年: 1991",
    ]


def test_a_table_that_goes_on_over_a_page_keeps_its_column_names(read_bytes_as: Reader) -> None:
    header = TIES[0]
    rows = [("日本", f"城市{n}", f"19{n}年5月2日", "张三") for n in range(70, 80)]

    def first(page: Drawing) -> None:
        page.table(60, 500, [header, *rows[:6]])

    def repeated(page: Drawing) -> None:
        page.table(60, 100, [header, *rows[6:]])

    def bare(page: Drawing) -> None:
        page.table(60, 100, rows[6:])

    for second in (repeated, bare):
        blocks = read_bytes_as("a.pdf", pdf_of(first, second)).blocks
        assert len(blocks) == len(rows)
        assert blocks[-1].search_text == "国家: 日本; 城市: 城市79; 结好时间: 1979年5月2日; 签署人: 张三"
        assert [block.page for block in blocks] == [1] * 6 + [2] * 4


@pytest.mark.parametrize("spacing", [0, 4, 9])
def test_letters_set_apart_are_joined(read_bytes_as: Reader, spacing: float) -> None:
    def draw(page: Drawing) -> None:
        page.write(50, 60, "关于缔结友好城市的通知", size=12, spacing=spacing)
        page.write(50, 90, "两市于1988年1月19日结好。", size=12, spacing=spacing)
        page.write(50, 120, "Kaunas and Hammerfest met in 1992.", size=12, spacing=spacing / 3, font="Helvetica")

    assert [text for _, text in shown(read_bytes_as("a.pdf", pdf_of(draw)))] == [
        "关于缔结友好城市的通知",
        "两市于1988年1月19日结好。",
        "Kaunas and Hammerfest met in 1992.",
    ]


def test_blanks_between_single_characters_are_for_looks(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.write(50, 60, "友 城 工 作 简 报", size=18)
        page.write(50, 100, "本期介绍三座城市的情况。")

    assert shown(read_bytes_as("a.pdf", pdf_of(draw)))[0] == ("title", "友城工作简报")


def test_paragraphs_go_on_over_pages_and_running_heads_do_not(read_bytes_as: Reader) -> None:
    text = LEFT * 3

    def page_of(n: int) -> Callable[[Drawing], None]:
        def draw(page: Drawing) -> None:
            page.write(220, 40, f"外事简报 第{n}期", size=9)
            page.prose(50, 80, text[n * 200 : n * 200 + 200], letters=40)
            page.write(280, 800, f"- {n + 1} -", size=9)

        return draw

    document = read_bytes_as("a.pdf", pdf_of(*(page_of(n) for n in range(3))))
    assert shown(document) == [("paragraph", text[:600])]
    assert document.blocks[0].page == 1


def test_indented_paragraphs_are_told_apart(read_bytes_as: Reader) -> None:
    first, second = "甲" * 120, "乙" * 80

    def draw(page: Drawing) -> None:
        y = 80.0
        for text in (first, second):
            page.write(72, y, text[:38])
            y = page.prose(50, y + 16, text[38:], letters=40)

    assert [text for _, text in shown(read_bytes_as("a.pdf", pdf_of(draw)))] == [first, second]


def test_a_table_of_contents_is_left_out(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        for n, name in enumerate(("总则", "合作", "附则")):
            page.write(50, 60 + 20 * n, f"第{n + 1}章 {name}" + "." * 60 + f"{n * 7 + 3}")
        page.write(50, 160, "两市于1992年结好。")

    assert [text for _, text in shown(read_bytes_as("a.pdf", pdf_of(draw)))] == ["两市于1992年结好。"]


def test_when_a_program_made_the_file_is_no_date_of_the_paper(read_bytes_as: Reader) -> None:
    assert read_bytes_as("a.pdf", pdf_of(lambda page: page.write(50, 60, "两市今年十月互访三次。"))).published is None


def test_every_radical_becomes_the_character_it_stands_for() -> None:
    assert without_radicals("⻓沙、厦⻔、⻄安、⻢赛⺠⻋⻅⼀⽉⼴") == "长沙、厦门、西安、马赛民车见一月广"
    for code in range(0x2E80, 0x2FD6):
        read = without_radicals(chr(code))
        assert len(read) == 1
        kept = {0x2E80, 0x2E87, 0x2E91, 0x2E9A, 0x2EAE, 0x2EB5, 0x2ECA, 0x2EE1}
        if unicodedata.category(chr(code)) != "Cn" and code not in kept:
            assert "\u3400" <= read <= "\u9fff"


def test_what_a_pdf_names_no_font_for_on_this_machine_is_read_whole(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.write(50, 60, "是")
        for n in range(3):
            page.write(50, 200 + 16 * n, "无无无无")

    text = "".join(text for _, text in shown(read_bytes_as("a.pdf", pdf_of(draw))))
    assert text == "是" + "无" * 12


def test_a_page_written_from_the_top_down_is_read_by_its_columns_from_the_right(read_bytes_as: Reader) -> None:
    text = "考纳斯诗社自一九九八年起与本市互访每两年举办一次诗会参加者四十二人诗集已出七册"

    def draw(page: Drawing) -> None:
        for n, char in enumerate(text):
            page.write(500 - 30 * (n // 14), 80 + 22 * (n % 14), char, size=14)

    assert "".join(block.text for block in read_bytes_as("a.pdf", pdf_of(draw)).blocks) == text


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_drawn_turned_is_read_as_one_that_stands(read_bytes_as: Reader, angle: int) -> None:
    def draw(page: Drawing) -> None:
        page.turn(angle)
        page.write(120, 150, "友城交流计划", size=18)
        page.write(120, 200, "三月考纳斯市代表团来访。")
        page.write(120, 240, "七月本市代表团出访长冈。")

    texts = [block.text for block in read_bytes_as("a.pdf", pdf_of(draw)).blocks]
    assert "".join(texts) == "友城交流计划三月考纳斯市代表团来访。七月本市代表团出访长冈。"


def form(page: Drawing) -> None:
    page.write(50, 60, "Application for the exchange programme", size=18)
    page.write(50, 120, "City:")
    page.field(150, 120, "city", "Kaunas")
    page.write(50, 160, "Ties since:")
    page.field(150, 160, "since", "1 March 2001")
    page.write(50, 200, "Remark:")
    page.field(150, 200, "remark", "for the office only", is_hidden=True)


def test_what_is_written_into_a_form_stands_beside_what_it_answers(read_bytes_as: Reader) -> None:
    texts = [text for _, text in shown(read_bytes_as("a.pdf", pdf_of(form)))]
    assert " ".join(texts[1:]) == "City: Kaunas Ties since: 1 March 2001 Remark:"


def test_what_is_written_into_a_form_is_read_where_its_program_did_not_draw_it(read_bytes_as: Reader) -> None:
    paper = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(form)))
    for each in paper.pages[0].annotations or ():
        field = each.get_object()
        del field["/AP"]
        if field["/T"] == "city":
            field[NameObject("/V")] = TextStringObject("考纳斯")
    out = io.BytesIO()
    paper.write(out)
    texts = [text for _, text in shown(read_bytes_as("a.pdf", out.getvalue()))]
    assert " ".join(texts[1:]) == "City: 考纳斯 Ties since: 1 March 2001 Remark:"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("The scheme sends four-", "teen apprentices."), "The scheme sends fourteen apprentices."),
        (("It is paid by the ci-", "tizens’ foundation."), "It is paid by the citizens’ foundation."),
        (("Die Städtepartner-", "schaft besteht seit 1964."), "Die Städtepartnerschaft besteht seit 1964."),
        (("A grant of a well-", "known brewery."), "A grant of a well-known brewery."),
        (("A fund for Sino-", "French exchange."), "A fund for Sino-French exchange."),
        (("It lasts from 2019-", "2024 and no longer."), "It lasts from 2019-2024 and no longer."),
    ],
)
def test_a_word_that_is_broken_at_the_end_of_a_line_is_shown_whole_and_a_compound_as_one(
    read_bytes_as: Reader, lines: tuple[str, str], text: str
) -> None:
    def draw(page: Drawing) -> None:
        for n, line in enumerate(lines):
            page.write(60, 100 + 16 * n, line, font="Helvetica")

    assert shown(read_bytes_as("a.pdf", pdf_of(draw))) == [("paragraph", text)]


def test_the_letters_of_a_ligature_are_all_read(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.write(60, 100, "The oﬃce aﬃrms that the ﬁrms ﬂourish.", font=LETTERS)

    assert shown(read_bytes_as("a.pdf", pdf_of(draw))) == [("paragraph", "The office affirms that the firms flourish.")]


def test_narrow_letters_that_stand_twice_are_two(read_bytes_as: Reader) -> None:
    def draw(page: Drawing) -> None:
        page.write(60, 100, "All of it will be well in Illzach.", font="Helvetica")

    assert shown(read_bytes_as("a.pdf", pdf_of(draw))) == [("paragraph", "All of it will be well in Illzach.")]
