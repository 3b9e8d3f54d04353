"""How times are written in Chinese: a rule is a pattern over a plain text and what reads its parts."""

import functools
import re

from knowledge.language import meanings, reckoned
from knowledge.language.figures import either, words
from knowledge.language.meanings import Rule
from knowledge.language.numerals import HAN

_DIGITS = "".join(words("digit", "zh"))
_MONTHS = _DIGITS.replace("两", "") + "十拾"
_SMALL = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"
_COUNT = rf"(?<![\d{HAN}第])(?P<number>\d{{1,3}}|[{HAN}]{{1,6}}|半)\s?个?(?P<and_half>(?<!半)半)?"
# A four-digit number is a year before 年; a numeral is one where it names its digits, or more than its hundreds.
_NAMED = (
    rf"(?:公元|西元)?(?<!\d)(?:1\d|20|21)\d\d\s?年度?|[一二壹贰][{_DIGITS}]{{3}}\s?年度?|"
    rf"[一二两]千(?:零[{_DIGITS}]|[{HAN}]{{3,6}})年|(?:{either('era', language='zh')})\s?(?:元|\d{{1,3}}|[{HAN}]{{1,5}})\s?年|"
    rf"(?<![\d{HAN}])[〇零五六七八九][{_DIGITS}]年|(?<![\d.])(?<!\d,)0\d年"
)
# 年代 is a decade, 年级 a class, 年鉴 a book.
_YEAR = rf"(?P<year>(?:{_NAMED})(?![代级鉴龄]|的?历史)|(?<![以之此从])(?:{either('year', 'same year', language='zh')})(?![级龄轻])度?)"
_OF = rf"(?:{_YEAR}\s?的?\s?)?"
_MONTH = rf"(?<![农阴旧]历)(?P<month>(?<![\d{HAN}第])(?:\d{{1,2}}|[{_MONTHS}]{{1,2}})|(?<![\d{HAN}])元)\s?月(?![亮球饼]|份?的?第.个?[周星])"
_DAY = rf"(?P<day>{_SMALL})\s?[日号](?![本元线楼馆码召])"
# A day of the month that was named before it; not 3日内, 5日游.
_BARE_DAY = rf"(?<![\d.\-{HAN}第])(?<!\d,)(?P<day>{_SMALL})日(?![本元线报均游内间后前之以程常])"
_TO = r"\s?(?:-{1,2}|至|到)\s?"
# 周年 is an anniversary; 三月前 is before March.
_STEP = r"(?P<unit>天|日|周(?!年)|星期|礼拜|(?<=[个半])月|季度|学期|学年|年(?![代级度])|世纪)"
_SIDE = r"(?P<side>上上|上一?|这一?|(?<!日)本|今|下下|下一?)个?"
_LATE = r"(?P<part>年?[初底末](?![步小])|年中(?![国级])|中(?=[,。、;)\s前起至到]|$)|岁末)"
_OF_MONTH = r"(?P<part>上旬|中旬|下旬|初|中(?![国方外小央心学])|底|末)"
_OF_AGE = r"(?P<part>[初末](?!步)|早期|前期|中期|中叶|后期|末期)?"
_CENTURY = rf"(?P<century>(?:上个?|本|\d{{1,2}}|[{HAN}]{{1,3}})世纪)"

# A holiday tells a time where the words around it do: 春节期间, 在国庆节, not 春节联欢会.
_HOLIDAYS = either("holiday", language="zh")
HOLIDAY = rf"(?:(?<=[在于年到至])|(?=(?:{_HOLIDAYS})(?:期间|前|后|那天|当[天日]|[假长]期|长假|$|[,。?、])))(?P<holiday>{_HOLIDAYS})"


def _compiled(*pairs: tuple[str, meanings.Reader]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), read) for pattern, read in pairs)


