"""The texts of clauses in the form in which they are searched and compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.index.tokens import Form, forms
from policykit.model import Script

if TYPE_CHECKING:
    from policykit.model import Clause, Policy

__all__ = ["searched", "written"]

_BRACKET = re.compile(r"[(\[]")


def written(clause: Clause, policy: Policy) -> Form:
    """A clause in searched form, without the brackets that name who is responsible; offsets are the source's."""
    form = forms(clause.span.cut(policy.source), traditional=policy.script is Script.TRADITIONAL)[-1]
    text = form.key
    end = len(text)
    if clause.responsible:
        end = max((match.start() for match in _BRACKET.finditer(text)), default=0) or end
    begin = clause.start
    starts = tuple(begin + at for at in form.starts[:end])
    ends = tuple(begin + at for at in form.ends[:end])
    return Form(text[:end], starts, ends)


def searched(text: str, policy: Policy) -> str:
    """A part of a policy's text in searched form: 醫療品質 of a traditional source is 医疗质量."""
    return forms(text, traditional=policy.script is Script.TRADITIONAL)[-1].key if text else ""
