"""The one clock: the day on which something is judged, built or tested."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["last_day", "today"]


def today() -> date:
    """The day of `SOURCE_DATE_EPOCH`, by which runs are made to repeat, else today where the reader stands.

    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, SOURCE_DATE_EPOCH="1767225600"):
    ...     today()
    datetime.date(2026, 1, 1)
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).astimezone().date()


def last_day(year: int | None = None) -> date:
    """The last day of a year that is over; today where it is not over yet, or no year is given.

    >>> last_day(2024)
    datetime.date(2024, 12, 31)
    >>> last_day(9999) == last_day() == today()
    True
    """
    return today() if year is None else min(today(), date(year, 12, 31))
