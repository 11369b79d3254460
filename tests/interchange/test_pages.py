"""The page of the original on which a clause stands: one fact, told by every export and by the policy's page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from policykit.corpus import Corpus
from policykit.interchange.akomantoso import akoma_ntoso
from policykit.interchange.needs import needs
from policykit.model import Place
from policykit.sphinxext.document import policy_tree
from policykit.sphinxext.nodes import clause_tools

if TYPE_CHECKING:
    from tests.interchange.conftest import Build

    from policykit.model import Policy

TEXT = "关于签约服务的通知\n\n一、目标\n\n到2026年底，签约率达到75%以上。\n\n二、落实\n\n各地要落实责任。\n"
PAGES = {"made-2025/1/p1": "1", "made-2025/2/p1": "2–3"}


@pytest.fixture
def paged(make: Build) -> Policy:
    """Its second part begins a page, and its last words another one."""
    second, third = TEXT.index("二、"), TEXT.index("责任")
    places = Place(0, page=1), Place(second, page=2), Place(third, page=3)
    return replace(make(TEXT, file="source.pdf"), places=places)


def test_needs_say_it(paged: Policy) -> None:
    listed = needs(Corpus([paged], Path()), ())["versions"]["current"]
    assert {need["policykit_id"]: need["pages"] for need in listed["needs"].values()} == PAGES
    assert listed["needs_schema"]["properties"]["pages"]["field_type"] == "extra"


def test_akoma_ntoso_says_it_and_stays_valid(paged: Policy, schema: etree.XMLSchema) -> None:
    tree = etree.fromstring(akoma_ntoso(paged))
    schema.assertValid(tree)
    name = "{urn:policykit:source}pages"
    assert {element.get("GUID"): element.get(name) for element in tree.xpath("//*[@GUID]")} == PAGES


def test_the_page_of_the_policy_says_it(paged: Policy) -> None:
    tools = policy_tree(paged, Path("source.pdf"), Path()).findall(clause_tools)
    assert {node["clause"]: node["page"] for node in tools} == {
        "made-2025/1/p1": "第1页",
        "made-2025/2/p1": "第2–3页",
    }


def test_an_original_without_pages_has_none(make: Build) -> None:
    plain = make(TEXT)
    assert b"policykit:pages" not in akoma_ntoso(plain)
    assert {node["page"] for node in policy_tree(plain, Path("a.txt"), Path()).findall(clause_tools)} == {""}
    listed = needs(Corpus([plain], Path()), ())["versions"]["current"]["needs"]
    assert {need["pages"] for need in listed.values()} == {""}
