"""Whether the names in an English statement stand in its evidence: letter by letter, translated or transcribed."""

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from knowledge.answering.verification.claim import Fault, Finding
from knowledge.answering.verification.clauses import Sentence
from knowledge.answering.verification.known import Known
from knowledge.answering.verification.sounds import sounds_in, transcribed_in
from knowledge.answering.verification.words import ideas_of_stem, words_of
from knowledge.language.figures import words
from knowledge.names.dictionary import load_dictionary
from knowledge.names.regions import demonyms
from knowledge.text.folding import fold, strip_accents
from knowledge.text.language import HAN
from knowledge.text.pinyin import spelled_in
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem

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
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_ENOUGH_SAME, _ENOUGH_ACROSS = 0.6, 0.34
_BRITISH = (("re", "er"), ("our", "or"), ("mme", "m"), ("ise", "ize"))


def english_findings(sentence: Sentence, evidence: Sequence[Known]) -> Iterator[Finding]:
    """Yield capitalised names that are not in the evidence."""
    names = _EvidenceNames(tuple(evidence))
    for run, quoted in _runs(sentence):
        if quoted and names.has_quotations and names.is_chinese:
            continue  # a title in quotation marks may be translated freely
        person = len(run) > 1 and any(names.is_transcribed(word) for word in run)
        for word in run:
            if not _is_ordinary(word) and not person and not names.has(word):
                yield Finding(Fault.NAME, word)
        ordinary = [] if person else [word for word in run if _is_ordinary(word) and word not in _PLAIN]
        found = sum(names.has(word) for word in ordinary)
        if found < (_ENOUGH_ACROSS if names.is_chinese else _ENOUGH_SAME) * len(ordinary):
            yield Finding(Fault.NAME, " ".join(run))


def _runs(sentence: Sentence) -> Iterator[tuple[list[str], bool]]:
    """Yield runs of capitalised words that are no recognised place, date or number, each with whether it is quoted."""
    plain = strip_accents(sentence.raw)
    taken = {word for start, end in sentence.spans for word in re.findall(r"[\w'-]+", sentence.folded[start:end])}
    quotations = [match.span() for match in _QUOTED.finditer(plain)]
    run: list[str] = []
    begin = end = -2
    for match in _CAPITALISED.finditer(plain):
        word = fold(match.group()).removesuffix("'s").strip("'-")
        starts = _SENTENCE_START.search(plain[: match.start()]) is not None
        if (
            not word
            or {word, word.removesuffix("s")} & _NO_NAMES
            or word in ENGLISH_STOPWORDS
            or word in taken
            or any(map(str.isdigit, word))
        ):
            continue
        if starts and _is_ordinary(word):
            continue
        if run and match.start() > end + 1:
            yield run, any(left <= begin < right for left, right in quotations)
            run = []
        if not run:
            begin = match.start()
        run.append(word)
        end = match.end()
    if run:
        yield run, any(left <= begin < right for left, right in quotations)


@functools.lru_cache(maxsize=8192)
def _is_ordinary(word: str) -> bool:
    """Tell whether a word is in the dictionary in lower case, in either spelling of English."""
    known = load_dictionary().english
    forms = {word, stem(word), *(re.sub(f"{ending}$", other, word) for ending, other in _BRITISH)}
    parts = word.split("-")
    return bool(forms & known) or word in _PLAIN or (len(parts) > 1 and all(part in known for part in parts))


@dataclasses.dataclass(frozen=True)
class _EvidenceNames:
    """What the cited evidence can be called on for names."""

    evidence: tuple[Known, ...]

    @functools.cached_property
    def is_chinese(self) -> bool:
        """Tell whether any of it is Chinese."""
        return any(HAN.search(piece.evidence.text) for piece in self.evidence)

    @functools.cached_property
    def has_quotations(self) -> bool:
        """Tell whether something in it is quoted or titled."""
        return any(re.search(r"[“\"「『《]", piece.evidence.text) for piece in self.evidence)

    @functools.cached_property
    def _lands(self) -> frozenset[str]:
        return frozenset().union(*(piece.lands for piece in self.evidence))

    @functools.cached_property
    def _characters(self) -> frozenset[str]:
        """Return what the single Chinese characters may mean."""
        from_each = (words_of(char).meanings for piece in self.evidence for char in HAN.findall(piece.folded))
        return frozenset().union(*from_each)

    def has(self, word: str) -> bool:
        """Tell whether a name is there: in itself, by meaning, as a people's, part by part, by its sound."""
        if self._has_word(word) or self._lands.intersection(demonyms().get(word, ())):
            return True
        parts = _WORD.findall(word)
        if len(parts) > 1 and all(part in ENGLISH_STOPWORDS | _NO_NAMES or self.has(part) for part in parts):
            return True
        return self.is_chinese and self._has_translated(word)

    def _has_word(self, word: str) -> bool:
        stems = stem(word)
        return any(
            stems in piece.words.stems
            or stems in piece.words.meanings
            or word in piece.words.meanings
            or re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", piece.folded)
            for piece in self.evidence
        )

    def _has_translated(self, word: str) -> bool:
        ideas = ideas_of_stem(stem(word))
        if any(ideas & piece.words.ideas or spelled_in(word, piece.folded) for piece in self.evidence):
            return True
        if _is_ordinary(word):
            return stem(word) in self._characters
        return self.is_transcribed(word) or any(sounds_in(word, piece.evidence.text) for piece in self.evidence)

    def is_transcribed(self, word: str) -> bool:
        """Tell whether a part of a foreign person's name in Chinese (大卫·纪梅尔福德) sounds like the word."""
        return any(transcribed_in(word, piece.evidence.text) for piece in self.evidence)
