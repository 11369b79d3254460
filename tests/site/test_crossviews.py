"""What the templates of the cross-index are given: sides, limits, what is counted and what is shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from policykit.model import Level
from policykit.model.cascade import Reading
from policykit.model.link import LinkKind
from policykit.site import crossviews
from policykit.site.counterparts import side_of
from policykit.site.crossviews import VIEWS, _applies, _as_written, _column
from policykit.site.rendering import rendered

if TYPE_CHECKING:
    from policykit.model import Clause
    from policykit.model.link import Link
    from policykit.site.content import Content
    from policykit.site.links import Links


@pytest.mark.parametrize(
    ("here", "other", "side"),
    [
        ((Level.COUNTY, "341021"), (Level.NATIONAL, "000000"), "above"),
        ((Level.COUNTY, "341021"), (Level.PROVINCIAL, "340000"), "above"),
        ((Level.COUNTY, "341021"), (Level.PREFECTURE, "341000"), "above"),
        ((Level.COUNTY, "341021"), (Level.PREFECTURE, "520100"), "elsewhere"),
        ((Level.COUNTY, "341021"), (Level.COUNTY, "341022"), "peers"),
        ((Level.COUNTY, "341021"), (Level.COUNTY, "520103"), "peers"),
        ((Level.PREFECTURE, "341000"), (Level.COUNTY, "341021"), "below"),
        ((Level.NATIONAL, "000000"), (Level.PREFECTURE, "520100"), "below"),
        ((Level.PREFECTURE, "520100"), (Level.COUNTY, "341021"), "elsewhere"),
    ],
)
def test_the_other_clause_is_above_below_beside_or_elsewhere(
    here: tuple[Level, str], other: tuple[Level, str], side: str
) -> None:
    ours, theirs = (SimpleNamespace(level=level, policy=code) for level, code in (here, other))
    content: Any = SimpleNamespace(corpus=SimpleNamespace(policy=lambda code: SimpleNamespace(division=code)))
    assert side_of(cast("Any", ours), cast("Any", theirs), content) == side


@pytest.mark.parametrize(("term", "written"), [("dip", "DIP"), ("drg付费", "drg付费"), ("医共体", "医共体")])
def test_latin_letters_are_written_large(term: str, written: str) -> None:
    assert _as_written(term) == written


def words(link: Link, clause: Clause, content: Content) -> str:
    """What a link holds of one of its two clauses, in one line."""
    span = link.a_span if link.a == clause.id else link.b_span
    return "".join(content.corpus.policy(clause.policy).source[span.start : span.end].split())


@pytest.mark.parametrize("few", [None, 1, 0])
def test_counterparts_are_listed_as_far_as_there_is_room_and_all_are_counted(
    content: Content, links: Links, few: int | None
) -> None:
    asked = {} if few is None else {"few": few}
    shown = 0
    for clause in content.corpus.clauses:
        known = list(content.crossindex.of_clause(clause.id))
        told = VIEWS["crossindex/clause"]({"clause": clause.id, **asked}, content, links)
        if not told:
            around = content.crossindex.cascade.around(clause.id)
            assert not known
            assert (len(around.above), around.peers_count) == (0, 0)
            continue
        shown += 1
        assert told["related_count"] + sum(count for *_, count in told["groups"]) == len(known)
        assert told["related_count"] == sum(link.kind is LinkKind.RELATED for link in known)
        again = sum(link.kind is LinkKind.REPEATS for link in known)
        assert [count for name, _, count in told["groups"] if name == "again"] == [again] * bool(again)
        most = 12 if few is None else few
        assert [len(group) for _, group, _ in told["groups"]] == [
            min(most, count) for *_, count in told["groups"]
        ]
        assert len(told["related"]) == min(most, 5, told["related_count"])
        made = str(rendered("crossindex/clause", {"clause": clause.id, **asked}, content, links))
        assert ("<details" in made) is (few != 0)  # on the fullest pages a line that counts and leads on
        assert few != 0 or str(len(known) - told["related_count"]) in made or not told["groups"]
        counted = told["counted"]
        assert {name: len(told[name]) for name in counted} == {
            name: min(most, count) if name != "peers" else len(told["peers"])
            for name, count in counted.items()
        }
        assert len(told["peers"]) <= min(most, counted["peers"])
        for _, group, _ in told["groups"]:
            assert clause.id not in [entry["clause"].id for entry in group]
            for entry in group:
                other = entry["clause"]
                assert any(
                    (entry["ours"], entry["theirs"])
                    == (words(link, clause, content), words(link, other, content))
                    for link in known
                    if {link.a, link.b} == {clause.id, other.id}
                )
    assert shown > 20


def test_of_what_lower_levels_make_of_it_that_which_says_something_stands_first(
    content: Content, links: Links
) -> None:
    for clause in content.corpus.clauses:
        made = VIEWS["crossindex/clause"]({"clause": clause.id, "few": 99}, content, links).get("made", [])
        silent = [entry["cell"].lower is None for entry in made]
        assert silent == sorted(silent)
        assert all(entry["cell"].reading is not Reading.NOT_APPLICABLE for entry in made)


def test_terms_stand_by_letter_and_what_has_none_at_the_end(content: Content, links: Links) -> None:
    told = VIEWS["crossindex/terms"]({}, content, links)
    letters = [letter for letter, _ in told["letters"]]
    latin = [letter for letter in letters if letter != told["others"]]
    assert latin == sorted(set(latin))
    assert letters[len(latin) :] in ([], [told["others"]])
    assert told["total"] == len(content.crossindex.terms)
    for _, terms in told["letters"]:
        for term in terms:
            assert term["name"] not in term["others"]
            for _, by_policy, count, more in term["levels"]:
                listed = [
                    entry for policy, entries in by_policy for entry in entries if entry["policy"] is policy
                ]
                assert len(listed) + more == count
                assert len(listed) == min(12, count)


def test_a_letter_leads_to_the_first_part_that_has_terms_of_it(
    content: Content, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crossviews, "_WRITTEN", 100)
    count = VIEWS["crossindex/terms"]({"page": "terms"}, content, links)["cut"].count
    parts = [VIEWS["crossindex/terms"]({"page": "terms", "part": at}, content, links) for at in range(count)]
    letters = [[letter for letter, _ in part["letters"]] for part in parts]
    assert any(one[-1] == other[0] for one, other in pairwise(letters))  # some letters go on
    firsts = {one: next(n for n, each in enumerate(letters) if one in each) for one in chain(*letters)}
    for at, part in enumerate(parts):
        assert part["first"] == {
            one: "" if first == at else f"/terms-{first + 1}" if first else "/terms"
            for one, first in firsts.items()
        }
        lines = [
            2 + sum(len(entries) for _, by, *_ in term["levels"] for _, entries in by)
            for _, terms in part["letters"]
            for term in terms
        ]
        assert sum(lines) <= 100 or len(lines) == 1


@pytest.mark.parametrize(("citing", "listed", "more"), [(1, 1, 0), (12, 12, 0), (13, 12, 1)])
def test_of_many_places_that_cite_a_document_twelve_are_named(
    content: Content, links: Links, citing: int, listed: int, more: int
) -> None:
    missing = next(each for each in content.crossindex.cited if not each.policy)
    collected = replace(missing, policy="nhc-2023-41", by=missing.by[:1])
    cited = [replace(missing, by=(missing.by[0],) * citing), collected]
    there: Any = SimpleNamespace(corpus=content.corpus, crossindex=SimpleNamespace(cited=cited))
    told = VIEWS["crossindex/citations"]({}, there, links)
    (entry,) = told["missing"]
    assert (len(entry["by"]), entry["more"], entry["uri"]) == (listed, more, "")
    (entry,) = told["collected"]
    assert (entry["document"], entry["uri"]) == (collected, "/clause/nhc-2023-41")
    assert told["network"] is not None


def test_the_drawing_of_who_cites_whom_stands_on_the_first_part_alone(
    content: Content, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crossviews, "_CITING", 15)
    missing = next(each for each in content.crossindex.cited if not each.policy)
    collected = replace(missing, policy="nhc-2023-41", by=missing.by[:1])
    often = replace(missing, by=(missing.by[0],) * 40)  # 13 lines, with its own
    there: Any = SimpleNamespace(
        corpus=content.corpus, crossindex=SimpleNamespace(cited=[often, often, collected])
    )
    first, second = (VIEWS["crossindex/citations"]({"part": at}, there, links) for at in (0, 1))
    assert [len(each["collected"]) for each in (first, second)] == [1, 0]  # 2 + 13 lines, then 13
    assert [len(each["missing"]) for each in (first, second)] == [1, 1]
    assert first["network"] is not None
    assert second["network"] is None


@pytest.mark.parametrize(
    ("policies", "names", "is_compared"),
    [
        (("a",), ("甲",), False),
        (("a", "a"), ("甲",), False),
        (("a", "b"), ("甲",), True),
        (("a",), ("甲", "乙"), True),
    ],
)
def test_an_indicator_is_compared_that_several_ask_or_name(
    policies: tuple[str, ...], names: tuple[str, ...], *, is_compared: bool, content: Content, links: Links
) -> None:
    asked = {each.policy: each for each in content.requirements.requirements}
    there = dict(zip("ab", asked.values(), strict=False))
    (one,) = {
        each.indicator
        for each in content.requirements.requirements
        if each.indicator.name == "county_visit_rate"
    }
    entry = SimpleNamespace(indicator=one, names=names, requirements=[there[name] for name in policies])
    index: Any = SimpleNamespace(corpus=content.corpus, crossindex=SimpleNamespace(entries=[entry], alike=[]))
    told = VIEWS["crossindex/concordance"]({}, index, links)
    assert (len(told["entries"]), told["total"]) == (is_compared, 1)


def test_every_measure_of_a_higher_level_stands_once_with_all_below(content: Content, links: Links) -> None:
    told = VIEWS["crossindex/cascade"]({}, content, links)
    cells = list(content.crossindex.cascade.rows)
    assert sum(len(each["rows"]) + len(each["apart"]) for each in told["matrices"]) == len(
        {(cell.upper.clause, id(cell.upper)) for cell in cells}
    )
    for matrix in told["matrices"]:
        for row in (*matrix["rows"], *matrix["apart"]):
            assert len(row["cells"]) == len(matrix["below"])
        assert all(
            cell["cell"].reading is Reading.NOT_APPLICABLE
            for row in matrix["apart"]
            for cell in row["cells"]
            if cell is not None
        )
    assert sum(column["total"] for each in told["matrices"] for column in each["below"]) == len(cells)


@pytest.mark.parametrize(("more", "in_full"), [(0, True), (-1, False)])
def test_a_heat_map_is_drawn_in_full_as_far_as_there_is_room(
    content: Content, links: Links, monkeypatch: pytest.MonkeyPatch, more: int, *, in_full: bool
) -> None:
    matrices = VIEWS["crossindex/cascade"]({}, content, links)["matrices"]
    most = max(len(each["below"]) for each in matrices)
    monkeypatch.setattr(crossviews, "_COLUMNS", most + more)
    widest = [
        bool(each["rows"] or each["apart"])
        for each in VIEWS["crossindex/cascade"]({}, content, links)["matrices"]
        if len(each["below"]) == most
    ]
    assert set(widest) == {in_full}


@pytest.mark.parametrize(("columns", "size"), [(8, 12_000), (1, 1_500)])
def test_many_matrices_and_large_ones_are_cut_into_pages(
    content: Content, links: Links, monkeypatch: pytest.MonkeyPatch, columns: int, size: int
) -> None:
    whole = VIEWS["crossindex/cascade"]({}, content, links)["matrices"]
    monkeypatch.setattr(crossviews, "_COLUMNS", columns)
    monkeypatch.setattr(crossviews, "_MATRICES", size)
    first = VIEWS["crossindex/cascade"]({"page": "cascade"}, content, links)
    pages = [
        VIEWS["crossindex/cascade"]({"page": "cascade", "part": at}, content, links)["matrices"]
        for at in range(first["cut"].count)
    ]
    assert len(pages) > len(whole)
    pieces = [matrix for page in pages for matrix in page]
    assert [each["policy"] for each in pieces if each["is_first"]] == [each["policy"] for each in whole]
    for matrix in whole:
        of = [each for each in pieces if each["policy"] == matrix["policy"]]
        below = dict.fromkeys(each["policy"].id for piece in of for each in piece["below"])
        assert [*below] == [each["policy"].id for each in matrix["below"]]
        rows = sum(len(piece["rows"]) + len(piece["apart"]) for piece in of)
        assert rows == (len(matrix["rows"]) + len(matrix["apart"]) if len(matrix["below"]) <= columns else 0)


def test_a_column_counts_what_is_open(content: Content, links: Links) -> None:
    name = content.corpus.policies[0].id
    readings = [Reading.ABSENT, Reading.ABSENT, Reading.ECHOED, Reading.NOT_APPLICABLE]
    cells: list[Any] = [SimpleNamespace(policy=name, reading=reading) for reading in readings]
    cells.append(SimpleNamespace(policy="other", reading=Reading.ABSENT))
    told = _column(name, cells, content, links)
    assert (told["total"], told["open"]) == (4, 3)
    assert dict(told["counts"]) == {Reading.ABSENT: 2, Reading.ECHOED: 1, Reading.NOT_APPLICABLE: 1}
    assert _applies(cells[2:4])
    assert not _applies(cells[3:4])


@pytest.mark.parametrize("name", ["county_visit_rate", "tcm_bed_share"])
def test_who_asks_for_an_indicator_is_not_among_those_that_do_not_name_it(
    content: Content, links: Links, name: str
) -> None:
    told = VIEWS["crossindex/places"]({"indicator": name}, content, links)
    silent = [policy.id for _, _, policies in told["silent"] for policy in policies]
    assert not {each.policy for each in content.requirements.of_indicator(name)} & {*silent}
    assert {*silent} == told["uris"].keys()
    measures = content.crossindex.cascade.measures.of_indicator(name)
    assert [each["measure"] for each in told["named"]] == [one for one in measures if not one.requirement]
    assert all(one.requirement for one in measures) is (not told["named"])
    counts = {level: count for level, count, _ in told["silent"]}
    assert all(
        count == sum(policy.level is level for policy in content.corpus.policies)
        for level, count in counts.items()
    )
    assert all(policies for *_, policies in told["silent"])
