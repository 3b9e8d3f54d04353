"""What a text orders: one of the things that staff have a command for, or a list in some order."""

from knowledge.language.lexicon import speaks_of
from knowledge.understanding.query import By, Command, Order


def command_in(folded: str) -> Command | None:
    """Return what is ordered, or None."""
    return next((command for command in Command if speaks_of(folded, f"command.{command}")), None)


def order_in(folded: str) -> Order | None:
    """Return the order in which a list is wanted, or None."""
    by = next((by for by in By if speaks_of(folded, f"order.{by}")), None)
    descending = speaks_of(folded, "order.descending")
    if by is None and not descending:
        return None
    return Order(by or By.DATE, descending)
