import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.evidence import Language
from knowledge.text.folding import to_traditional
from knowledge.text.language import Script, detect_language, detect_script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("广州和里昂什么时候结好?", Language.ZH),
        ("When did Guangzhou and Lyon sign?", Language.EN),
        ("UCLG的主席是谁", Language.ZH),
        ("Lyon是不是广州的友城", Language.ZH),
        ("What does 友城 mean in English?", Language.EN),
        ("廣州有多少個友城", Language.ZH),
        ("里昂", Language.ZH),
        ("Łódź", Language.EN),
        ("2018", Language.EN),
        ("", Language.EN),
        ("😀", Language.EN),
    ],
)
def test_the_language_is_that_which_carries_most_of_the_text(text: str, language: Language) -> None:
    assert detect_language(text) is language


@given(st.text())
@example("\0𠀀")
def test_the_two_scripts_are_one_language(text: str) -> None:
    assert detect_language(to_traditional(text)) is detect_language(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("廣州與里昂什麼時候締結友好城市?", Script.HANT),
        ("广州与里昂什么时候缔结友好城市?", Script.HANS),
        ("里昂", Script.HANS),
        ("When did Lyon sign?", Script.HANS),
        ("", Script.HANS),
    ],
)
def test_the_script_is_told_by_the_characters_peculiar_to_it(text: str, script: Script) -> None:
    assert detect_script(text) is script


@pytest.mark.parametrize(
    ("earlier", "text", "script"),
    [
        (("廣州與里昂何時締結?",), "仰光呢", Script.HANT),
        (("廣州與里昂何時締結?", "德班呢"), "福冈呢?", Script.HANS),
        (("广州和里昂何时缔结?", "請用繁體", "曼谷呢"), "大阪?", Script.HANT),
        ((), "仰光呢", Script.HANS),
    ],
)
def test_a_text_that_shows_no_script_is_of_that_last_shown(earlier: tuple[str, ...], text: str, script: Script) -> None:
    assert detect_script(text, *earlier) is script
