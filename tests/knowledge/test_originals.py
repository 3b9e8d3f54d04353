from pathlib import Path

import pytest

from knowledge.evidence import Source
from knowledge.originals import original_of


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("one/notes/visit.md", "one/tables/list.csv", "two/notes/visit.md", "secret.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_the_file_of_a_source_is_found_below_its_directory(corpus: Path) -> None:
    roots = [corpus / "one", corpus / "two"]
    assert original_of(Source("tables/list.csv#row-1", ""), roots) == corpus / "one/tables/list.csv"
    assert original_of(Source("two/notes/visit.md", ""), roots) == corpus / "two/notes/visit.md"
    assert original_of(Source("visit.md", ""), [corpus / "two/notes/visit.md"]) == corpus / "two/notes/visit.md"


@pytest.mark.parametrize(
    "path", ["gone.md", "../secret.txt", "notes/../../secret.txt", "/etc/hostname", "entries#3", ""]
)
def test_what_is_no_file_of_the_corpus_is_not_found(corpus: Path, path: str) -> None:
    assert original_of(Source(path, ""), [corpus / "one"]) is None
