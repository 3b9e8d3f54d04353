"""What is told to whoever keeps the figures."""

from typing import Protocol

from knowledge.answering.generative.failure import Failure


class Observer(Protocol):
    """Takes the figures of language model answers; called from the thread that answers, so it should be quick."""

    def tokens(self, *, sent: int, received: int) -> None:
        """Take the tokens of one call."""

    def statements(self, *, kept: int, rewritten: int, dropped: int) -> None:
        """Take what became of the statements of one answer; ``rewritten`` ones are among the kept."""

    def failed(self, failure: Failure) -> None:
        """Take why an answer was given without the model."""

    def took(self, seconds: float) -> None:
        """Take how long the model was used for one answer."""

    def breaker(self, *, is_open: bool) -> None:
        """Take whether a failing model rests from now on."""

    def __hash__(self) -> int:
        """Tell one observer from another: each has a caller of its own."""


class Unobserved:
    """Takes no notice."""

    def tokens(self, *, sent: int, received: int) -> None:
        """Take no notice."""

    def statements(self, *, kept: int, rewritten: int, dropped: int) -> None:
        """Take no notice."""

    def failed(self, failure: Failure) -> None:
        """Take no notice."""

    def took(self, seconds: float) -> None:
        """Take no notice."""

    def breaker(self, *, is_open: bool) -> None:
        """Take no notice."""
