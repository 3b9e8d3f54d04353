import collections
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.document import Block, BlockKind, Document, weight
from ingest.readers import read
from ingest.readers.metadata import describe
from ingest.readers.text import blocks_of
from ingest.split import split
from ingest.split.passages import MERGED
from ingest.split.sentences import MAX_SENTENCE, WHOLE, SentenceSplitter
from knowledge.evidence import Audience, Language, Passage
from knowledge.names import Mention, Place, PlaceKind
from knowledge.text.sentences import split_sentences

PLAN = """行动计划
信息来源:市外办发表时间:2018-11-30 10:05

为全面推进国际交往中心建设,结合我市实际,特制定本行动计划。

一、总体要求

(一)指导思想

全面贯彻会议精神,统筹国际交往动力、平台、网络、格局、环境建设。

二、重点任务

(一)建设平台

1. 全面推进开放。进一步扩大关键领域对外开放,抓住机遇,制定政策措施。

2. 发展合作。出台实施新一轮行动计划,建立多层次多领域合作机制。

第三条 本计划由市外办解释,自发布之日起施行,有效期三年。
"""

TRANSCRIPT = """- (主持人)市政府新闻办公室副主任 张三:
(Host) Zhang San, Deputy Director of the Information Office:
各位记者朋友,大家好!今天是友城工作新闻发布会。
Greetings to friends from the media. Today is the press conference on sister cities.
- 2018-07-24 10:36:48
- 市外办副主任 李四:
LI Si, Deputy Director of the Foreign Affairs Office:
一、打造品牌,作出更大的贡献
First, we will build the brand and contribute more to the world.
(一)突出优势。广州奖每两年举办一届,每届评选出5个获奖城市,促进了全球城市的交流与合作,成为创新品牌。
(1) It makes full play of the advantages.
Held biennially, the Guangzhou Award selects 5 award-winning cities.
It has become an innovative brand for Chinese cities.
- 2018-07-24 10:39:34
- (主持人)(市政府新闻办公室副主任张三):
(Host)Zhang San, Deputy Director of the Information Office:
发布会到此结束,谢谢大家。
The conference will end now. Thank you all.
- 2018-07-24 11:08:12
"""


class _Gazetteer:
    """A gazetteer of four names."""

    places = (
        ("昆明", Place("kunming-cn", PlaceKind.CITY, "昆明", "Kunming")),
        ("苏黎世", Place("zurich-ch", PlaceKind.CITY, "苏黎世", "Zurich")),
        ("藤泽", Place("fujisawa-jp", PlaceKind.CITY, "藤泽", "Fujisawa")),
        ("中国", Place("country:cn", PlaceKind.COUNTRY, "中国", "China")),
    )

    def find(self, text: str) -> list[Mention]:
        return [Mention(place, 0, 0, name) for name, place in self.places for _ in range(text.count(name))]


def _split(text: str, name: str = "a.txt") -> list[Passage]:
    return split(clean(describe(name, blocks_of(text), audience=Audience.PUBLIC)), _Gazetteer())


def test_headings_and_clauses_lead_to_their_passages() -> None:
    assert [(passage.locator, passage.heading) for passage in _split(PLAN)] == [
        ("发布信息", ""),
        ("第1段", ""),
        ("一、总体要求 › (一)", "一、总体要求 › (一)指导思想"),
        ("二、重点任务 › (一) › 1", "二、重点任务 › (一)建设平台"),
        ("二、重点任务 › (一) › 2", "二、重点任务 › (一)建设平台"),
        ("第三条", ""),
    ]


def test_a_passage_opens_with_its_headings_and_is_searched_without_them() -> None:
    passage = _split(PLAN)[3]
    assert passage.text.startswith("二、重点任务\n(一)建设平台\n1. 全面推进开放。")
    assert passage.search_text.startswith("1. 全面推进开放。")


