"""Tell questions for the sources from small talk, attempts to steer the assistant, and other jobs."""

from __future__ import annotations

import re

from knowledge.text.folding import fold
from knowledge.understanding.query import Scope

_FILLER = r"[\s,.!?~。,!?、~…:;()]*"

_GREETING = r"(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|greetings|你好|您好|哈喽|嗨|早上好|早安|早|上午好|中午好|下午好|晚上好|在吗|在不在|有人吗|大家好|您早)(?: ?(?:there|all|everyone|bot|啊|呀|哦|机器人))?"
_THANKS = r"(?:thanks?(?: you)?(?: (?:so|very) much| a lot| a million| again)?|thx|ty|many thanks|much appreciated|appreciate it|cheers|(?:太|非常|十分|多)?(?:谢谢|感谢|多谢|谢啦|谢了|辛苦|唔该)(?:你|您|啦|了|哈|晒)*)"
_PRAISE = r"(?:(?:that|this|it)(?: was|'s| is)? ?(?:very |really |so )?(?:helpful|great|useful|good|nice|perfect|awesome|clear|all)|well done|good (?:job|bot|answer)|great(?: job| answer)?|nice(?: one)?|perfect|awesome|amazing|brilliant|excellent|(?:很|真|太|非常|挺)?(?:有用|有帮助|棒|厉害|好用|赞|不错|清楚|专业|给力)(?:了|啊|呀|的)*|帮了?大忙(?:了)?|for (?:your|the) help)"
_FAREWELL = r"(?:bye(?: bye)?|goodbye|see you(?: (?:later|soon|tomorrow))?|see ya|good night|later|take care|再见|拜拜|拜|下次见|回头见|明天见|晚安|88)"
_ACKNOWLEDGE = r"(?:ok(?:ay)?|kk?|lol|haha+|hehe+|alright|got it|i see|understood|sure|cool|fine|noted|right|yes|yep|yeah|no|nope|hmm+|wow|oh|ah|um|好(?:的|吧|呀|啊|哦|滴|嘞)?|嗯+|哦+|噢+|行(?:吧)?|可以(?:的)?|知道了|明白(?:了)?|了解(?:了)?|收到|懂了|是的?|对(?:的)?|哈哈+|嘿嘿|呵呵|没事(?:了)?|没问题|不用了|test(?:ing)?|测试)"
_ABOUT = r"(?:who are you|what are you|what can you (?:do|answer|help(?: me)? with)|what do you (?:do|know)|how (?:do|can) i use (?:you|this)|how are you(?: (?:doing|today))*|how do you work|are you (?:a |an )?(?:bot|robot|human|ai|real)(?: person)?|^help(?: me)?[ .!?]*$|what is this(?: bot)?|你是(?:谁|什么|机器人|人工智能|真人)(?:吗|呢|啊)?|(?:请问)?你(?:能|会|可以)(?:做|干|回答|帮我?)?(?:些)?(?:什么|啥|哪些)(?:事|问题|事情)?|你叫什么(?:名字)?|怎么用(?:你)?|怎么使用|(?:请)?(?:介绍|说说)(?:一下)?你自己|^帮助[ 。.!]*$|你好吗|你知道(?:些)?什么|你最近怎么样)"

# One small-talk phrase, or several in a row, and nothing else.
_ORDER = (
    (Scope.ABOUT_THE_BOT, _ABOUT),
    (Scope.FAREWELL, _FAREWELL),
    (Scope.THANKS, _THANKS),
    (Scope.GREETING, _GREETING),
    (Scope.ACKNOWLEDGEMENT, rf"(?:{_PRAISE}|{_ACKNOWLEDGE})"),
)
_SOFTENER = r"(?:for (?:your|the|all your|all the) (?:help|answer|info|information)|you|your help|for now|then|so|that|all|just|and|am|i|it|very|much|now|man|mate|bro|friend|everyone|请问|那|就|了|啊|呀|哈|嘛|吧|你的(?:帮助|回答|解答))"
_ALL = "|".join(pattern for _, pattern in _ORDER)
_SMALLTALK = re.compile(rf"{_FILLER}(?:(?:{_ALL}|{_SOFTENER}){_FILLER})+")

