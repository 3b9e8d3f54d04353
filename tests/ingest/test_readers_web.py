from collections.abc import Callable

import pytest

from ingest.document import Document

Reader = Callable[[str, bytes], Document]

ZH = "哈默菲斯特市代表团来访,两市商定在渔业、教育和青年往来方面扩大合作,互派学生和教师。"
TIES = """<table><tr><td>城市</td><td>国家</td><td>结好时间</td></tr>
<tr><td>考纳斯</td><td>立陶宛</td><td>1974年2月1日</td></tr><tr><td>卑尔根</td><td>挪威</td><td>1981年3月4日</td></tr></table>"""


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("<title>友城</title>", f"<h1>友好城市一览表</h1><p>{ZH}</p>{TIES}", None),
        (
            "",
            f"<h1>友好城市一览表</h1><ul><li>1974年2月1日 考纳斯</li><li>1981年3月4日 卑尔根</li></ul><p>{ZH}</p>",
            None,
        ),
        ("", f"<h1>友好城市一览表</h1><p>{ZH}</p>{TIES}<p>发布时间：2022-03-05</p>", "2022-03-05"),
        ('<meta name="PubDate" content="2021-06-07 09:30:00">', f"<h1>友城</h1>{TIES}<p>{ZH}</p>", "2021-06-07"),
        ('<meta property="article:published_time" content="2020-01-02T03:04:05+08:00">', f"<p>{ZH}</p>", "2020-01-02"),
        ("", f"<h1>友城</h1><p>{ZH}</p><div>更新时间：2024-01-01 发布日期：2023年5月6日</div>", "2023-05-06"),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2019-08-09"}]}</script>',
            f"<p>{ZH}</p>",
            "2019-08-09",
        ),
        ("", f'<h1>友城</h1><time datetime="2018-02-03">上周</time><p>{ZH}</p>', "2018-02-03"),
        ("", f"<h1>友城</h1><div>2017-04-05 10:20 市外办</div><p>{ZH}</p>", "2017-04-05"),
        (
            "",
            f"<table><tr><td>索引号</td><td>A-1</td></tr><tr><td>发文日期</td><td>2016年7月8日</td></tr></table>{TIES}",
            "2016-07-08",
        ),
        ("", f"<h1>友城</h1><p>{ZH}</p><div>© 2024 市外办</div>", None),
        ('<script type="application/ld+json">{"broken</script>', f"<p>{ZH}1999年10月,两市结好。</p>", None),
    ],
)
def test_the_date_of_a_page_is_what_says_that_it_is(
    read_bytes_as: Reader, head: str, body: str, date: str | None
) -> None:
    published = read_bytes_as("a.html", page(body, head)).published
    assert (str(published) if published else None) == date


def test_the_title_of_a_government_page_is_that_of_its_article(read_bytes_as: Reader) -> None:
    head = '<title>门户网站</title><meta name="ArticleTitle" content="友城青年营招募">'
    head += '<meta name="ContentSource" content="市外办">'
    document = read_bytes_as("a.html", page(f"<p>{ZH}</p>", head))
    assert (document.title, document.publisher) == ("友城青年营招募", "市外办")


def test_a_short_page_keeps_its_headings_lists_and_rows(read_bytes_as: Reader) -> None:
    body = """<div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">办事</a></div><h1>友城简介</h1>
    <h2>法国</h2><ul><li>鲁昂,1991年</li><li>卡昂,2001年</li></ul><h2>日本</h2>
    <table><tr><th>国家</th><th>城市</th><th>年</th></tr><tr><td rowspan=2>日本</td><td>长冈</td><td>1979</td></tr>
    <tr><td>大分</td><td>1997</td></tr></table><p>联系我们:市外办</p><footer>版权所有</footer>"""
    document = read_bytes_as("a.html", page(body))
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("title", "友城简介"),
        ("heading", "法国"),
        ("list_item", "鲁昂,1991年"),
        ("list_item", "卡昂,2001年"),
        ("heading", "日本"),
        ("table_row", "日本 | 长冈 | 1979"),
        ("table_row", "日本 | 大分 | 1997"),
        ("paragraph", "联系我们:市外办"),
    ]
    assert document.blocks[6].search_text == "国家: 日本; 城市: 大分; 年: 1997"


def test_a_paragraph_that_stands_twice_is_there_twice(read_bytes_as: Reader) -> None:
    assert texts(read_bytes_as("a.html", page(f"<h1>公告</h1><p>{ZH}</p><p>{ZH}</p>")))[1:] == [ZH, ZH]


def test_a_word_that_a_page_may_break_is_whole(read_bytes_as: Reader) -> None:
    said = "Den&shy;ver and 里&#8203;昂 since 1988年&ZeroWidthSpace;1月19日"
    rows = "<tr><th>城市<th>日\u200b期</tr><tr><td>苏\u200b黎世<td>1982\u00ad年</tr>"
    document = read_bytes_as("a.html", page(f"<h1>公\u200b告</h1><p>{ZH}</p><p>{said}</p><table>{rows}</table>"))
    assert texts(document) == ["公告", ZH, "Denver and 里昂 since 1988年1月19日", "苏黎世 | 1982年"]
    assert document.title == "公告"
    assert document.blocks[-1].search_text == "城市: 苏黎世; 日期: 1982年"


