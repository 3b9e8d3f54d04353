import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from langchain_chroma import Chroma

from knowledge.errors import IndexBusy, KnowledgeIndexError
from knowledge.evidence import Audience, Language, Passage
from knowledge.index import Manifest, current_generation, open_index, open_writer, read_manifest
from knowledge.index.vectors import Vectors, close, open_embedded
from knowledge.settings import Settings
from tests.hashing import HashingEmbedder
from tests.passages import passage

Publish = Callable[[Sequence[Passage]], str]

ONE, TWO = passage("第一篇文章。"), passage("第二篇文章。")


def _generations(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.index_dir / "generations").iterdir())


def _write_half(settings: Settings, embedder: HashingEmbedder) -> None:
    with open_writer(settings, embedder.fingerprint) as writer:
        writer.delete([ONE.id])
        raise RuntimeError("stop")


def test_a_reader_keeps_its_generation_while_a_new_one_is_published(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    first = publish([ONE])
    with open_index(settings, embedder, Audience.PUBLIC) as reader:
        second = publish([TWO])
        assert current_generation(settings) == second != first
        assert reader.generation == first
        assert [hit.passage for hit in reader.search("文章")] == [ONE]
        with open_index(settings, embedder, Audience.PUBLIC) as newer:
            assert [hit.passage for hit in newer.search("文章")] == [TWO]


def test_old_generations_are_removed_but_not_the_one_before_nor_one_that_is_read(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    read = publish([ONE])
    with open_index(settings, embedder, Audience.PUBLIC):
        made = [publish([TWO]), publish([ONE]), publish([TWO])]
        assert _generations(settings) == [read, *made[-2:]]
    made.append(publish([ONE]))
    assert _generations(settings) == made[-2:]


def test_an_index_that_is_no_longer_referred_to_lets_its_generation_go(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([ONE])
    index = open_index(settings, embedder, Audience.PUBLIC)
    assert index.size() == 1
    del index
    made = [publish([TWO]), publish([ONE]), publish([TWO])]
    assert _generations(settings) == made[-2:]


def test_a_writer_that_fails_leaves_nothing_behind(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    first = publish([ONE])
    with pytest.raises(RuntimeError, match="stop"):
        _write_half(settings, embedder)
    assert _generations(settings) == [first]
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert list(index.passages()) == [ONE]


def test_what_a_killed_ingest_left_is_cleaned_up_by_the_next(settings: Settings, publish: Publish) -> None:
    first = publish([ONE])
    half_written = settings.index_dir / "generations" / "000002-dead00"
    shutil.copytree(settings.index_dir / "generations" / first / "chroma", half_written / "chroma")
    (settings.index_dir / "current.new").write_text("000002-dead00\n")
    assert current_generation(settings) == first
    second = publish([TWO])
    assert _generations(settings) == [first, second]
    assert not (settings.index_dir / "current.new").exists()


def test_a_second_writer_says_that_another_is_at_work(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([ONE])
    with (
        open_writer(settings, embedder.fingerprint),
        pytest.raises(IndexBusy, match="another ingest"),
        open_writer(settings, embedder.fingerprint),
    ):
        pass


def test_the_manifest_says_what_was_published(settings: Settings, embedder: HashingEmbedder, publish: Publish) -> None:
    generation = publish([ONE, TWO])
    manifest = read_manifest(settings)
    assert manifest.generation == generation
    assert manifest.fingerprint == embedder.fingerprint
    assert manifest.passages == {ONE.id, TWO.id}


def test_a_manifest_of_another_format_builds_everything_again(settings: Settings, publish: Publish) -> None:
    generation = publish([ONE])
    path = settings.index_dir / "generations" / generation / "manifest.json"
    path.write_text(path.read_text().replace('"format": 2', '"format": 99'))
    assert read_manifest(settings).files == ()


def test_the_collections_open_in_plain_langchain(
    settings: Settings, embedder: HashingEmbedder, publish: Publish, tmp_path: Path
) -> None:
    generation = publish([ONE])
    copy = tmp_path / "copy"
    shutil.copytree(settings.index_dir / "generations" / generation / "chroma", copy)
    client = open_embedded(copy)
    name = Vectors(client, embedder.fingerprint).name(Audience.PUBLIC, Language.ZH)
    store = Chroma(client=client, collection_name=name, create_collection_if_not_exists=False)
    vector = embedder.encode_queries([ONE.text], [Language.ZH])[0]
    ((document, distance),) = store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=1)
    close(client)
    assert document.page_content == ONE.text
    assert document.metadata["source"] == "paper.txt"
    assert distance == pytest.approx(0, abs=1e-5)


def test_an_index_whose_database_is_gone_is_made_anew_and_a_damaged_one_is_named_with_the_remedy(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    generation = settings.index_dir / "generations" / publish([ONE])
    (generation / "chroma" / "chroma.sqlite3").unlink()
    assert read_manifest(settings).passages
    assert read_manifest(settings, to_go_on=True) == Manifest()
    generation = settings.index_dir / "generations" / publish([TWO])
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert [hit.passage for hit in index.search("文章")] == [TWO]
    (generation / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 999)
    with pytest.raises(KnowledgeIndexError, match=f"delete {settings.index_dir} and ingest again"):
        publish([ONE])