def test_who_published_and_when_can_be_quoted() -> None:
    passage = _split(PLAN)[0]
    assert passage.text == "行动计划\n信息来源:市外办发表时间:2018-11-30 10:05"
    assert "发布时间" in passage.search_text


def test_unnumbered_headings_are_seen() -> None:
    body = "昆明市积极搭建对外交流合作的平台,与多座城市缔结为国际友好城市,往来不断深入,成果丰硕。"
    passages = _split(f"友城大会\n\n{body}\n\n交流品牌更加响亮\n\n{body[::-1]}。\n\n“朋友圈”日益壮大\n\n{body}{body}")
    assert [passage.heading for passage in passages] == ["", "交流品牌更加响亮", "“朋友圈”日益壮大"]


def test_a_transcript_gives_every_turn_its_speaker_and_the_time_after_it() -> None:
    passages = _split(TRANSCRIPT)
    assert [(passage.language.value, passage.locator) for passage in passages] == [
        ("zh", "张三，10:36"),
        ("en", "Zhang San, 10:36"),
        ("zh", "李四，10:39 › 一 › (一)"),
        ("en", "Li Si, 10:39 › First › (1)"),
        ("zh", "张三，11:08"),
        ("en", "Zhang San, 11:08"),
    ]
    assert passages[0].text.endswith("\n2018-07-24 10:36:48")
    assert passages[-1].text.endswith("\n2018-07-24 11:08:12")
    assert "市外办副主任 李四:" in passages[2].text


def test_times_before_their_turns_are_read_so() -> None:
    lines = [
        "2018-07-24 10:00:00",
        "张三:",
        "大家好,发布会现在开始。",
        "2018-07-24 10:05:00",
        "李四:",
        "请问友城有多少个?",
    ]
    assert [passage.locator for passage in _split("\n".join(lines))] == ["张三，10:00", "李四，10:05"]


def test_both_sides_of_bilingual_text_share_a_pair() -> None:
    passages = _split(TRANSCRIPT)
    pairs = [passage.pair for passage in passages]
    assert all(pairs)
    assert [pairs[n] == pairs[n + 1] for n in (0, 2, 4)] == [True] * 3
    assert len(set(pairs)) == 3
    assert "innovative brand" in passages[3].text


def test_text_of_one_language_has_no_pair() -> None:
    assert {passage.pair for passage in _split(PLAN)} == {""}


def test_a_dialogue_changes_passage_with_its_speaker() -> None:
    text = "记者:友城有多少个?\n张三:一共有二十三个。\n记者:最早的是哪个?\n张三:是日本藤泽,1981年结好。"
    passages = _split(f"友城访谈\n\n{text}")
    assert [passage.locator for passage in passages] == ["张三 › 记者:友城有多少个?", "张三 › 记者:最早的是哪个?"]
    assert "二十三个" not in passages[-1].text


def test_short_neighbours_are_merged_and_whole_paragraphs_are_not() -> None:
    long = "昆明市积极搭建对外交流合作的平台,与多座城市缔结为国际友好城市,往来不断深入,成果丰硕。" * 3
    passages = _split(f"友城大会\n\n{long}\n\n昆明很美。\n\n{long[::-1]}。\n\n{long}")
    assert [passage.text.count("\n") for passage in passages] == [2, 0, 0]


@pytest.mark.parametrize(
    "words", ["Guangzhou and Lyon exchange students every year, and chefs too. " * 12, "广州与里昂每年互派学生。" * 20]
)
def test_an_encyclopaedia_paragraph_stays_one_passage(words: str) -> None:
    paragraphs = [f"{n} {words.strip()}" for n in range(5)]
    assert [passage.text for passage in _split("\n\n".join(paragraphs))] == paragraphs
    assert [passage.text for passage in _split(paragraphs[0])] == paragraphs[:1]


