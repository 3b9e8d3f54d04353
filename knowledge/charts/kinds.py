"""The kinds of picture."""

import enum


class Chart(enum.StrEnum):
    """A picture of the records."""

    MAP = "map"
    YEARS = "years"
    SHARES = "shares"
    CALENDAR = "calendar"
    HOMES = "homes"
