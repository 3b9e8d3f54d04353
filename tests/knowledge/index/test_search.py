from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.errors import IndexMissing, KnowledgeIndexError
from knowledge.evidence import Audience, Language, Passage
from knowledge.index import current_generation, open_index
from knowledge.index.retriever import KnowledgeRetriever
from knowledge.settings import Settings
from tests.hashing import HashingEmbedder
from tests.passages import passage

Publish = Callable[[Sequence[Passage]], str]

FUKUOKA = passage("广州与福冈于1979年结为友好城市。", ordinal=0)
LYON = passage("Guangzhou and Lyon became sister cities in 1988.", ordinal=0)
ZOO = passage("广州动物园向里昂赠送了两只小熊猫。", ordinal=1)
SECRET = passage("福冈代表团的预算是内部资料。", audience=Audience.STAFF, path="staff/budget.txt")


def test_without_an_index_the_operator_is_told_to_ingest(settings: Settings, embedder: HashingEmbedder) -> None:
    assert current_generation(settings) is None
    with pytest.raises(IndexMissing, match="python -m ingest"):
        open_index(settings, embedder, Audience.PUBLIC)


def test_a_passage_comes_back_as_it_went_in(settings: Settings, embedder: HashingEmbedder, publish: Publish) -> None:
    full = passage(
        "2018年,广州与里昂\n结好30周年。",
        heading="一 › (二)",
        pair="p1",
        about=("guangzhou-cn", "lyon-fr"),
        record='{"id":"x"}',
        search_text="2018年,广州与里昂结好30周年。",
        ordinal=7,
    )
    publish([full, LYON])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert index.get(full.id) == full
        assert index.records() == [full]
        assert {found.id for found in index.passages()} == {full.id, LYON.id}
        assert index.size() == 2
        assert index.get("no such id") is None
        assert index.document_frequency("里昂") == 1
        assert index.document_frequency("lyon") == 1
        assert index.document_frequency("nowhere") == 0


def test_the_passage_that_answers_comes_first(settings: Settings, embedder: HashingEmbedder, publish: Publish) -> None:
    publish([FUKUOKA, LYON, ZOO])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        hits = index.search("福冈哪一年成为友好城市")
    assert hits[0].passage == FUKUOKA
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_traditional_question_finds_simplified_text(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([FUKUOKA, ZOO])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert index.search("廣州動物園贈送了什麼")[0].passage == ZOO


def test_each_language_is_ranked_apart(settings: Settings, embedder: HashingEmbedder, publish: Publish) -> None:
    publish([FUKUOKA, LYON, ZOO])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        rankings = index.rank("When did Fukuoka become a friendship city?")
        limited = index.rank("福冈", language=Language.ZH, k=1)
    assert [hit.passage for hit in rankings.same] == [LYON]
    assert rankings.other[0].passage == FUKUOKA  # 福冈 and 友好城市 by their English glosses
    assert len(limited.same) == len(limited.other) == 1


def test_a_chinese_question_finds_english_text_by_what_its_words_mean(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    award = passage("The jury of the award met in March.", path="b.txt")
    publish([award, LYON, passage("The zoo sent two pandas.", path="c.txt")])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert index.rank("里昂何时成为友好城市").other[0].passage == LYON
        assert index.rank("评委什么时候开会").other[0].passage == award


def test_a_staff_paper_never_reaches_the_public(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([FUKUOKA, SECRET])
    with (
        open_index(settings, embedder, Audience.PUBLIC) as public,
        open_index(settings, embedder, Audience.STAFF) as staff,
    ):
        assert staff.search("福冈代表团的预算")[0].passage == SECRET
        assert public.search("福冈代表团的预算")[0].passage == FUKUOKA
        assert list(public.passages()) == [FUKUOKA]
        assert {found.id for found in staff.passages()} == {FUKUOKA.id, SECRET.id}
        assert public.get(SECRET.id) is None
        assert public.document_frequency("预算") == 0


def test_neighbours_stay_in_the_same_file_and_language(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    middle = passage("第二段。", ordinal=1, path="a.txt")
    last = passage("第三段。", ordinal=2, path="a.txt")
    english = passage("Second paragraph.", ordinal=1, path="a.txt")
    first = passage("第一段。", ordinal=0, path="a.txt")
    publish([last, english, middle, first, passage("别的文件。", path="b.txt")])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert index.neighbours(middle) == (first, last)
        assert index.neighbours(first) == (None, middle)
        assert index.neighbours(last) == (middle, None)
        assert index.neighbours(english) == (None, None)


def test_the_same_thing_in_two_languages_counts_once_in_the_language_of_the_question(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    chinese = passage("广州与里昂于1988年结为友好城市。", pair="7")
    english = passage("Guangzhou and Lyon became sister cities in 1988.", pair="7")
    copy = passage("Guangzhou and Lyon became sister  cities in 1988.", path="copy.txt")
    publish([chinese, english, copy, ZOO])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        asked_in_english = [hit.passage for hit in index.search("When did Guangzhou and Lyon become sister cities")]
        asked_in_chinese = [hit.passage for hit in index.search("广州与里昂何时结为友好城市")]
    assert english in asked_in_english
    assert chinese not in asked_in_english
    assert chinese in asked_in_chinese
    assert english not in asked_in_chinese


def test_copies_of_a_text_in_two_files_count_once(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([LYON, passage(LYON.text, path="copy.txt"), FUKUOKA])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        found = [hit.passage.text for hit in index.search("Guangzhou and Lyon")]
    assert found.count(LYON.text) == 1


def test_a_question_without_a_known_word_is_no_error(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([FUKUOKA, passage("!!!", path="b.txt")])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert index.search("", k=1)
        assert index.search("xyzzy")
        assert index.search("？？？")


def test_another_model_is_refused_with_the_remedy(settings: Settings, publish: Publish) -> None:
    publish([FUKUOKA])
    with pytest.raises(KnowledgeIndexError, match="EMBEDDING_MODEL"):
        open_index(settings, HashingEmbedder("another"), Audience.PUBLIC)


def test_many_threads_read_one_index(settings: Settings, embedder: HashingEmbedder, publish: Publish) -> None:
    publish([FUKUOKA, LYON, ZOO])
    questions = ["福冈友好城市", "Lyon sister cities", "动物园"] * 20
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        alone = [index.search(question)[0].passage for question in questions]
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda question: index.search(question)[0].passage, questions))
    assert alone == together


def test_the_index_serves_as_a_langchain_retriever(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([FUKUOKA, LYON])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        documents = KnowledgeRetriever(index=index, k=1).invoke("福冈友好城市")
    assert [document.page_content for document in documents] == [FUKUOKA.text]
    assert documents[0].metadata["source"] == "paper.txt"
    assert documents[0].metadata["locator"] == "para. 1"
