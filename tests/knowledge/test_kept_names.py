import pytest

from knowledge.text.folding import to_traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("余先生来访", "余先生來訪"),
        ("范晓明主任", "范曉明主任"),
        ("郁女士", "郁女士"),
        ("干副局长", "干副局長"),
        ("于总领事", "于總領事"),
        ("市长岳鹏，", "市長岳鵬，"),
        ("涂市长和姜主席", "涂市長和姜主席"),
        ("江干区", "江干區"),
    ],
)
def test_a_surname_keeps_its_character(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("其余代表", "其餘代表"),
        ("剩余的工作", "剩餘的工作"),
        ("示范主任会议", "示範主任會議"),
        ("郁金香", "鬱金香"),
        ("骨干代表", "骨幹代表"),
        ("干部", "幹部"),
        ("关于市长", "關於市長"),
        ("范围", "範圍"),
        ("余杭区", "餘杭區"),
    ],
)
def test_the_same_character_in_a_word_is_written_as_the_word_is(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("里斯本", "里斯本"),
        ("乌干达", "烏干達"),
        ("里约热内卢", "里約熱內盧"),
        ("布里斯班", "布里斯班"),
        ("马里", "馬里"),
    ],
)
def test_the_names_of_places_are_not_taken_for_words(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional
