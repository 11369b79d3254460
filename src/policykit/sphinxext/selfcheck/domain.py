"""Which documents hold the self-check page, and the script that all of them load."""

from __future__ import annotations

from policykit.sphinxext.sitedomain import ShownDomain

__all__ = ["SelfcheckDomain"]


class SelfcheckDomain(ShownDomain):
    """Knows the pages of this build, and the rulebook that they decide by, as a script."""

    name = "selfcheck"
    label = "自查"
    initial_data = {"shown": set()}  # Sphinx's own way
    data_version = 1

    script: str = ""
