"""约束性: how strongly a requirement binds."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Modality"]


class Modality(StrEnum):
    """约束性. What a text orders, aims at, encourages or allows.

    >>> Modality("aim").label, Modality("aim").severity
    ('力争', 'warning')
    """

    MUST = "must"
    AIM = "aim"
    ENCOURAGE = "encourage"
    MAY = "may"

    @property
    def label(self) -> str:
        """The Chinese word that staff read."""
        return {"must": "应当", "aim": "力争", "encourage": "鼓励", "may": "可以"}[self.value]

    @property
    def severity(self) -> str:
        """Weight of a requirement of this modality that is not met: `error`, `warning` or `information`."""
        return {"must": "error", "aim": "warning"}.get(self.value, "information")
