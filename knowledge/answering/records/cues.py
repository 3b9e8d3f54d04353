"""Words of a question that choose among the ways to answer from records. All patterns are for folded text."""

from __future__ import annotations

import re

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
BY_CONTINENT = re.compile(r"(?:哪些|几个|各|哪几个|多少个?|哪)(?:大)?洲|\b(?:which|how many|by|per|each) continents?\b")
QUIET = re.compile(
    r"没有(?:什么)?(?:往来|交往|交流|联系)|无(?:往来|交往|交流)|不活跃|沉寂|冷淡|停滞|中断|沉睡|\bquiet\b|\binactive\b|\bdormant\b|"
    r"\b(?:almost|hardly|nearly|little|few|no) (?:any )?(?:recent )?(?:exchange|contact)|\bno longer active\b"
)
COMMON = re.compile(r"共同|都有|相同|同一[个座]|\bin common\b|\bshared?\b|\bboth\b|\bsame\b")

# Adjectives and short forms of continents, which are no names of places.
CONTINENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Asia", re.compile(r"\basian\b")),
    ("Europe", re.compile(r"\beuropean\b")),
    ("Africa", re.compile(r"(?<!south )\bafrican\b")),
    ("North America", re.compile(r"北美|\bnorth american\b|\bthe americas\b|(?<![南北中])美洲")),
    ("South America", re.compile(r"南美|\bsouth american\b|\bthe americas\b|(?<![南北中])美洲")),
    ("Oceania", re.compile(r"\boceanian\b")),
)

ROUND = re.compile(r"逢十|逢10|整十|整数|十的倍数|大庆|\bround\b|\bmilestone|\btens\b|\bdecades?\b|\bmajor\b|\bbig\b")
EVERY_YEAR = re.compile(r"所有|全部|每一?[个年]|\ball\b|\bevery\b|\bany\b")
UPCOMING = re.compile(r"即将|将要|快到|下一|接下来|近期|最近|\bnext\b|\bupcoming\b|\bcoming\b|\bsoon\b")
NEXT_ONE = re.compile(r"下一个|下一次|最近的?一个|\bnext\b")
ON_THIS_DAY = re.compile(r"今天|今日|当天|\btoday\b")
HOW_MANY_YEARS = re.compile(
    r"(?:多少|几)个?年|多少周年|几周年|多久|多长时间|\bhow many years\b|\bhow long\b|\bhow old\b|"
    r"\bwhich anniversary\b|\bwhat anniversary\b|第几(?:个周年|周年|年)"
)

HAPPENED = re.compile(r"发生|大事|\bhappen")
DAY_WANTED = re.compile(r"具体|确切|准确|精确|\bexact|\bprecise")
TARGET = re.compile(
    r"目标|指标|力争|要达到|预计|预期|争取|\btargets?\b|\bgoals?\b|\baims?\b|\bplanned\b|\bwill\b|\bby 20\d\d\b"
)
DIFFERENCE = re.compile(
    r"区别|差别|有何不同|有什么不同|什么意思|含义|定义|\bdifferen|\bdiffer\b|\bmeaning\b|\bdoes .{1,40} mean\b"
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
