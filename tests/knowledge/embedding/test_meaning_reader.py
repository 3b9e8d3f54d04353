import numpy as np
import onnx
import pytest

from knowledge.embedding import load_meaning_reader
from knowledge.embedding.meaning_reader import READER_FILE, MeaningReader
from knowledge.embedding.prepare import prepared_folder
from knowledge.embedding.prepared_model import MODEL_FILE, WEIGHTS_FILE
from knowledge.settings import Settings


@pytest.fixture(scope="module")
def reader() -> MeaningReader:
    return load_meaning_reader(Settings())


def test_the_meanings_of_a_text_are_likelihoods(reader: MeaningReader) -> None:
    likely = reader.likely("你好", None)
    assert likely.shape == (len(reader.meanings),)
    assert likely.sum() == pytest.approx(1, abs=1e-4)
    assert (likely >= 0).all()


def test_what_was_said_before_counts_and_nothing_before_is_an_empty_text(reader: MeaningReader) -> None:
    alone, after = reader.likely("那某国呢", None), reader.likely("那某国呢", "我市在某国有哪些友好城市")
    assert np.abs(alone - after).max() > 0.001
    assert (alone == reader.likely("那某国呢", "")).all()


def test_a_long_text_is_read_by_its_beginning(reader: MeaningReader) -> None:
    long = "Which sister cities are there in this country? " * 60
    assert reader.meanings[int(reader.likely(long, long).argmax())].startswith("ties_")


def test_the_weights_that_reader_and_encoder_share_are_stored_once() -> None:
    folder = prepared_folder(Settings())
    places = [
        {
            tensor.name: next(int(entry.value) for entry in tensor.external_data if entry.key == "offset")
            for tensor in onnx.load(str(folder / name), load_external_data=False).graph.initializer
            if tensor.external_data
        }
        for name in (MODEL_FILE, READER_FILE)
    ]
    shared = [name for name, offset in places[0].items() if places[1].get(name) == offset]
    assert "emb.word" in shared
    assert "l0.q.w" in shared
    assert "l11.q.w" not in shared
    assert (folder / WEIGHTS_FILE).stat().st_size < 140_000_000