_STEERING = re.compile(
    # Orders about its own rules.
    r"\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:instruction|rule|prompt|polic|restriction|guideline|above|previous|prior|earlier|filter)"
    r"|(?:忽略|无视|忘记|忘掉|不要理会|不用管|绕过|跳过|取消|解除|关闭).{0,14}(?:规则|指令|指示|提示|限制|设定|要求|以上|之前|前面|约束|审核|过滤)"
    # Asking for what lies behind it.
    r"|\b(?:system|hidden|initial|secret|original|developer) (?:prompt|instruction|message)s?|\byour (?:prompt|instructions|rules|guidelines|configuration|source code|api key|token)"
    r"|(?:系统|初始|隐藏|内部|后台|开发者)(?:提示词?|指令|消息|设定|prompt)|提示词|你的(?:指令|规则|设定|配置|源代码|代码|密钥|令牌)"
    r"|\b(?:api[ _-]?keys?|passwords?|access token|bot token|credentials?|secret key|private key|\.env|env(?:ironment)? variables?)\b|密码|口令|密钥|令牌|token|环境变量"
    # Role play and modes.
    r"|\byou are now\b|\bact as\b|\bpretend (?:to be|you|that)|\broleplay|\bdeveloper mode|\bdan mode|\bjailbreak|\bdo anything now|\bno (?:restrictions|limits|rules)\b|\bunrestricted\b"
    r"|你现在是|从现在起.{0,6}你|假装(?:你|自己)?是|扮演|开发者模式|越狱|角色扮演|没有(?:任何)?限制|不受限制"
    # Other people's data, or everything at once.
    r"|\b(?:other|previous|last|another|all) (?:the )?users?(?:'s?)?\b|\bwho else (?:asked|used)|\b(?:chat|conversation|query) (?:history|log)s? of|\buser(?:name| id)s?\b"
    r"|(?:其他|别的|上一[个位名]|前一[个位名]|所有|全部|别人|其它)(?:的)?(?:用户|人)(?:的)?(?:.{0,8})(?:问|说|消息|记录|名|信息|聊天|id)|聊天记录|用户名|用户信息|用户数据"
    r"|\b(?:output|print|dump|repeat|reveal|show|give|send|list|paste|copy)\b.{0,30}\b(?:full text|entire|whole|complete text|everything|verbatim|word for word|all (?:of )?(?:your|the) (?:documents?|files?|data|text|content)|raw data|database)"
    r"|(?:输出|打印|导出|重复|泄露|透露|显示|列出|给我|发给我|复制|粘贴|贴出).{0,12}(?:全文|全部(?:内容|文档|资料|数据|文件)|所有(?:文档|资料|数据|文件|内容)|整个(?:数据库|文档|知识库)|原始数据|数据库|知识库)"
    # Staff matters by claim, code, mark-up.
    r"|\b(?:i am|i'm|as) (?:an? |the )?(?:admin(?:istrator)?|developer|your (?:creator|developer|boss|owner)|root)\b|我是(?:管理员|开发者|你的(?:主人|开发者|老板))"
    r"|<\s*/?\s*(?:script|system|img|iframe)|\bdrop table\b|\bselect \*|\bsudo\b|\brm -rf|\{\{.*\}\}|\[/?inst\]|<\|"
    r"|\b(?:internal|confidential|staff[- ]only|classified|secret) (?:document|file|paper|memo|report)s?|(?:内部|机密|保密|涉密|秘密)(?:文件|资料|文档|材料|报告)"
    r"|\b(?:do not|don't|never|without) (?:cite|citing|quote|mention|show) (?:any|your|the|anything|sources?)|\b(?:from now on|always) (?:you )?(?:answer|respond|reply|say|output)|(?:从现在起|以后|接下来).{0,8}(?:回答|回复|只能|都要)"
    r"|\bsay (?:that )?(?:only )?[\"“'].*[\"”']|\breply (?:only )?with\b|只(?:回答|回复|输出)[“\"']?"
    r"|\b(?:make up|invent|fabricate|fake)\b.{0,40}\b(?:date|agreement|city|fact|record|figure|anniversar|source|citation|quote)|(?:编造|捏造|虚构|瞎编|伪造|编一[个段条])"
)

