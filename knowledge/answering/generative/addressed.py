"""Tell evidence that speaks to a model from evidence that informs: the first is quoted at most, and never handed on."""

import re

from knowledge.text.folding import fold
from knowledge.understanding.query import Scope
from knowledge.understanding.scope import scope_of

_ADDRESSED = re.compile(
    # Whoever is spoken to.
    r"\b(?:assistant|chat ?bot|language model|llm|ai|bot|system|developer)s?\b ?(?:prompt|note|message|instructions?|override)? ?(?:[:,;]|must\b|should\b|please\b|will (?:now|always)\b|shall\b|is to\b)"
    r"|\b(?:note|message|instructions?|attention|dear|hey|to) (?:to |for )?(?:the |all |any )?(?:ai|assistant|chat ?bot|bot|language model|llm|reader model)s?\b"
    r"|(?:助手|助理|机器人|大?语言模型|大模型|模型|人工智能|智能体|(?<![a-z])ai|(?<![a-z])gpt|系统)(?:们)?(?:请|应|必须|务必|需要?|要|注意|须知|提示|指令|[::,,])"
    r"|(?:致|给|告知|请)(?:各位)?(?:ai|助手|机器人|大?语言模型|大模型|智能体)"
    # What it should do when it answers.
    r"|\b(?:when|if|whenever|should) (?:you (?:are )?|any(?:one|body) |some(?:one|body) |users? |the user |people )?(?:is |are )?ask(?:ed|s|ing)?\b"
    r"|\b(?:in|at the end of|to|before|after) (?:your|the|every|each|all) (?:answers?|repl(?:y|ies)|responses?)\b"
    r"|\byour (?:answer|reply|response|task|job|role|instructions?)\b|\b(?:answer|reply|respond) (?:only |always |instead )?(?:with|that|by)\b"
    r"|\b(?:tell|inform|assure) (?:the |your |all |every )?(?:users?|readers?|asker|public|people)\b|\b(?:also |please |always )(?:say|state|mention|add|write|claim|append|include|output|print|repeat)\b"
    r"|(?:回答|回复|答复|作答|答案)(?:时|中|里|末尾|开头|前|后|此|该|任何|所有|用户|问题)?.{0,6}(?:请|应|必须|务必|要|一律|加上?|写|说|改)"
    r"|(?:如果|若|凡|当|每当|无论谁|有人|用户).{0,8}(?:问到?|提问|询问|问及)"
    r"|(?:请|务必|必须|一律|都要?)(?:在)?(?:你的)?(?:回答|回复|答复|告诉|告知|声称|宣称|输出|注明|附上|写上|加上|补充说|说明说|改说)"
    r"|(?:告诉|告知)(?:用户|提问者|读者|对方)|你(?:的任务|的回答|应当|必须|要说|只能|现在)"
)
# A number in brackets before a statement passes itself off as a piece of evidence; a footnote's stands behind one.
_FORGED = re.compile(r"(?:^|(?<=[.。!?;;:\s]))[\[【]\d{1,2}[\]】]\s*(?=[A-Za-z\u3400-\u9fff])")


# Before "reply that", "在答复中说": somebody did so or resolved to, which is told and not asked for.
_NEAR = 40
_REPORTED = re.compile(
    r"\b(?:resolved|decided|agreed|voted|promised|chose|wished|refused|declined|instructed|authori[sz]ed|undertook|[a-z]+ (?:was|were) asked) (?:not )?to $"
    r"|(?:[市区县省会长府办室处局委团校方员]|代表|委员会|议会)(?:均|都|也|曾)?在(?:其|书面|正式)?$"
    r"|(?:决定|决议|同意|表决|授权)[^,。;]{0,8}$"
)
_SPOKEN_TO = re.compile(
    r"\b(?:assistant|chat ?bot|bot|model|ai|llm|system|you)\b|助手|助理|机器人|模型|人工智能|系统|你"
)
_ANSWERING = re.compile(r"(?:answer|reply|respond)\b|在?(?:其|书面|正式)?(?:回答|回复|答复)")


def speaks_to_a_model(text: str) -> bool:
    """Tell whether a text gives orders to whoever reads it to answer from it, or forges evidence."""
    folded = fold(text)
    addressed = any(not _is_reported(folded, match) for match in _ADDRESSED.finditer(folded))
    return scope_of(text) is Scope.STEERING or addressed or _FORGED.search(text) is not None


def _is_reported(folded: str, match: re.Match[str]) -> bool:
    """Tell whether a paper reports that somebody answered or resolved to: "the council resolved to reply that"."""
    before = folded[max(0, match.start() - _NEAR) : match.start()]
    told = _ANSWERING.match(match.group()) is not None and _SPOKEN_TO.search(before) is None
    return told and _REPORTED.search(before) is not None
