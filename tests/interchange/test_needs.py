"""`needs.json`: the structure that sphinx-needs reads, and texts that its parser leaves as they are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docutils.core
import jsonschema
import pytest

from policykit.index.alignment import links
from policykit.interchange.needs import need_id, needs, needs_json
from policykit.model.link import LinkKind

if TYPE_CHECKING:
    from tests.interchange.conftest import Build

    from policykit import Corpus
    from policykit.specs import Specs

# After sphinx-needs' own needsfile.json and what `needimport` asks of a record, as of version 9:
# https://sphinx-needs.readthedocs.io/en/latest/builders.html#needs
SCHEMA = {
    "type": "object",
    "required": ["current_version", "project", "versions"],
    "properties": {
        "project": {"type": "string"},
        "current_version": {"type": "string"},
        "versions": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["needs", "needs_amount", "creator"],
                "properties": {
                    "creator": {"type": "object"},
                    "needs_amount": {"type": "integer"},
                    "needs": {
                        "type": "object",
                        # The default of `needs_id_regex`.
                        "propertyNames": {"pattern": "^[A-Z0-9_]{5,}$"},
                        "additionalProperties": {
                            "type": "object",
                            "required": ["id", "type", "title", "content", "tags", "links"],
                            "properties": {
                                "id": {"type": "string"},
                                "type": {"enum": ["spec", "req"]},
                                "title": {"type": "string", "minLength": 1},
                                "content": {"type": "string"},
                                "tags": {"type": "array", "items": {"type": "string"}},
                                "links": {"type": "array", "items": {"type": "string"}},
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def document(corpus: Corpus, specs: Specs) -> dict[str, Any]:
    return needs(corpus, specs.requirements, links(corpus))


@pytest.fixture(scope="module")
def listed(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = document["versions"][document["current_version"]]["needs"]
    return found


def shown(content: str) -> str:
    """What a reader sees of a content."""
    printed = docutils.core.publish_doctree(content, settings_overrides={"report_level": 1, "halt_level": 2})
    return "".join(printed.astext().split())


def test_it_has_the_structure_of_sphinx_needs(document: dict[str, Any], corpus: Corpus, specs: Specs) -> None:
    jsonschema.validate(document, SCHEMA)
    version = document["versions"][document["current_version"]]
    assert version["needs_amount"] == len(version["needs"])
    kinds = [need["type"] for need in version["needs"].values()]
    assert kinds.count("req") == len(specs.requirements)
    assert kinds.count("spec") >= len(corpus.clauses)


def test_every_link_leads_to_a_need(listed: dict[str, dict[str, Any]], specs: Specs) -> None:
    for name, need in listed.items():
        assert name == need["id"]
        assert set(need["links"]) <= listed.keys()
    for one in specs.requirements:
        assert listed[need_id(one.id)]["links"] == [need_id(one.clause)]
    assert "NHC_2023_41__4__11" in [link for need in listed.values() for link in need["links"]]


def test_the_text_comes_through_restructuredtext(listed: dict[str, dict[str, Any]], corpus: Corpus) -> None:
    for clause in corpus.clauses:
        assert shown(listed[need_id(clause.id)]["content"]) == "".join(clause.text.split())


def test_a_requirement_says_what_it_asks(listed: dict[str, dict[str, Any]]) -> None:
    need = listed["SHEXIAN_2025__P1__COUNTY_VISIT_RATE_2026"]
    assert need["title"] == "到2026年12月31日，歙县的县域内就诊率不低于85%"
    assert need["quote"] == "2026年县域内就诊率达85%"
    assert (need["due"], need["modality"], need["level"]) == ("2026-12-31", "must", "county")


@pytest.mark.parametrize(
    "text",
    [
        "签约率*达到*75%，`见`附件|一|_。",
        "- 一\n- 二\n1. 三\n.. note:: 四\n== 五 ==",
        "http://example.org/ 与 a_ 与 __b__ 与 \\ 与 ::",
        "“[[echo('x')]]” <<x>> :need:`X`",
    ],
)
def test_marks_of_restructuredtext_are_text(text: str, make: Build, corpus: Corpus) -> None:
    policy = make("关于签约的意见\n一、要求\n办好。\n")
    parts = (
        replace(part, clause=replace(part.clause, text=text), children=())
        for part in policy.outline.walk()
        if part.clause
    )
    policy = replace(policy, outline=replace(policy.outline, children=tuple(parts)))
    made = needs(type(corpus)([policy], corpus.root), ())["versions"]["current"]["needs"]
    contents = "\n\n".join(need["content"] for need in made.values())
    assert shown(contents).replace("\u2060", "") == "".join(text.split())
    assert not re.search(r"\[\[|<<", shown(contents))


@pytest.mark.parametrize(
    ("one", "other"), [("a-1/2", "a/1/2"), ("a-b/c", "a_b/c"), ("a/b-c", "a-b/c"), ("a/p1", "A/p1")]
)
def test_ids_stay_apart(one: str, other: str) -> None:
    assert need_id(one) != need_id(other)


def test_the_same_corpus_gives_the_same_text(corpus: Corpus, specs: Specs) -> None:
    made = [needs_json(corpus, specs.requirements) for _ in range(2)]
    assert made[0] == made[1]
    assert json.loads(made[0])["current_version"] == "current"


@pytest.mark.parametrize("kind", LinkKind)
def test_a_clause_leads_to_its_counterparts_alone(corpus: Corpus, kind: LinkKind) -> None:
    first, second = corpus.clauses[0].id, corpus.clauses[9].id
    link = replace(next(iter(links(corpus))), a=first, b=second, kind=kind)
    made = needs(corpus, (), [link, replace(link, b="nowhere/1")])["versions"]["current"]["needs"]
    assert made[need_id(first)]["links"] == ([need_id(second)] if kind is LinkKind.ALIGNED else [])
