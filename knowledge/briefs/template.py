"""Letter templates: text files, one for each language, that an office may put its own in the place of.

A paragraph ends at an empty line; the first is the salutation, the last the signature. Names in braces stand for what
the records hold (``PLACES``). A paragraph for which the records hold nothing is left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.evidence import Language

PLACES = frozenset(
    {"home", "partner", "kind", "since", "when", "years", "nth", "history", "programmes", "head", "own_head"}
    | {"salutation"}
)
# A paragraph of these is left out where they are empty.
_OPTIONAL = frozenset({"history", "programmes"})
_BUNDLED = Path(__file__).parent / "templates"
_PLACE = re.compile(r"\{(\w*)\}")
_LEAST_PARAGRAPHS = 3


def filled(language: Language, values: Mapping[str, object], folder: Path | None = None) -> tuple[str, ...]:
    """Return the paragraphs of a language's template with these values.

    The office's own ``letter.zh.txt`` or ``letter.en.txt`` in ``folder`` comes before ours. Raises ConfigurationError
    that names the file where it cannot be read or names something else than ``PLACES``.
    """
    name = f"letter.{language.value}.txt"
    path = folder / name if folder is not None and (folder / name).is_file() else _BUNDLED / name
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"the letter template {path} cannot be read ({error}); save it as UTF-8") from error
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
    unknown = set(_PLACE.findall(text)) - PLACES
    if unknown or len(paragraphs) < _LEAST_PARAGRAPHS:
        what = f"{{{min(unknown)}}} is none of {', '.join(sorted(PLACES))}" if unknown else "it has no three paragraphs"
        raise ConfigurationError(f"the letter template {path} cannot be used: {what}")
    return tuple(
        _PLACE.sub(lambda found: str(values[found[1]]), paragraph)
        for paragraph in paragraphs
        if all(values[place] for place in _OPTIONAL & set(_PLACE.findall(paragraph)))
    )
