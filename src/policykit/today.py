"""The day on which something is judged, and the one on which something is built or tested."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["build_day", "today"]


def today() -> date:
    """Today where the reader stands: a due date is a day there."""
    return datetime.now(UTC).astimezone().date()


def build_day() -> date:
    """The day of `SOURCE_DATE_EPOCH`, by which builds are made to repeat, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return today()
