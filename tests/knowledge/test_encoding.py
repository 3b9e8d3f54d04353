import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.encoding import decode, plausibility
from knowledge.errors import DocumentError
from knowledge.text.folding import to_traditional

LONG = (
    "广州历来重视国际城市多边交流,以多边国际组织为重要平台,开展了形式多样而富于成效的交流与合作。"
    "“广州奖”每两年举办一届,每届评选出5个获奖城市和10个入围城市;里昂市市长Georges Képénékian访问广州。"
) * 8
SHORT = "友好城市"


def _traditional(text: str) -> str:
    return to_traditional(text.replace("é", "e")).replace("爲", "為")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("text", [SHORT, LONG, "目前,有国际友城37个。", "Linköping and Łódź"])
def test_simplified_text_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "gb18030"])
@pytest.mark.parametrize("text", [SHORT, LONG, "廣州與里昂結為友好城市30週年"])
def test_traditional_text_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    text = _traditional(text)
    assert decode(text.encode(encoding), "a.txt") == text


def test_utf_16_without_its_mark_is_not_guessed() -> None:
    with pytest.raises(DocumentError):
        decode("友好".encode("utf-16-le")[:3] + b"\xff", "a.txt")


def test_western_text_is_read_as_western() -> None:
    text = "The mayor of Lyon, Georges Képénékian, met the délégation in the Hôtel de Ville. It was très agréable. " * 5
    assert decode(text.encode("cp1252"), "a.txt") == text


def test_line_ends_of_every_system_become_one() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt") == "a\nb\nc\n"


@pytest.mark.parametrize(
    "data",
    [
        "广州是国际交往中心。\n".encode() * 3 + "昆明市国际友城。\n".encode("gb18030"),
        LONG.encode()[:-10] + b"\xff" + LONG.encode(),
        LONG.encode("gb18030") + b"\n" + LONG.encode(),
        LONG.encode() + b"\n" + _traditional(LONG).encode("big5hkscs"),
    ],
)
def test_mixed_encodings_are_refused_with_the_place(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"byte \d+ is not valid") as refused:
        decode(data, "notes.txt")
    assert refused.value.path == "notes.txt"
    assert "UTF-8" in refused.value.remedy


def test_mojibake_is_less_plausible_than_text() -> None:
    garbled = LONG.encode().decode("gb18030", errors="replace")
    assert plausibility(garbled) < 0.5 < plausibility(LONG)


@given(st.text(alphabet=st.sampled_from("广州昆明杭州友好城市的是在国际交流合作,。12ab \n"), min_size=4, max_size=80))
def test_common_chinese_survives_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.txt") == text
