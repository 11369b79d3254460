"""The day on which something is built or tested."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

__all__ = ["today"]


def today() -> date:
    """The day of `SOURCE_DATE_EPOCH`, by which builds are made to repeat, else today where the reader stands."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()  # noqa: DTZ011 - a due date is a day where the reader stands
