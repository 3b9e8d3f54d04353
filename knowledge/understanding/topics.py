"""What the question is about, where the records know the topic, and which kind of tie."""

from __future__ import annotations

import re

from knowledge.understanding.query import AnswerKind, Relation, Topic

_EXCHANGE = re.compile(
    r"友好(?:合作)?交流(?:合作)?(?:关系)?(?:城市|友城)|友好合作交流|交流城市|加强交流合作备忘录|friendly[- ]exchange|exchange (?:cit(?:y|ies)|pairs?|partner)|"
    r"friendly (?:cooperation|co-operation|and cooperat)|friendly exchange memorandum|exchange memorandum|memorand"
)
_FRIENDSHIP = re.compile(
    r"friendship (?:cit(?:y|ies)|relation|ties?|agreement|tie)|friendly cit(?:y|ies)|friendship-cit"
)
_SISTER = re.compile(
    r"国际友城|友好城市|友城|姐妹城市|姊妹城市|姐妹市|姊妹市|结好|缔结|缔交|结为友|结友|结谊|结拜|结成友|sister[- ](?:cit(?:y|ies)|town|pair)|twin(?:ned|ning|s)? (?:cit|town|with)|twinn|"
    r"\bpair(?:ed)? (?:up )?with\b|\btwin(?:ned|ning|s)?\b|sister-city|\bsister(?:s|ed)?\b"
)
_ANNIVERSARY = re.compile(
    r"周年|週年|逢[五十]|整十|纪念日|生日|anniversar|jubilee|years? (?:of|since).{0,30}(?:sister|friend|twin|tie)|结好多少年|多少年了|几年了|"
    r"\b(?:reach|turn|mark|complete|celebrate)\w* (?:their |its )?\d+ years\b|(?:结好|缔结|签约|满)满?\d{1,3}年(?!代)"
)
_PROGRAMME = re.compile(
    r"项目|计划|奖学金|留学|交流项目|合作项目|夏令营|研学|实习|访学|互换|培训|机制|program(?:me)?s?|scholarships?|study abroad|exchanges?\b|internships?|camp|fellowships?|scheme|cooperat"
)
_EVENT = re.compile(
    r"访问|来访|出访|到访|代表团|论坛|大会|会议|峰会|奖|典礼|庆祝|活动|展览|博览会|visit|delegation|forum|conference|summit|meeting|award|prize|celebrat|festival|expo|exhibition|fair\b|congress"
)
_PROFILE = re.compile(
    r"介绍|简介|概况|说说|讲讲|谈谈|了解|关系(?:如何|怎么样|怎样|是什么|吗|$)|什么关系|tell me (?:about|something)|information (?:on|about)|profile|overview|introduc|relationship|what about\b|brief (?:on|me)|who is .* to "
)


def relation_of(folded: str) -> Relation | None:
    """Return the kind of tie that a folded text names."""
    if _FRIENDSHIP.search(folded):
        return Relation.EXCHANGE if _EXCHANGE.search(folded) else Relation.FRIENDSHIP
    if _EXCHANGE.search(folded):
        return Relation.EXCHANGE
    return Relation.SISTER if _SISTER.search(folded) else None


def topic_of(folded: str, kinds: tuple[AnswerKind, ...], relation: Relation | None, *, places: int) -> Topic:  # noqa: PLR0911 - one a topic
    """Return what a folded question is about; the more particular topic wins."""
    if _ANNIVERSARY.search(folded):
        return Topic.ANNIVERSARY
    if _PROFILE.search(folded) and places:
        return Topic.PROFILE
    if relation is not None and not _EVENT.search(folded.replace("友城大会", "")):
        return Topic.AGREEMENT
    if _PROGRAMME.search(folded):
        return Topic.PROGRAMME
    if _EVENT.search(folded):
        return Topic.EVENT
    if relation is not None:
        return Topic.AGREEMENT
    if places and kinds == (AnswerKind.OPEN,):
        return Topic.PROFILE
    return Topic.OTHER
