"""Show a judged run: the table in the terminal, and a page with every wrong answer and what was retrieved."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from knowledge.settings import Settings
from tests.evaluation.questions import Group
from tests.evaluation.table import Figure, Judged, by_type, figures, latency, tokens


def print_table(judged: list[Judged], console: Console) -> None:
    """Print the figures, the types and the latency."""
    table = Table("figure", "share", "of", "goal", "", box=None, pad_edge=False)
    for figure in figures(judged):
        style = {True: "green", False: "red", None: ""}[figure.met]
        table.add_row(
            figure.name, _share(figure), f"{figure.hits}/{figure.count}", figure.goal, _mark(figure), style=style
        )
    console.print(table)
    console.print("by type: " + ", ".join(f"{kind} {right}/{count}" for kind, right, count in by_type(judged)))
    if any(item.score.right != item.score.right_as_written for item in judged):
        ids = [item.outcome.question.id for item in judged if item.score.right != item.score.right_as_written]
        console.print(f"right only when Traditional is read as Simplified: {', '.join(ids)}")
    median, high = latency(judged)
    console.print(f"latency of an answer: p50 {median:.0f} ms, p95 {high:.0f} ms{_spent(judged)}")


def markdown(judged: list[Judged], title: str) -> str:
    """Return the whole report as a page."""
    return "\n".join(_page(judged, title)) + "\n"


def _page(judged: list[Judged], title: str) -> Iterator[str]:
    yield from (f"# {title}", "", "| figure | share | of | goal | |", "|---|---|---|---|---|")
    for figure in figures(judged):
        yield f"| {figure.name} | {_share(figure)} | {figure.hits}/{figure.count} | {figure.goal} | {_mark(figure)} |"
    median, high = latency(judged)
    yield from ("", f"Latency of an answer: p50 {median:.0f} ms, p95 {high:.0f} ms{_spent(judged)}.", "")
    yield from ("| type | right | of |", "|---|---|---|")
    yield from (f"| {kind} | {right} | {count} |" for kind, right, count in by_type(judged))
    for group in Group:
        wrong = [item for item in judged if item.outcome.question.group is group and not item.score.right]
        if wrong:
            yield from ("", f"## Wrong: {group.value} ({len(wrong)})")
        for item in wrong:
            yield from _entry(item)
    flawed = [item for item in judged if item.score.right and _flaws(item)]
    if flawed:
        yield from ("", f"## Right, but ({len(flawed)})")
    for item in flawed:
        yield from _entry(item)


def _entry(item: Judged) -> Iterator[str]:
    question, said = item.outcome.question, item.outcome.said
    yield from (
        "",
        f"### {question.id} · {question.type} · {question.role.value} · expects {question.expect.value}",
        "",
    )
    for turn in question.prior_turns:
        yield f"- earlier, {turn.role}: {_line(turn.content)}"
    yield f"- **question**: {_line(question.question)}"
    if question.answer_key:
        yield "- **key**: " + "; ".join(" | ".join(group) for group in question.answer_key)
    for gold in question.must_cite:
        yield f"- **gold**: `{gold.file}` “{_line(gold.quote)}”"
    if question.note:
        yield f"- note: {_line(question.note)}"
    yield from (f"- **{flaw}**" for flaw in _flaws(item))
    if said.error:
        yield f"- error: {said.error}"
        return
    yield from (
        f"- **answer** ({said.mode}, {'abstained' if said.abstained else 'answered'}, {said.latency_ms:.0f} ms):",
        "",
    )
    yield from (f"  > {line}" for line in said.answer.split("\n"))
    yield ""
    for cited, how in item.quotes:
        yield f"- [{cited.n}] `{cited.source}` {_line(cited.locator)} “{_line(cited.quote)}” ({how.value})"
    if item.outcome.retrieved:
        yield from ("- retrieved:", "")
        yield from (
            f"  {hit.rank}. {hit.score:.3f} `{hit.source}` {_line(hit.locator)}: {_line(hit.text)}"
            for hit in item.outcome.retrieved
        )


def _flaws(item: Judged) -> list[str]:
    score = item.score
    flaws = []
    if item.outcome.question.answerable and score.abstained:
        flaws.append("false refusal")
    if score.missing:
        flaws.append("missing: " + "; ".join(" | ".join(group) for group in score.missing))
    if score.forbidden:
        flaws.append("forbidden: " + ", ".join(score.forbidden))
    if score.unresolved_markers:
        flaws.append(f"markers without a citation: {score.unresolved_markers}")
    if score.uncited:
        flaws.append("no citation")
    if score.cites_gold is False and item.outcome.question.answerable:
        flaws.append("no citation overlaps the gold quote")
    flaws += [f"quote [{cited.n}] {how.value}" for cited, how in item.broken_quotes]
    return flaws


def _spent(judged: list[Judged]) -> str:
    """Return what a language model used, and what that costs where its prices are set."""
    sent, received = tokens(judged)
    if not sent + received:
        return ""
    settings = Settings()
    cost = (sent * settings.llm_price_sent + received * settings.llm_price_received) / 1_000_000
    return f"; {sent} tokens sent, {received} received" + (f", cost {cost:.4f}" if cost else "")


def _share(figure: Figure) -> str:
    return "–" if figure.share is None else f"{figure.share:.2f}"


def _mark(figure: Figure) -> str:
    return {True: "met", False: "missed", None: ""}[figure.met]


def _line(text: str) -> str:
    return " ".join(text.split())
