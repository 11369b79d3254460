"""约束性: how strongly a requirement binds."""

from __future__ import annotations

from policykit.base.resources import Labelled

__all__ = ["Modality"]


class Modality(Labelled):
    """约束性. What a text orders, aims at, encourages or allows.

    >>> Modality("aim").label, Modality("aim").severity
    ('力争', 'warning')
    """

    MUST = "must"
    AIM = "aim"
    ENCOURAGE = "encourage"
    MAY = "may"

    @property
    def severity(self) -> str:
        """Weight of a requirement of this modality that is not met: `error`, `warning` or `information`."""
        return {"must": "error", "aim": "warning"}.get(self.value, "information")
