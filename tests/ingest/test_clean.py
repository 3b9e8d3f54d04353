from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean, mend, trim_controls
from ingest.document import Block, BlockKind, Document
from ingest.readers import read
from ingest.readers.metadata import describe
from ingest.readers.text import blocks_of
from knowledge.evidence import Audience

BODY = "昆明市共缔结国际友城23对、友好交流城市20对,结好城市遍及世界五大洲,交流合作不断深入,成果丰硕。"
ENGLISH = "Kunming has 23 pairs of sister cities and 20 pairs of friendly exchange cities all over the world."


def _cleaned(text: str) -> list[str]:
    return [block.text for block in clean(_document(text)).blocks]


def _document(text: str) -> Document:
    return describe("a.txt", blocks_of(text), audience=Audience.PUBLIC)


@pytest.mark.parametrize(
    "line",
    [
        "当前位置: 首页 > 政务公开 > 决策公开",
        "您的位置:首页",
        "Home > News > Cities",
        "APP下载",
        "某某新闻客户端",
        "扫一扫在手机打开当前页",
        "更多猛料!欢迎扫描左方二维码关注官方微信",
        "【打印本页】 【关闭窗口】",
        "分享到:",
        "字号大小: 大 中 小",
        "浏览次数:123",
        "Copyright © 1996-2019 Some Corporation",
        "某公司 版权所有",
        "Share this article",
        "责任编辑:张三",
        "* * *",
        "————",
    ],
)
def test_what_a_page_wraps_around_a_text_is_dropped(line: str) -> None:
    assert line not in _cleaned(f"友城大会\n\n{line}\n\n{BODY}\n\n{line}\n\n{ENGLISH}\n\n{line}\n")
    assert BODY in _cleaned(f"友城大会\n\n{line}\n\n{BODY}")


@pytest.mark.parametrize("marker", ["猜你喜欢", "相关阅读:", "延伸阅读", "Related articles", "You may also like"])
def test_related_articles_are_dropped_to_the_end(marker: str) -> None:
    links = "没有叫停!广州旧改,还在推进……\nBattle for Bohemia\n9000万平!超20家房企厮杀! “旧改王”花落谁家?\n大都市"
    assert _cleaned(f"友城大会\n\n{BODY}\n\n{marker}\n\n{links}") == ["友城大会", BODY]


def test_text_after_a_box_of_related_articles_stays() -> None:
    assert _cleaned(f"友城大会\n\n{BODY}\n\n相关阅读\n一条别的新闻\n\n{BODY[::-1]}。\n\n{ENGLISH}") == [
        *("友城大会", BODY, f"{BODY[::-1]}。", ENGLISH)
    ]


def test_the_foot_of_a_page_is_dropped_with_its_phone_numbers_and_tags() -> None:
    foot = "东南亚尼泊尔\n新闻公众号\n\n图片故事\n\n意见反馈留言板 400-052-0066\n\n举报邮箱:a@example.com"
    assert _cleaned(f"友城大会\n\n{BODY}\n\n{foot}\n\nAll Rights Reserved") == ["友城大会", BODY]


def test_a_notice_keeps_its_phone_number_and_signature() -> None:
    kept = ["联系电话:0871-1234567", "热线 12345", "昆明市外办", "2019年9月23日"]
    assert _cleaned(f"友城大会\n\n{BODY}\n\n" + "\n".join(kept))[-4:] == kept


def test_words_of_the_page_inside_a_sentence_stay() -> None:
    sentences = [
        "市民可扫一扫海报上的码报名。",
        "相关阅读材料已经印发各有关单位。",
        "Please share this with your partners in Lyon.",
    ]
    assert _cleaned(f"友城大会\n\n{BODY}\n\n" + "\n\n".join(sentences))[-3:] == sentences


def test_a_repeated_headline_is_kept_once() -> None:
    text = f"行动计划(2018-2020年)\n行动计划\n\n2018-2020年)\n原标题:行动计划(2018-2020年)\n\n{BODY}"
    assert _cleaned(text) == ["行动计划(2018-2020年)", BODY]


