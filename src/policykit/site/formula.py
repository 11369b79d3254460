"""An indicator's Python as a formula in the Chinese names of its variables."""

from __future__ import annotations

import ast
import textwrap
from typing import TYPE_CHECKING

from policykit.site.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policykit.model import Indicator

__all__ = ["formula"]

_BINDING = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}


def formula(indicator: Indicator) -> str:
    """The formula: `居民在县域内就诊人次数 ÷ 居民就诊总人次数 × 100%`.

    Empty for an indicator that is reported as it is, and for Python that is more than arithmetic.

    >>> from policykit.indicators import indicators
    >>> formula(indicators()["county_visit_rate"])
    '居民在县域内就诊人次数 ÷ 居民就诊总人次数 × 100%'
    >>> formula(indicators()["rural_emergency_response_time"])
    ''
    """
    returned = _returned(indicator.python)
    if returned is None or isinstance(returned, ast.Name):
        return ""
    names = {variable.name: variable.label for variable in indicator.variables}
    try:
        said = _said(returned, names, 0)
    except (KeyError, TypeError):
        return ""
    # A full-width bracket brings its own blank.
    said = said.replace("） ", "）") if said.startswith("（") else said
    share = indicator.unit == "%" and said.endswith("× 100")
    return f"{said}%" if share else said


def _returned(source: str) -> ast.expr | None:
    """The expression of the function's only statement beside its docstring."""
    function = next(iter(ast.parse(textwrap.dedent(source)).body), None)
    if not isinstance(function, ast.FunctionDef):
        return None
    body = [statement for statement in function.body if not isinstance(statement, ast.Expr)]
    only = body[0] if len(body) == 1 else None
    return only.value if isinstance(only, ast.Return) else None


def _said(part: ast.expr, names: Mapping[str, str], around: int) -> str:
    if isinstance(part, ast.Name):
        return names[part.id]
    if isinstance(part, ast.Constant):
        return f"{part.value:,}" if isinstance(part.value, int) else str(part.value)
    if not isinstance(part, ast.BinOp):
        raise TypeError
    binds = _BINDING[type(part.op)]
    sign = words("checks")["signs"][type(part.op).__name__]
    said = f"{_said(part.left, names, binds)} {sign} {_said(part.right, names, binds + 1)}"
    return f"（{said}）" if binds < around else said
