import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from knowledge.embedding import Embedder, load_embedder
from knowledge.embedding.adapter import ANSWERS, load_adapter
from knowledge.embedding.chosen_model import ChosenModel
from knowledge.embedding.prepare import MINIMUM_COSINE, cosines_to_known, known_vectors, prepared_folder
from knowledge.embedding.prepared_model import TOKENIZER_FILE
from knowledge.embedding.teaching import TaughtEncoder
from knowledge.embedding.tokenizer import Tokenizer
from knowledge.evidence import Language
from knowledge.index.retriever import CentredEmbeddings
from knowledge.settings import Settings
from tests.benchmark.library_model import open_with_library

TEXTS = [
    *(f"第{n}届论坛在广州举行，来自{n * 3}座城市的代表出席。" * (1 + n % 5) for n in range(1, 30)),
    "Short.",
    "1979年5月2日，广州市与福冈市结为友好城市。",
    "The delegation returned " * 300,
]
LANGUAGES = [Language.ZH] * 29 + [Language.EN, Language.ZH, Language.EN]


def test_the_model_gives_the_known_vectors(embedder: Embedder) -> None:
    assert min(cosines_to_known(embedder.encoder, known_vectors())) >= MINIMUM_COSINE


@pytest.mark.parametrize("query", [True, False])
def test_sentence_transformers_makes_the_same_vectors_of_the_prepared_encoder(
    settings: Settings,
    embedder: Embedder,
    query: bool,  # noqa: FBT001 - a case of the test
) -> None:
    library = ChosenModel(open_with_library(prepared_folder(settings), embedder.dimension))
    texts = TEXTS[:3] + TEXTS[-3:]
    for vector, librarys in zip(
        embedder.encoder.vectors(texts, query=query), library.vectors(texts, query=query), strict=True
    ):
        assert np.allclose(vector, librarys, atol=1e-5)


@pytest.mark.parametrize("query", [True, False])
def test_the_words_are_those_of_the_taught_encoder(
    settings: Settings,
    embedder: Embedder,
    query: bool,  # noqa: FBT001 - a case of the test
) -> None:
    taught, adapter = TaughtEncoder(), load_adapter(ANSWERS)
    changes = {
        f"_linears.{name.removesuffix('.w').replace('.', '_')}.{side}": torch.from_numpy(part)
        for side, parts in (("up", adapter.up), ("down", adapter.down))
        for name, part in parts.items()
    }
    assert not taught.eval().load_state_dict(changes, strict=False).unexpected_keys
    assert set(changes) == {name for name, parameter in taught.named_parameters() if parameter.requires_grad}
    tokenizer = Tokenizer(prepared_folder(settings) / TOKENIZER_FILE)
    texts = TEXTS[:3] + TEXTS[-3:]
    prompt = "query: " if query else "passage: "
    ids = [tokenizer.encode(f"{prompt}{text}") for text in texts]
    taught.prepare(ids)
    before = len(tokenizer.encode(prompt)) - 1
    with torch.no_grad():
        exact, _ = taught(ids)
    untaught = TaughtEncoder().eval()
    untaught.prepare(ids)
    with torch.no_grad():
        before_it, _ = untaught(ids)
    found = np.concatenate(embedder.encode_words(texts, query=query))
    to_taught, to_untaught = (
        _cosines(
            found, np.concatenate([row[before : len(own) - 1] for own, row in zip(ids, rows.numpy(), strict=True)])
        )
        for rows in (exact, before_it)
    )
    assert to_taught.mean() > 0.96
    assert to_taught.mean() - to_untaught.mean() > 0.1


def _cosines(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)))


def test_what_answers_imports_no_torch_and_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    program = """
import sys
from knowledge.embedding import load_embedder
from knowledge.evidence import Language
from knowledge.settings import load_settings

assert load_embedder(load_settings()).encode_queries(["里昂"], [Language.ZH]).shape == (1, 384)
sys.exit(bool({"torch", "sentence_transformers", "transformers"} & set(sys.modules)))
"""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    environment = os.environ | home | {"MODEL_DIR": str(settings.model_dir), "EMBEDDING_MODEL": ""}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    together = embedder.encode_passages(TEXTS, LANGUAGES)
    for index in (0, 7, 28, 29, 30, 31):
        alone = embedder.encode_passages([TEXTS[index]], [LANGUAGES[index]])[0]
        assert float(alone @ together[index]) > 0.999999


def test_vectors_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    forward = embedder.encode_passages(TEXTS, LANGUAGES)
    backward = embedder.encode_passages(TEXTS[::-1], LANGUAGES[::-1])
    assert np.allclose(forward, backward[::-1], atol=1e-4)


def test_progress_adds_up_to_the_number_of_passages(embedder: Embedder) -> None:
    done: list[int] = []
    embedder.encode_passages([f"条目{n}" for n in range(70)], [Language.ZH] * 70, progress=done.append)
    assert len(done) > 1
    assert sum(done) == 70


def test_queries_and_passages_are_told_apart(embedder: Embedder) -> None:
    text = ["广州的友好城市"]
    query, passage = (encode(text, [Language.ZH])[0] for encode in (embedder.encode_queries, embedder.encode_passages))
    assert float(query @ passage) < 0.99


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode_passages([], []).shape == (0, embedder.dimension)


def test_a_text_without_its_language_is_refused(embedder: Embedder) -> None:
    with pytest.raises(ValueError, match="2 texts but 1 languages"):
        embedder.encode_queries(["一", "二"], [Language.ZH])


def test_a_caller_cannot_change_a_remembered_query(embedder: Embedder) -> None:
    first = embedder.encode_queries(["里昂"], [Language.ZH])
    expected = first.copy()
    first[:] = 0
    assert np.array_equal(embedder.encode_queries(["里昂"], [Language.ZH]), expected)


def test_the_same_settings_share_one_embedder(settings: Settings, embedder: Embedder) -> None:
    assert load_embedder(Settings(model_dir=settings.model_dir)) is embedder


def test_langchain_gets_the_same_vectors(embedder: Embedder) -> None:
    embeddings = CentredEmbeddings(embedder)
    query = embedder.encode_queries(["哪些城市？"], [Language.ZH])[0]
    assert np.allclose(embeddings.embed_query("哪些城市？"), query)
    passages = embedder.encode_passages(["Lyon", "里昂"], [Language.EN, Language.ZH])
    assert np.allclose(embeddings.embed_documents(["Lyon", "里昂"]), passages, atol=1e-5)
