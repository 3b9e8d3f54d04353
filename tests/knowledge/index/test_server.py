import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeIndexError
from knowledge.evidence import Audience, Passage
from knowledge.index import current_generation, open_index, open_writer, read_manifest
from knowledge.index.vectors import Vectors, open_server
from knowledge.settings import Settings
from tests.hashing import HashingEmbedder
from tests.passages import passage

Publish = Callable[[Sequence[Passage]], str]

_PATIENCE = 60.0
ONE, TWO = passage("第一篇文章。"), passage("第二篇文章。")
SECRET = passage("内部文章。", audience=Audience.STAFF)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own on a free port of the loopback interface."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    chroma = str(Path(sys.executable).with_name("chroma"))
    command = [chroma, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + _PATIENCE
            while not _answers(url):
                assert process.poll() is None, "the server ended"
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1):  # noqa: S310 - a loopback address
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


@pytest.fixture
def settings(server: str, tmp_path: Path) -> Iterator[Settings]:
    yield Settings(data_dir=tmp_path / "data", chroma_url=server)
    client = open_server(server)
    for collection in client.list_collections():
        client.delete_collection(collection.name)


def test_a_server_serves_what_was_published(settings: Settings, embedder: HashingEmbedder, publish: Publish) -> None:
    assert current_generation(settings) is None
    first = publish([ONE, SECRET])
    assert current_generation(settings) == first
    with (
        open_index(settings, embedder, Audience.PUBLIC) as public,
        open_index(settings, embedder, Audience.STAFF) as staff,
    ):
        assert [hit.passage for hit in public.search("文章")] == [ONE]
        assert {hit.passage for hit in staff.search("文章")} == {ONE, SECRET}
    assert read_manifest(settings).passages == {ONE.id, SECRET.id}
    assert not (settings.index_dir / "generations").exists()
    assert [path.name for path in (settings.index_dir / "served").iterdir()] == [first]


def test_a_reader_notices_a_new_generation_and_never_sees_a_half_one(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    first = publish([ONE])
    with open_writer(settings, embedder.fingerprint) as writer:
        writer.add([TWO], embedder.encode_passages([TWO.text], [TWO.language]))
        with open_index(settings, embedder, Audience.PUBLIC) as index:
            assert [hit.passage for hit in index.search("文章")] == [ONE]
    assert current_generation(settings) == first
    second = publish([TWO])
    assert current_generation(settings) == second
    with open_index(settings, embedder, Audience.PUBLIC) as index:
        assert [hit.passage for hit in index.search("文章")] == [TWO]


def test_what_an_ingest_that_was_killed_had_added_is_deleted_by_the_next(
    settings: Settings, embedder: HashingEmbedder, publish: Publish
) -> None:
    publish([ONE])
    with open_writer(settings, embedder.fingerprint) as writer:
        writer.add([TWO], embedder.encode_passages([TWO.text], [TWO.language]))
    publish([ONE, SECRET])
    stored = Vectors(open_server(settings.chroma_url), embedder.fingerprint).ids()
    assert stored == {ONE.id, SECRET.id}


def test_another_model_fills_collections_of_its_own_before_the_old_ones_go(
    settings: Settings, publish: Publish
) -> None:
    publish([ONE])
    other = HashingEmbedder("another")
    with open_writer(settings, other.fingerprint) as writer:
        writer.add([ONE], other.encode_passages([ONE.text], [ONE.language]))
        with open_index(settings, HashingEmbedder(), Audience.PUBLIC) as index:
            assert index.search("文章")
        manifest = read_manifest(settings)
        writer.publish(type(manifest)(other.fingerprint, "1", "1", manifest.files))
    with open_index(settings, other, Audience.PUBLIC) as index:
        assert [hit.passage for hit in index.search("文章")] == [ONE]
    names = [collection.name for collection in open_server(settings.chroma_url).list_collections()]
    assert len(names) == len({"manifest", "public-zh"})


def test_a_second_process_and_a_next_generation_read_only_what_they_lack_from_the_server(
    settings: Settings, embedder: HashingEmbedder, publish: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([ONE, SECRET])
    read: list[str] = []
    passages = Vectors.passages

    def noted(self: Vectors, ids: Iterable[str]) -> Iterator[Passage]:
        for one in passages(self, ids):
            read.append(one.id)
            yield one

    monkeypatch.setattr(Vectors, "passages", noted)
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "another machine"})
    for one, expected in ((settings, []), (elsewhere, [ONE.id, SECRET.id]), (elsewhere, [])):
        read.clear()
        with open_index(one, embedder, Audience.STAFF) as index:
            assert index.size() == 2
        assert sorted(read) == sorted(expected)
    publish([ONE, SECRET, TWO])
    with open_index(elsewhere, embedder, Audience.PUBLIC) as index:
        assert {hit.passage for hit in index.search("文章")} == {ONE, TWO}
    assert read == [TWO.id]
    assert len(list((elsewhere.index_dir / "served").iterdir())) == 2


def test_a_server_that_does_not_answer_names_the_setting(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(KnowledgeIndexError, match="CHROMA_URL"):
        current_generation(Settings(data_dir=tmp_path, chroma_url=url))
