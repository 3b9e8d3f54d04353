"""Words of a question that choose among the ways to answer from records. All patterns are for folded text."""

from __future__ import annotations

import re

from knowledge.understanding.points import NUMBER

FIRST = re.compile(
    r"第一[个座对]|首[个座对]|最早|最先|最初|最老|\bfirst\b|\bearliest\b|\boldest\b|\blongest[- ]standing\b"
)
LATEST = re.compile(
    r"最近(?:一[个座对]|结|缔|新|签|的)|最新|最后|最晚|\blatest\b|\bnewest\b|\bmost recent|\byoungest\b|"
    r"\blast\b(?! (?:\w+ )?(?:year|month|week|day|quarter|decade))"
)
SEVERAL = re.compile(
    r"不止一|不只一|多于一|两个(?:及|或)?以上|一个以上|多个|\bmore than one\b|\bseveral\b|\bmultiple\b"
)
BY_COUNTRY = re.compile(
    r"(?:哪些|几个|多少个?|哪几个|各个?|哪个)国家|\b(?:which|what|how many|by|per|each)(?: \w+)? countr(?:y|ies)\b"
)
BY_CONTINENT = re.compile(r"(?:哪些|几个|各|哪几个|多少个?|哪个?)大?洲|\b(?:which|how many|by|per|each) continents?\b")
# What is counted: the words behind 多少个, the one behind "how many" (an adjective may stand between).
COUNTED = re.compile(
    r"(?:多少|几)[个座位家条次届对项名批场组种]?(?P<zh>[\u4e00-\u9fff]{1,8})|"
    r"\bhow many (?P<things>(?:[a-z-]+ )?[a-z-]+)"
)
QUIET = re.compile(
    r"没(?:有)?(?:什么|怎么)?(?:往来|交往|交流|联系|动静)|无(?:往来|交往|交流)|不活跃|沉寂|冷淡|停滞|中断|沉睡|断了?(?:联系|往来|交往)|不再(?:往来|联系)|\bquiet\b|\binactive\b|\bdormant\b|"
    r"\b(?:almost|hardly|nearly|little|few|no) (?:any )?(?:recent )?(?:exchange|contact)|"
    r"\bno longer active\b|\bnot (?:very )?active\b"
)
COMMON = re.compile(
    r"共同|都有|都是|都[跟和与同]|都(?:结|缔|签)|相同|同一[个座]|既.{1,20}[又也]|"
    r"\bin common\b|\bshared?\b|\bboth\b|\bsame\b|\bas well as\b|\bat once\b"
)
# Which of several home cities was the first to have a partner.
EARLIER = re.compile(r"[更较]早|早一?些|先(?:有|结|缔|签)|哪[个座]早|\bearlier\b(?! than)|\bcame first\b|\bsooner\b")
# A tie named otherwise than by the kind of tie.
TIE = re.compile(
    r"\bt(?:ie|ies|ied)\b|\bfriends\b|\bpartner(?:s|ed)?\b|\blinked\b|\brelations?(?:hip)?\b|关系|交往|朋友"
)
# Partners spoken of without the name of a tie.
PARTNERS = re.compile(
    r"\bpartner(?:s| cit(?:y|ies)| towns?)\b|\bcit(?:y|ies) (?:that |which |have |has )?(?:signed|joined|partnered)\b|"
    r"伙伴城市|结对城市|交流城市"
)
# Dates that the sources give to the year or the month only.
NO_DAY = re.compile(
    r"(?:日期|哪天|日子)(?:不详|不明|不清楚|未知)|没有?(?:写明|写)?具体(?:的)?(?:日期|日子)|\bonly the month\b|"
    r"\b(?:exact|precise) (?:date|day) (?:is )?(?:unknown|not known|missing)|\bno exact (?:date|day)\b"
)
ONLY_YEAR = re.compile(
    r"(?:只|仅)(?:知道?|有|写|写明|写到|记|标)?(?:到|了|明)?年份?|\bonly the year\b|\byear only\b|"
    r"\bonly by (?:the )?year\b"
)
WHO_ARE_THE_PARTNERS = re.compile(
    r"(?:[都还]?有|[跟和与同])谁|(?:友城|友好城市|姐妹城市?)(?:都|分别)?是谁|(?:都|分别)是谁|谁是.{1,12}(?:友城|友好城市|姐妹城)|"
    r"\bwho (?:is|are|was|were) (?:\S+ ){1,5}(?:twinned|paired|partnered)\b|"
    r"\bwho (?:is|are) (?:\S+ ){1,4}(?:sisters?|twins?|partners?|cities)\b"
)
# A part of what the question before listed.
OF_THEM = re.compile(
    r"\b(?:of|among|from) (?:them|these|those)\b|\bdo they\b|\bare they\b|其中|[它他她]们|[这那]些|[这那]几个"
)
# What the asker says of themselves and their errand, where the clause asks for nothing.
OF_THE_ASKER = re.compile(
    r"\s*(?:and |so |but |as |because |since )?(?:i|we|my|our)(?: |'(?:m|re|ll|ve|d) )|"
    r"\s*(?:因为|由于|所以)?(?:我|我们|咱们?|本人|我司|我校)"
)
# What stands for a place named in another clause.
STANDS_FOR_A_PLACE = re.compile(r"\b(?:it|its|there|they|them|their|we|us|both)\b|[它她]|那里|那边|该市|双方|两市|我们")
WHY = re.compile(r"\bwhy\b|\breasons?\b|为什么|为何|原因|怎么会")
MOST = re.compile(r"最多|\bmost\b(?! recent)")
ASKS = re.compile(
    r"什么|哪|谁|几|多少|何时|何年|怎|如何|吗|是否|有没有|告诉|介绍|列出|请问|想知道|想问|想了解|查|"
    r"\b(?:what|when|which|who|whom|whose|where|why|how|whether|"
    r"tell|list|show|give|name|know|ask|looking for|information)\b"
)

