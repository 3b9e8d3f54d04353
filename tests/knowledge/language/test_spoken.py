import pytest

from knowledge.language.spoken import Spoken, plain_words, spoken_forms


@pytest.mark.parametrize("row", spoken_forms(), ids=lambda row: row.form)
def test_every_spoken_form_is_written_out(row: Spoken) -> None:
    assert plain_words(row.example) == row.becomes


@pytest.mark.parametrize("text", ["中文系的关系", "昆明与里昂的关系", "点心节", "边境城市", "呢绒厂"])
def test_other_words_stay(text: str) -> None:
    assert plain_words(text) == text