def test_a_salutation_goes_with_what_follows() -> None:
    passage = _split("(2020年10月26日在市人大常委会会议上)\n市外事工委\n市人大常委会:\n" + "国际友城工作很重要。" * 25)[
        1
    ]
    assert passage.text.startswith("市人大常委会:\n国际友城")


def test_an_overlong_clause_is_divided_before_the_members_of_its_list() -> None:
    member = "是以友好交往为主,往来不断深入,成果丰硕。交流合作领域不断拓宽,层次不断提升。" * 5
    passages = _split(f"报告\n\n(一)突出优势。一{member}二{member}三{member}四{member}")
    assert [passage.text[:2] for passage in passages[1:]] == ["三是"]
    assert passages[1].heading == "(一)突出优势"


def test_rows_are_passages_and_carry_their_columns() -> None:
    blocks = [Block("福冈,1979", BlockKind.TABLE_ROW, row=2, columns=("城市", "年"), cells=("福冈", "1979"))]
    (passage,) = split(describe("a.csv", blocks, audience=Audience.STAFF), _Gazetteer())
    assert (passage.text, passage.search_text, passage.locator) == ("福冈,1979", "城市: 福冈; 年: 1979", "第2行")
    assert passage.audience is Audience.STAFF


def test_a_table_has_its_title_above_its_rows_and_not_above_what_follows() -> None:
    rows = [Block(name, BlockKind.TABLE_ROW, row=n, page=3) for n, name in enumerate(("长冈", "鲁昂", "考纳斯"), 2)]
    part = Block("欧洲", BlockKind.HEADING, level=21)
    blocks = [
        Block("友城工作情况"),
        Block("本市的友城见下表。"),
        Block("表1 友城一览"),
        rows[0],
        part,
        *rows[1:],
        Block("表后的正文写在这里。"),
    ]
    passages = split(describe("a.pdf", blocks, audience=Audience.PUBLIC), _Gazetteer())
    found = {passage.text.rsplit("\n", 1)[-1]: (passage.heading, passage.locator) for passage in passages}
    assert found["长冈"] == ("表1 友城一览", "表1 友城一览 › 第3页，第2行")
    assert found["考纳斯"] == ("表1 友城一览 › 欧洲", "表1 友城一览 › 欧洲 › 第3页，第4行")
    assert found["表后的正文写在这里。"][0] == ""


def test_pages_are_named() -> None:
    blocks = [Block("广州与里昂每年互派学生。" * 12, page=n) for n in (1, 3)]
    assert [
        passage.locator for passage in split(describe("a.pdf", blocks, audience=Audience.PUBLIC), _Gazetteer())
    ] == ["第1页", "第3页"]


def test_mended_words_are_searched_and_the_text_stays_as_it_is() -> None:
    (passage,) = _split("亚太城市首脑会议(Asian-Pacif i c City Summit)在广州举行,来自各国的市长出席了会议。")
    assert "Asian-Pacif i c" in passage.text
    assert "Asian-Pacific" in passage.search_text


def test_a_document_is_about_the_cities_it_names_most() -> None:
    text = "昆明" * 6 + "与苏黎世、藤泽结好。" * 3 + "中国" * 9
    about = {passage.about for passage in _split(text)}
    assert about == {("kunming-cn", "zurich-ch")}
    assert {passage.about for passage in _split("昆明与苏黎世结好。")} == {()}


def test_each_side_has_the_title_in_its_language() -> None:
    bullets = ("广州与里昂每年互派学生。", "They exchange students every year.")
    blocks = tuple(Block(bullet, BlockKind.LIST_ITEM) for bullet in bullets)
    document = Document("n.md", "Plan", "Office", None, "", Language.EN, blocks)
    document = dataclasses.replace(document, other_title="计划", other_publisher="外办")
    assert [(passage.source.title, passage.source.publisher) for passage in split(document, _Gazetteer())] == [
        ("计划", "外办"),
        ("Plan", "Office"),
    ]