# Adjectives and short forms of continents, which are no names of places.
CONTINENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Asia", re.compile(r"\basian\b")),
    ("Europe", re.compile(r"\beuropean\b")),
    ("Africa", re.compile(r"(?<!south )\bafrican\b")),
    ("North America", re.compile(r"北美|\bnorth american\b|\bthe americas\b|(?<![南北中])美洲")),
    ("South America", re.compile(r"南美|\bsouth american\b|\bthe americas\b|(?<![南北中])美洲")),
    ("Oceania", re.compile(r"\boceanian\b")),
)

# Tens by name; other words for a round anniversary leave it to the office which ones those are.
TENS = re.compile(r"逢十|逢10|整十|十的倍数|\btens\b|\bdecades?\b|\bmultiples of (?:ten|10)\b")
FIVES = re.compile(
    r"逢五|逢5|五的倍数|\bfives\b|\b(?:every|each) (?:five|5) years\b|\bmultiples of (?:five|5)\b|"
    r"\bfive-year(?:ly)? anniversar"
)
ROUND = re.compile(rf"{FIVES.pattern}|{TENS.pattern}|整数|大庆|\bround\b|\bmilestone|\bmajor\b|\bbig\b")
ANNIVERSARIES = re.compile(r"周年|纪念|anniversar|jubilee")
# How long a tie has lasted: 超过40年, 不到十年, "for over 40 years".
LASTED = re.compile(
    rf"(?:超过|已有|不止|长达)了?\s*(?P<longer>{NUMBER})\s*多?年(?!代)|(?P<more>{NUMBER})\s*年(?:以上|之久)|"
    rf"(?:不到|不足|未满|不满|少于)\s*(?P<shorter>{NUMBER})\s*年|"
    rf"\b(?:more than|over|at least|longer than) (?P<over>{NUMBER}) years\b|"
    rf"\b(?:less than|under|fewer than) (?P<under>{NUMBER}) years\b"
)
EVERY_YEAR = re.compile(r"所有|全部|每一?[个年]|\ball\b|\bevery\b|\bany\b")
# What of a period is yet to come.
STILL_AHEAD = re.compile(
    r"还[剩有]|剩下|剩余|余下|尚有|\bleft\b|\bremain(?:s|ing)?\b|\brest of\b|"
    r"\bstill (?:to come|ahead|coming)\b|\byet to come\b"
)
# A number of years that is completed: an anniversary by another name.
YEARS_COMPLETED = re.compile(
    r"\b(?:reach|turn|mark|complete|celebrate)\w* (?:their |its )?(\d{1,3}) years\b|"
    r"(?:结好|缔结|签约|满)满?(\d{1,3})年(?!代|以上|之久)"
)
UPCOMING = re.compile(r"即将|将要|快到|下一|接下来|近期|最近|\bnext\b|\bupcoming\b|\bcoming\b|\bsoon\b")
NEXT_ONE = re.compile(r"下一?[个次]|最近的?一[个次]|\bnext\b")
NEXT_EVENT = re.compile(r"下一?[届次]|\bnext (?!to\b)")
NEXT_ANNIVERSARY = re.compile(r"下一?[个次].{0,4}(?:周年|纪念日)|\bnext (?:\w+ )?(?:anniversary|jubilee|birthday)")
ON_THIS_DAY = re.compile(r"今天|今日|当天|\btoday\b")
HOW_MANY_YEARS = re.compile(
    r"(?:多少|几)个?年|多少周年|几周年|多久|多长时间|\bhow many years\b|\bhow long\b|\bhow old\b|"
    r"\bwhich anniversary\b|\bwhat anniversary\b|第几(?:个周年|周年|年)"
)

