"""Whether a sentence or clause speaks of what is planned, aimed at or to come."""

import re

_PLANNED_ZH = re.compile(
    r"打算|[预定][定在于](?=于|在|\d|明|下|[一-十])|拟(?!定|议|人)|即将|力争|争取|预计|预期|筹划|准备(?!工作)|筹建|原定(?![^。;]*(?:推迟|延[期至后]|取消|改|顺延))|有望|目标|建议|倡议|下一个|还有\d+天|"
    r"将(?=在|于|会|把|由|同|与|迎|举|开|建|设|成|有|继|派|推|访|赴|到|签|结|新|进|为|来)(?!军)|"
    r"(?<!行动)(?<!提升)(?<!奖学金)(?<![本该此])计划(?![的中里书是期结完]|”|》|[^\w\s]|$)|"
    r"要(?=打造|做强|做好|扩大|新?成?设?立|办|建|推|让|把|到|求|争|继续)|尚待|推动实施|希望|愿意"
)
_PLANNED_EN = re.compile(
    r"\b(?:will|shall|would|plans?|planned|is planning|are planning|intend(?:s|ed)?|aim(?:s|ed|ing)?|target(?:s|ed)?|goals?|expect(?:s|ed)?|"
    r"scheduled|propos(?:e|es|ed|al|als)|going to|(?:is|are|was|were) due to (?!the\\b|a\\b|its\\b)|set to|hopes?|hoped|wants?|wanted|seeks?|upcoming|"
    r"forthcoming|in preparation|is to|are to|was to|were to|be to|(?<!have )(?<!has )(?<!had )(?<!need )(?<!needs )(?<!able )to be|work to do|would like|under consideration|recommends?|"
    r"suggests?|calls? for|asks? for|asked for|yet to)\b"
)
# A plan, and no planning: "the plan", "a talent plan", "Lyon's plans"; one who plans is "they" or several.
_PLAN_NOUN_EN = re.compile(
    r"\b(?:(?!(?:we|they|you|i|to|not|who|and|or)\b|[\w'’-]*s\b)[\w'’()-]+\s+plan|(?:the|this|of|\w+['’]s)\s+plans?)\b"
    r"(?! to| an? | scholarship| for)|\bplans?['’]s?\b|\bplans?\b(?= (?:of|covers?|has|have|works?|lists?|names?|relies|keeps|as of|was|is|were))"
)
# What somebody is asked to do is not done yet: "invited Zhengzhou to send six doctors".
_ASKED = re.compile(
    r"\b(?:invit|ask|urg|encourag|request|promis|offer|agree|pledg|propos|volunteer)\w* (?:[\w'-]+ ){0,3}to (?!the\b|a\b)|(?:邀请|要求|请求|呼吁|承诺|答应)(?=.{1,12}[派来赴去参提捐建送])"
)
_AS_PLANNED = re.compile(r"\bas (?:planned|scheduled|expected|intended)\b|按(?:照)?计划|如期|按期")


def is_planned(folded: str) -> bool:
    """Tell whether a folded text speaks of what is planned, aimed at or to come."""
    folded = _AS_PLANNED.sub(" ", folded)
    return bool(
        _ASKED.search(folded) or _PLANNED_ZH.search(folded) or _PLANNED_EN.search(_PLAN_NOUN_EN.sub(" ", folded))
    )
