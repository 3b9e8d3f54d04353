from knowledge.answering.generative.novelty import unknown_names
from knowledge.evidence import Language
from tests.ingesting import gazetteer
from tests.knowledge.answering.verification.written_cases import piece


def test_a_currency_is_no_name_that_a_model_brought_in() -> None:
    evidence = piece(1, "Each town pays 280 euros.", Language.EN)
    assert not list(unknown_names("两市各付280欧元。", [evidence], gazetteer()))
    assert list(unknown_names("紫极星盟付280欧元。", [evidence], gazetteer()))