HAPPENED = re.compile(r"发生|大事|\bhappen")
# The Chinese 哪天 is an everyday "when"; "which day" is not.
DAY_WANTED = re.compile(r"具体|确切|准确|精确|\bexact|\bprecise|\b(?:which|what) day\b|\bday and month\b")
ACTUAL = re.compile(
    r"实际|真正|真实|实有|实现了?|达成了?|\bactual|\breal(?:ly)?\b|\bachieved?\b|\breached\b|\bin fact\b"
)
TARGET = re.compile(
    r"目标|指标|力争|要达到|预计|预期|争取|\btargets?\b|\bgoals?\b|\baims?\b|\bplanned\b|\bwill\b|\bby 20\d\d\b"
)
DIFFERENCE = re.compile(
    r"区别|差别|有何不同|有什么不同|什么意思|含义|定义|\bdifferen|\bdiffer\b|\bmeaning\b|\bdoes .{1,40} mean\b|"
    r"什么是|何谓|\bdefin(?:e|es|ed|ition|itions)\b|\bwhat (?:is|'s) (?:an?|meant) "
)
ALL_KINDS = re.compile(r"各类|各种|所有类型|合计|\ball kinds\b|\bany kind\b|\ball types\b|\baltogether\b")
# The stronger tie named in words of its own, beside the weaker one.
SISTER = re.compile(r"sister|国际友城|友好城市|友城|姐妹城|姊妹城")
EXCHANGE = re.compile(r"友好(?:合作)?交流(?:合作)?(?:关系)?(?:城市|友城)")
# What is asked of a place itself, not of the exchange with it.
OF_THE_PLACE = re.compile(
    r"\bhow (?:far|big|large|do|does|can|to|should|much|old)\b|\bwhy\b|\bwhere\b|\bwhat language|"
    r"为什么|怎么(?:去|走|办)|如何(?:去|前往)|多远|多大|多高|在哪|何处"
)
DISTRICT = re.compile(r"城区|区县|友好区|区级|\bdistricts?\b")
EDITION = re.compile(
    r"(?:第([一二三四五六七八九十\d]+)|(首|上|下))[届次]|\b(first|second|third|fourth|fifth|sixth|seventh|\d+(?:st|nd|rd|th))\b"
)

# Whom a programme is for: the folded words of a question, by the table's word.
AUDIENCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (group, re.compile(f"{chinese}|{english}"))
    for group, chinese, english in (
        (
            "students",
            "学生|留学|大学生|中学生|学者",
            r"\bstudents?\b|\bpupils?\b|\bstudy(?:ing)? abroad\b",
        ),
        ("youth", "青少年|青年|年轻|少年|儿童|孩子", r"\byouth\b|\byoung\b|\bteen|\bchild|\bkids\b|\bjunior"),
        (
            "business",
            "企业|商人|商界|商务|工商|经贸|公司|投资",
            r"\bbusiness|\bcompan|\bentrepreneur|\binvest|\btrade\b",
        ),
        ("culture", "文化|艺术|音乐", r"\bcultur|\bart(?:s|ists?)?\b|\bmusic"),
        ("sport", "体育|足球|运动", r"\bsports?\b|\bfootball|\bsoccer|\bathlet"),
        ("officials", "官员|公务员|干部|政府人员", r"\bofficials?\b|\bcivil servants?\b|\bcadres?\b"),
        (
            "experts",
            "专家|人才|科研|研究人员",
            r"\bexperts?\b|\btalents?\b|\bscientists?\b|\bresearchers?\b|\bspecialists?\b",
        ),
    )
)
