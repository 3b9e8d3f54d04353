from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.document import BlockKind, Document
from ingest.readers import read
from ingest.split import split
from knowledge.evidence import Audience
from knowledge.language.numerals import chinese_value
from knowledge.names import Mention
from knowledge.text.numerals import chinese_numeral
from tests.ingest.word_files import cell, laid_over, listed, numbering, par, part, run, strict, table, word_bytes

Reader = Callable[[str, bytes], Document]


class _NoPlaces:
    def find(self, text: str) -> list[Mention]:  # noqa: ARG002 - of none
        return []


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def inserted(*runs: str) -> str:
    return f'<w:ins w:id="1" w:author="A">{"".join(runs)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{run('旧码')}{mark.format('separate')}"
        f"{run(result)}{mark.format('end')}"
    )


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ([run("经费"), inserted(run("尚未")), run("获批。")], "经费尚未获批。"),
        ([run("共"), deleted("30"), inserted(run("145")), run("人。")], "共145人。"),
        (
            [run("在"), f"<w:moveFrom>{run('花都')}</w:moveFrom><w:moveTo>{run('从化')}</w:moveTo>", run("。")],
            "在从化。",
        ),
        ([f"<w:smartTag>{run('1996')}</w:smartTag>", run("年")], "1996年"),
        ([f"<w:customXml><w:customXmlPr/>{run('波尔图')}</w:customXml>"], "波尔图"),
        ([f"<w:hyperlink>{run('市外办')}</w:hyperlink>"], "市外办"),
        ([f"<w:sdt><w:sdtPr/><w:sdtContent>{run('三楼')}</w:sdtContent></w:sdt>"], "三楼"),
        (
            [
                run("甲"),
                f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>",
            ],
            "甲",
        ),
        ([run("共"), field("DOCPROPERTY Count", "52"), run("人")], "共52人"),
        ([f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>'], "7"),
        (
            [
                "<w:r><w:ruby><w:rt><w:r><w:t>ふく</w:t></w:r></w:rt><w:rubyBase>",
                run("福岡"),
                "</w:rubyBase></w:ruby></w:r>",
            ],
            "福岡",
        ),
        (
            [
                run("与"),
                laid_over(r'EQ \* jc2 \* "Font:宋体 (正文)" \* hps10 \o\ad(\s\up 9(', "lù ān", "),六安)"),
                run("结好"),
            ],
            "与六安结好",
        ),
        ([run("第"), laid_over(r"eq \o\ac(○,3)"), run("条")], "第3条"),
        ([laid_over(r"EQ \o(\s\up 6(外办);\s\do 2(商务局))"), run("文件")], "外办商务局文件"),
        ([run("共"), laid_over(r"= 3 * (4 + 5)"), run("人")], "共人"),
        ([run("见"), run("内部", "<w:vanish/>"), run("文件", '<w:vanish w:val="0"/>')], "见文件"),
        ([run("已"), run("不", "<w:strike/>"), run("批准")], "已批准"),
        ([run("10"), run("4", '<w:vertAlign w:val="superscript"/>'), run("元")], "10^4元"),
        (["<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:tab/><w:t>C</w:t></w:r>"], "A-B C"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("是")], "☑是"),
        (["<m:oMath><m:r><m:t>x=7</m:t></m:r></m:oMath>", run("。")], "x=7。"),
        (
            [run("甲"), '<w:commentRangeStart w:id="0"/>', run("乙"), '<w:r><w:commentReference w:id="0"/></w:r>'],
            "甲乙",
        ),
    ],
)
def test_a_paragraph_is_read_as_it_is_shown(read_bytes_as: Reader, inner: list[str], shown: str) -> None:
    assert texts(read_bytes_as("a.docx", word_bytes(par(*inner), par("下一段。")))) == [shown, "下一段。"]


def test_a_strict_document_is_read_like_a_transitional_one(read_bytes_as: Reader) -> None:
    body = (par(run("共"), deleted("30"), inserted(run("145")), run("人。")), table(["城市", "年"], ["奥卢", "1992"]))
    plain = read_bytes_as("a.docx", word_bytes(*body))
    assert texts(read_bytes_as("b.docx", strict(word_bytes(*body)))) == texts(plain) == ["共145人。", "奥卢 | 1992"]


