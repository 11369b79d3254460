"""The site shows what was published: every clause, under its anchor, in its exact words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from policykit import Corpus
from policykit.model import Policy, Role

if TYPE_CHECKING:
    from tests.sphinxext.conftest import Reader

POLICIES = ["nhc-2023-41", "nhc-2023-reform-h2", "guiyang-2024-36", "shexian-2025", "erenhot-2021"]
APART = {Role.NOTICE, Role.SUMMARY, Role.INTERPRETATION}


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest, corpus: Corpus) -> Policy:
    return corpus.policy(request.param)


def test_the_policies_below_are_those_of_the_corpus(corpus: Corpus) -> None:
    assert sorted(POLICIES) == sorted(policy.id for policy in corpus.policies)


def test_every_clause_is_on_its_page_under_its_anchor_as_published(
    reader: Reader, corpus: Corpus, policy: Policy
) -> None:
    for clause in policy.clauses:
        element = reader.shown(policy, clause)
        assert reader.squeezed(element.get_text()) == reader.squeezed(corpus.published(clause)), clause.id


def test_the_text_of_a_clause_is_not_touched_within_its_lines(reader: Reader, policy: Policy) -> None:
    for clause in policy.clauses:
        said = "\n".join(paragraph.get_text() for paragraph in reader.shown(policy, clause).find_all("p"))
        wanted = "\n".join(line.strip() for line in clause.text.splitlines() if line.strip())
        assert said.endswith(wanted), clause.id


def test_clauses_stand_in_the_order_of_the_source(reader: Reader, policy: Policy) -> None:
    elements = reader.page(reader.page_of(policy)).select("[data-clause].clause")
    assert [element["data-clause"] for element in elements] == [clause.id for clause in policy.clauses]


def test_only_what_is_not_normative_stands_apart(reader: Reader, policy: Policy) -> None:
    for clause in policy.clauses:
        apart = reader.shown(policy, clause).find_parent(class_="apart")
        assert (apart is not None) == (clause.role in APART), clause.id
    marks = [mark.get_text() for mark in reader.page(reader.page_of(policy)).select(".apart-mark")]
    assert set(marks) <= {"不属于政策正文"}


def test_nothing_of_a_source_but_its_furniture_is_missing(reader: Reader, policy: Policy) -> None:
    page = reader.squeezed(reader.one(reader.page_of(policy), "article").get_text())
    in_card = {Role.FURNITURE, Role.TITLE}
    for segment in policy.segments:
        if segment.role not in in_card:
            assert reader.squeezed(segment.span.cut(policy.source)) in page, segment


def test_furniture_is_counted(reader: Reader, policy: Policy) -> None:
    cuts = [part.span.cut(policy.source) for part in policy.segments if part.role is Role.FURNITURE]
    count = len(reader.squeezed("".join(cuts)))
    notes = [note.get_text() for note in reader.page(reader.page_of(policy)).select(".policy-note")]
    assert len(notes) == (count > 0)
    assert all(f" {count} 字" in note for note in notes)


def test_the_header_says_what_policy_yml_says_and_no_more(reader: Reader, policy: Policy) -> None:
    card = reader.one(reader.page_of(policy), ".policy-card")
    said = card.get_text()
    for value in (
        policy.number,
        policy.publisher,
        *policy.issuers,
        policy.sha256,
        policy.id,
        policy.level.label,
    ):
        assert value is None or value in said
    times = [time["datetime"] for time in card.select("time")]
    assert times == [str(day) for day in (policy.date_issued, policy.date_published) if day]
    captions = [term.get_text() for term in card.select("dt")]
    assert ("成文日期" in captions) == (policy.date_issued is not None)
    assert ("发布日期" in captions) == (policy.date_published is not None)


def test_the_source_can_be_downloaded_byte_for_byte(reader: Reader, policy: Policy) -> None:
    page = reader.page_of(policy)
    link = reader.one(page, ".policy-card a[download$='.txt']")
    served = (page.parent / reader.attribute(link, "href")).resolve().read_bytes()
    assert hashlib.sha256(served).hexdigest() == policy.sha256
    assert link["download"] == f"{policy.id}.txt"


def test_the_outline_is_the_headings(reader: Reader, policy: Policy) -> None:
    outline = [
        reader.squeezed(link.get_text())
        for link in reader.page(reader.page_of(policy)).select("#pst-page-toc-nav a")
    ]
    for section in policy.headings:
        if section.role is Role.CLAUSE:
            assert reader.squeezed(section.span.cut(policy.source)) in outline
    headed = [clause for clause in policy.clauses if clause.role is Role.CLAUSE and clause.heading]
    for clause in headed:
        assert any(entry.rstrip("。").endswith(reader.squeezed(clause.heading)) for entry in outline), (
            clause.id
        )


def test_script_of_the_source_is_named(reader: Reader, policy: Policy) -> None:
    language = reader.one(reader.page_of(policy), ".policy-text")["lang"]
    assert language == ("zh-Hant" if policy.id == "nhc-2023-41" else "zh-Hans")
