"""Whether figures are possible: ranges, whole numbers, parts within their wholes; by pandera, all at once."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic
from policykit.figures.needs import WHOLE, Needs, parts_of
from policykit.figures.rows import Row
from policykit.model import Indicator, Variable

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd
    from pandera.pandas import Check, Column

__all__ = ["validate"]

_SMALL = 1e-6
_CLOSE = 0.01
"""Shares reported to two decimals agree with what their parts give."""


def validate(rows: Sequence[Row], needs: Needs) -> list[Diagnostic]:
    """Everything that cannot be, each with its cell; empty when all is possible."""
    problems: list[Diagnostic] = []
    for entity, variables in needs.variables.items():
        chosen = [row for row in rows if row.entity is entity]
        if chosen:
            problems += _of_entity(chosen, variables, needs)
    problems += _repeated(rows)
    return problems


def _of_entity(rows: Sequence[Row], variables: Sequence[Variable], needs: Needs) -> list[Diagnostic]:
    import pandas as pd

    shares = [one for one in parts_of(needs.indicators) if {one[1], one[2]} <= set(variables)]
    own = [one for one in needs.indicators.values() if rows[0].entity in one.entities]
    names = dict.fromkeys([*(one.name for one in variables), *(one.name for one in own)])
    frame = pd.DataFrame(
        {name: [row.figures.get(name, math.nan) for row in rows] for name in names}, dtype=float
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandera looks for every engine there is, some of which complain
        import pandera.pandas as pa
        from pandera.errors import SchemaErrors

        schema = pa.DataFrameSchema(
            {
                **{one.name: _reported(one, pa) for one in own},
                **{one.name: _column(one, pa) for one in variables},
            },
            checks=[check for share in shares for check in _parts(*share, pa)],
        )
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            return _diagnosed(errors.failure_cases, rows, {one.name: one for one in variables}, needs)
    return []


def _column(variable: Variable, pa: ModuleType) -> Column:
    checks = []
    low, high = variable.minimum, variable.maximum
    if not variable.is_date and not variable.grades:
        if low is not None and low >= 0:
            checks.append(pa.Check(lambda column: column >= 0, name=Code.NEGATIVE.value))
        if low is not None or high is not None:
            least, most = -math.inf if low is None else low, math.inf if high is None else high
            inside = pa.Check(
                lambda column: ((column >= least) & (column <= most)) | ((column < 0) & (least >= 0)),
                name=Code.OUT_OF_RANGE.value,
            )
            checks.append(inside)
        if variable.whole:
            checks.append(pa.Check(lambda column: column % 1 == 0, name=Code.NOT_WHOLE.value))
    column: Column = pa.Column(float, checks, nullable=True)
    return column


def _reported(indicator: Indicator, pa: ModuleType) -> Column:
    """An indicator's value that is reported as such: a share is from 0 to 100."""
    is_share = any(share.name == indicator.name for share, _, _ in parts_of({indicator.name: indicator}))
    checks = []
    if is_share:
        checks.append(
            pa.Check(lambda column: (column >= 0) & (column <= WHOLE), name=Code.OUT_OF_RANGE.value)
        )
    column: Column = pa.Column(float, checks, nullable=True)
    return column


def _parts(share: Indicator, part: Variable, whole: Variable, pa: ModuleType) -> list[Check]:
    def within(frame: pd.DataFrame) -> pd.Series[bool]:
        return ~(frame[part.name] > frame[whole.name])

    def agrees(frame: pd.DataFrame) -> pd.Series[bool]:
        computed = frame[part.name] / frame[whole.name] * WHOLE
        apart = (frame[share.name] - computed).abs() > _CLOSE + _SMALL
        return ~(apart & (frame[whole.name] != 0))

    checks = [pa.Check(within, name=f"{Code.PART_ABOVE_WHOLE.value} {share.name}")]
    if share.name not in (part.name, whole.name):
        checks.append(pa.Check(agrees, name=f"{Code.VALUES_DISAGREE.value} {share.name}"))
    return checks


def _diagnosed(
    cases: pd.DataFrame, rows: Sequence[Row], variables: Mapping[str, Variable], needs: Needs
) -> list[Diagnostic]:
    found: dict[tuple[str, str], Diagnostic] = {}
    # Row by row, and in each as its checks stand: pandera's own order depends on how its sort breaks ties.
    ordered = cases.sort_index().sort_values("index", kind="stable")
    for case in ordered.to_dict("records"):
        code, _, share = str(case["check"]).partition(" ")
        row = rows[int(case["index"])]
        if share:
            diagnostic = _of_share(Code(code), row, needs.indicators[share])
        else:
            diagnostic = _of_value(Code(code), row, str(case["column"]), variables, needs)
        found.setdefault((diagnostic.code.value, diagnostic.file or ""), diagnostic)
    return list(found.values())


def _of_value(code: Code, row: Row, name: str, variables: Mapping[str, Variable], needs: Needs) -> Diagnostic:
    variable = variables.get(name)
    label = variable.label if variable else needs.indicators[name].label
    low, high = (variable.minimum, variable.maximum) if variable else (0, WHOLE)
    allowed = f"{'' if low is None else f'{low:g}'}—{'' if high is None else f'{high:g}'}"
    values: dict[str, object] = {"name": label, "value": f"{row.figures[name]:.12g}", "allowed": allowed}
    return Diagnostic(code, values, file=row.places[name])


def _of_share(code: Code, row: Row, share: Indicator) -> Diagnostic:
    part, whole = share.variables
    values: dict[str, object] = {
        "part": part.label,
        "whole": whole.label,
        "value": f"{row.figures[part.name]:.12g}",
        "most": f"{row.figures[whole.name]:.12g}",
        "name": share.label,
    }
    if code is Code.VALUES_DISAGREE:
        values["reported"] = f"{row.figures[share.name]:.6g}{share.unit}"
        values["computed"] = f"{row.figures[part.name] / row.figures[whole.name] * WHOLE:.6g}{share.unit}"
    return Diagnostic(
        code, values, file=row.places[share.name if code is Code.VALUES_DISAGREE else part.name]
    )


def _repeated(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    seen: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is not row:
            year = f"（{row.year}年）" if row.year is not None else ""
            values: dict[str, object] = {"unit": f"{row.unit}{year}", "first": first.place}
            yield Diagnostic(Code.DUPLICATE_UNIT, values, file=row.place)
