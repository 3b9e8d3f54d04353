"""`python -m bot.texts`: bring the catalogues of `bot/locale` in line with the sentences of the code.

English is written in the code itself. ``zh_Hans`` is translated by hand, in its file; ``zh_Hant`` follows it character
by character, but for the sentences that a comment ``by hand`` marks.
"""

import ast
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.i18n import CATALOGUES, Locale, catalogue_path
from knowledge.text.folding import to_traditional

TRANSLATED = (Locale.ZH_HANS, Locale.ZH_HANT)
TEMPLATE = CATALOGUES / "bot.pot"
BY_HAND = "by hand"

# What says a sentence of `bot.i18n`, and how many of their arguments are sentences.
_SENTENCES = {"say": 1, "_say": 1, "counted": 2, "phrase": 1}
_WIDTH = 120


def main() -> int:
    """Write the catalogues and return the exit code: 1 while a sentence is not translated."""
    sentences = sentences_of_the_code()
    _write(TEMPLATE, sentences)
    simplified = updated(read(Locale.ZH_HANS), sentences)
    traditional = updated(read(Locale.ZH_HANT), sentences)
    follow(traditional, simplified)
    for catalogue, locale in ((simplified, Locale.ZH_HANS), (traditional, Locale.ZH_HANT)):
        _write(catalogue_path(locale), catalogue)
    missing = untranslated(simplified)
    for message in missing:
        print(f"not translated: {message.id}", file=sys.stderr)  # noqa: T201 - the command's own output
    return 1 if missing else 0


def sentences_of_the_code(folder: Path = CATALOGUES.parent) -> Catalog:
    """Return every sentence that the interface says, without a translation; ValueError for one that is not literal.

    The syntax tree is read, not the tokens as by Babel's own extractor: that one overlooks what is said inside an
    f-string or another call, and takes the two sides of a condition for one sentence.
    """
    found = Catalog()
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in _SENTENCES]
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            place = path.relative_to(folder.parent).as_posix()
            try:
                sentences = tuple(ast.literal_eval(argument) for argument in call.args[: _SENTENCES[_name(call)]])
            except ValueError as error:
                raise ValueError(f"{place}:{call.lineno}: a sentence must be written out where it is said") from error
            found.add(sentences if len(sentences) > 1 else sentences[0], locations=[(place, 0)])
    return found


def read(locale: Locale) -> Catalog:
    """Return a language's catalogue as it is stored; an empty one if there is none yet."""
    path = catalogue_path(locale)
    if not path.is_file():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def updated(catalogue: Catalog, sentences: Catalog) -> Catalog:
    """Return a catalogue with the given sentences only, and the translations that it has for them."""
    catalogue.update(sentences, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def follow(traditional: Catalog, simplified: Catalog) -> None:
    """Write each sentence of a catalogue in Traditional characters into the other, unless it is put there by hand."""
    for message in simplified:
        followed = traditional.get(message.id)
        if message.id and followed is not None and BY_HAND not in followed.user_comments:
            forms = tuple(map(to_traditional, forms_of(message)))
            followed.string = forms if message.pluralizable else forms[0]


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the sentences that lack a translation, or one of its plural forms."""
    return [message for message in catalogue if message.id and not all(forms_of(message))]


def forms_of(message: Message) -> list[str]:
    """Return what a sentence is translated to: one form, or one for each plural; an empty one is missing."""
    string = message.string or ""
    return [string] if isinstance(string, str) else [form or "" for form in string]


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _write(path: Path, catalogue: Catalog) -> None:
    # Without Babel's own header, whose dates would change the file each time.
    header = [
        'msgid ""',
        'msgstr ""',
        *([f'"Language: {catalogue.locale}\\n"'] if catalogue.locale else []),
        r'"MIME-Version: 1.0\n"',
        r'"Content-Type: text/plain; charset=utf-8\n"',
        r'"Content-Transfer-Encoding: 8bit\n"',
        *([f'"Plural-Forms: {catalogue.plural_forms}\\n"'] if catalogue.locale else []),
    ]
    body = io.BytesIO()
    write_po(
        body, catalogue, width=_WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False, sort_output=False
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\n".join([*header, "", ""]).encode() + body.getvalue())


if __name__ == "__main__":
    sys.exit(main())
