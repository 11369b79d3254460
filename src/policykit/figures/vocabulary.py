"""How headers are compared, and the notes that tell a reader what was passed over."""

from __future__ import annotations

import re
import unicodedata

from policykit.model import Variable
from policykit.model.reading import words
from policykit.text.normal import bare

__all__ = ["header_of", "keys_of", "note"]

_BRACKETS = re.compile(r"[(\[{【〔][^()\[\]{}【】〔〕]*[)\]}】〕]")
_LAST = re.compile(_BRACKETS.pattern + r"\s*$")


def note(place: str, name: str, /, **values: object) -> str:
    """A note to the reader, in Chinese, with the place that it is about."""
    return f"{place}：{words()['notes'][name].format_map(values)}"


def header_of(variable: Variable) -> str:
    """What stands above the column of a variable: its label and, of a plain figure, its unit."""
    if variable.is_date or variable.grades:
        return variable.label
    return str(words()["template"]["header"].format(label=variable.label, unit=variable.unit))


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
