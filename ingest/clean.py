"""Take away what a web page wraps around a text, and nothing of the text; mend OCR for the search index."""

import dataclasses
import re
from collections.abc import Collection, Sequence

from ingest.document import Block, BlockKind, Document, weight
from ingest.notes import with_table_notes

# Longer lines are text, whatever words they hold.
_MAX_WRAPPING_WEIGHT = 60
_MAX_LINK_WEIGHT = 45
_MAX_LABEL_WEIGHT = 15
# A title is repeated, if at all, within so many lines.
_HEAD_LINES = 20
# So many lines that only a web page has make the end of a document the foot of one.
_FOOT_LINES = 2
_BODY_WEIGHT = 60

_BREADCRUMB = re.compile(
    r"^(?:(?:您|你)?的?(?:当前|现在|所在)?的?位置\s*[:：]|(?:首页|Home)\s*[>›»/|]|You are here\s*:)"
    r"|(?:[^>›»]{1,20}[>›»]){2}",
    re.IGNORECASE,
)
# Words that only a web page's own controls have; a short line that holds one is none of the text.
_CONTROLS = re.compile(
    r"扫一扫|扫码(?:关注|下载|打开)|扫描.{0,6}二维码|(?:微信|新闻)公众号$|(?:打印|关闭)(?:本页|窗口|页面)"
    r"|返回(?:顶部|首页|列表)|^(?:分享(?:到|至|本页)?|收藏|打印|关闭|复制链接|点赞|评论|举报|纠错|字号大小|放大|缩小"
    r"|登录|注册|搜索|菜单|手机版|上一篇|下一篇)(?:$|\s*[:：])|^[【\[(（]?\s*字[体号](?:大小)?\s*[:：]"
    r"|^(?:浏览|阅读|点击|访问)(?:次数|数|量)?\s*[:：]?\s*\d*\s*次?$|^(?:APP|客户端)\s*下载|下载\s*(?:APP|客户端)$"
    r"|^\S{0,8}客户端$|^(?:责任编辑|责编|编辑)\s*[:：].{0,12}$|版权所有"
    r"|Copyright\s*(?:©|\(c\)|\d)|^©|All Rights Reserved|[京沪粤浙滇]ICP备|公网安备|网站(?:地图|标识码)"
    r"|^(?:Share(?: (?:this|on|to)\b.*)?|Tweet|Print(?: this page)?|Email this|Log ?in|Sign (?:in|up)|Subscribe|Menu"
    r"|Skip to (?:main )?content|Back to top|Follow us.*|Cookie (?:policy|settings)|Privacy policy|Terms of use"
    r"|Scan the QR code.*)$",
    re.IGNORECASE,
)
# Words that the foot of a web page has; only there do they wrap.
_FOOT = re.compile(
    r"举报|留言板|意见反馈|客服|热线|图片故事|批评指正|技术支持|联系我们|关于我们|免责声明"
    r"|^标签\s*[:：]|^Tags?\s*:|Contact us|About us|Hotline|Feedback",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^(?:猜你喜欢|你可能(?:也)?(?:感兴趣|喜欢).*|相关(?:阅读|文章|新闻|链接|推荐|报道|稿件|信息|文档)"
    r"|推荐(?:阅读|文章|新闻)|延伸阅读|更多(?:阅读|文章|新闻)|热门(?:推荐|文章|新闻|排行)|热点(?:新闻|推荐)|最新文章|图片新闻"
    r"|Related (?:articles?|stories|posts|links|news|reading)|You (?:may|might) also like"
    r"|More (?:from|stories|news|articles).*|Recommended(?: for you)?|Read (?:more|next)"
    r"|Popular (?:posts|articles)|Latest news)\s*[:：>›»]*$",
    re.IGNORECASE,
)
_TRAILING_CONTROLS = re.compile(
    r"\s*[【\[|]?\s*(?:(?:浏览|阅读|点击|访问)(?:次数|数|量)|字[体号](?:大小)?\s*[:：]|(?:打印|关闭)(?:本页|窗口|\s|$)|分享到"
    r"|我要评论|收藏本文|Views?\s*:|(?:Print|Share)(?: this(?: page)?)?\s*$|Font size\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_LAST_WORDS = 40
_ORIGINAL_TITLE = re.compile(r"^(?:原标题|原题)\s*[:：]\s*")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;.…][”’」』）)\"']*$")
_SIGNATURE = re.compile(r"\d{4}|[办局委会部府厅院社报刊网司处组]$")


def clean(document: Document) -> Document:
    """Return the document without navigation, related articles, controls, the page's foot and repeated headlines.

    The marked rows of its tables have their notes.
    """
    blocks = _without_related(document.blocks)
    blocks = _without_foot(blocks)
    blocks = [block for block in blocks if not is_wrapping(block)]
    blocks = _without_repeated_title(blocks, document.title)
    return dataclasses.replace(document, blocks=tuple(with_table_notes([_trimmed(block) for block in blocks])))