_OTHER_TASK = re.compile(
    r"^(?:please |can you |could you |would you |will you |kindly |i need you to |help me (?:to )?)*(?:to )?(?:translate|write|compose|draft|code|program|debug|calculate|compute|solve|sing|tell me a (?:joke|story)|book|order|buy|reserve|recommend|play|draw|paint|generate|summari[sz]e this|proofread|rewrite|paraphrase|convert|predict|fix)\b"
    r"|\b(?:write|compose|draft) (?:me )?(?:an? |some |the |my )?(?:\w+ )?(?:poem|essay|story|song|code|script|python|email|cover letter|speech|novel|homework|blog|tweet|joke)"
    r"|\btell (?:me|us) (?:a|another|some) (?:joke|story|riddle)"
    r"|^(?:请|麻烦|能不能|能否|可以|可不可以|请你|帮我|帮忙|替我|给我|你能|你可以|为我)*(?:翻译|写一?[首篇个段封份]|作一?[首篇]|编一?[个首段]|创作|画一?[张幅个]|唱|讲一?[个则]|算一?[下算]|计算|解(?:一下|这道)|订|预订|预定|买|推荐[一几些]?[个下家些本部款]?|润色|改写|生成|写代码|写程序|编程|播放)"
    r"|(?:讲|说)(?:一)?个(?:笑话|故事)|写(?:一)?(?:首|篇|段)(?:诗|作文|文章|小说|代码)"
    r"|\b(?:weather|forecast|temperature today|stock price|share price|exchange rate|bitcoin|crypto|lottery|horoscope|recipe|football score|world cup|movie|flight(?:s| ticket)|train ticket|tax return|symptom|headache|medicine for|doctor|divorce|lawsuit)\b"
    r"|\bnear me\b|\bnearby\b|\bthings to (?:do|see)\b|附近(?:有|的|哪)|好玩|好吃|天气|气温|股价|股票|汇率|比特币|彩票|星座|运势|菜谱|食谱|怎么做菜|机票|火车票|高铁票|下雨|下雪|看病|头痛|感冒|吃什么药|减肥|离婚|起诉|租房|房价|买房|打车"
    r"|\b(?:which|what) (?:political )?party\b|\b(?:vote for|election|who (?:should|will) (?:i|win)|do you (?:like|love|think|believe|prefer)|your (?:opinion|view|favou?rite)|what do you think)"
    r"|(?:哪个|什么)(?:政)?党|投票给|选举|你(?:觉得|认为|喜欢|爱|支持|怎么看|的看法)|政治立场"
    r"|\b(?:apply|applying|need|get|require|documents?|requirements?)\b.{0,40}\b(?:visas?|passport)\b|\b(?:stocks?|shares)\b.{0,20}\b(?:buy|sell|now)|\b(?:buy|sell|invest in)\b.{0,30}\bstocks?\b"
    r"|(?:办理?|申请|需要|怎么办?|如何).{0,12}(?:签证|护照)|(?:签证|护照).{0,10}(?:怎么办?|材料|办理|申请)|\d+ ?(?:乘以?|除以|加|减) ?\d+"
    r"|\b\d+ ?[+*/x×] ?\d+ ?(?:=|\?|$)|\bsquare root\b|\bsolve for\b"
)


def scope_of(question: str) -> Scope:
    """Return what kind of text a question is.

    Small talk is a whole text of nothing but set phrases. Steering and other jobs are told by what they order; a
    question about the field is none of these, whatever it quotes.
    """
    text = fold(question)
    if not any(char.isalnum() for char in text):
        return Scope.ACKNOWLEDGEMENT
    if _SMALLTALK.fullmatch(text):
        for scope, pattern in _ORDER:
            if re.search(rf"(?<![a-z]){pattern}(?![a-z])", text):
                return scope
    if _STEERING.search(text):
        return Scope.STEERING
    if _OTHER_TASK.search(text):
        return Scope.OTHER_TASK
    return Scope.QUESTION
