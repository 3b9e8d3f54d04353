from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from knowledge.evidence import Audience, Language, Passage
from knowledge.index import Sentence, open_index, open_writer
from knowledge.index.part import Part, order
from knowledge.index.parts import open_parts, read_list, renew
from knowledge.index.sentences import Sentences, SentenceWriter
from knowledge.index.shelf import Shelf
from knowledge.settings import Settings
from tests.hashing import HashingEmbedder
from tests.passages import passage

Publish = Callable[[Sequence[Passage]], str]

ALL = [
    *(passage(f"第{n}号简报谈到港口和学校。", path=f"{n % 5}.txt", ordinal=n) for n in range(40)),
    *(passage(f"Bulletin {n} is about harbours.", path=f"{n % 5}.txt", ordinal=n) for n in range(40)),
    *(passage(f"内部第{n}号。", path=f"staff/{n % 3}.txt", ordinal=n, audience=Audience.STAFF) for n in range(20)),
]


def _renew(folder: Path, before: Path | None, wanted: Sequence[Passage]) -> list[Passage]:
    """Renew, and return which passages were asked for."""
    asked: list[Passage] = []

    def passages_of(ids: set[str]) -> list[Passage]:
        asked.extend(one for one in wanted if one.id in ids)
        return asked

    folder.mkdir()
    ids = {one.id for one in wanted}
    renew(folder, before, ids, passages_of, fingerprint="x", sentences={})
    return asked


@examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.sampled_from(range(len(ALL)))), min_size=1, max_size=6))
def test_renewed_again_and_again_a_generation_is_as_if_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, generations: list[set[int]]
) -> None:
    folder = tmp_path_factory.mktemp("generations")
    before = None
    for number, rows in enumerate(generations):
        _renew(folder / str(number), before, [ALL[row] for row in sorted(rows)])
        before = folder / str(number)
    wanted = [ALL[row] for row in generations[-1]]
    for audiences in ([Audience.PUBLIC], list(Audience)):
        assert before is not None
        shelf = Shelf(open_parts(before, "x", audiences))
        seen = sorted((one for one in wanted if one.audience in audiences), key=order)
        assert list(shelf.all()) == seen
        built = Shelf([(Part.build(seen), frozenset())])
        for language in Language:
            for kind in ("words", "meanings"):
                index, expected = getattr(shelf, kind)(language), getattr(built, kind)(language)
                scores, others = index.scores(["港口", "harbour", "7"]), expected.scores(["港口", "harbour", "7"])
                for one in seen:
                    if one.language is language:
                        row, other = shelf.row(one.id, language), built.row(one.id, language)
                        assert row is not None
                        assert other is not None
                        assert shelf.passage(row, language) == one
                        assert scores[row] == others[other]


def test_what_is_unchanged_is_shared_and_only_the_new_is_read_and_written(tmp_path: Path) -> None:
    _renew(tmp_path / "1", None, ALL)
    new = passage("新的简报。", path="new.txt")
    assert _renew(tmp_path / "2", tmp_path / "1", [*ALL[1:], new]) == [new]
    first, second = ({one.name: one for one in read_list(tmp_path / n, "x")} for n in "12")
    assert first.keys() < second.keys()
    for name in first:
        one, other = (tmp_path / n / "parts" / name / "passages.jsonl" for n in "12")
        assert one.stat().st_ino == other.stat().st_ino
    assert sum(len(one.gone) for one in second.values()) == 1


def test_parts_stay_few_however_often_little_is_published(tmp_path: Path) -> None:
    for number in range(30):
        wanted = [*ALL, *(passage(f"第{n}条消息。", path=f"news-{n}.txt") for n in range(number))]
        _renew(tmp_path / str(number), tmp_path / str(number - 1) if number else None, wanted)
    assert len(read_list(tmp_path / "29", "x")) <= 6


def test_parts_of_other_terms_are_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _renew(tmp_path / "1", None, ALL)
    monkeypatch.setattr("knowledge.index.part.version", lambda: "another glossary")
    assert len(_renew(tmp_path / "2", tmp_path / "1", ALL)) == len(ALL)


def test_a_generation_of_another_model_is_not_built_on(tmp_path: Path) -> None:
    _renew(tmp_path / "1", None, ALL)
    assert read_list(tmp_path / "1", "another") == []


def test_desks_and_generations_share_what_they_have_open(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish(ALL)
    with (
        open_index(settings, embedder, Audience.PUBLIC) as public,
        open_index(settings, embedder, Audience.STAFF) as staff,
    ):
        publish([*ALL, passage("新的。", path="new.txt")])
        with open_index(settings, embedder, Audience.PUBLIC) as newer:
            assert public.get(ALL[0].id) is staff.get(ALL[0].id) is newer.get(ALL[0].id) is not None


def test_an_index_changed_in_steps_answers_as_one_built_at_once(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    alike = [passage("同一句话。", path=f"{n}.txt") for n in range(9)]
    for count in (3, 1, 9):
        publish(alike[-count:])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        in_steps = [hit.passage for hit in index.rank("同一句话", k=4).same]
    assert in_steps == alike[:4]


def test_the_words_of_a_sentence_come_back_and_stay_with_their_passage(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    secret = passage("内部消息。", path="staff/a.txt", audience=Audience.STAFF)
    publish([ALL[0], secret])
    with open_writer(settings, embedder.fingerprint) as writer:
        manifest = writer.manifest
        for one in (ALL[1], passage("另一条内部消息。", path="staff/b.txt", audience=Audience.STAFF)):
            words = embedder.encode_words([one.text], query=False)[0]
            writer.add([one], embedder.encode_passages([one.text], [one.language]))
            writer.add_sentences([Sentence(one.id, one.audience, one.text, words)])
            entry = type(manifest.files[0])(one.source.path, "/corpus", "digest", passages=(one.id,))
            manifest = type(manifest)(manifest.fingerprint, "1", "1", (*manifest.files, entry))
        writer.publish(manifest)
    with (
        open_index(settings, embedder, Audience.PUBLIC) as public,
        open_index(settings, embedder, Audience.STAFF) as staff,
    ):
        found = public.words_of(ALL[1].text)
        expected = embedder.encode_words([ALL[1].text], query=False)[0]
        assert found is not None
        assert np.allclose(found, expected, atol=np.abs(expected).max() / 100)
        assert public.words_of("从来没有这句话。") is None
        assert public.words_of("另一条内部消息。") is None
        assert staff.words_of("另一条内部消息。") is not None
    publish([ALL[0], secret, ALL[1], ALL[2]])
    with open_index(settings, embedder, Audience.STAFF) as staff:
        assert staff.words_of(ALL[1].text) is not None
        assert staff.words_of("另一条内部消息。") is None


def test_a_vector_of_nothing_and_a_sentence_without_words_are_kept(tmp_path: Path) -> None:
    writer = SentenceWriter(tmp_path)
    writer.add(Sentence("1", Audience.PUBLIC, "nothing", np.zeros((2, 4), dtype=np.float32)))
    writer.add(Sentence("1", Audience.PUBLIC, "", np.zeros((0, 4), dtype=np.float32)))
    writer.finish()
    sentences = Sentences(tmp_path)
    for text, rows in (("nothing", 2), ("", 1)):
        found = sentences.find(text)
        assert found is not None
        assert found.shape == (rows, 4)
        assert not found.any()
