import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from knowledge.__main__ import main
from knowledge.evidence import Passage
from knowledge.settings import Settings, load_settings
from tests.hashing import HashingEmbedder
from tests.passages import passage

Publish = Callable[[Sequence[Passage]], str]

LYON = passage("Guangzhou and Lyon became sister cities in 1988.")
ZOO = passage("广州动物园向里昂赠送了两只小熊猫。")


@pytest.fixture(autouse=True)
def _command(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    load_settings.cache_clear()
    with patch("knowledge.__main__.load_embedder", lambda _: HashingEmbedder()):
        yield
    load_settings.cache_clear()


def test_ranked_passages_are_printed_as_json_lines(publish: Publish, capsys: pytest.CaptureFixture[str]) -> None:
    publish([LYON, ZOO])
    assert main(["search", "动物园送了什么", "-k", "1", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    result = json.loads(line)
    assert list(result) == ["rank", "source", "locator", "text", "score"]
    assert (result["rank"], result["source"], result["locator"], result["text"]) == (
        1,
        "paper.txt",
        "para. 1",
        ZOO.text,
    )


def test_without_a_query_json_lines_are_read_and_answered_in_order(
    publish: Publish, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([LYON, ZOO])
    asked = [{"id": 7, "query": "Lyon sister cities"}, {"id": "b", "query": "动物园"}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(map(json.dumps, asked)) + "\n\n"))
    assert main(["search", "-k", "1", "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == [7, "b"]
    assert [answer["results"][0]["text"] for answer in answers] == [LYON.text, ZOO.text]


def test_a_line_that_is_no_question_ends_with_2_and_is_named(
    publish: Publish, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([LYON])
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": 1}\n'))
    assert main(["search", "--json"]) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_person_sees_where_each_passage_stands(publish: Publish, capsys: pytest.CaptureFixture[str]) -> None:
    publish([LYON])
    assert main(["search", "Lyon"]) == 0
    assert " 1. paper.txt · para. 1" in capsys.readouterr().out


def test_without_an_index_the_command_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "Lyon"]) == 1
    assert "python -m ingest" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["search", "x", "-k", "0"], ["find"], []])
def test_bad_arguments_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
