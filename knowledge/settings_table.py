"""Write what is said of the settings elsewhere (`.env.example`, the README's table) from the settings class itself."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo

from knowledge.settings import Settings

ROOT = Path(__file__).parents[1]
BEGIN = "<!-- settings: written by `make docs` from knowledge/settings.py -->"
END = "<!-- /settings -->"

_HEADER = """\
# Copy to .env and uncomment what you want to change; everything has a default.
# Written by `make docs` from knowledge/settings.py.
"""
_WIDTH = 100


def env_example() -> str:
    """Return the text of `.env.example`: every setting with its description, commented out at its default."""
    blocks = [_HEADER]
    for name, field in Settings.model_fields.items():
        description = textwrap.fill(field.description or "", _WIDTH, initial_indent="# ", subsequent_indent="# ")
        blocks.append(f"{description}\n#{name.upper()}={_default(field)}\n")
    return "\n".join(blocks)


def readme_table() -> str:
    """Return the settings as a Markdown table."""
    return "\n".join(_rows())


def with_table(readme: str) -> str:
    """Return a README with the table between its markers brought up to date.

    Raises ValueError when a marker is missing.
    """
    before, _, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"README.md lacks the lines {BEGIN!r} and {END!r} that the settings go between")
    return f"{before}{BEGIN}\n{readme_table()}\n{END}{after}"


def main() -> None:
    """Write both files."""
    readme = ROOT / "README.md"
    (ROOT / ".env.example").write_text(env_example(), encoding="utf-8")
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")


def _rows() -> Iterator[str]:
    yield "| setting | default | what it does |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        default = _default(field)
        description = (field.description or "").replace("|", "\\|")
        yield f"| `{name.upper()}` | {f'`{default}`' if default else ''} | {description} |"


def _default(field: FieldInfo) -> str:
    """Return a default as it is written in `.env`; empty where it differs from machine to machine."""
    if field.default_factory is not None or field.is_required():
        return ""
    values = field.default if isinstance(field.default, tuple | frozenset) else (field.default,)
    if any(isinstance(value, Path) and value.is_absolute() for value in values):
        return ""
    return ",".join("" if value is None else str(value) for value in values)


if __name__ == "__main__":
    main()
