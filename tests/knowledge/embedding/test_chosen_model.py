import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from knowledge.embedding import load_embedder
from knowledge.errors import ModelError
from knowledge.evidence import Language
from knowledge.settings import Settings

NOTE = """---
title: 说明 / A note
publisher: Office
---
# 友好城市 Sister cities

- 广州与福冈于1979年结为友好城市。
- Guangzhou and Fukuoka became sister cities in 1979.

A paragraph about the port and the schools.
短
"""

SPECIAL_TOKENS = {"pad_token": "[PAD]", "unk_token": "[UNK]"}


def _write_model(folder: Path, seed: int) -> None:
    """Write a tiny BERT with random weights that knows single characters."""
    import torch  # noqa: PLC0415 - slow to import: only what runs these tests waits for it
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: PLC0415

    characters = sorted({*"[]", *NOTE, *"abcdefghijklmnopqrstuvwxyz里昂是哪一年"} - set(" \n"))
    vocabulary = {token: index for index, token in enumerate(["[PAD]", "[UNK]", *characters])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=SPECIAL_TOKENS["unk_token"]))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call] # the library leaves it untyped
        tokenizer_object=tokenizer, **SPECIAL_TOKENS, model_max_length=64
    )
    fast.save_pretrained(folder)
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(vocabulary),
        max_position_embeddings=64,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(folder)


@pytest.fixture
def library() -> ModuleType:
    """The module under test, which is slow to import."""
    from knowledge.embedding import chosen_model  # noqa: PLC0415

    return chosen_model


@pytest.fixture
def settings(library: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "note.md").write_text(NOTE, encoding="utf-8")
    monkeypatch.setattr(library, "NOTES", notes)
    _write_model(tmp_path / "tiny", seed=1)
    return Settings(embedding_model=str(tmp_path / "tiny"), model_dir=tmp_path / "models")


def test_a_local_model_works(settings: Settings) -> None:
    embedder = load_embedder(settings)
    vectors = embedder.encode_passages(["里昂是哪一年", "port"], [Language.ZH, Language.EN])
    assert vectors.shape == (2, embedder.dimension) == (2, 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_without_its_packages_another_model_is_refused_with_the_remedy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.delitem(sys.modules, "knowledge.embedding.chosen_model")
    with pytest.raises(ModelError, match=r"EMBEDDING_MODEL is .*needs the package sentence_transformers.*\.\[models\]"):
        load_embedder(settings)


def test_its_means_are_estimated_from_the_notes_and_kept(library: ModuleType, settings: Settings) -> None:
    first = library.load_chosen_model(settings)
    lines = library.note_lines(library.NOTES)[Language.EN]
    centred = first.encode_passages(lines, [Language.EN] * len(lines))
    assert float(centred[0] @ centred[1]) < 0.5  # two English lines share less than their language
    (kept,) = settings.model_dir.glob("means-*.json")
    before = kept.stat().st_mtime_ns
    assert library.load_chosen_model(settings).fingerprint == first.fingerprint
    assert kept.stat().st_mtime_ns == before


def test_front_matter_and_labels_are_no_text_of_the_notes(library: ModuleType, settings: Settings) -> None:
    assert settings.embedding_model
    lines = library.note_lines(library.NOTES)
    assert lines[Language.ZH] == ["广州与福冈于1979年结为友好城市。"]
    assert "Guangzhou and Fukuoka became sister cities in 1979." in lines[Language.EN]
    assert not any("Office" in line for line in lines[Language.EN])


def test_other_weights_in_the_same_folder_change_the_fingerprint(library: ModuleType, settings: Settings) -> None:
    before = library.load_chosen_model(settings).fingerprint
    _write_model(Path(settings.embedding_model), seed=2)
    assert library.load_chosen_model(settings).fingerprint != before


def test_without_notes_nothing_is_centred(
    library: ModuleType, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "NOTES", tmp_path / "none")
    embedder = library.load_chosen_model(settings)
    raw = embedder.encoder.vectors(["port"], query=False)
    assert np.allclose(embedder.encode_passages(["port"], [Language.EN]), raw, atol=1e-5)


@pytest.mark.parametrize("name", ["/nowhere/at/all", "./no-such-folder", "no-such-owner/no-such-model"])
def test_a_model_that_cannot_be_loaded_names_the_setting(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"EMBEDDING_MODEL is '{name}'.*leave it empty for the bundled model"):
        load_embedder(Settings(embedding_model=name, model_dir=tmp_path))
