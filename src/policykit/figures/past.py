"""What a unit did before: its figures of the year before or of a base year, and the first year in which it failed."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from policykit.figures.columns import Frame
from policykit.figures.keys import own_unit
from policykit.model import Requirement

__all__ = [
    "failed_of",
    "operands",
    "unread_past",
    "with_based",
    "with_earlier",
    "with_failed",
    "with_own",
    "years_of",
]

_OF_YEAR = r"^\d{4}年"
_ROW = "row of join"
_OWN = ("own unit", "own period", "division", "entity")


def operands(requirement: Requirement) -> tuple[str, str | None]:
    """The column that is judged, and the one that it is compared with if the target has no figure of its own."""
    name = requirement.indicator.name
    if requirement.reference is not None:
        return f"value {name}", f"value {requirement.reference.name}"
    if not requirement.target.compares_years:
        return f"value {name}", None
    base = requirement.target.base
    return f"value {name}", f"earlier {name}" if base is None else f"base {base} {name}"


def unread_past(requirement: Requirement) -> str:
    """The column that says where the figures which a change starts from cannot be read."""
    name, base = requirement.indicator.name, requirement.target.base
    return f"earlier unread {name}" if base is None else f"base {base} unread {name}"


def years_of(requirement: Requirement) -> nw.Expr | None:
    """Over how many years a yearly average is; `None` where it is none."""
    years: nw.Expr | None = requirement.target.years(nw.col("year").cast(nw.Float64))
    return years


def with_own(frame: Frame) -> Frame:
    """The frame with what tells the rows of a unit, for the same months of each year, from those of others."""
    is_parted = "period" in frame.collect_schema()
    period = nw.col("period").str.replace_all(_OF_YEAR, "") if is_parted else nw.lit("")
    return frame.with_columns(own_unit().alias("own unit"), period.alias("own period"))


def failed_of(requirement: Requirement) -> str:
    """Name of the column with the first year in which what every year must do was not done."""
    return f"failed {requirement.id}"


def with_failed(frame: Frame, yearly: Sequence[Requirement]) -> Frame:
    """Beside each row the first year before its own in which its unit did not do what every year must do."""
    if not yearly:
        return frame
    there, year = frame.collect_schema().names(), nw.col("year").cast(nw.Float64)
    steps = {}
    for rule in yearly:
        judged, against = operands(rule)
        value, other = nw.col(judged), nw.col(against) if against else None
        known = [~value.is_null(), ~year.is_null(), *([~other.is_null()] if other is not None else [])]
        names = [f"unread {rule.indicator.name}"]
        if (
            rule.target.compares_years
        ):  # a level needs no figure of the year before, whoever else asks for one
            names.append(unread_past(rule))
        known += [~nw.col(name) for name in names if name in there]
        known += [year >= rule.start.year] if rule.start is not None else []
        is_failed = ~rule.reached(rule.target.margin(value, other, years_of(rule)), value)
        steps[failed_of(rule)] = nw.when(nw.all_horizontal(*known, is_failed, ignore_nulls=True)).then(year)
    stepped = frame.with_columns(**{f"own {name}": step for name, step in steps.items()})
    first = stepped.group_by(*_OWN).agg(*(nw.col(f"own {name}").min().alias(name) for name in steps))
    joined = _beside(stepped, first, _OWN)
    earlier = {name: nw.when(nw.col(name) < year).then(nw.col(name)) for name in steps}
    return joined.with_columns(**earlier)


def with_earlier(frame: Frame, values: Sequence[str], unread: Sequence[str]) -> Frame:
    """Beside each value that of the same unit in the year before; of a year that is reported twice all is unread."""
    asked = frame.select(*_OWN, "year", *values, *unread)
    past = asked.filter(~nw.col("year").is_null()).with_columns(year=nw.col("year") + 1)
    return _joined(frame, past, "earlier ", values, unread, (*_OWN, "year"))


def with_based(frame: Frame, base: int, values: Sequence[str], unread: Sequence[str]) -> Frame:
    """Beside each value of a later year that of the same unit in the year `base`."""
    asked, prefix = frame.select(*_OWN, "year", *values, *unread), f"base {base} "
    past = asked.filter(nw.col("year") == base)
    joined = _joined(frame, past, prefix, values, unread, _OWN)
    names = [f"{prefix}{name.partition(' ')[2]}" for name in values]
    return joined.with_columns(
        *(nw.when(nw.col("year") > base).then(nw.col(name)).alias(name) for name in names)
    )


def _joined(  # noqa: PLR0913, PLR0917 - what is joined, under which names, by what
    frame: Frame,
    past: Frame,
    prefix: str,
    values: Sequence[str],
    unread: Sequence[str],
    keys: tuple[str, ...],
) -> Frame:
    """Beside each row the values of its unit in `past`."""
    if not values:
        return frame
    names = [f"{prefix}{name.partition(' ')[2]}" for name in values]
    greatest = [nw.col(name).max().alias(own) for name, own in zip(values, names, strict=True)]
    tests = [nw.col(name).max().alias(f"{prefix}{name}") for name in unread]
    # Not every engine has the greatest truth value.
    past = past.with_columns(*(nw.col(name).cast(nw.Float64) for name in unread)) if unread else past
    grouped = past.group_by(*keys).agg(*greatest, *tests)
    told = [(nw.col(f"{prefix}{name}") > 0).alias(f"{prefix}{name}") for name in unread]
    earlier = grouped.with_columns(*told) if told else grouped
    joined = _beside(frame, earlier, keys)
    # A join widens truth values with gaps to objects in pandas, of which `~` is another thing.
    known = [nw.col(f"{prefix}{name}").fill_null(value=False).cast(nw.Boolean) for name in unread]
    return joined.with_columns(*known) if known else joined


def _beside(frame: Frame, other: Frame, keys: tuple[str, ...]) -> Frame:
    """The frame, and beside each row what `other` has for its keys.

    Arrow's join takes a megabyte for each column that it carries over, of however few rows, and keeps no order: of its
    tables only the keys are joined.
    """
    if not (isinstance(frame, nw.DataFrame) and frame.implementation.is_pyarrow()):
        return frame.join(other, on=list(keys), how="left")  # type: ignore[arg-type]  # lazy or not, both alike
    names = [name for name in other.collect_schema().names() if name not in keys]
    numbered = frame.select(*keys).with_row_index(_ROW)
    found = numbered.join(other, on=list(keys), how="left").sort(_ROW).select(*names)  # type: ignore[arg-type]  # of one engine
    return nw.concat([frame, found], how="horizontal")
