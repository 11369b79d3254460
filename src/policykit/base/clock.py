"""The one clock: the day on which something is judged, built or tested."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["today"]


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
