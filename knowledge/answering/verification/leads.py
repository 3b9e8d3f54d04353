"""What opens a statement and says nothing of its matter: a yes or no, or that a paper says so."""

import re

_ANSWER = re.compile(
    r"(?:是的?|对的?|没错|有的?|没有|不是|不|不行|可以|当然|yes|no|not yet|correct|right|indeed)"
    r"(?:\s*[,，:：;；]+\s*|\s+[—–-]+\s+)",
    re.IGNORECASE,
)
_PAPER_ZH = (
    r"(?:来源|來源|材料|资料|資料|文件|公告|通知|通告|年鉴|年鑑|规定|規定|办法|辦法|章程|报道|報導|报告|報告|原文|文中|内容|內容|纪要|紀要|"
    r"简介|簡介|须知|須知|记录|記錄|说明|說明|消息|上述)"
)
_PAPER_EN = (
    r"(?:sources?|text|notice|documents?|article|report|page|minutes|newsletter|announcement|guidelines?|rules?|yearbook|"
    r"programme|program|papers?|materials?|records?|passage|evidence)"
)
_SOURCE = re.compile(
    rf"(?:根据|根據|依据|依據|依照?|按照?|据|據|从|從|在)?(?:公布|发布|發布|官方|相关|相關|有关|有關|这[份篇]|该|該)?的?{_PAPER_ZH}[上中里裡]?的?"
    r"(?:规定|規定|介绍|介紹|说法|說法|记载|記載|内容|內容|显示|顯示|写的是|寫的是|说|說|看|来看|來看|要求|推算|所述|所说|所說|写明|寫明)*[,，:：]\s*"
    rf"|(?:according to|as per|per|based on|from|as|as far as) (?:the |this |its |their )?(?:\w+ )?{_PAPER_EN}"
    r"(?: (?:has it|says?|states?|puts? it|notes?|reports?|shows?|tells?|go(?:es)?))?[,:]\s*"
    rf"|(?:from|going by) what (?:is|was) (?:published|stated|written|known)[,:]\s*"
    rf"|(?:the (?:\w+ )?{_PAPER_EN} (?:says?|states?|notes?|reports?|shows?|tells? us)"
    r"|it(?: is|'s|’s) (?:stated|said|noted|written|reported)) that\s+",
    re.IGNORECASE,
)

# 是2006年,广州与…: the answer before the sentence that says it.
_IT_IS = re.compile(r"^是(?=[\d一二三四五六七八九十年月日]+[,，])")


def without_leads(folded: str) -> str:
    """Return a statement from where it speaks of its matter; all of it where nothing would be left."""
    rest = _IT_IS.sub("", folded)
    for pattern in (_SOURCE, _ANSWER, _SOURCE):
        if (match := pattern.match(rest)) and len(rest) > match.end():
            rest = rest[match.end() :]
    return rest
