"""Words that leave open whether what falls short is enough all the same: 基本, 原则上, 左右."""

from __future__ import annotations

import re
from functools import cache

from policykit.base.resources import load

__all__ = ["softening"]


def softening(text: str, *, of_duty: bool = False) -> str:
    """The first word in a text in normal form that softens it; empty when none does.

    Of a duty without a figure, by and by (逐步) softens too.

    >>> softening("基本实现全覆盖"), softening("提高基本医疗保险待遇,落实家庭医生签约")
    ('基本', '')
    >>> softening("逐步建立制度"), softening("逐步建立制度", of_duty=True)
    ('', '逐步')
    """
    compounds, claim, duty = _patterns()
    found = (duty if of_duty else claim).search(compounds.sub("", text))
    return found[0] if found else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words: dict[str, list[str]] = load("requirements")["softly"]
    listed = (
        sorted(words["compounds"], key=len, reverse=True),
        words["claim"],
        [*words["claim"], *words["by_and_by"]],
    )
    compounds, claim, duty = (re.compile("|".join(each)) for each in listed)
    return compounds, claim, duty