@functools.cache
def dates() -> tuple[Rule, ...]:
    """Return the rules for times of the calendar; the longer reading of a place counts, then the earlier rule."""
    calendar, several = meanings.calendar_time, meanings.days_or_months
    return _compiled(
        # 2019年5月2日, 二〇一九年五月廿三日, 民国68年元月, 明年5月上旬, 5月5日, 98年5月
        (rf"{_OF}{_MONTH}(?:\s?{_DAY}|份?{_OF_MONTH}|份)?", calendar),
        (rf"(?P<year>(?<![\d.\-第])(?<!\d,)[3-9]\d\s?年)\s?{_MONTH}(?:\s?{_DAY}|份)?", calendar),
        (rf"(?P<year>(?<![{HAN}])[一二][{_DIGITS}]{{3}})(?=\s?[-至到]\s?[一二][{_DIGITS}]{{3}}年)", calendar),
        # 2019年, 2027年底, 明年年初; 年底 and 岁末 alone are this year's
        (rf"{_YEAR}(?:的?{_LATE})?", calendar),
        (rf"(?<![{HAN}\d今明去前后来当本每半整几多近学周国])(?P<part>年(?:初|底|末|中(?![国级]))|岁末)", calendar),
        # 本月5日, 下月初, 月底
        (rf"(?:{_SIDE}|(?<![{HAN}\d个每]))(?P<unit>月)(?:\s?{_DAY}|份?{_OF_MONTH})", reckoned.neighbour),
        (_BARE_DAY, meanings.day_of_month),
        # 5月2日至4日, 3至5月
        (rf"{_OF}{_MONTH}\s?(?P<day>{_SMALL})\s?[日号]?{_TO}(?P<last>{_SMALL})\s?[日号]", several),
        (rf"{_OF}(?<![\d{HAN}])(?P<month>{_SMALL})(?:月份?)?{_TO}(?P<last>{_SMALL})\s?月份?(?!\s?\d)", several),
        # 2027年第一季度, 前三季度, 下半年, 2019年秋季
        (rf"{_OF}(?:第|(?P<run>前))?(?P<part>[一二两三四1-4首])(?P<whole>季度)", meanings.part_of_year),
        (rf"{_OF}(?<![以之今此])(?P<part>[上下前后])(?P<whole>半年)", meanings.part_of_year),
        (rf"{_YEAR}的?(?P<part>{either('season', language='zh')})[季天]", meanings.part_of_year),
        # 1980年代, 上世纪八十年代初, 21世纪初
        (
            rf"(?:{_CENTURY}的?)?(?P<decade>(?<!\d)(?:\d\d)?\d0|[一二][{_DIGITS}]{{3}}|[{HAN}]{{1,2}})\s?年代{_OF_AGE}",
            meanings.decade,
        ),
        (rf"{_CENTURY}{_OF_AGE}", meanings.century),
        # 本周, 下个季度, 今天
        (rf"{_SIDE}(?P<unit>月|季度|周(?![年末])|星期|礼拜)", reckoned.neighbour),
        (rf"(?:{either('day', language='zh')})(?!报)", reckoned.day_away),
        (r"(?P<first>(?<!\d)20\d\d)[-/](?P<last>(?:20)?\d\d)学年", meanings.season_year),
    )


@functools.cache
def reckonings() -> tuple[Rule, ...]:
    """Return the rules for what is counted from today, and for weekdays and holidays."""
    return _compiled(
        # 十年前, 三天后, 一年半前
        (rf"{_COUNT}{_STEP}(?P<half>半)?(?P<way>[之以]?[前后](?![期者几往来后]))", reckoned.ago),
        # 未来90天, 90天内, 近五年
        (rf"(?:未来|今后|接下来|往后)的?{_COUNT}{_STEP}(?P<half>半)?(?:之?内)?", reckoned.stretch),
        (rf"{_COUNT}{_STEP}(?P<half>半)?(?:之内|以内|内)", reckoned.stretch),
        (rf"(?P<past>过去|最近|近|此前|这)的?这?{_COUNT}{_STEP}(?P<half>半)?(?:以?来|之?内)?", reckoned.stretch),
        # 本月剩下的日子
        (
            rf"{_SIDE}(?P<unit>年|月|季度|周(?!年)|星期)(?:还?剩下|剩余|余下|还剩)(?:的?(?:日子|时间|几天|几个月|月份))?",
            reckoned.rest,
        ),
        (
            rf"(?:(?<!每)(?<!每个)(?<![\d{HAN}日号])(?<![日号][( ])|{_SIDE})(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])(?![年{HAN}个次])",
            reckoned.weekday,
        ),
        (rf"{_OF}{HOLIDAY}", reckoned.holiday),
    )


# A four-digit number counts what follows it (1500人), unless a word before makes it a year.
COUNTED = rf"\s?号|\s?(?:[十百千万亿多余]*(?:{either('measure', language='zh')}))"
SAID_OF_A_YEAR = r"[自从于在至到]$"

# What stands before or after a time and turns it into all that is before or after it.
_TAIL = r"\s?的?(?:时|份|期间)?\s?"
BOUNDS = {
    "before": (
        r"(?<!不)(?:早于|先于)\s?",
        rf"{_TAIL}(?:之前|以前|(?:还没|没|未)到(?=\s*(?:的?时候|的?时|[,。?、]|$))|前(?![{HAN}年几后往来夕]))",
    ),
    "after": (r"(?<!不)(?:晚于|迟于)\s?", rf"{_TAIL}(?:之后|过后|后(?![年来天]))"),
    "since": (r"(?:自从?|从|不早于)\s?", rf"{_TAIL}(?:以后|以来|之?起|至今|到现在|到今天|开始)"),
    "until": (r"(?:截至|截止到?|截止至|到|至|不晚于|不迟于)\s?", rf"{_TAIL}(?:为止|止)"),
}
TO = r"\s?年?起?\s?(?:-{1,2}|到|至|直到|直至)\s?"
AND = r"\s?(?:和|与|跟|同|及|、)\s?"
BETWEEN = r"(?:介于|从|自|在)\s?"
BETWEEN_THEM = r"\s?(?:之间|中间|期间|这?段时间)"
END = r"[底末]$"
