"""What one audience's records and sources hold, to look through: places, cards, programmes, anniversaries, sources."""

from __future__ import annotations

from knowledge.directory.directory import Directory

__all__ = ["Directory"]
