"""Tell how far an ingest is, and what it did or would do, to a person or as JSON."""

import dataclasses
import json
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from ingest.plan import Action, Plan
from ingest.run import Report

_SIGNS = {
    Action.ADD: ("+", "green"),
    Action.CHANGE: ("~", "yellow"),
    Action.REFRESH: ("~", "yellow"),
    Action.REMOVE: ("-", "red"),
    Action.DUPLICATE: ("=", "dim"),
    Action.FAIL: ("!", "red"),
    Action.SKIP: ("·", "dim"),
}
_COUNTED = {
    Action.ADD: "added",
    Action.CHANGE: "changed",
    Action.REFRESH: "refreshed",
    Action.REMOVE: "removed",
    Action.KEEP: "unchanged",
    Action.DUPLICATE: "duplicates",
    Action.FAIL: "failed",
    Action.SKIP: "skipped",
}


def as_json(report: Report, *, dry: bool, seconds: float) -> str:
    """Return the report as one JSON object; files that stay as they are only count."""
    plan = report.plan
    return json.dumps(
        {
            "dry_run": dry,
            "generation": report.generation,
            "files": {name: plan.count(action) for action, name in _COUNTED.items()},
            "passages": len(plan.after.passages),
            "embedded": report.embedded,
            "steps": [dataclasses.asdict(step) for step in plan.steps if step.action is not Action.KEEP],
            "problems": [dataclasses.asdict(problem) for problem in plan.problems],
            "notes": notes(plan),
            "seconds": round(seconds, 2),
        },
        ensure_ascii=False,
    )


def print_report(report: Report, console: Console, *, dry: bool, seconds: float) -> None:
    """Print what changed, what could not be read with its remedy, and a summary in one line."""
    plan = report.plan
    for step in plan.steps:
        if step.action in _SIGNS:
            sign, style = _SIGNS[step.action]
            detail = f" ({step.reason})" if step.reason else f" ({step.passages} passages)" if step.passages else ""
            tell(console, f"{sign} {step.path}{detail}", style)
            for note in step.notes:
                tell(console, f"    {note}", "yellow")
    for note in notes(plan):
        tell(console, note, "yellow")
    if plan.problems:
        tell(console, f"{len(plan.problems)} could not be read:", "red")
    for problem in plan.problems:
        tell(console, f"  {problem.where}: {problem.reason}. {problem.remedy}".rstrip())
    counts = ", ".join(f"{plan.count(action)} {name}" for action, name in _COUNTED.items() if plan.count(action))
    tell(console, f"{'Would be: ' if dry else ''}{counts or 'no files'}; {len(plan.after.passages)} passages", "bold")
    if not dry and not report.generation:
        tell(console, "Nothing to ingest, and no index yet.")
    elif not dry:
        done = "unchanged" if plan.changes_nothing else f"{report.embedded} passages embedded"
        tell(console, f"Generation {report.generation}: {done} in {seconds:.1f} s")


def notes(plan: Plan) -> list[str]:
    """Return what else to know: that everything is embedded again, that files are for staff only."""
    found = []
    if plan.has_new_model:
        found.append("The embedding model changed: every passage is embedded again.")
    staff = sum(entry.audience.value == "staff" for entry in plan.after.files)
    if staff:
        found.append(f"Files for staff only: {staff}.")
    return found


def tell(console: Console, text: str, style: str = "") -> None:
    """Print a line as it is: a path or a cell is no markup."""
    console.print(Text(text, style=style), soft_wrap=True)


class _Rate(ProgressColumn):
    """Passages a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="progress.data.speed")


class ProgressBar:
    """The watcher of an ingest; it shows nothing when the console is no terminal."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("Starting", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def reading(self, name: str) -> None:
        """Show the file that is looked at."""
        self._progress.update(self._task, description=f"Reading {name}")

    def embedding(self, done: int, total: int) -> None:
        """Show how many passages are embedded."""
        if self._progress.tasks[self._task].total is None:
            self._progress.reset(self._task)
        self._progress.update(self._task, description="Embedding passages", completed=done, total=total)

    def publishing(self) -> None:
        """Show that the generation is being completed."""
        self._progress.update(self._task, description="Completing the index")
