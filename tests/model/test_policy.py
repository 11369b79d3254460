"""A policy: its year, its pages, its outline; and how one place of it lies to another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policykit.model import Clause, Level, Part, PartKind, Place, Policy, Role, Span
from policykit.text import document


def policy(title: str = "方案", **more: Any) -> Policy:
    return Policy("x", title, Level.COUNTY, "341021", "source.pdf", "", "", **more)


def clause(start: int, end: int) -> Clause:
    return Clause("x/1/2", "x", "一/(二)", "", "…", Role.CLAUSE, Level.COUNTY, Span(start, end))


ISSUED, PUBLISHED = date(2024, 12, 30), date(2023, 1, 2)


@pytest.mark.parametrize(
    ("title", "number", "issued", "published", "year"),
    [
        ("某县2025年工作要点", None, ISSUED, None, 2025),
        ("2026—2028年行动方案", None, None, None, 2026),
        ("2026年—2028年行动方案", None, ISSUED, None, 2026),
        ("2026-2028年行动方案", None, ISSUED, None, 2026),
        ("关于推进改革的意见", None, ISSUED, PUBLISHED, 2024),
        ("关于推进改革的意见", None, None, PUBLISHED, 2023),
        ("关于推进改革的意见", "甲办发〔2021〕3号", None, None, 2021),
        ("关于推进改革的意见", "甲办发〔2021〕3号", ISSUED, None, 2024),
        ("1998年工作要点", None, None, None, 1998),
        ("1998年工作要点", None, ISSUED, None, 2024),  # of that time is no plan
        ("关于贯彻2022号文的意见", "", None, None, 2022),
        ("关于推进改革的意见", "甲发12021号", None, None, None),
        ("关于推进改革的意见", None, None, None, None),
    ],
)
def test_the_year_that_a_day_without_a_year_is_read_against(
    title: str, number: str | None, issued: date | None, published: date | None, year: int | None
) -> None:
    found = policy(title, number=number, date_issued=issued, date_published=published)
    assert found.year == year
    assert found.dated == (issued or published)


PAGES = (Place(2, page=1), Place(4, page=2), Place(7, page=3))


@pytest.mark.parametrize(
    ("places", "start", "end", "pages"),
    [
        (PAGES, 2, 4, (1, 1)),
        (PAGES, 2, 5, (1, 2)),
        (PAGES, 3, 4, (1, 1)),
        (PAGES, 4, 7, (2, 2)),
        (PAGES, 4, 8, (2, 3)),
        (PAGES, 6, 7, (2, 2)),
        (PAGES, 7, 99, (3, 3)),
        (PAGES, 0, 5, None),  # before the first of which it is known
        ((Place(0, paragraph=1), Place(4, paragraph=2)), 0, 5, None),
        ((), 0, 5, None),
    ],
)
def test_the_pages_of_a_clause(
    places: tuple[Place, ...], start: int, end: int, pages: tuple[int, int] | None
) -> None:
    assert policy(places=places).pages(clause(start, end)) == pages


def test_an_address_is_made_of_its_parts() -> None:
    one = clause(3, 9)
    assert (one.start, one.end, one.path) == (3, 9, "1/2")
    assert Policy("x@2019-04-02", "", Level.COUNTY, "341021", "", "", "").base == "x"
    assert policy().base == "x"


def test_an_outline_is_walked_in_reading_order() -> None:
    span = Span(0, 1)
    inner = Part(PartKind.HAN_PAREN, "2", "(二)", "", span, Role.CLAUSE, clause=clause(0, 1))
    first = Part(PartKind.HAN, "1", "一", "目标", span, Role.CLAUSE, (inner,))
    letter = Part(PartKind.COMPONENT, "0", "印发通知", "", span, Role.NOTICE)
    second = Part(PartKind.HAN, "2", "二", "保障", span, Role.CLAUSE)
    root = Part(PartKind.DOCUMENT, "", "", "", span, Role.CLAUSE, (letter, first, second))
    assert list(root.walk()) == [root, letter, first, inner, second]
    assert [part.is_heading for part in root.walk()] == [False, False, True, False, True]
    assert root.headings == (first, second)
    assert root.clauses == (inner.clause,)
    assert inner.parent is first
    assert first.parent is root
    assert (inner.above, first.above, root.above) == ((first,), (), ())
    assert (inner.path, inner.labels) == (("1", "2"), ("一", "(二)"))
    assert (first.path, first.labels) == (("1",), ("一",))
    whole = policy(outline=root)
    assert (whole.clauses, whole.headings) == ((inner.clause,), (first, second))
    assert whole.part(clause(0, 1)) is inner
    with pytest.raises(KeyError):
        whole.part(Clause("y/1", "y", "", "", "", Role.CLAUSE, Level.COUNTY, span))


def test_rows_of_a_table_are_clauses_with_cells() -> None:
    rows = "指标\t单位\t2025年\t属性\n县域内就诊率\t%\t≥90\t约束性\n签约率\t%\t≥60\t预期性"
    text = f"某县方案\n一、目标\n到2025年，主要指标如下。\n{rows}\n二、措施\n抓好落实。"
    made = document(text, policy="x")
    found = policy(outline=made.outline, tables=made.tables)
    (table,) = found.tables
    listed = [each for each in found.clauses if found.table(each) is table]
    assert [each.id for each in listed] == [row.clause for row in table.rows]
    assert [found.row(each) for each in listed] == list(table.rows)
    assert [found.is_head(each) for each in listed] == [True, False, False]
    assert [[one.value for one in found.statements(each)] for each in listed] == [[], ["≥90"], ["≥60"]]
    for other in found.clauses:
        if other not in listed:
            assert (found.table(other), found.row(other), found.is_head(other)) == (None, None, False)
            assert found.statements(other) == ()


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "covers"),
    [
        (Span(2, 5), Span(2, 5), True, True),
        (Span(2, 5), Span(3, 4), True, True),
        (Span(2, 5), Span(2, 6), True, False),
        (Span(2, 5), Span(1, 5), True, False),
        (Span(2, 5), Span(4, 9), True, False),
        (Span(2, 5), Span(5, 9), False, False),
        (Span(2, 5), Span(0, 2), False, False),
        (Span(2, 5), Span(0, 3), True, False),
    ],
)
def test_one_place_lies_beside_another(one: Span, other: Span, overlaps: bool, covers: bool) -> None:
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps
    assert one.covers(other) is covers


def test_a_place_is_cut_out_of_its_text() -> None:
    assert Span(1, 3).cut("甲乙丙丁") == "乙丙"