def test_the_same_document_gives_the_same_ids_and_another_gives_others() -> None:
    ids = [passage.id for passage in _split(PLAN)]
    assert ids == [passage.id for passage in _split(PLAN)]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {passage.id for passage in _split(PLAN, "b.txt")}


_SENTENCE = st.text(alphabet=st.sampled_from("广州昆明友好城市交流合作,一二三1(ab "), min_size=2, max_size=160).map(
    lambda text: f"其{text.strip()}。"
)
_HEADING = st.sampled_from(["一、总体要求", "二、重点任务", "(一)平台", "交流更加响亮", "1. 友城", "(2) Aims"])
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=14).map("".join)


@given(st.lists(st.one_of(_PARAGRAPH, _PARAGRAPH, _HEADING), min_size=1, max_size=12))
def test_every_line_and_sentence_is_in_exactly_one_passage_in_order(paragraphs: list[str]) -> None:
    # Numbers make every sentence unlike the others.
    paragraphs = [text.replace("其", f"甲{n}其", 1) for n, text in enumerate(paragraphs)]
    document = Document("a.txt", "t", "", None, "", Language.ZH, tuple(Block(text, gap=True) for text in paragraphs))
    passages = split(document, _Gazetteer())
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    together = "\n".join(passage.text for passage in passages)
    expected = [sentence for text in paragraphs for sentence in split_sentences(text)]
    assert collections.Counter(split_sentences(together)) == collections.Counter(expected)
    assert "".join(together.split()) == "".join("".join(paragraphs).split())
    for passage in passages:
        assert all(any(line in text for text in paragraphs) for line in passage.text.split("\n"))


@given(st.lists(_SENTENCE, min_size=1, max_size=60).map("".join))
def test_parts_are_bounded_and_balanced(text: str) -> None:
    parts = SentenceSplitter().split_text(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    longest = max(weight(sentence) for sentence in split_sentences(text))
    assert all(weight(part) <= WHOLE + longest for part in parts)
    assert (len(parts) == 1) == (weight(text) <= WHOLE) or len(split_sentences(text)) == 1


@given(st.integers(min_value=2000, max_value=9000), st.sampled_from("友a,"))
def test_text_without_stops_is_cut_all_the_same(length: int, char: str) -> None:
    parts = SentenceSplitter().split_text(char * length)
    assert "".join(parts) == char * length
    assert all(weight(part) <= MAX_SENTENCE for part in parts)


@pytest.mark.parametrize("prefix", ["000", "001", "002", "003", "004"])
def test_every_passage_of_the_real_papers_is_verbatim(paper: Callable[[str], Path], prefix: str) -> None:
    path = paper(prefix)
    text = path.read_text(encoding="utf-8")
    passages = split(clean(read(path, relative=path.name, audience=Audience.PUBLIC)), _Gazetteer())
    for passage in passages:
        assert all(line in text for line in passage.text.split("\n"))
        assert all(sentence in text for sentence in split_sentences(passage.text))
        assert weight(passage.text) <= WHOLE + MERGED
        assert passage.locator


@pytest.mark.parametrize(
    ("prefix", "locator", "words"),
    [
        ("000", "雷玮琚，11:03，第2段", "明年5月2日"),
        ("000", "Lei Weiju, 10:39 › Third", "37 sister cities"),
        ("002", "二、重点任务 › (三) › 12", "国际友城高校联盟"),
        ("003", "国际“朋友圈”日益壮大，第1段", "1981年11月5日"),
        ("004", "一、我市国际友城工作开展情况 › (二)", "将9月5日设立为“杭州国际日”"),
    ],
)
def test_the_real_papers_can_be_followed_by_their_locators(
    paper: Callable[[str], Path], prefix: str, locator: str, words: str
) -> None:
    path = paper(prefix)
    passages = split(clean(read(path, relative=path.name, audience=Audience.PUBLIC)), _Gazetteer())
    assert [passage.locator for passage in passages if words in passage.text] == [locator]
