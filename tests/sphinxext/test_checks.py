"""The requirements in the site: marked in the text, each with its check, its words and its spec."""

from __future__ import annotations

import csv
import gzip
import io
import json
import posixpath
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page, expect
from sphinx.util.inventory import InventoryFile

from policykit.model import Dismissal, Indicator, Kind, Requirement
from policykit.specs import Specs, ledger, requirement_row
from policykit.specs.ledger import Account

if TYPE_CHECKING:
    from tests.sphinxext.conftest import Reader

    from policykit import Corpus

POLICIES = ["nhc-2023-41", "nhc-2023-reform-h2", "guiyang-2024-36", "shexian-2025", "erenhot-2021"]


@pytest.fixture(params=POLICIES)
def asked(request: pytest.FixtureRequest, specs: Specs) -> tuple[Requirement, ...]:
    found = specs.of_policy(request.param)
    assert found
    return found


@cache
def whole(page: Path) -> BeautifulSoup:
    """A page with everything in it, the checks of clauses too."""
    return BeautifulSoup(page.read_text("utf-8"), "lxml")


def anchor(one: Requirement) -> str:
    path, _, name = one.id.removeprefix(f"{one.policy}/").rpartition("/")
    return f"r-{path.replace('/', '-')}--{name}"


@cache
def pages_of(site: Path, policy: str) -> dict[str, str]:
    """The pages of a policy's checks, those of many cut into parts, with what each holds."""
    there = [site / "checks" / f"{policy}.html", *(site / "checks" / policy).glob("*.html")]
    return {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in there}


def place(reader: Reader, one: Requirement) -> str:
    """The page on which a requirement stands: it is one."""
    pages = pages_of(reader.site, one.policy).items()
    (found,) = (page for page, text in pages if f'id="{anchor(one)}"' in text)
    return found


def check(reader: Reader, one: Requirement) -> Tag:
    found = reader.at(place(reader, one), anchor(one))
    assert len(found) == 1, one.id
    return found[0]


def marks(clause: Tag, one: Requirement) -> str:
    """The marked words of a quote, in order."""
    pieces = [mark for mark in clause.select(".quoted") if one.id in str(mark["data-checks"]).split()]
    return "".join(piece.get_text() for piece in pieces)


def test_every_requirement_has_a_check_with_its_words(reader: Reader, asked: tuple[Requirement, ...]) -> None:
    for one in asked:
        shown = check(reader, one)
        assert shown.h3 is not None
        assert shown.h3.get_text() == one.plain
        quotes = [reader.squeezed(mark.get_text()) for mark in shown.select(".check-quote mark")]
        assert quotes == [reader.squeezed(one.quote)], one.id
        said = shown.get_text()
        assert one.name in said
        assert one.modality.label in said
        assert one.target.figure in said or one.reference is not None or one.target.deadline, one.id
        if one.due is not None:
            assert f"{one.due.year}年{one.due.month}月{one.due.day}日" in said, one.id
        for variable in one.variables:
            assert f"{variable.label}（{variable.unit}）" in said, one.id
        for note in (one.vagueness, one.note):
            assert note in said, one.id


def test_a_check_quotes_its_words_in_their_context(
    reader: Reader, corpus: Corpus, asked: tuple[Requirement, ...]
) -> None:
    for one in asked:
        shown = reader.squeezed(check(reader, one).select(".check-quote bdi")[0].get_text())
        published = reader.squeezed(corpus.published(corpus.clause(one.clause)))
        assert shown.strip("…") in published, one.id


def test_a_check_shows_the_python_that_decides_and_the_spec_as_it_stands(
    reader: Reader, root: Path, asked: tuple[Requirement, ...]
) -> None:
    for one in asked:
        python, spec = (
            block.get_text().strip("\n") for block in check(reader, one).select(".check-code > pre")
        )
        assert python == one.python.strip("\n"), one.id
        lines = (root / one.file).read_text("utf-8").splitlines()
        entry = "\n".join(line[2:] for line in lines[one.line - 1 :])
        assert entry.startswith(spec), one.id
        assert spec.startswith(f"- id: {one.id.rpartition('/')[2]}\n"), one.id
        assert f"{one.file}:{one.line}" in check(reader, one).get_text()
        assert one.quote in spec or "quote:" in spec


