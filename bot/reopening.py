"""The desks of a long-running command: opened when first asked for, and anew when another index serves."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from bot.tables import open_desk_with_entries
from knowledge.errors import KnowledgeIndexError
from knowledge.index import current_generation

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from bot.desks import Desk
    from knowledge.assistant import Assistant
    from knowledge.evidence import Audience
    from knowledge.settings import Settings

LOG = logging.getLogger(__name__)


class ReopeningDesks:
    """Desks that follow the index; as a context manager they are closed at the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[Audience, tuple[Desk, contextlib.ExitStack]] = {}

    def assistant(self, audience: Audience) -> Assistant:
        """Return an audience's assistant of the index that serves now.

        An index that cannot be asked about or opened leaves the one before serving. Raises as
        `bot.tables.open_desk_with_entries` does where there is none before.
        """
        held = self._open.get(audience)
        if held is not None and not self._is_old(held[0]):
            return held[0].assistant
        with contextlib.ExitStack() as closing:
            try:
                desk = closing.enter_context(open_desk_with_entries(self._settings, audience))
            except KnowledgeIndexError as error:
                if held is None:
                    raise
                LOG.warning("no new index is taken up, the old one serves: %s", error)
                return held[0].assistant
            self._open[audience] = desk, closing.pop_all()
        if held is not None:
            held[1].close()
        return desk.assistant

    def _is_old(self, desk: Desk) -> bool:
        try:
            return current_generation(self._settings) not in (desk.index.generation, None)
        except KnowledgeIndexError as error:
            LOG.warning("whether there is a new index is not known: %s", error)
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, closing in self._open.values():
            closing.close()
