import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

from knowledge.settings import Settings
from knowledge.settings_table import env_example, with_table

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "ingest", "knowledge")
MODULES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
LLM = re.compile(
    r"langchain_core\.language_models|langchain\.chat_models|init_chat_model|BaseChatModel|BaseLanguageModel"
)


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")]
LINK = re.compile(r"""\]\(([^()\s]+)\)|src="([^"]+)\"""")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_example_of_settings_is_what_make_docs_writes() -> None:
    assert read(".env.example") == env_example()


def test_the_table_of_settings_in_the_readme_is_what_make_docs_writes() -> None:
    assert with_table(read("README.md")) == read("README.md")


def test_a_readme_without_the_markers_is_refused() -> None:
    with pytest.raises(ValueError, match=r"README\.md lacks"):
        with_table("# A readme\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in (one or other for one, other in LINK.findall(page.read_text(encoding="utf-8"))):
        if link.startswith(("http:", "https:")):
            continue
        path, _, heading = link.partition("#")
        linked = page.parent / path if path else page
        assert linked.exists(), link
        if heading:
            headings = re.findall(r"(?m)^#+ (.+)$", linked.read_text(encoding="utf-8"))
            assert heading in {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in headings}, link


def test_every_verb_of_make_that_a_page_names_exists() -> None:
    phony = re.search(r"(?m)^\.PHONY: (.+)$", read("Makefile"))
    assert phony
    verbs = set(phony[1].split())
    for page in PAGES:
        named = set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named <= verbs, page.name


def test_every_setting_is_documented_and_named_in_the_example() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"#{name.upper()}=" in read(".env.example")


def test_the_example_is_itself_a_file_of_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    uncommented = re.sub(r"(?m)^#(?=[A-Z_]+=)", "", env_example())
    monkeypatch.chdir(tmp_path)
    defaults = Settings()
    (tmp_path / ".env").write_text(uncommented, encoding="utf-8")
    assert Settings() == defaults


def test_the_packages_import_one_another_only_as_they_may() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_generative_answers_name_an_llm(path: Path) -> None:
    if path.is_relative_to(ROOT / "knowledge" / "answering" / "generative"):
        return
    imported = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not [line for line in imported if LLM.search(line)]


def test_every_installed_package_is_pinned() -> None:
    pinned = dict(re.findall(r"(?m)^([\w.-]+)==(\S+)$", read("constraints.txt")))
    pinned = {normal(name): version for name, version in pinned.items()}
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    assert f"{project['name']}[models]" in extras["dev"]
    asked = [*project["dependencies"], *extras["models"], *(name for name in extras["dev"] if "[" not in name)]
    installed = {normal(found.metadata["Name"]): found.version for found in distributions()}
    for requirement in asked:
        name = normal(re.split(r"[<>=!~\[ ]", requirement)[0])
        assert pinned[name] == installed[name].split("+")[0]


def test_the_page_of_dependencies_names_each_of_them() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    page = normal(read("docs/how-it-works.md"))
    for name in {normal(re.split(r"[<>=!~\[ ]", requirement)[0]) for requirement in asked} - {project["name"]}:
        assert re.search(rf"(?<![\w-]){name}(?![\w-])", page), name


def test_make_alone_lists_every_verb_with_a_line_of_help() -> None:
    command = ["make", "--no-print-directory"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"(?m)^\.PHONY: (.+)$", read("Makefile"))
    assert phony
    assert re.findall(r"(?m)^make ([\w-]+) +\S", listed) == phony[1].split()


def test_make_says_what_is_missing_without_a_python() -> None:
    command = ["make", "--no-print-directory", "PYTHON=/nowhere/python3", "check"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "No Python 3.11 or newer" in ran.stderr
