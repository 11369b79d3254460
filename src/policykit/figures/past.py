"""What a unit did before: beside each row its figures of the year before, and the first year in which it failed."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from policykit.figures.columns import Frame
from policykit.figures.keys import own_unit
from policykit.model import Requirement

__all__ = ["failed_of", "operands", "with_earlier", "with_failed", "with_own"]

_OF_YEAR = r"^\d{4}年"
_OWN = ("own unit", "own period", "division", "entity")


def operands(requirement: Requirement) -> tuple[str, str | None]:
    """The column that is judged, and the one that it is compared with if the target has no figure of its own."""
    name = requirement.indicator.name
    if requirement.reference is not None:
        return f"value {name}", f"value {requirement.reference.name}"
    return f"value {name}", f"earlier {name}" if requirement.target.compares_years else None


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
            names.append(f"earlier unread {rule.indicator.name}")
        known += [~nw.col(name) for name in names if name in there]
        known += [year >= rule.start.year] if rule.start is not None else []
        is_failed = ~rule.reached(rule.target.margin(value, other), value)
        steps[failed_of(rule)] = nw.when(nw.all_horizontal(*known, is_failed, ignore_nulls=True)).then(year)
    stepped = frame.with_columns(**{f"own {name}": step for name, step in steps.items()})
    first = stepped.group_by(*_OWN).agg(*(nw.col(f"own {name}").min().alias(name) for name in steps))
    joined = stepped.join(first, on=list(_OWN), how="left")  # type: ignore[arg-type]  # lazy or not, both alike
    earlier = {name: nw.when(nw.col(name) < year).then(nw.col(name)) for name in steps}
    return joined.with_columns(**earlier)


def with_earlier(frame: Frame, values: Sequence[str], unread: Sequence[str]) -> Frame:
    """Beside each value that of the same unit in the year before; of a year that is reported twice all is unread."""
    if not values:
        return frame
    greatest = [nw.col(name).max().alias(f"earlier {name.partition(' ')[2]}") for name in values]
    tests = [nw.col(name).max().alias(f"earlier {name}") for name in unread]
    counted = [
        nw.col(name).cast(nw.Float64) for name in unread
    ]  # not every engine has the greatest truth value
    past = frame.filter(~nw.col("year").is_null()).with_columns(*counted, year=nw.col("year") + 1)
    grouped = past.group_by(*_OWN, "year").agg(*greatest, *tests)
    told = [(nw.col(f"earlier {name}") > 0).alias(f"earlier {name}") for name in unread]
    earlier = grouped.with_columns(*told) if told else grouped
    joined = frame.join(earlier, on=[*_OWN, "year"], how="left")  # type: ignore[arg-type]  # lazy or not, both alike
    # A join widens truth values with gaps to objects in pandas, of which `~` is another thing.
    known = [nw.col(f"earlier {name}").fill_null(value=False).cast(nw.Boolean) for name in unread]
    return joined.with_columns(*known) if known else joined
