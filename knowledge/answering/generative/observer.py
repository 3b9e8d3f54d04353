"""What is told to whoever keeps the figures."""

from knowledge.answering.generative.failure import Failure


class Observer:
    """Takes the figures of language model answers, and no notice of them; called from the thread that answers."""

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
