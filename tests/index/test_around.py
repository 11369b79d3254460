"""What surrounds a clause in the cascade, whose business a measure is, and which document is the older one."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from policykit.index.cascade import CascadeIndex, _asks, _dated, _is_older, _rank, _rank_of
from policykit.model import Level

RATE, SHARE = SimpleNamespace(name="rate", unit="%"), SimpleNamespace(name="share", unit="%")


def place(clause: str, indicator: Any, at: int = 0, level: Level = Level.COUNTY, thing: str = "") -> Any:
    return SimpleNamespace(
        policy=clause.split("/", maxsplit=1)[0],
        clause=clause,
        indicator=indicator,
        level=level,
        span=(at, at + 1),
        thing=thing or (indicator.name if indicator else ""),
    )


def index(places: list[Any], rows: tuple[Any, ...] = ()) -> CascadeIndex:
    made = CascadeIndex(SimpleNamespace(), ())  # type: ignore[arg-type]  # its measures are given
    of_clause = lambda clause: [each for each in places if each.clause == clause]  # noqa: E731 - a stand-in of one line
    made.__dict__["measures"] = SimpleNamespace(measures=places, of_clause=of_clause)
    made.__dict__["rows"] = rows
    return made


@pytest.mark.parametrize(("others", "listed"), [(0, 0), (1, 1), (12, 12), (13, 12)])
def test_a_dozen_places_of_the_level_are_listed_and_all_are_counted(others: int, listed: int) -> None:
    mine = place("a/1", RATE, 5)
    theirs = [place(f"p{at}/1", RATE) for at in range(others)]
    beside = [
        place("a/2", RATE),  # of the policy itself
        place("q/1", RATE, level=Level.PREFECTURE),  # of another level
        place("r/1", SHARE),  # on another indicator
        place("s/1", None),
    ]
    around = index([mine, *theirs, *beside]).around("a/1")
    assert around.peers == tuple((mine, each) for each in theirs[:listed])
    assert around.peers_count == others


def test_the_measures_of_a_clause_stand_in_the_order_of_its_text_each_once() -> None:
    share, rate, again = place("a/1", SHARE, 9), place("a/1", RATE, 3), place("a/1", RATE, 6)
    nothing = place("a/1", None, 1)
    rates, shares = place("b/1", RATE), place("b/1", SHARE)
    twice = place("b/1", RATE, 7)  # the same thing in the same clause is one place
    other = place("b/1", RATE, 8, thing="another name")
    around = index([share, rate, nothing, again, shares, rates, twice, other]).around("a/1")
    assert around.peers == ((rate, rates), (rate, other), (share, shares))
    assert around.peers_count == 3


def test_rows_stand_with_the_clause_above_and_the_one_below() -> None:
    def row(upper: str, lower: str | None) -> Any:
        return SimpleNamespace(upper=place(upper, RATE), lower=lower and place(lower, RATE))

    both, second, absent = row("a/1", "b/1"), row("a/2", "b/1"), row("a/1", None)
    made = index([], (both, second, absent))
    assert made.around("a/1")[:2] == ((), (both, absent))
    assert made.around("b/1")[:2] == ((both, second), ())
    assert made.around("a/2")[:2] == ((), (second,))
    assert made.around("c/1") == ((), (), (), 0)


@pytest.mark.parametrize(
    ("requirement", "target", "unit", "asks"),
    [
        (object(), None, None, True),
        (None, object(), None, True),
        (None, None, "是否", True),  # what is done or not is asked by its name
        (None, None, "%", False),
        (None, None, None, False),
    ],
)
def test_a_place_that_only_names_an_indicator_asks_nothing(
    requirement: Any, target: Any, unit: str | None, asks: bool
) -> None:
    indicator = SimpleNamespace(unit=unit) if unit else None
    measure: Any = SimpleNamespace(requirement=requirement, target=target, indicator=indicator)
    assert _asks(measure) is asks


PROVINCE, CITY, COUNTY = (level.rank for level in (Level.PROVINCIAL, Level.PREFECTURE, Level.COUNTY))


@pytest.mark.parametrize(
    ("bearers", "entity", "rank"),
    [
        (["省数据局"], None, PROVINCE),
        (["公立医院"], None, None),  # of no level
        (["省卫生健康委", "各市人民政府"], None, CITY),  # the lowest of them
        (["各县人民政府", "省卫生健康委"], None, COUNTY),
        (["各县人民政府", "公立医院"], None, None),  # one of them is of no level
        ([], None, None),  # no one is named
        ([], Level.PREFECTURE, CITY),  # whom a requirement binds must act too
        (["省数据局"], Level.PREFECTURE, CITY),
        (["各县人民政府"], Level.PREFECTURE, COUNTY),
        (["省数据局"], "none", COUNTY),  # whoever has no level of their own is of a county
    ],
)
def test_the_lowest_level_that_must_act(bearers: list[str], entity: Any, rank: int | None) -> None:
    of = SimpleNamespace(entity=SimpleNamespace(level=None if entity == "none" else entity))
    upper: Any = SimpleNamespace(requirement=of if entity else None)
    assert _rank_of(bearers, upper) == rank


def test_a_body_is_of_the_level_that_its_name_begins_with() -> None:
    assert [_rank(each) for each in ("国务院医改办", "自治区医保局", "设区市政府", "各区财政局", "该院")] == [
        Level.NATIONAL.rank,
        PROVINCE,
        CITY,
        COUNTY,
        None,
    ]


def aged(day: tuple[int, int, int] | None, year: int | None = None) -> Any:
    return SimpleNamespace(dated=date(*day) if day else None, year=day[0] if day else year)


@pytest.mark.parametrize(
    ("below", "above", "older"),
    [
        (aged((2024, 5, 1)), aged((2024, 5, 2)), True),
        (aged((2024, 5, 2)), aged((2024, 5, 2)), False),
        (aged((2024, 5, 3)), aged((2024, 5, 2)), False),
        (aged(None, 2023), aged((2024, 1, 1)), True),
        (aged(None, 2024), aged((2024, 12, 31)), False),  # within one year nobody knows
        (aged((2023, 12, 31)), aged(None, 2024), True),
        (aged((2024, 1, 1)), aged(None, 2024), False),
        (aged(None, 2023), aged(None, 2024), True),
        (aged(None, 2025), aged(None, 2024), False),
        (aged(None), aged((2024, 1, 1)), False),  # of unknown age counts as new
        (aged((2023, 1, 1)), aged(None), False),
        (aged(None), aged(None), False),
    ],
)
def test_the_older_document_is_told_by_day_or_by_year(below: Any, above: Any, older: bool) -> None:
    assert _is_older(below, above) is older


def test_a_document_without_a_day_is_named_by_its_year() -> None:
    assert (_dated(aged((2024, 5, 1))), _dated(aged(None, 2023))) == ("2024-05-01", "2023")


@pytest.mark.parametrize(
    ("binds", "reached"),
    [
        (("34",), ["a", "c"]),
        (("52",), ["b", "c"]),
        (("52", "34"), ["a", "b", "c"]),  # in the order of the corpus, each once
        (("99",), []),
        ((), ["b", "c"]),  # whoever is not named: those of the document's own division
        (None, ["b", "c"]),
    ],
)
def test_a_measure_reaches_the_policies_of_those_whom_it_binds(
    binds: tuple[str, ...] | None, reached: list[str]
) -> None:
    a, b, c = (SimpleNamespace(id=name) for name in "abc")
    made = CascadeIndex(SimpleNamespace(policies=[a, b, c]), ())  # type: ignore[arg-type]  # no more of a corpus is read
    made.__dict__["_within"] = {"34": [a, c], "52": [b, c]}
    rule = None if binds is None else SimpleNamespace(binds=binds)
    upper: Any = SimpleNamespace(requirement=rule, division="52")
    assert [each.id for each in made._reached(upper)] == reached  # noqa: SLF001 - each row of the cascade asks it