def test_a_check_says_what_its_double_entry_found(reader: Reader, asked: tuple[Requirement, ...]) -> None:
    for one in asked:
        results = [result.get_text() for result in check(reader, one).select(".result")]
        # Behind it, of an indicator with an official formula, whether ours is the same.
        assert (results[:2], len(results[2:]) <= 1) == (["与原文一致", "通过"], True), one.id
        assert not results[2:] or (one.indicator.official is not None and results[2] in {"一致", "有不同"}), (
            one.id
        )


def test_a_check_names_the_others_on_its_indicator(
    reader: Reader, specs: Specs, asked: tuple[Requirement, ...]
) -> None:
    for one in asked:
        others = {link.get_text() for link in check(reader, one).select(".check-others a")}
        alike = [
            other for other in specs.requirements if other.indicator is one.indicator and other is not one
        ]
        assert others == {other.plain for other in alike}, one.id


def test_marks_cover_exactly_the_quotes(
    reader: Reader, corpus: Corpus, asked: tuple[Requirement, ...]
) -> None:
    policy = corpus.policy(asked[0].policy)
    for clause in policy.clauses:
        shown = reader.shown(policy, clause)
        here = [one for one in asked if one.clause == clause.id]
        for one in here:
            assert reader.squeezed(marks(shown, one)) == reader.squeezed(one.span.cut(policy.source)), one.id
        quoted = {at for one in here for at in range(one.span.start, one.span.end)}
        wanted = "".join(policy.source[at] for at in sorted(quoted))
        marked = "".join(mark.get_text() for mark in shown.select(".quoted"))
        assert reader.squeezed(marked) == reader.squeezed(wanted), clause.id


def test_a_mark_leads_to_the_shortest_quote_over_it(reader: Reader, specs: Specs) -> None:
    marked = reader.page("policies/erenhot-2021.html").select("a.quoted")
    assert any(" " in str(mark["data-checks"]) for mark in marked)
    for mark in marked:
        over = [specs.requirement(name) for name in str(mark["data-checks"]).split()]
        least = min(over, key=lambda one: len(one.quote))
        assert urldefrag(str(mark["href"])).fragment == anchor(least)
        assert str(mark["title"]).split("；")[0] == least.plain
        assert all(one.plain in str(mark["title"]) for one in over)


def test_below_a_clause_stand_its_checks(
    reader: Reader, corpus: Corpus, asked: tuple[Requirement, ...]
) -> None:
    policy = corpus.policy(asked[0].policy)
    tree = whole(reader.page_of(policy))
    for clause in policy.clauses:
        here = sorted((one for one in asked if one.clause == clause.id), key=lambda one: one.span)
        lists = tree.select(f"#c-{clause.path.replace('/', '-')} > .clause-checks")
        assert len(lists) == bool(here), clause.id
        rows = lists[0].select("tbody tr") if lists else []
        links = [str(row.select("a")[0]["href"]) for row in rows]
        assert sorted(links) == sorted(f"../{place(reader, one)}#{anchor(one)}" for one in here)
        for row in rows:
            one = next(one for one in here if row.select(f"a[href$='#{anchor(one)}']"))
            said = row.get_text()
            assert all(part in said for part in (one.name, one.modality.label, one.vagueness, one.note)), (
                one.id
            )
            assert (one.due.isoformat() if one.due else "未写明") in said, one.id


def test_the_ledger_gives_each_dismissal_its_reason(reader: Reader, specs: Specs) -> None:
    for policy in POLICIES:
        gone = [one for one in specs.dismissed if one.policy == policy]
        pages = pages_of(reader.site, policy)
        rows = [row for page in pages for row in reader.page(page).select("#ledger tbody tr")]
        said = sorted(
            (cells[0].get_text(), cells[1].get_text()) for row in rows if (cells := row.select("td"))
        )
        assert said == sorted((one.quote, one.reason.label) for one in gone)


