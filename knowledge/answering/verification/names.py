"""Whether the places, organisations and people that a statement names are named in its evidence, and where it says.

A name may stand there letter by letter, translated, or transcribed by its sound.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.reading import Known, Sentence, implied_by, is_named
from knowledge.answering.verification.sounds import MARKED, beginnings, endings, sound_alike, sounds_in, transcribed_in
from knowledge.answering.verification.words import ideas_of_stem, words_of
from knowledge.evidence import Language
from knowledge.language.figures import words
from knowledge.names import Gazetteer, PlaceKind
from knowledge.names.dictionary import load_dictionary
from knowledge.names.regions import demonyms
from knowledge.text.folding import fold, strip_accents
from knowledge.text.language import HAN
from knowledge.text.pinyin import spelled_in
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem

# COP15, G20: letters and digits together.
_CODE = re.compile(r"(?<![a-z0-9])(?=[a-z0-9+]*[a-z])(?=[a-z0-9+]*\d)[a-z][a-z0-9+]*(?![a-z0-9])")
# Where something takes place: not at a name that the evidence has only as whose or of whom.
_AT_EN = re.compile(r"\b(?:in|at) ([A-Z][\w’'-]*)(?: [A-Z][\w’'-]*)*")
_LED_EN = (
    r"\b(?:in|at|to|into|from|near|outside|within|around|across|visit(?:s|ed|ing)?|toured|reach(?:es|ed)?)"
    r"(?: [^\s,.;:()]+){0,5}? "
)
_AT_ZH = re.compile(
    r"在(?P<place>[\u3400-\u9fff]{2,8}?)[市县区郡省镇町]?(?=举行|举办|签[署订字了下]|设[立在]|演出|召开|开幕|结好|发布|展出|进行|成立|上演|登台|比赛|落成|[,，])"
)
_LED_ZH = r"(?:[在于赴到至往访抵去]|移师|来自)[^,;。]{0,6}?"
_WHEN = frozenset(words("month", "en")) | frozenset(words("weekday", "en"))
_TIME = re.compile(r"[年月日周季]|期间|时候|[之以][后前]")
_CAPITALISED = re.compile(r"(?<![\w’'])[A-Z][\w’'-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;。！？：；“\"(（)）]\s*)$")
_WORD = re.compile(r"[a-z]+")
# Not names: the calendar, titles, units.
_NO_NAMES = frozenset(
    [
        *(word for what in ("month", "weekday", "ordinal") for word in words(what, "en")),
        *"mr mrs ms dr prof i usd rmb cny eur teu under vice deputy no".split(),
    ]
)
# Words of titles and names that say nothing by themselves.
_PLAIN = frozenset(
    "city municipal municipality government people's people international foreign office affairs sister friendship "
    "friendly exchange cities agreement memorandum programme program project plan conference centre center district "
    "province region world mayor day award chinese initiative target task planned".split()
)
_ENOUGH_SAME, _ENOUGH_ACROSS = 0.6, 0.34
_BRITISH = (("re", "er"), ("our", "or"), ("mme", "m"), ("ise", "ize"))
_LATIN_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z'.-]*[a-z](?![a-z0-9])")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧温习裘"
)
_TITLES = (
    "市长|主席|主任|书记|部长|会长|校长|院长|局长|处长|秘书长|大使|总领事|领事|记者|主持人|教授|总统|总理|作者|发言人|调研员|"
    "先生|女士|同志|委员|代表"
)
_PERSON = re.compile(
    rf"(?:{_TITLES})(?P<a>[{_SURNAMES}][\u3400-\u9fff]{{1,2}})(?=[,，。;、()在于表说率介指向出会主带]|$)|"
    rf"(?:^|[,，。;、()是由])(?P<b>[{_SURNAMES}][\u3400-\u9fff]{{1,2}})(?=先生|女士|教授|同志|市长|主席|主任|书记|表示|介绍|指出|说)"
)


def name_findings(
    sentence: Sentence, evidence: Sequence[Known], language: Language, gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Yield each name that no cited piece of evidence has, in whatever language and spelling."""
    named = {key: place for piece in evidence for key, place in piece.places.items()}
    for place in dict.fromkeys(mention.place for mention in sentence.mentions):
        if place.id in named or implied_by(place, named):
            continue
        if not any(is_named(place, piece.words, gazetteer) for piece in evidence):
            yield Finding(Fault.ORGANISATION if place.kind is PlaceKind.ORGANISATION else Fault.PLACE, place.en)
    for match in _CODE.finditer(sentence.folded):
        known = any(match.group() in piece.folded for piece in evidence)
        if not known and not any(start <= match.start() < end for start, end in sentence.spans):
            yield Finding(Fault.NAME, match.group())
    check = _english_findings if language is Language.EN else _chinese_findings
    yield from check(sentence, _Names(evidence))


