"""The errors of City Exchange Bot, one tree.

::

    CityExchangeError
    ├── ConfigurationError   operator: a setting is missing or cannot work; says which and what to set
    │   └── ModelError       operator: the embedding model cannot be prepared or loaded
    ├── KnowledgeIndexError  operator: the index cannot be read or written
    │   ├── IndexMissing     operator: nothing has been ingested yet; run `python -m ingest`
    │   ├── IndexBusy        operator: another ingest is running; wait for it
    │   └── IndexWriteError  operator: the data directory cannot be written; the old index still serves
    ├── LanguageModelFailed  nobody: a call of the language model failed; the answer is given without it
    ├── StorageError         operator: the database of roles, turns and updates cannot be opened or used
    ├── TelegramUnusable     operator: Telegram refuses the token, or cannot be reached at the start
    ├── DocumentError        knowledge keeper: one file could not be read; says why and the remedy
    └── RecordError          knowledge keeper: a table's cells break its schema; file, row, column, value, allowed
"""

from __future__ import annotations


class CityExchangeError(Exception):
    """Seen by whoever ran the command: the message says what happened and what to do."""


class ConfigurationError(CityExchangeError):
    """Seen by the operator: a setting cannot work; the message names the setting and a value that would."""


class ModelError(ConfigurationError):
    """Seen by the operator: the embedding model cannot be prepared or loaded."""


class KnowledgeIndexError(CityExchangeError):
    """Seen by the operator: the index cannot be read or written."""


class IndexMissing(KnowledgeIndexError):
    """Seen by the operator: nothing has been ingested; run `python -m ingest`."""


class IndexBusy(KnowledgeIndexError):
    """Seen by the operator: another ingest holds the lock; wait until it ends."""


class IndexWriteError(KnowledgeIndexError):
    """Seen by the operator: the index could not be written (disk full, read-only); the last good one serves."""


class LanguageModelFailed(CityExchangeError):
    """Seen by nobody: a call of the language model failed; the user has the answer without it and a note."""


class StorageError(CityExchangeError):
    """Seen by the operator: the bot's database cannot be opened or used; says which and what to do."""


class TelegramUnusable(CityExchangeError):
    """Seen by the operator: Telegram refuses the token or cannot be reached; says what to check."""


class DocumentError(CityExchangeError):
    """Seen by the knowledge keeper: one file could not be read; the rest goes in."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        """Name the file, what is wrong with it, and what would mend it."""
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path = path
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str, str]]:
        """Let it be sent from one process to another."""
        return type(self), (self.path, self.reason, self.remedy)


class RecordError(CityExchangeError):
    """Seen by the knowledge keeper: a cell breaks its table's schema."""

    def __init__(self, path: str, row: int, column: str, value: str, allowed: str) -> None:
        """Name the file, the row (1 is the header), the column, the value and what is allowed there."""
        super().__init__(f"{path}, row {row}, column {column!r}: {value!r} is not allowed; {allowed}")
        self.path = path
        self.row = row
        self.column = column
        self.value = value
        self.allowed = allowed