def judged(specs: Specs) -> dict[str, Indicator]:
    """Those on which there is a requirement; what one is only compared with, or depends on, stands in its check."""
    return {one.indicator.name: one.indicator for one in specs.requirements}


def test_every_indicator_has_its_place_with_all_targets(reader: Reader, specs: Specs) -> None:
    for one in judged(specs).values():
        page = f"indicators/{one.theme.replace('_', '-')}.html"
        (shown,) = reader.at(page, f"i-{one.name.replace('_', '-')}")
        said = shown.get_text()
        for variable in one.variables:
            assert variable.label in said
            assert variable.definition in said
        assert ("本项目理解" in said) == one.own_reading
        links = [str(link["href"]) for link in shown.select(".stacked tbody a")]
        wanted = [
            f"../{place(reader, each)}#{anchor(each)}" for each in specs.requirements if each.indicator is one
        ]
        assert sorted(links) == sorted(wanted), one.name


def test_two_targets_in_figures_make_a_chart(reader: Reader) -> None:
    shown = reader.one("indicators/access.html", "#i-county-visit-rate")
    figures = [text.get_text() for text in shown.select(".target-chart .figure")]
    assert sorted(figures) == ["85%", "90%", "90%"]
    assert [text.get_text() for text in shown.select(".target-chart .year")] == ["2025", "2026", "2027"]
    label = reader.attribute(shown.select("svg")[0], "aria-label")
    assert "2026年歙县不低于85%" in label
    assert not reader.page("indicators/access.html").select("#i-rural-visit-share .target-chart")


def test_the_timeline_has_every_due_date_once_and_in_order(reader: Reader, specs: Specs) -> None:
    tree = reader.page("timeline.html")
    dated = [one for one in specs.requirements if one.due]
    links = [urldefrag(str(link["href"])) for link in tree.select(".due-list a")]
    assert sorted(links) == sorted((place(reader, one), anchor(one)) for one in dated)
    days = [str(time["datetime"]) for time in tree.select(".due-day time")]
    assert days == sorted({str(one.due) for one in dated})


def test_coverage_counts_what_the_ledger_counts(reader: Reader, specs: Specs, corpus: Corpus) -> None:
    rows = reader.page("coverage.html").select("table.numbers")[0].select("tbody tr, tfoot tr")
    found = {row.select("th")[0].get_text(): [cell.get_text() for cell in row.select("td")] for row in rows}
    totals = [0] * 9
    for policy in corpus.policies:
        lines = ledger(policy, specs.requirements, specs.dismissed)
        cells = next(cells for name, cells in found.items() if policy.title in name)
        counts = [int(cell) for cell in cells[:9]]
        accounts = (Account.REQUIREMENT, Account.DATE, Account.LABEL, Account.DISMISSED, Account.NONE)
        assert counts[2] == len(specs.of_policy(policy.id))
        assert counts[3] == len(lines)
        assert counts[4:] == [sum(line.account is account for line in lines) for account in accounts]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    assert [int(cell) for cell in found["合计"][:9]] == totals


def test_home_shows_what_is_here(reader: Reader, specs: Specs, corpus: Corpus) -> None:
    said = [
        value.get_text()
        for value in reader.page("index.html").select(".glance dd:not(.quiet, .glance-levels)")
    ]
    normative = [clause for clause in corpus.clauses if clause.role.value == "clause"]
    asked = str(len(specs.requirements))
    assert said == [str(len(corpus.policies)), str(len(normative)), asked, "100%", asked]
    named = sum(each.kind is Kind.NAMED for each in specs.requirements)
    quiet = reader.page("index.html").select(".glance .quiet")
    assert f"{named} 项只点名，由人判断" in "".join(each.get_text() for each in quiet)
    levels = [badge.get_text() for badge in reader.page("index.html").select(".glance-levels .level")]
    assert levels == ["国家 2", "市 1", "县 2"]
    for part in ("#coming", "#newest .policy-entry .level", "main form[role=search] input[name=q]"):
        assert reader.page("index.html").select(part), part