def is_wrapping(block: Block) -> bool:
    """Tell whether a block is navigation, a control or an ornament, wherever it stands."""
    if block.kind in {BlockKind.TITLE, BlockKind.TABLE_ROW, BlockKind.TIMESTAMP}:
        return False
    text = block.text
    if not any(char.isalnum() for char in text):
        return True
    if block.kind is BlockKind.IMPRINT or weight(text) > _MAX_WRAPPING_WEIGHT or ends_sentence(text):
        return False
    return bool(_BREADCRUMB.search(text) or _CONTROLS.search(text))


def trim_controls(text: str) -> str:
    """Return a publication line up to the page's controls: its source and date without the view counter and buttons."""
    return _TRAILING_CONTROLS.sub("", text).rstrip()


def mend(text: str, vocabulary: Collection[str] = ()) -> str:
    """Return a text with OCR and line-wrap damage mended where that is certain; for search, never shown.

    ``vocabulary`` holds the words of the whole document: a word broken by a hyphen is joined when the joined form
    occurs there, or when the broken form can be no compound. Spaces are taken out of runs of single Chinese
    characters, and around a lone ``i`` or ``l`` after an ``f`` (a split ligature). A line wrapped inside a Chinese
    sentence is joined.
    """

    def join_hyphen(match: re.Match[str]) -> str:
        left, right = match.groups()
        joined = left + right
        return joined if joined in vocabulary or f"{left}-{right}" not in vocabulary else f"{left}-{right}"

    text = re.sub(r"(?<![a-z])([a-z]{2,})-[ \t]*\n[ \t]*([a-z]{2,})", join_hyphen, text)
    text = re.sub(
        r"\b([a-z]{2,})-([a-z]{2,})\b",
        lambda match: joined if (joined := "".join(match.groups())) in vocabulary else match.group(),
        text,
    )
    text = re.sub(r"(?<![A-Za-z])([A-Za-z]{0,30}f) ([il]) ([a-z]{1,})\b", r"\1\2\3", text)
    text = re.sub(rf"(?<!{_HAN})(?:{_HAN} ){{2,}}{_HAN}(?!{_HAN})", lambda match: match.group().replace(" ", ""), text)
    return re.sub(rf"(?<={_HAN_OR_COMMA})[ \t]*\n[ \t]*(?={_HAN})", "", text)


_HAN = "[\u3400-\u9fff]"
_HAN_OR_COMMA = "[\u3400-\u9fff,，、]"


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends with the stop of a sentence."""
    return bool(_ENDS_SENTENCE.search(text[-_LAST_WORDS:]))


def _is_body(block: Block) -> bool:
    if block.kind in {BlockKind.TABLE_ROW, BlockKind.TIMESTAMP, BlockKind.SPEAKER}:
        return True
    if is_wrapping(block):
        return False
    return weight(block.text) >= _BODY_WEIGHT or ends_sentence(block.text)


def _without_related(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    inside = False
    for block in blocks:
        if _RELATED.match(block.text) and block.kind is not BlockKind.TITLE:
            inside = True
        elif inside:
            # Headlines of other articles are short, or questions and exclamations without a full stop.
            link = weight(block.text) <= _MAX_LINK_WEIGHT and not re.search(r"[。；;]|[a-z]{2}\.$", block.text)
            inside = link and block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING}
        if not inside:
            kept.append(block)
    return kept


def _without_foot(blocks: Sequence[Block]) -> list[Block]:
    end = max((n + 1 for n, block in enumerate(blocks) if _is_body(block) and not _FOOT.search(block.text)), default=0)
    foot = blocks[end:]
    marked = [is_wrapping(block) or bool(_FOOT.search(block.text)) for block in foot]
    if sum(marked) < _FOOT_LINES or not any(is_wrapping(block) for block in foot):
        return list(blocks)
    kept: list[Block] = []
    for n, block in enumerate(foot):
        if marked[n]:
            continue
        # A bare label in one run with such lines (a list of tags); a signature or a link with its caption stays.
        touches = (n + 1 < len(foot) and marked[n + 1] and not foot[n + 1].gap) or (
            n > 0 and marked[n - 1] and not block.gap
        )
        label = weight(block.text) <= _MAX_LABEL_WEIGHT and not _SIGNATURE.search(block.text)
        if not (touches and label and block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}):
            kept.append(block)
    return [*blocks[:end], *kept]


def _without_repeated_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """Drop repetitions of the title before the text begins, whole or broken over up to three lines."""
    wanted = letters(title)
    head = blocks[:_HEAD_LINES]
    first_body = next((n for n, block in enumerate(head) if _is_body(block)), len(head))
    dropped: set[int] = set()
    seen = False
    for start in range(first_body):
        if start in dropped:
            continue
        if blocks[start].kind is BlockKind.TITLE:
            seen = True
            continue
        for end in range(start + 1, min(start + 4, first_body + 1)):
            lines = [letters(_ORIGINAL_TITLE.sub("", block.text)) for block in blocks[start:end]]
            if seen and wanted and "".join(lines) == wanted:
                dropped.update(range(start, end))
    return [block for n, block in enumerate(blocks) if n not in dropped]


def letters(text: str) -> str:
    """Return the letters and digits of a text in one case, to compare titles by."""
    return "".join(char for char in text.lower() if char.isalnum())


def _trimmed(block: Block) -> Block:
    if block.kind is not BlockKind.IMPRINT:
        return block
    text = trim_controls(block.text)
    return dataclasses.replace(block, text=text) if text else block
