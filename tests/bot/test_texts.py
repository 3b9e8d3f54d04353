import ast
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

import bot
from bot.i18n import Locale
from bot.texts import BY_HAND, TRANSLATED, follow, forms_of, read, sentences_of_the_code, untranslated, updated
from knowledge.text.folding import to_traditional
from knowledge.text.language import HAN

SENTENCES = {message.id for message in sentences_of_the_code() if message.id}


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}


@pytest.fixture
def code(tmp_path: Path) -> Callable[[str], set[object]]:
    def sentences(text: str) -> set[object]:
        (tmp_path / "bot").mkdir(exist_ok=True)
        (tmp_path / "bot" / "it.py").write_text(text, encoding="utf-8")
        return {message.id for message in sentences_of_the_code(tmp_path / "bot") if message.id}

    return sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('say("Good day.")', {"Good day."}),
        ('visit.office.say("It is" " {date}.", date=1)', {"It is {date}."}),
        ('self.say.counted("{n} city", "{n} cities", len(cities))', {("{n} city", "{n} cities")}),
        ('say("It is {a}.", a=esc(say("now")))', {"It is {a}.", "now"}),
        ("f\"{say('Yes')}\"", {"Yes"}),
        ('self._say("Yes")', {"Yes"}),
        ('tell(lambda say: say("Yes"))', {"Yes"}),
        ('say("Yes") if good else say("No")', {"Yes", "No"}),
        ('{1: phrase("Yes")}', {"Yes"}),
        ('speak("Yes"); words[0]("No")', set()),
    ],
)
def test_every_sentence_that_the_code_says_is_found(
    code: Callable[[str], set[object]], text: str, sentences: set[object]
) -> None:
    assert code(text) == sentences


@pytest.mark.parametrize("text", ["say(text)", 'say("Yes" if good else "No")', 'say(f"It is {date}.")'])
def test_a_sentence_that_cannot_be_translated_is_refused(code: Callable[[str], set[object]], text: str) -> None:
    with pytest.raises(ValueError, match=r"bot/it\.py:1"):
        code(text)


def test_every_sentence_is_given_the_values_that_it_names() -> None:
    for path in sorted(Path(bot.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(call, "func", None)
            name = getattr(called, "attr", getattr(called, "id", None))
            if not isinstance(call, ast.Call) or name not in {"say", "_say", "counted"}:
                continue
            sentences = call.args[: 2 if name == "counted" else 1]
            named = set().union(*(fields(ast.literal_eval(sentence)) for sentence in sentences))
            given = {keyword.arg for keyword in call.keywords} | ({"n"} if name == "counted" else set())
            assert named == given or None in given, f"{path.name}:{call.lineno}"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_has_every_sentence_of_the_code_and_no_other(locale: Locale) -> None:
    catalogue = read(locale)
    assert {message.id for message in catalogue if message.id} == SENTENCES, "make texts brings it in line"
    assert not catalogue.obsolete
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_catalogue_translates_every_sentence(locale: Locale) -> None:
    assert not [message.id for message in untranslated(read(locale))]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_translation_names_the_same_values_and_is_chinese(locale: Locale) -> None:
    for message in read(locale):
        if message.id:
            named = set().union(*map(fields, ids(message)))
            for form in forms_of(message):
                assert fields(form) == named, message.id
                # What holds nothing but values and signs has no words to be Chinese.
                assert HAN.search(form) or not re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", form)), message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_chinese_sentences_have_chinese_punctuation(locale: Locale) -> None:
    for message in read(locale):
        for form in forms_of(message) if message.id else []:
            assert not re.search(rf"{HAN.pattern}[,;:!?]|{HAN.pattern}\.(?!\w)", form)


def test_simplified_and_traditional_are_not_mixed() -> None:
    for message in read(Locale.ZH_HANT):
        for form in forms_of(message) if message.id else []:
            assert to_traditional(form) == form


def catalogue_of(locale: Locale, **translations: str) -> Catalog:
    catalogue = Catalog(locale=locale)
    for sentence, translation in translations.items():
        catalogue.add(sentence, translation)
    return catalogue


def test_the_traditional_catalogue_follows_the_simplified_one_but_for_what_is_put_there_by_hand() -> None:
    traditional = catalogue_of(Locale.ZH_HANT, One="一個", Two="兩岸", Three="舊")
    traditional["Two"].user_comments.append(BY_HAND)
    follow(traditional, catalogue_of(Locale.ZH_HANS, One="国家", Two="两国", Three=""))
    assert [traditional[sentence].string for sentence in ("One", "Two", "Three")] == ["國家", "兩岸", ""]


def test_a_catalogue_keeps_its_translations_and_drops_what_is_no_longer_said() -> None:
    catalogue = catalogue_of(Locale.ZH_HANS, One="一", Old="旧")
    sentences = Catalog()
    sentences.add("One")
    sentences.add("Once")
    kept = updated(catalogue, sentences)
    assert {message.id: message.string for message in kept if message.id} == {"One": "一", "Once": None}
    assert not kept.obsolete
    assert [message.id for message in untranslated(kept)] == ["Once"]
