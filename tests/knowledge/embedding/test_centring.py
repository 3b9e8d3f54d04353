import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.embedding import Embedder
from knowledge.embedding.centring import LanguageMeans, bundled_means, centre
from knowledge.evidence import Language

COORDINATE = st.floats(-1, 1, width=32)
VECTOR = st.lists(COORDINATE, min_size=3, max_size=3).filter(lambda values: np.linalg.norm(values) > 0.1)

# Each fact is kept in one language and asked for in the other.
ONLY_CHINESE = {
    "When does the ferry between the two ports stop running?": "两港之间的渡轮末班船为晚上十点。",
    "Who may apply for the summer camp?": "夏令营面向十四至十八岁的中学生开放报名。",
    "Which instrument does the visiting musician play?": "来访的音乐家演奏的是大提琴。",
    "How large is the botanical garden?": "植物园占地约三百公顷。",
    "What was damaged by the flood?": "洪水冲毁了老城区的石桥。",
    "Why was the football match postponed?": "足球友谊赛因台风推迟举行。",
    "What does the bakery sell?": "这家面包店出售杏仁饼和蛋挞。",
    "How is waste sorted in the district?": "该区把垃圾分为四类投放。",
}
ONLY_ENGLISH = {
    "图书馆周末几点关门？": "At weekends the library closes at five in the afternoon.",
    "谁设计了这座歌剧院？": "The opera house was designed by a young Danish architect.",
    "飞机为什么晚点？": "The flight was delayed by thick fog over the airport.",
    "动物园新来了什么动物？": "A pair of red pandas has arrived at the zoo.",
    "公司主要生产什么？": "The company chiefly makes batteries for electric buses.",
    "这座大学有多少留学生？": "About two thousand foreign students attend the university.",
    "茶叶是什么时候采摘的？": "The tea is picked in early April, before the rains.",
    "博物馆门票多少钱？": "A ticket to the museum costs eight euros.",
}


def _share_found_first(embedder: Embedder) -> float:
    passages = [*ONLY_CHINESE.values(), *ONLY_ENGLISH.values()]
    questions = [*ONLY_CHINESE, *ONLY_ENGLISH]
    zh, en = [Language.ZH] * len(ONLY_CHINESE), [Language.EN] * len(ONLY_ENGLISH)
    similarity = embedder.encode_queries(questions, [*en, *zh]) @ embedder.encode_passages(passages, [*zh, *en]).T
    return float((similarity.argmax(axis=1) == np.arange(len(questions))).mean())


def test_centring_finds_answers_that_are_in_the_other_language(embedder: Embedder) -> None:
    nothing = LanguageMeans(query={}, passage={})
    as_is = Embedder(
        lambda: embedder.encoder, lambda: embedder.words, fingerprint="", dimension=embedder.dimension, means=nothing
    )
    assert _share_found_first(embedder) >= 0.9
    assert _share_found_first(embedder) - _share_found_first(as_is) >= 0.3


def test_the_bundled_means_are_near_those_of_this_text(embedder: Embedder) -> None:
    for language, texts in ((Language.ZH, ONLY_CHINESE.values()), (Language.EN, ONLY_ENGLISH.values())):
        vectors = embedder.encoder.vectors(list(texts), query=False)
        mean = vectors.mean(axis=0)
        bundled = bundled_means().passage
        near = {other: float(mean @ bundled[other] / np.linalg.norm(bundled[other])) for other in Language}
        assert max(near, key=near.__getitem__) == language


@given(VECTOR, VECTOR)
def test_centred_vectors_have_unit_length(vector: list[float], mean: list[float]) -> None:
    vectors = np.array([vector], dtype=np.float32)
    means = {Language.ZH: np.array(mean, dtype=np.float32) / np.float32(3)}
    if np.linalg.norm(vectors[0] - means[Language.ZH]) < 1e-3:
        return
    assert abs(float(np.linalg.norm(centre(vectors, [Language.ZH], means))) - 1) < 1e-5


@given(VECTOR)
def test_a_language_without_a_mean_keeps_its_direction(vector: list[float]) -> None:
    vectors = np.array([vector], dtype=np.float32)
    centred = centre(vectors, [Language.EN], {Language.ZH: np.ones(3, dtype=np.float32)})
    assert np.allclose(centred * np.linalg.norm(vectors), vectors, atol=1e-5)


def test_means_survive_being_written_and_read() -> None:
    means = bundled_means()
    assert LanguageMeans.from_json(means.to_json()).digest == means.digest
