"""Turn the bytes of a text into text: UTF-8, UTF-16 with a byte order mark, GB18030, Big5, Shift JIS, else Western."""

import codecs
import functools
import re

import charset_normalizer

from knowledge.errors import DocumentError
from knowledge.text.folding import to_simplified

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = ("gb18030", "big5hkscs")
_WESTERN = ["cp1252", "latin_1"]
# Text with accents has few bytes beyond ASCII; with more of them it is something else.
_MAX_ACCENTS = 0.2
# The most frequent characters of running Chinese: they make up about three quarters of it, and hardly any of it when
# it is decoded wrongly.
_FREQUENT = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力"
    "里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利"
    "比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知"
    "较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收"
    "证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫"
    "且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲"
    "快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严友城州杭昆深圳际贸访签"
)
# Of what is not ASCII, the share that must be ordinary for a decoding to be believed.
_BELIEVABLE = 0.6
_SAMPLE = 20_000
# Japanese has kana, and of half width only few.
_LEAST_KANA = 0.08
_MOST_HALF = 0.02
_LAST_ASCII = 0x7F
_LAST_LATIN = "\u0250"
_MULTIBYTE = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
# So many three-byte sequences on a line that is valid UTF-8 do not come about by chance in another encoding.
_TELLTALE = 3


def decode(data: bytes, path: str) -> str:
    r"""Return the text of a file, line ends as ``\n``; raise DocumentError rather than return garbled text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _unix(_strict(data, encoding, path))
    try:
        return _unix(data.decode("utf-8"))
    except UnicodeDecodeError as failure:
        first_bad = failure.start
    if (japanese := _japanese(data)) is not None:
        return _unix(japanese)
    text, encoding = _best_chinese(data)
    if encoding:
        _refuse_mixture(data, encoding, first_bad, path)
        return _unix(text)
    beyond_ascii = sum(byte > _LAST_ASCII for byte in data[:_SAMPLE])
    if _MULTIBYTE.search(data) is None and beyond_ascii <= _MAX_ACCENTS * len(data[:_SAMPLE]):
        western = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_WESTERN).best()
        if western is not None:
            return _unix(_strict(data, western.encoding, path))
    raise _undecodable(path, first_bad)


def plausibility(text: str) -> float:
    """Return how ordinary the characters beyond ASCII are as Chinese, from 0 to 1 (1 when there are none)."""
    sample = [char for char in text if char > "\x7f"][:_SAMPLE]
    if not sample:
        return 1.0
    folded = to_simplified("".join(sample))
    return sum(_ordinary(char) for char in folded) / len(folded)


def _japanese(data: bytes) -> str | None:
    """Return the text of bytes in Shift JIS; None unless it has kana, and hardly any of half width as Chinese would."""
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return None
    beyond_ascii = [char for char in text if char > "\x7f"][:_SAMPLE]
    kana = sum("\u3041" <= char <= "\u30fe" for char in beyond_ascii)
    half = sum("\uff61" <= char <= "\uff9f" for char in beyond_ascii)
    return text if kana >= _LEAST_KANA * len(beyond_ascii) and half <= _MOST_HALF * len(beyond_ascii) else None


def _best_chinese(data: bytes) -> tuple[str, str]:
    best, best_encoding, best_score = "", "", _BELIEVABLE
    for encoding in _CHINESE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = plausibility(text)
        if score > best_score:
            best, best_encoding, best_score = text, encoding, score
    return best, best_encoding


@functools.lru_cache(maxsize=16384)
def _ordinary(char: str) -> float:
    if char in _FREQUENT:
        return 1.0
    if char in "，。、；：？！“”‘’（）《》〈〉【】—…·　￥％－":
        return 0.9
    if char < _LAST_LATIN:
        return 0.85  # a name with an accent, a sign: written in two or four bytes, so no accident
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.0
    # GB 2312 lists its 3,755 common characters in rows 16 to 55, the rarer ones after them.
    first_common, last_common = 0xB0, 0xD7
    return 0.8 if first_common <= lead <= last_common else 0.3


def _refuse_mixture(data: bytes, encoding: str, first_bad: int, path: str) -> None:
    for line in data.split(b"\n"):
        if len(_MULTIBYTE.findall(line)) < _TELLTALE:
            continue
        try:
            as_utf8 = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if plausibility(as_utf8) > plausibility(line.decode(encoding, errors="replace")):
            raise _undecodable(path, first_bad)


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        raise _undecodable(path, failure.start, encoding) from failure


def _undecodable(path: str, offset: int, encoding: str = "utf-8") -> DocumentError:
    return DocumentError(
        path,
        f"byte {offset} is not valid {encoding.upper()}, and the whole is not GB18030 or Big5 either",
        "The file mixes encodings or is damaged: open it in an editor, mend that place and save it as UTF-8.",
    )


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
