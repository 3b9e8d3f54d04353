"""Show on a terminal how far an ingest is, how fast it goes and how long it will take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console
    from rich.progress import Task


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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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