def test_a_field_over_several_paragraphs_hides_its_code_only(read_bytes_as: Reader) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = [
        par(run("前"), mark.format("begin"), run("IF 1 = 1")),
        par(run("代码"), mark.format("separate"), run("结果一")),
        par(run("结果二"), mark.format("end"), run("后")),
    ]
    assert texts(read_bytes_as("a.docx", word_bytes(*body))) == ["前", "结果一", "结果二后"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next(read_bytes_as: Reader) -> None:
    body = [par(run("两市于"), looks="<w:rPr><w:del/></w:rPr>"), par(run("1998年结好。"))]
    assert texts(read_bytes_as("a.docx", word_bytes(*body))) == ["两市于1998年结好。"]


@pytest.mark.parametrize("wrap", ["sdt", "customXml", "ins"])
def test_what_only_groups_paragraphs_rows_and_cells_hides_nothing(read_bytes_as: Reader, wrap: str) -> None:
    def within(inner: str) -> str:
        return (
            f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>" if wrap == "sdt" else f"<w:{wrap}>{inner}</w:{wrap}>"
        )

    rows = within(f"<w:tr>{cell('2020')}{within(cell('41'))}{cell('230')}</w:tr>")
    grid = table(["年份", "获奖", "落选"]).replace("</w:tbl>", f"{rows}</w:tbl>")
    document = read_bytes_as("a.docx", word_bytes(within(par("共56人。")), grid))
    assert texts(document) == ["共56人。", "2020 | 41 | 230"]
    assert document.blocks[-1].search_text == "年份: 2020; 获奖: 41; 落选: 230"


def test_removed_rows_and_cells_are_not_there(read_bytes_as: Reader) -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('假')}{cell('1')}</w:tr>"
    grid = table(["城市", "年"], ["坦佩雷", "2008"]).replace("</w:tbl>", f"{gone}</w:tbl>")
    assert texts(read_bytes_as("a.docx", word_bytes(grid))) == ["坦佩雷 | 2008"]


def test_a_text_box_is_read_once(read_bytes_as: Reader) -> None:
    box = f"<w:txbxContent>{par('共87名音乐家。')}</w:txbxContent>"
    twice = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read_bytes_as("a.docx", word_bytes(par("前。", twice), par("后。")))) == [
        "前。",
        "共87名音乐家。",
        "后。",
    ]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ([run("有118人参加"), "REF", run("。次年停办。")], "有118人参加（注1：不含志愿者）。次年停办。"),
        ([run("有118人参加。"), "REF", run("次年停办。")], "有118人参加（注1：不含志愿者）。次年停办。"),
        ([run("有118人"), "REF", run("参加")], "有118人参加（注1：不含志愿者）"),
    ],
)
@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_in_the_sentence_it_belongs_to(
    read_bytes_as: Reader, sentence: list[str], shown: str, kind: str
) -> None:
    reference = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="2"/></w:r>'
    notes = (
        f'<w:{kind} w:type="separator" w:id="-1">{par("-")}</w:{kind}>'
        f'<w:{kind} w:id="2">{par(f"<w:r><w:{kind}Ref/></w:r>", run(" 不含志愿者。"))}</w:{kind}>'
    )
    body = par(*(reference if each == "REF" else each for each in sentence))
    document = read_bytes_as("a.docx", word_bytes(body, par("完。"), **{f"{kind}s": part(f"{kind}s", notes)}))
    assert texts(document)[0] == shown.replace("注1", "注1" if kind == "footnote" else "尾注1")


def test_headers_are_read_once_and_page_numbers_never(read_bytes_as: Reader) -> None:
    parts = {
        "header1": part("hdr", par("市外办简报")),
        "header2": part("hdr", par("市外办简报")),
        "footer1": part("ftr", par(run("第"), field("PAGE", "3"), run("页"))),
    }
    assert texts(read_bytes_as("a.docx", word_bytes(par("正文一。"), par("正文二。"), **parts))) == [
        *("正文一。", "正文二。", "市外办简报")
    ]


def test_comments_are_left_out(read_bytes_as: Reader) -> None:
    comments = part("comments", f'<w:comment w:id="0">{par("这里要改")}</w:comment>')
    assert texts(read_bytes_as("a.docx", word_bytes(par("甲。"), par("乙。"), comments=comments))) == ["甲。", "乙。"]


def test_an_inserted_file_is_read_in_its_place(read_bytes_as: Reader) -> None:
    page = b"<html><body><p>\xe7\xac\xac\xe4\xb8\x83\xe6\x9d\xa1 \xe5\x85\x8d\xe8\xb4\xb9\xe3\x80\x82</p></body></html>"
    inner = word_bytes(par("第八条 收费。"))
    body = [par("前。"), '<w:altChunk r:id="aFChunk1"/>', '<w:altChunk r:id="aFChunk2"/>', par("后。")]
    document = read_bytes_as("a.docx", word_bytes(*body, aFChunk1=page, aFChunk2=inner))
    assert texts(document) == ["前。", "第七条 免费。", "第八条 收费。", "后。"]