def test_checks_and_indicators_are_in_the_inventory(reader: Reader, specs: Specs) -> None:
    with (reader.site / "objects.inv").open("rb") as file:
        known = InventoryFile.load(file, "", posixpath.join)
    for one in specs.requirements:
        assert known["check:requirement"][one.id][2] == f"{place(reader, one)}#{anchor(one)}"
    assert set(known["check:indicator"]) == set(judged(specs))


def test_tables_can_be_downloaded(reader: Reader, specs: Specs) -> None:
    for name, asked in {
        "requirements": specs.requirements,
        "checks/shexian-2025": specs.of_policy("shexian-2025"),
    }.items():
        lines = (reader.site / f"{name}.jsonl").read_text("utf-8").splitlines()
        by_id = {row["id"]: row for row in map(json.loads, lines)}
        assert by_id == {one.id: json.loads(json.dumps(requirement_row(one))) for one in asked}
        data = (reader.site / f"{name}.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert data.startswith(b"\xef\xbb\xbf")
        assert {row["编号"]: row["要求"] for row in rows} == {one.id: one.plain for one in asked}
        assert not [cell for row in rows for cell in row.values() if cell[:1] in set("=+-@")]


def test_pages_are_light(reader: Reader) -> None:
    """As sent, and as a browser unpacks them: those of the largest policies are near the limits."""
    sizes = {page.name: page.read_bytes() for page in reader.pages()}
    heavy = {name: len(data) for name, data in sizes.items() if len(data) > 500_000}
    heavy |= {name: size for name, data in sizes.items() if (size := len(gzip.compress(data))) > 100_000}
    assert not heavy


def test_pages_of_checks_lead_on_and_up(reader: Reader) -> None:
    folder = reader.site / "checks"
    page, seen = folder / "nhc-2023-41.html", []
    while page not in seen:
        seen.append(page)
        ways = [str(link["href"]) for link in reader.page(page).select(".breadcrumb-line a")]
        policy, *part = page.relative_to(folder).with_suffix("").parts
        assert f"{'../' * (1 + len(part))}policies/{policy}.html" in ways
        assert (f"../{policy}.html" in ways) == bool(part)
        onward = reader.page(page).select_one("a.right-next")
        page = page if onward is None else (page.parent / reader.attribute(onward, "href")).resolve()
    assert {page.stem for page in seen} >= set(POLICIES)
    assert sorted(seen) == sorted(folder.rglob("*.html"))


def test_an_address_of_before_leads_on_to_the_part(page: Page, site: Path, specs: Specs) -> None:
    """All requirements stood on the first page once; what is nowhere stays there."""
    name = "shexian-2025"
    first, last = specs.of_policy(name)[0], max(specs.of_policy(name), key=lambda one: one.span)
    for one, part in ((first, f"{name}.html"), (last, f"{name}/2.html")):
        page.goto(f"{site.as_uri()}/checks/{name}.html#{anchor(one)}")
        page.wait_for_url(f"**/checks/{part}#{anchor(one)}")
        expect(page.locator(f"#{anchor(one)}")).to_be_in_viewport()
    page.goto(f"{site.as_uri()}/checks/{name}.html#ledger")
    page.wait_for_url(f"**/checks/{name}/2.html#ledger")
    page.goto(f"{site.as_uri()}/checks/{name}.html#r-0--nowhere")
    expect(page.locator(".list-pages")).to_contain_text("第 1 页")


def test_the_sidebar_lists_no_page_of_checks(reader: Reader) -> None:
    for page in reader.pages():
        links = [str(link["href"]) for link in reader.page(page).select("#pst-primary-sidebar nav a")]
        assert not [link for link in links if re.search(r"(checks|indicators)/", link)], page.name


def test_dismissed_words_carry_no_mark(reader: Reader, specs: Specs, corpus: Corpus) -> None:
    def apart(one: Dismissal) -> bool:
        return all(
            one.span.end <= other.span.start or other.span.end <= one.span.start
            for other in specs.requirements
            if other.policy == one.policy
        )

    gone = [one for one in specs.dismissed if apart(one)]
    assert gone
    for one in gone:
        policy = corpus.policy(one.policy)
        marked = [
            mark.get_text() for mark in reader.shown(policy, corpus.clause(one.clause)).select(".quoted")
        ]
        assert one.quote not in marked
