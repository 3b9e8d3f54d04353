"""The content words of a question: what must be found in the evidence for it to be an answer."""

import re
from collections.abc import Iterable

from knowledge.text.tokens import ENGLISH_STOPWORDS, stem
from knowledge.text.words import glosses, runs, segment
from knowledge.understanding.query import Term

# Words that ask, order, greet or join: they say nothing of the matter.
_CHINESE_FUNCTION = frozenset(
    "的 地 得 了 着 过 吗 呢 吧 啊 呀 嘛 么 和 与 及 或 跟 同 以及 并 并且 而 而且 但 但是 还 还有 也 都 就 又 再 才 只 仅 "
    "是 为 在 于 从 到 至 由 被 把 将 对 对于 向 往 按 据 根据 按照 通过 给 让 使 以 其 其中 之 之间 所 者 该 此 这 那 这个 那个 这些 那些 "
    "它 他 她 我 你 您 我们 你们 他们 它们 咱们 自己 大家 有 没 没有 有没有 不 不是 是不是 是否 会 能 可以 能否 要 想 请 请问 问 问一下 告诉 告诉我 "
    "知道 想知道 了解 介绍 说 说明 说说 讲 讲讲 谈谈 帮 帮我 帮忙 一下 谢谢 麻烦 列出 列举 给出 提供 查 查一下 找 "
    "什么 什么时候 何时 何 哪 哪个 哪些 哪里 哪儿 哪年 哪天 哪位 哪几 谁 几 多少 多久 怎么 怎样 怎么样 如何 为什么 几个 第几 若干 几时 何年 "
    "个 座 位 家 条 次 届 对 项 名 国 批 场 组 种 些 份 件 年 月 日 号 天 时候 时间 时 一 一个 一共 总共 共 共有 总 总数 数量 大约 大概 左右 约 "
    "现在 目前 如今 当前 至今 截至 今天 眼下 最新 当时 后来 之后 之前 以后 以前 后 前 中 里 上 下 内 外 间 方面 情况 问题 内容 "
    "叫 叫做 名称 名字 全称 分别 具体 确切 准确 完整 全部 所有 每 每个 各 各个 最 更 很 非常 比较 等 等等 吗? 啥 咋 哦 嗯 那么 然后 呢? 关于 有关 相关 "
    "曾 曾经 已 已经 正 正在 过去 区别 意思 日期 开始 里面 名单 清单 回答 两 二 三 四 五 六 七 八 九 十 百 多 几多 有多少 做 干 进行 中国 国家 城市 地方 市 省 国外 外国".split()
)
_ENGLISH_FUNCTION = ENGLISH_STOPWORDS | frozenset(
    "please tell give show let know want need like help explain describe say said ask answer list name names named call "
    "called many much number total often long ever exactly exact date dates day year years month time times currently now "
    "today present moment latest far according per between among each every all both other another more most than less "
    "first-ever just only still already yet again here thing things something anything kind type sort happen happened "
    "during while since until before after under over up down out off through via within across around regarding "
    "concerning hi hello hey thanks thank ok lol kindly cheers could've i'd i'm what's who's it's don't didn't doesn't isn't aren't wasn't weren't hasn't haven't can't one "
    "two three four five six seven eight nine ten take took taken place make made see look find get got go went come came "
    "full complete different difference difference(s) mean means meant meaning definition compare comparison city cities town "
    "country countries "
    "want wants wanted plan's as-of actually really approximately roughly about total".split()
)
_QUOTED = re.compile(r"[“「『《\"]([^”」』》\"]{2,40})[”」』》\"]")
_HAN_ONLY = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_NUMBER = re.compile(r"\d[\d.,:-]*")


def quoted_names(text: str) -> tuple[str, ...]:
    """Return what stands in quotation or title marks: names to be found word for word."""
    return tuple(match.strip() for match in _QUOTED.findall(text))


def content_terms(folded: str, spans: Iterable[tuple[int, int]], *, inherited: bool = False) -> tuple[Term, ...]:
    """Return the content words of a folded text outside the given spans (places, dates), in order, each once.

    Neighbouring single characters that no dictionary word covers (团·组, a name) are taken together as one term.
    """
    chars = list(folded)
    for start, end in spans:
        chars[start:end] = "\0" * (end - start)
    found: dict[str, Term] = {}
    for run in runs("".join(chars)):
        for word in _join_singles(part for found_word in segment(run) for part in found_word.split("-")):
            term = _term(word, inherited=inherited)
            if term is not None:
                found.setdefault(term.word, term)
    return tuple(found.values())


def _term(word: str, *, inherited: bool) -> Term | None:
    if _NUMBER.fullmatch(word):
        return None
    if word.isascii():
        if word in _ENGLISH_FUNCTION or (len(word) == 1):
            return None
        plain = word.removesuffix("'s")
        return Term(plain, frozenset({stem(plain)}), inherited)
    if word in _CHINESE_FUNCTION or (len(word) == 1 and not glosses(word)):
        return None
    return Term(word, glosses(word), inherited)


def _join_singles(words: Iterable[str]) -> list[str]:
    joined: list[str] = []
    open_run = ""
    for word in [*words, ""]:
        single = len(word) == 1 and bool(_HAN_ONLY.fullmatch(word)) and word not in _CHINESE_FUNCTION
        if single:
            open_run += word
            continue
        if open_run:
            joined.append(open_run)
            open_run = ""
        if word:
            joined.append(word)
    return joined