def test_what_cannot_be_read_is_named(read_bytes_as: Reader) -> None:
    thing = "<w:r><w:object><o:OLEObject/></w:object></w:r>"
    picture = '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'
    body = [
        par("甲", thing),
        par("乙", thing, picture, thing, picture),
        par(run("丙"), inserted(run("丁"))),
        '<w:altChunk r:id="gone"/>',
    ]
    assert read_bytes_as("a.docx", word_bytes(*body)).notes == (
        "It has tracked changes (1); it was read as with all of them accepted.",
        "3 embedded objects were not read.",
        "2 pictures were not read.",
        "1 inserted file was not read.",
    )
    assert read_bytes_as("b.docx", word_bytes(par("甲。"), par("乙。"))).notes == ()


@pytest.mark.parametrize(
    ("levels", "items", "shown"),
    [
        ([("chineseCountingThousand", "第%1条")], [0, 0, 0], ["第一条 甲", "第二条 甲", "第三条 甲"]),
        (
            [("chineseCounting", "%1、"), ("chineseCounting", "(%2)")],
            [0, 1, 1, 0, 1],
            ["一、甲", "(一) 甲", "(二) 甲", "二、甲", "(一) 甲"],
        ),
        ([("decimal", "%1."), ("decimal", "%1.%2")], [0, 1, 1, 0, 1], ["1. 甲", "1.1 甲", "1.2 甲", "2. 甲", "2.1 甲"]),
        (
            [("upperRoman", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "(%3)")],
            [0, 1, 2, 2],
            ["I. 甲", "a) 甲", "(i) 甲", "(ii) 甲"],
        ),
        ([("decimalEnclosedCircleChinese", "%1")], [0, 0], ["① 甲", "② 甲"]),
        ([("ideographTraditional", "%1、")], [0, 0], ["甲、甲", "乙、甲"]),
        ([("bullet", "●")], [0, 0], ["甲", "甲"]),
    ],
)
def test_automatic_numbers_are_written_out(
    read_bytes_as: Reader, levels: list[tuple[str, str]], items: list[int], shown: list[str]
) -> None:
    body = [listed("甲", level=level) for level in items]
    document = read_bytes_as("a.docx", word_bytes(*body, par("完。"), numbering=numbering(*levels)))
    assert texts(document)[: len(shown)] == shown


def test_lists_restart_where_they_say_so(read_bytes_as: Reader) -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = [listed("甲"), listed("乙", num=2), listed("丙", num=2), listed("丁", num=3), listed("戊", num=0)]
    document = read_bytes_as("a.docx", word_bytes(*body, numbering=numbering(("decimal", "%1."), more=more)))
    assert texts(document) == ["1. 甲", "5. 乙", "6. 丙", "7. 丁", "戊"]


def test_a_numbered_article_is_cited_by_its_number(tmp_path: Path) -> None:
    body = [par("青年互访办法"), *(listed(f"第{n}项规定的内容在这里说明。") for n in range(1, 13))]
    path = tmp_path / "a.docx"
    path.write_bytes(word_bytes(*body, numbering=numbering(("chineseCountingThousand", "第%1条"))))
    document = clean(read(path, relative="a.docx", audience=Audience.PUBLIC))
    passages = split(document, _NoPlaces())
    assert [passage.locator for passage in passages][-3:] == ["第十条", "第十一条", "第十二条"]


@given(st.integers(0, 9999))
def test_a_number_is_written_as_it_is_read(number: int) -> None:
    assert chinese_value(chinese_numeral(number)) == number


def test_merged_cells_stand_in_every_row_that_they_cover(read_bytes_as: Reader) -> None:
    wide, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = table(
        [cell("国别", down), cell("人数", wide)],
        [cell("", on), "男", "女"],
        [cell("法国", down), "12", "12"],
        [cell("", on), "7", "9"],
        [cell("合计", ""), cell("40", wide)],
    )
    document = read_bytes_as("a.docx", word_bytes(par("表"), grid))
    assert [(block.text, block.search_text) for block in document.blocks[1:]] == [
        ("法国 | 12 | 12", "国别: 法国; 人数 男: 12; 人数 女: 12"),
        ("法国 | 7 | 9", "国别: 法国; 人数 男: 7; 人数 女: 9"),
        ("合计 | 40", "国别: 合计; 人数: 40"),
    ]


def test_a_table_in_a_cell_is_read_after_its_own(read_bytes_as: Reader) -> None:
    inner = table(["届", "城市"], ["一", "罗萨里奥"])
    outer = table(["项目", "说明"], ["论坛", f"<w:tc>{par('两届。')}{inner}</w:tc>"])
    assert texts(read_bytes_as("a.docx", word_bytes(outer))) == ["论坛 | 两届。", "一 | 罗萨里奥"]


