"""Which kind of answer a question wants: a date, a count, a person, a list …."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.text.folding import fold
from knowledge.understanding.query import AnswerKind

# Spoken and Cantonese forms of the words that ask.
_SPOKEN = tuple(
    (re.compile(spoken), plain)
    for spoken, plain in (
        ("啥时候|几时|几点钟?", "什么时候"), ("系?边([一个]?年)", r"哪\1"), ("边个", "谁"), ("边[啲些几]", "哪些"), ("边度|边处", "哪里"), ("啥|乜嘢|咩嘢?", "什么"),
        ("咋样", "怎么样"), ("咋", "怎么"), ("几多", "多少"), ("几月份", "几月"), (r"\bwhat's\b|\bwhats\b", "what is"),
        (r"\bwho's\b", "who is"), (r"\bwhen's\b", "when is"), (r"\bwhere's\b", "where is"),
    )
)  # fmt: skip


def plain_words(text: str) -> str:
    """Return a folded text with spoken forms of its question words put into the written ones."""
    folded = fold(text)
    for spoken, plain in _SPOKEN:
        folded = spoken.sub(plain, folded)
    return folded


# On folded text (Simplified, lower case). The first match in the text is the chief kind; at one place the earlier
# line here wins, so the more exact forms come first.
_PATTERNS: tuple[tuple[AnswerKind, str], ...] = (
    (
        AnswerKind.CONTACT,
        (
            r"电话|手机号|联系方式|怎么联系|如何联系|邮箱|电邮|微信号?|传真|网址|官网|地址|\bphone\b|\btelephone\b|\be-?mail\b|"
            r"\bcontact (?:details|number|info|information|person)|\bhow (?:do|can) i (?:contact|reach)|\bhotline\b|\bfax\b|"
            r"\bwebsite\b|\baddress\b|\bwechat\b|\b(?:mobile|cell|contact) (?:phone )?(?:number|no\b)"
        ),
    ),
    (
        AnswerKind.MONEY,
        (
            r"多少(?:钱|元|美元|万元|亿元|欧元|经费|资金|费用|预算|奖金)|几(?:万|亿)?(?:元|美元)|(?:奖金|金额|费用|预算|经费|学费|工资|薪水|价格|票价|补贴|资助额?)"
            r"(?:是|有|为|共|总|一共|大概|约)*(?:多少|多大|几)|\bhow much (?:money|did|does|do|is|are|was|were|will|funding|budget|it|the|per|a)|\bprize money\b|"
            r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,3}(?:budget|cost|price|fee|fees|salary|amount|tuition|stipend)|\b(?:budget|stipend|salary|tuition)\b"
        ),
    ),
    (
        AnswerKind.SHARE,
        r"占比|比例|百分之几|百分比|多大比重|\bpercent(?:age)?\b|\bwhat (?:share|proportion|fraction)|\bshare of\b",
    ),
    (
        AnswerKind.FREQUENCY,
        r"多久|每隔?几年|几年(?:举办|办|举行|开|评|颁)?一[次届回]|多长时间|频率|\bhow often\b|\bhow frequently\b|\bevery how many\b|\bhow long\b",
    ),
    (
        AnswerKind.ORDINAL,
        (
            r"第几|排名?第?几|排(?:在|行)?(?:第)?几|名列第几|排名(?:如何|怎样|怎么样|多少)|几周年|多少周年|几十周年|"
            r"\bwhich (?:anniversary|session|edition|number|rank)|\bwhat (?:rank|number|edition|session|anniversary)|\bhow (?:high )?(?:did|does|is|was)?.{0,20}\brank"
        ),
    ),
    (
        AnswerKind.COUNT,
        r"多少|几[个座位家条次届对项所名国批场组人类种大支架座间份]|几多|数量|总数|个数|有几|共几|\bhow many\b|\bnumber of\b|\bhow large\b|\bhow big\b|\bhow much\b|\btotal (?:number|of)\b|\bcount of\b|\bsize of\b",
    ),
    (
        AnswerKind.DATE,
        (
            r"什么时候|什么时间|何时|何年|何月|何日|几时|哪[一]?[天年月日号]|几[月号日](?!子)|哪个?(?:月|日|年|季度)|年份|日期|时间是|什么日子|什么日期|"
            r"(?:发表|发布|签署|签订|签约|成立|举办|举行|召开|创立|设立|结好|开幕|闭幕|结束|开始)(?:的)?(?:时间|日期)|"
            r"\bwhen\b|\bwhat (?:is the |was the )?(?:exact )?(?:date|day|year|month|time)\b|\bwhich (?:date|day|year|month|quarter)|\b(?:in|on) (?:what|which) (?:exact )?(?:date|day|year|month|quarter)|"
            r"\bsince when\b|\bdates? of\b|\bwhat day\b|\b(?:signing|agreement|founding|publication) dates?\b|\bsince what\b"
        ),
    ),
    (
        AnswerKind.PERSON,
        (
            r"谁(?!可以|能|有资格)|哪[一]?位|何人|什么人|叫什么名字的人|\bwho\b(?! (?:can|may|could|is eligible|are eligible)\b)|\bwhom\b|\bwhose\b|\bwhich (?:person|official|leader|mayor|speaker|politician|people|journalist|reporter|scholar)|"
            r"\bname of the (?:mayor|speaker|host|author|director|reporter|journalist|president|chair|chairman|head)"
        ),
    ),
    (
        AnswerKind.PLACE,
        r"哪里|哪儿|何处|何地|什么地方|在哪|哪[一]?[个座](?:城市|国家|地方|省|市|区|城)|什么城市|\bwhere\b|\bwhich (?:city|country|town|place|province|district)\b|\bwhat (?:city|country|town|place)\b|\bin what (?:city|country)\b",
    ),
    (
        AnswerKind.LIST,
        (
            r"哪些|哪[几二两三四五六七八九十]|列出|列举|名单|名录|清单|有什么|包括什么|包含什么|分别(?:是|为)|(?:三|四|五|六|七|八|两)(?:个|座|大|项|方面)?.{0,8}(?:是什么|分别)|\blist\b|\bname (?:all|the|two|three|four|five)\b|"
            r"\bwhich (?:two|three|four|five|six|seven|eight|\w+ cities|\w+s)\b|\bwhat are\b|\bwhat (?:two|three|four|five|six)\b|\bwhich \w+(?: \w+)? (?:are|were|have|do|did)\b|\bgive (?:me )?(?:the )?names\b"
        ),
    ),
    (
        AnswerKind.NAME,
        (
            r"全称|叫什么|名称|名字|什么名|称为什么|题目|主题|什么奖|哪个奖|哪项|哪[一]?[份个本家所项届场种]|何(?:种|奖)|\bfull name\b|\bname of\b|\bcalled\b|\btitle\b|\btheme\b|\btopic of\b|"
            r"\bwhich (?:award|prize|university|project|organi[sz]ation|body|company|newspaper|journal|institution|forum|event|school|museum|plan|office|department|paper)\b|\bwhat (?:award|prize|university|project|organi[sz]ation|theme|name|title)\b|\bnickname\b"
        ),
    ),
    (
        AnswerKind.DEFINITION,
        (
            r"什么是|是什么|是指|指什么|什么意思|含义|区别|差别|不同|为何物|定义|怎么(?:回事|理解)|干什么(?:的|用)|做什么(?:的|用)|用途|目的|为了什么|\bdifference\b|\bdiffer\b|\bmeaning\b|\bwhat does .{1,40} mean|\bstand for\b|\bdefin|"
            r"\bwhat (?:is|was|'s)\b|\bpurpose\b|\bwhat .{1,40} for\b|\bexplain\b"
        ),
    ),
    (
        AnswerKind.YES_NO,
        r"吗|是否|有没有|是不是|能不能|会不会|对不对|\b(?:^|\? ?)(?:is|are|was|were|does|do|did|has|have|can|will)\b|^(?:is|are|was|were|does|do|did|has|have|had|can|could|will)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

_EXACT_DAY = re.compile(
    r"哪[一]?[天日]|几[号日](?!子)|何日|具体(?:日期|时间|哪)|确切(?:日期|时间|的)|准确(?:日期|时间)|\bexact (?:day|date)|\bwhat day\b|\bwhich day\b|\b(?:on|precise) (?:what|which|exact) (?:exact )?(?:day|date)\b|\bprecise (?:day|date)\b"
)
_COMPLETE = re.compile(
    r"完整|全部|所有|全体|逐一|一一|每一个|齐全|名单|名录|清单|\ball\b|\bcomplete\b|\bfull list\b|\bevery (?:single |one )?|\bentire\b|\blist (?:of )?(?:the )?\d+\b"
)
_NOW = re.compile(
    r"现在|目前|如今|当前|至今|今天|眼下|最新|现有|现时|迄今|\bnow\b|\bcurrent(?:ly)?\b|\btoday\b|\bat present\b|\bat the moment\b|\bthese days\b|\bpresently\b|\blatest\b|\bso far\b|\bto date\b|\bas of today\b"
)
_COMPARES = re.compile(
    r"比较|对比|相比|哪个(?:更|较|最)|谁(?:更|先|早|多|晚)|(?:更|最)(?:早|晚|多|少|大|先)|先后|之间的差|\bcompare|\bversus\b|\bvs\b|\bmore (?:\w+ )*than\b|\bfewer\b|\bearlier\b|\blater\b|\bwhich (?:one )?(?:came |was |is )?(?:first|more|older|earlier|larger)|\bbetween .{1,40} and .{1,40} (?:which|who)"
)


_MORE = re.compile(r"更多|最多|更少|最少|多还是|\bmore\b|\bfewer\b|\bmost\b|\blargest\b")


class Wanted(NamedTuple):
    """What a question wants: kinds of answer (chief first) and how strictly."""

    kinds: tuple[AnswerKind, ...]
    exact_day: bool
    complete: bool
    now: bool
    compares: bool


def wanted(folded: str) -> Wanted:
    """Read the kinds of answer off a folded question; ``OPEN`` when nothing tells."""
    found: list[tuple[int, int, AnswerKind]] = []
    for order, (kind, pattern) in enumerate(_COMPILED):
        match = pattern.search(folded)
        if match:
            # How to reach somebody is the point wherever it stands: "who is the contact person".
            found.append((0 if kind is AnswerKind.CONTACT else match.start(), order, kind))
    by_strength = sorted(found, key=lambda item: (item[1] >= _WEAK, item[0], item[1]))
    compares = bool(_COMPARES.search(folded))
    kinds = tuple(dict.fromkeys(kind for _, _, kind in by_strength if not (compares and kind is AnswerKind.PERSON)))
    if compares and not {AnswerKind.COUNT, AnswerKind.DATE} & set(kinds):
        kinds = (AnswerKind.COUNT, *kinds) if _MORE.search(folded) else kinds
    kinds = kinds or (AnswerKind.OPEN,)
    return Wanted(
        kinds=kinds,
        exact_day=bool(_EXACT_DAY.search(folded)) and AnswerKind.DATE in kinds,
        complete=bool(_COMPLETE.search(folded)),
        now=bool(_NOW.search(folded)),
        compares=compares,
    )


# "What is …" and "is it …" say little; they are chief only when nothing else tells.
_WEAK = [kind for kind, _ in _PATTERNS].index(AnswerKind.DEFINITION)
