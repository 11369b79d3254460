"""What a place states of a measure, how it reads against another, and what ties two clauses together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests import project

from policykit.model import Comparator, Direction, Level, Modality, Span, Target
from policykit.model.cascade import Cascade, Reading
from policykit.model.link import Common, InCommon, Link, LinkKind
from policykit.model.measure import Measure


def measure(target: Target | None = None, **more: Any) -> Measure:
    place = ("x", "x/1", Level.COUNTY, "341021", "签约率", Span(0, 1), "签约率")
    return Measure(*place, target=target, **more)


@pytest.mark.parametrize(
    ("target", "has_figure", "is_trend", "direction", "is_soft"),
    [
        (None, False, False, "", False),
        (Target(Comparator.NAMED), False, False, "", False),
        (Target(Comparator.DONE, 1), False, False, "", False),
        (Target(Comparator.FORBIDDEN, 0), False, False, "", False),
        (Target(Comparator.GE, 85, unit="%"), True, False, "up", False),
        (Target(Comparator.GE, 0, unit="%"), True, False, "up", False),
        (Target(Comparator.GT, 85, unit="%"), True, False, "up", False),
        (Target(Comparator.LE, 10, unit="%"), True, False, "down", False),
        (Target(Comparator.LT, 10, unit="%"), True, False, "down", False),
        (Target(Comparator.INCREASE), False, True, "up", False),
        (Target(Comparator.DECREASE), False, True, "down", False),
        (Target(Comparator.INCREASE, 5, unit="%"), True, False, "up", False),
        (Target(Comparator.RELATIVE, reference="national"), True, False, "up", False),
        (Target(Comparator.APPROX, 81.5, unit="岁", tolerance=0.5), True, False, "", True),
        (Target(Comparator.APPROX, 81.5, unit="岁", direction=Direction.UP), True, False, "up", True),
    ],
)
def test_what_a_place_states(
    target: Target | None, has_figure: bool, is_trend: bool, direction: str, is_soft: bool
) -> None:
    found = measure(target)
    assert (found.has_figure, found.is_trend, found.direction, found.is_soft) == (
        has_figure,
        is_trend,
        direction,
        is_soft,
    )
    assert found.figure == (target.figure if target and has_figure else "")
    assert measure(target, softly="基本").is_soft


@pytest.mark.parametrize(
    ("modality", "is_optional"),
    [(Modality.MUST, False), (Modality.AIM, False), (Modality.ENCOURAGE, True), (Modality.MAY, True)],
)
def test_what_a_text_allows_or_encourages_is_optional(modality: Modality, is_optional: bool) -> None:
    assert measure(modality=modality).is_optional is is_optional


def test_a_target_without_a_figure_has_none() -> None:
    bare = (
        Target(Comparator.RELATIVE),
        Target(Comparator.DONE, 1),
        Target(Comparator.FORBIDDEN, 0),
        Target(Comparator.GE),
    )
    assert [target.figure for target in bare] == ["", "", "", ""]


def test_a_figure_is_certain_by_its_requirement_or_its_day() -> None:
    asked = project.specs().requirement("shexian-2025/p1/county-visit-rate-2026")
    assert not measure(Target(Comparator.GE, 85, unit="%")).is_certain
    assert measure(due=date(2026, 12, 31)).is_certain
    assert measure(requirement=asked).is_certain
    softer = {"soft": replace(asked, softly="基本"), "vague": replace(asked, vague=True), "plain": asked}
    assert [name for name, each in softer.items() if measure(requirement=each).is_soft] == ["soft", "vague"]


@pytest.mark.parametrize(
    ("reading", "compared", "is_unquantified"),
    [
        (Reading.ECHOED, None, True),
        (Reading.OLDER, Reading.ECHOED, True),
        (Reading.OLDER, Reading.EQUAL, False),
        (Reading.ABSENT, None, False),
    ],
)
def test_a_measure_taken_up_without_a_figure(
    reading: Reading, compared: Reading | None, is_unquantified: bool
) -> None:
    assert Cascade(measure(), "y", reading, "", compared=compared).is_unquantified is is_unquantified


def link(score: float, *states: InCommon) -> Link:
    return Link("a/1", "b/2", LinkKind.ALIGNED, score, Span(1, 4), Span(5, 9), states=states)


def test_links_that_say_the_same_word_for_word_come_first() -> None:
    verbatim = link(0.2, InCommon(Common.NAMED, ("医共体",)), InCommon(Common.VERBATIM, ("抓好落实",)))
    ordered = link(0.9, InCommon(Common.ORDERED, ("医共体",)))
    weak = link(0.4)
    assert [each.is_verbatim for each in (verbatim, ordered, weak)] == [True, False, False]
    assert sorted([weak, ordered, verbatim], key=lambda each: each.order) == [verbatim, ordered, weak]
    assert ordered.row == {
        "a": "a/1",
        "b": "b/2",
        "kind": "aligned",
        "score": 0.9,
        "a_start": 1,
        "a_end": 4,
        "b_start": 5,
        "b_end": 9,
        "states": [{"how": "ordered", "words": ["医共体"]}],
    }
