"""How headers are compared, and the notes that tell a reader what was passed over."""

from __future__ import annotations

import re
import unicodedata

from policykit.model.reading import words
from policykit.text.normal import bare

__all__ = ["keys_of", "note"]

_BRACKETS = re.compile(r"[(\[{【〔][^()\[\]{}【】〔〕]*[)\]}】〕]")
_LAST = re.compile(_BRACKETS.pattern + r"\s*$")


def note(wanted: str, /, **values: object) -> str:
    """A note to the reader, in Chinese."""
    wording: str = words()["notes"][wanted]
    return wording.format_map({key: str(value) for key, value in values.items()})


def keys_of(text: str) -> tuple[str, ...]:
    """A header's keys, the most exact first: as it is, without its last brackets, without any.

    What stands in brackets may be a unit (（人次）) or tell one figure from another (（全国平均水平）).

    >>> keys_of("门急诊占比（全国）（%）")
    ('门急诊占比全国', '门急诊占比')
    """
    folded = unicodedata.normalize("NFKC", text)
    return tuple(
        dict.fromkeys(filter(None, map(bare, (folded, _LAST.sub("", folded), _BRACKETS.sub("", folded)))))
    )