def test_what_a_page_strikes_out_is_left_out_and_told(read_bytes_as: Reader) -> None:
    ended = "<span style='color: red; text-decoration: line-through'>，已终止</span>"
    said = f"我市与里昂市于<del>1998</del><ins>1988</ins>年结好{ended}。"
    document = read_bytes_as("a.html", page(f"<h1>公告</h1><p>{ZH}</p><p><s class='icon'></s>{said}</p>"))
    assert texts(document)[-1] == "我市与里昂市于1988年结好。"
    assert document.notes == ("2 struck-out texts were left out",)


def test_what_a_page_underlines_stays(read_bytes_as: Reader) -> None:
    said = "我市与<u>里昂市</u>于<span style='text-decoration: underline'>1988</span>年结好。"
    document = read_bytes_as("a.html", page(f"<h1>公告</h1><p>{ZH}</p><p>{said}</p>"))
    assert texts(document)[-1] == "我市与里昂市于1988年结好。"
    assert document.notes == ()


def test_menus_and_what_stands_around_an_article_are_left_out(read_bytes_as: Reader) -> None:
    menu = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(9))
    body = f"""<form><ul>{menu}</ul><div class="main"><div class="breadcrumb"><a>首页</a> &gt; <a>外事</a></div>
    <h1>友城大会召开</h1><div>2019-09-23 08:24 来源:市报</div><div><p>{ZH}</p><p>{ZH[::-1]}</p>
    <div style="display: none">看不见的字</div><script>var a = 1</script></div></div>
    <div class="sidebar"><p>{"广告词很长很长" * 6}</p></div><div role="navigation">{menu}</div></form>"""
    document = read_bytes_as("a.html", page(body, "<title>友城大会召开</title>"))
    assert texts(document) == ["友城大会召开", "2019-09-23 08:24 来源:市报", ZH, ZH[::-1]]
    assert str(document.published) == "2019-09-23"


def test_a_list_of_cities_that_are_links_is_no_menu(read_bytes_as: Reader) -> None:
    cities = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("鲁昂", "卡昂", "长冈", "考纳斯"))
    assert texts(read_bytes_as("a.html", page(f"<h1>友好城市</h1><p>{ZH}</p><ul>{cities}</ul>")))[2:] == [
        *("鲁昂", "卡昂", "长冈", "考纳斯")
    ]


def test_a_table_that_lays_out_the_page_is_no_table(read_bytes_as: Reader) -> None:
    body = f"<table><tr><td><h1>友城</h1></td></tr><tr><td><p>{ZH}</p>{TIES}</td></tr></table>"
    document = read_bytes_as("a.html", page(body, "<title>友城</title>"))
    assert [(block.kind.value, block.row) for block in document.blocks] == [
        *(("title", None), ("paragraph", None), ("table_row", 2), ("table_row", 3))
    ]


def test_terms_keep_what_is_said_of_them_and_lines_are_broken_where_they_are(read_bytes_as: Reader) -> None:
    body = "<h1>联络</h1><p>地址:长堤<br>电话:12</p><dl><dt>国家</dt><dd>立陶宛</dd><dt>结好</dt><dd>1992</dd></dl>"
    assert texts(read_bytes_as("a.html", page(body)))[1:] == ["地址:长堤", "电话:12", "国家: 立陶宛", "结好: 1992"]


def test_the_parts_title_and_notes_of_a_table_are_told_from_its_rows(read_bytes_as: Reader) -> None:
    body = """<h1>概况</h1><table><tr><td colspan=2>友城一览表</td></tr><tr><td>城市</td><td>年</td></tr>
    <tr><td colspan=2>亚洲</td></tr><tr><td>长冈</td><td>1987</td></tr><tr><td colspan=2>欧洲</td></tr>
    <tr><td>考纳斯</td><td>1992</td></tr><tr><td colspan=2>注:截至2020年。</td></tr></table>"""
    blocks = read_bytes_as("a.html", page(body)).blocks
    assert [(block.kind.value, block.text, block.search_text) for block in blocks[1:]] == [
        ("paragraph", "友城一览表", ""),
        ("heading", "亚洲", ""),
        ("table_row", "长冈 | 1987", "城市: 长冈; 年: 1987"),
        ("heading", "欧洲", ""),
        ("table_row", "考纳斯 | 1992", "城市: 考纳斯; 年: 1992"),
        ("paragraph", "注:截至2020年。", ""),
    ]


def test_a_table_without_column_names_loses_no_row(read_bytes_as: Reader) -> None:
    body = "<h1>友城</h1><table><tr><td>鲁昂</td><td>1991</td></tr><tr><td>卡昂</td><td>2001-05-06</td></tr></table>"
    assert texts(read_bytes_as("a.html", page(body.replace("1991", "1991-02-03"))))[1:] == [
        *("鲁昂 | 1991-02-03", "卡昂 | 2001-05-06")
    ]