def test_a_table_for_layout_is_read_as_text(read_bytes_as: Reader) -> None:
    two = f"<w:tc>{par('甲方:市外办')}{par('乙方:大学')}</w:tc>"
    document = read_bytes_as("a.docx", word_bytes(par("两市合作协议书"), table([two, "日期"])))
    assert [(block.kind.value, block.text) for block in document.blocks[1:]] == [
        ("paragraph", "甲方:市外办"),
        ("paragraph", "乙方:大学"),
        ("paragraph", "日期"),
    ]


def test_the_lines_of_a_table_of_contents_are_left_out(read_bytes_as: Reader) -> None:
    styles = part("styles", '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>')
    contents = par("第一章 总则\t3", looks='<w:pStyle w:val="11"/>')
    assert texts(read_bytes_as("a.docx", word_bytes(contents, par("甲。"), par("乙。"), styles=styles))) == [
        "甲。",
        "乙。",
    ]


_WORDS = st.text(alphabet="市外办友城0123456789ab", min_size=1, max_size=6)
_SHOWN = st.tuples(st.sampled_from(["run", "ins", "moveTo", "smartTag", "sdt", "field", "hyperlink"]), _WORDS)
_HIDDEN = st.tuples(st.sampled_from(["del", "moveFrom", "vanish", "code"]), _WORDS)


def _written(kind: str, text: str) -> str:
    if kind == "sdt":
        return f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
    if kind == "field":
        return field("REF x", text)
    if kind == "code":
        return f"<w:r><w:instrText>{text}</w:instrText></w:r>"
    if kind in {"run", "vanish"}:
        return run(text, "<w:vanish/>" if kind == "vanish" else "")
    return f"<w:{kind}>{run(text)}</w:{kind}>"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.one_of(_SHOWN, _HIDDEN), min_size=1, max_size=6), min_size=1, max_size=5))
def test_what_is_shown_is_what_is_read(read_bytes_as: Reader, paragraphs: list[list[tuple[str, str]]]) -> None:
    body = [par(*(_written(kind, text) for kind, text in pieces)) for pieces in paragraphs]
    hidden = {"del", "moveFrom", "vanish", "code"}
    shown = ["".join(text for kind, text in pieces if kind not in hidden) for pieces in paragraphs]
    document = read_bytes_as("a.docx", word_bytes(*body, par("结束。")))
    assert texts(document) == [*filter(None, shown), "结束。"]


def test_a_table_of_two_columns_in_a_cell_is_told_in_its_row(read_bytes_as: Reader) -> None:
    def inner(*rows: list[str]) -> str:
        return f"<w:tc>{table(*rows)}{par('')}</w:tc>"

    rows = (
        ["项目", "详情"],
        ["马赛项目", inner(["期限", "18个月"], ["联系人：", "罗予安"])],
        ["米兰项目", "联系人：谢砚秋"],
        ["Porvoo choir", inner(["Singers", "31"], ["Contact", "M. Lind"], ["Hotel", ""])],
    )
    document = read_bytes_as("a.docx", word_bytes(par("合作项目"), table(*rows)))
    assert [block.search_text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [
        "项目: 马赛项目; 详情: 期限：18个月；联系人：罗予安",
        "项目: 米兰项目; 详情: 联系人：谢砚秋",
        "项目: Porvoo choir; 详情: Singers: 31; Contact: M. Lind",
    ]


def test_any_other_table_in_a_cell_is_read_after_its_own(read_bytes_as: Reader) -> None:
    inner = table(["年份", "人数", "地点"], ["2018", "33", "里昂"])
    rows = (["项目", "详情"], ["奖学金", f"<w:tc>{par('见表')}{inner}</w:tc>"], ["音乐节", "无"])
    document = read_bytes_as("a.docx", word_bytes(par("合作项目"), table(*rows)))
    assert [block.search_text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [
        *("项目: 奖学金; 详情: 见表", "项目: 音乐节; 详情: 无", "年份: 2018; 人数: 33; 地点: 里昂")
    ]


def test_a_unit_in_the_line_above_a_table_names_its_columns_of_figures(read_bytes_as: Reader) -> None:
    rows = (["友城", "经费"], ["里昂", "12.5"], ["大邱", "8"])
    document = clean(read_bytes_as("a.docx", word_bytes(par("经费安排"), par("单位：万元"), table(*rows))))
    assert [block.search_text for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [
        *("友城: 里昂; 经费（万元）: 12.5", "友城: 大邱; 经费（万元）: 8")
    ]
