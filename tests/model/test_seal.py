"""A review holds while nothing of what was reviewed is another, and no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests import project

from policykit.model import Comparator, Entity, Indicator, Kind, Modality, Span, Target, Variable
from policykit.model.dismissal import Dismissal, Reason
from policykit.model.fields import Condition
from policykit.model.reviewed import Reviewed
from policykit.model.seal import changed, seal, void

DAY = date(2025, 3, 1)
PEOPLE = Variable("服务人口", "人", Entity.COUNTY, "常住人口", name="people")
REACHED = Condition(PEOPLE, Target(Comparator.LE, 500, unit="人"))


@pytest.mark.parametrize(
    ("field", "value", "parts"),
    [
        ("quote", "县域内就诊率", ("quote",)),
        ("clause", "shexian-2025/p2", ("quote",)),
        ("target", Target(Comparator.GE, 86, unit="%"), ("target",)),
        ("due", date(2027, 12, 31), ("target",)),
        ("due_from", "title", ("target",)),
        ("start", date(2020, 1, 1), ("target",)),
        ("modality", Modality.AIM, ("target",)),
        ("binds", ("340000",), ("target",)),
        ("population", "农村居民", ("target",)),
        ("per", Entity.COUNTY, ("target",)),
        ("bearer", ("县",), ("target",)),
        ("when", (REACHED,), ("target",)),
        ("softly", "基本", ("target",)),
        ("every", "year", ("target",)),
        ("kind", Kind.NAMED, ("target",)),
        ("overrule", {"due": "原文"}, ("target",)),
        ("indicator", Indicator.of(PEOPLE), ("indicator",)),
        ("reference", Indicator.of(PEOPLE), ("indicator",)),
        # where it stands and what is noted of it make no difference
        ("id", "shexian-2025/p1/other", ()),
        ("span", Span(0, 1), ()),
        ("note", "见第二段", ()),
        ("vague", True, ()),
        ("line", 99, ()),
    ],
)
def test_a_review_is_void_for_what_changed(field: str, value: Any, parts: tuple[str, ...]) -> None:
    asked = project.specs().requirement("shexian-2025/p1/county-visit-rate-2026")
    read = replace(asked, reviewed=Reviewed("某人", DAY, seal=seal(asked)))
    assert changed(read) == ()
    assert void(read) == ""
    other = replace(read, **{field: value})
    assert changed(other) == parts
    assert bool(void(other)) is bool(parts)


@pytest.mark.parametrize(
    ("more", "is_void"),
    [
        ({"label": "常住人口"}, True),
        ({"unit": "万人"}, True),
        ({"definition": "户籍人口"}, True),
        ({"name": "residents"}, True),
        ({"aliases": ("人口数",)}, False),
        ({"note": "按统计公报"}, False),
    ],
)
def test_an_indicator_is_another_by_what_it_measures(more: dict[str, Any], is_void: bool) -> None:
    asked = replace(
        project.specs().requirement("shexian-2025/p1/county-visit-rate-2026"), indicator=Indicator.of(PEOPLE)
    )
    read = replace(asked, reviewed=Reviewed("某人", DAY, seal=seal(asked)))
    other = replace(read, indicator=Indicator.of(replace(PEOPLE, **more)))
    assert changed(other) == ("indicator",) * is_void


def test_what_was_not_sealed_is_not_known_to_hold() -> None:
    asked = project.specs().requirement("shexian-2025/p1/county-visit-rate-2026")
    assert changed(replace(asked, reviewed=None)) == ()
    assert changed(replace(asked, reviewed=Reviewed("某人", DAY))) == ("seal",)
    other = replace(asked, reviewed=Reviewed("某人", DAY, seal="0-0"))
    assert changed(other) == ("quote", "target", "indicator")
    quote, _, indicator = seal(asked).split("-")
    two = replace(asked, reviewed=Reviewed("某人", DAY, seal=f"{quote}-0-{indicator}"), quote="县域")
    assert changed(two) == ("quote", "target")
    assert void(two).count("；") == 1


@pytest.mark.parametrize(
    ("more", "parts"),
    [
        ({}, ()),
        ({"quote": "三年"}, ("quote",)),
        ({"clause": "x/2"}, ("quote",)),
        ({"reason": Reason.SLOGAN}, ("reason",)),
        ({"of": "x/1/rate"}, ("reason",)),
        ({"whole": True}, ("reason",)),
        ({"note": "见上"}, ()),
    ],
)
def test_a_dismissal_is_void_for_what_changed(more: dict[str, Any], parts: tuple[str, ...]) -> None:
    found = Dismissal("x", "x/1", "五年", Span(0, 2), Reason.FACT)
    read = replace(found, reviewed=Reviewed("某人", DAY, seal=seal(found)))
    assert changed(replace(read, **more)) == parts