def place_findings(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield a name at which the statement has something take place, and the evidence only elsewhere."""
    text = "\n".join(piece.evidence.text for piece in evidence)
    if HAN.search(text) and HAN.search(sentence.raw):
        known = fold(text)
        for match in _AT_ZH.finditer(sentence.folded):
            place = match["place"]
            if place not in known or _TIME.search(place) or re.search(_LED_ZH + re.escape(place), known):
                continue
            if any(not _TIME.search(other["place"]) for other in _AT_ZH.finditer(known)):
                yield Finding(Fault.PLACE, place)
    elif not HAN.search(text) and not HAN.search(sentence.raw):
        elsewhere = [name for name in _AT_EN.findall(text) if name.lower() not in _WHEN]
        for name in _AT_EN.findall(sentence.raw):
            word = re.sub(r"['’]s$", "", name)
            if word.lower() in _WHEN or word not in text or not elsewhere:
                continue
            if not re.search(rf"{_LED_EN}{re.escape(word)}|, {re.escape(word)}(?!['’]s)", text):
                yield Finding(Fault.PLACE, word)


def _english_findings(sentence: Sentence, names: "_Names") -> Iterator[Finding]:
    """Yield capitalised names that are not in the evidence."""
    for run in _runs(sentence):
        person = len(run) > 1 and any(names.is_transcribed(word) for word in run)
        for word in run:
            if not _is_ordinary(word) and not person and not names.has(word):
                yield Finding(Fault.NAME, word)
        ordinary = [] if person else [word for word in run if _is_ordinary(word) and word not in _PLAIN]
        found = sum(names.has(word) for word in ordinary)
        if found < (_ENOUGH_ACROSS if names.is_chinese else _ENOUGH_SAME) * len(ordinary):
            yield Finding(Fault.NAME, " ".join(run))


def _runs(sentence: Sentence) -> Iterator[list[str]]:
    """Yield runs of capitalised words that are no recognised place, date or number."""
    plain = strip_accents(sentence.raw)
    taken = {word for start, end in sentence.spans for word in re.findall(r"[\w'-]+", sentence.folded[start:end])}
    run: list[str] = []
    end = -2
    for match in _CAPITALISED.finditer(plain):
        word = fold(match.group()).removesuffix("'s").strip("'-")
        if not word or word in ENGLISH_STOPWORDS | taken or any(map(str.isdigit, word)):
            continue
        starts = _SENTENCE_START.search(plain[: match.start()]) is not None
        if {word, word.removesuffix("s")} & _NO_NAMES or (starts and _is_ordinary(word)):
            continue
        if run and match.start() > end + 1:
            yield run
            run = []
        run.append(word)
        end = match.end()
    if run:
        yield run


@functools.lru_cache(maxsize=8192)
def _is_ordinary(word: str) -> bool:
    """Tell whether a word is in the dictionary in lower case, in either spelling of English."""
    known = load_dictionary().english
    forms = {word, stem(word), *(re.sub(f"{ending}$", other, word) for ending, other in _BRITISH)}
    parts = word.split("-")
    return bool(forms & known) or word in _PLAIN or (len(parts) > 1 and all(part in known for part in parts))


def _chinese_findings(sentence: Sentence, names: "_Names") -> Iterator[Finding]:
    """Yield people and Latin words that are not in the evidence."""
    taken = " ".join(sentence.folded[start:end] for start, end in sentence.spans)
    for word in _LATIN_WORD.findall(sentence.folded):
        if word not in taken and not names.has(word):
            yield Finding(Fault.NAME, word)
    for name in MARKED.findall(sentence.raw):
        # 昆明·藤泽友谊馆 is no person.
        of_a_place = any(re.search(rf"{re.escape(mention.text)}[·・•]", name) for mention in sentence.mentions)
        if not of_a_place and fold(name) not in names.folded and not names.has_foreign_person(name):
            yield Finding(Fault.PERSON, name)
    for match in _PERSON.finditer(sentence.folded):
        name = match["a"] or match["b"]
        if name not in names.folded and not any(sound_alike(word, name) for word in names.latin):
            yield Finding(Fault.PERSON, name)


class _Names:
    """What the cited evidence can be called on for names."""

    def __init__(self, evidence: Sequence[Known]) -> None:
        self._evidence = evidence
        self.folded = "\n".join(piece.folded for piece in evidence)
        self.is_chinese = any(HAN.search(piece.evidence.text) for piece in evidence)

    @functools.cached_property
    def latin(self) -> list[str]:
        """Return the capitalised words, and each two of them as one."""
        raw = strip_accents("\n".join(f"{piece.evidence.text}\n{piece.evidence.context}" for piece in self._evidence))
        capitals = _CAPITALISED.findall(raw)
        return [fold(word) for word in (*capitals, *(one + two for one, two in itertools.pairwise(capitals)))]

    @functools.cached_property
    def _lands(self) -> frozenset[str]:
        return frozenset().union(*(piece.lands for piece in self._evidence))

    @functools.cached_property
    def _characters(self) -> frozenset[str]:
        """Return what the single Chinese characters may mean."""
        return frozenset().union(*(words_of(char).meanings for char in HAN.findall(self.folded)))

    def has(self, word: str) -> bool:
        """Tell whether a name is there: in itself, by meaning, as a people's, part by part, by its sound."""
        if self._has_word(word) or self._lands.intersection(demonyms().get(word, ())):
            return True
        parts = _WORD.findall(word)
        if len(parts) > 1 and all(part in ENGLISH_STOPWORDS | _NO_NAMES or self.has(part) for part in parts):
            return True
        return self.is_chinese and self._has_translated(word)

    def _has_word(self, word: str) -> bool:
        forms = {stem(word), word}
        return any(forms & piece.words.meanings or stem(word) in piece.words.stems for piece in self._evidence) or bool(
            re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", self.folded)
        )

    def _has_translated(self, word: str) -> bool:
        ideas = ideas_of_stem(stem(word))
        if any(ideas & piece.words.ideas for piece in self._evidence) or spelled_in(word, self.folded):
            return True
        if _is_ordinary(word):
            return stem(word) in self._characters
        return self.is_transcribed(word) or any(sounds_in(word, piece.evidence.text) for piece in self._evidence)

    def is_transcribed(self, word: str) -> bool:
        """Tell whether a part of a foreign person's name in Chinese (大卫·纪梅尔福德) sounds like the word."""
        return any(transcribed_in(word, piece.evidence.text) for piece in self._evidence)

    def has_foreign_person(self, name: str) -> bool:
        """Tell whether a name marked as foreign is there, in characters or in letters; text may run on at its ends."""
        first, *_, last = re.split(r"[·・•]", name)
        families = endings(last)
        if any(f"{one}{two}" in self.folded for one in beginnings(first) for two in families):
            return True
        return any(sound_alike(word, two) for word in self.latin for two in families)