def test_the_publication_line_stays_without_the_buttons_beside_it() -> None:
    line = "信息来源:市外办发表时间:2018-11-30 10:05浏览次数: 字号大小: 打印本页 关闭本页"
    document = clean(_document(f"行动计划\n{line}\n\n{BODY}"))
    imprint = [block.text for block in document.blocks if block.kind is BlockKind.IMPRINT]
    assert imprint == ["信息来源:市外办发表时间:2018-11-30 10:05"]


def test_a_source_whose_name_speaks_of_print_is_not_cut() -> None:
    assert trim_controls("来源:中国打印网 2019-01-02") == "来源:中国打印网 2019-01-02"


@given(
    st.lists(
        st.text(
            alphabet=st.sampled_from("广州昆明友好城市首页分享版权举报>|©相关阅读, ab1"), min_size=6, max_size=90
        ).map(lambda text: f"{text.strip()}与昆明结好。"),
        min_size=1,
        max_size=12,
    )
)
def test_no_sentence_is_ever_dropped(sentences: list[str]) -> None:
    blocks = tuple(Block(sentence) for sentence in sentences)
    document = Document("a.txt", "昆明", "", None, "", _document(BODY).language, blocks)
    assert clean(document).blocks == blocks


@pytest.mark.parametrize(
    ("damaged", "vocabulary", "mended"),
    [
        ("Asian-Pacif i c City Summit", (), "Asian-Pacific City Summit"),
        ("the conf l ict", (), "the conflict"),
        ("if I may", (), "if I may"),
        ("中 国 人 民 对 外", (), "中国人民对外"),
        ("加强团结协作 共同应对挑战", (), "加强团结协作 共同应对挑战"),
        ("一是 积极", (), "一是 积极"),
        ("the agree-\nment", (), "the agreement"),
        ("the co-\noperation", ("co-operation",), "the co-operation"),
        ("the may-or of Lyon", ("mayor",), "the mayor of Lyon"),
        ("a win-win situation", (), "a win-win situation"),
        ("结为友好\n城市。", (), "结为友好城市。"),
        ("结好。\n明年", (), "结好。\n明年"),
    ],
)
def test_ocr_is_mended_only_where_certain(damaged: str, vocabulary: tuple[str, ...], mended: str) -> None:
    assert mend(damaged, vocabulary) == mended


@given(st.text(alphabet=st.sampled_from("广州友好, .;-\nabfil AB12"), max_size=60))
def test_mending_takes_out_spaces_and_hyphens_only(text: str) -> None:
    def kept(value: str) -> str:
        return "".join(char for char in value if char not in " \n\t-")

    assert kept(mend(text)) == kept(text)
    assert mend(mend(text)) == mend(text)


@pytest.mark.parametrize(
    ("prefix", "dropped", "kept"),
    [
        ("001", ["猜你喜欢", "Battle for Bohemia", "APP下载"], ["2013-08-15刘保春", "公共外交季刊 2013年4期"]),
        ("002", ["当前位置", "扫一扫", "浏览次数"], ["信息来源:广州市人民政府外事办公室发表时间:2018-11-30 10:05"]),
        (
            "003",
            ["400-052-0066", "62675637", "jubao", "东南亚尼泊尔\n", "图片故事"],
            ["2019年09月23日 08:24 昆明市政府网站"],
        ),
        ("000", [], ["2018-07-24 10:36:48", "2018-07-24 11:08:12"]),
        ("004", [], ["(2020年10月26日在杭州市第十三届人民代表大会常务委员会第三十次会议上)", "以上报告,请予审议。"]),
    ],
)
def test_the_real_papers_lose_their_wrapping_and_nothing_else(
    paper: Callable[[str], Path], prefix: str, dropped: list[str], kept: list[str]
) -> None:
    path = paper(prefix)
    document = read(path, relative=path.name, audience=Audience.PUBLIC)
    lines = [block.text for block in clean(document).blocks]
    assert not [word for word in dropped if word in "\n".join(lines)]
    assert [line for line in kept if line not in lines] == []
    long_lines = [block.text for block in document.blocks if block.text.endswith("。")]
    assert [line for line in long_lines if line not in lines] == []
