"""Long lists are cut into pages: nothing is lost, nothing said twice, and every page leads to all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pytest

from policykit.site import crossviews, views
from policykit.site.content import Content
from policykit.site.links import Links
from policykit.site.paging import Pages, cut, first_page, page_name
from policykit.site.rendering import VIEWS, rendered_part

Items: TypeAlias = Callable[[Any], list[object]]
SIZES = {
    (views, "_POLICIES"): 2,
    (views, "_COVERED"): 2,
    (crossviews, "_WRITTEN"): 100,
    (crossviews, "_CITING"): 8,
}


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the policies at hand make lists of several pages."""
    for (module, name), size in SIZES.items():
        monkeypatch.setattr(module, name, size)


def given_of(view: str, content: Content) -> Mapping[str, object]:
    ids = [policy.id for policy in content.requirements.policies]
    return {"policies": ids, "level": "county", "more": 0} if view == "list" else {}


def _policies(values: Mapping[str, list[Mapping[str, object]]]) -> list[object]:
    return [entry["policy"] for entry in values["policies"]]


def _rows(values: Mapping[str, list[Mapping[str, object]]]) -> list[object]:
    return [entry["policy"] for entry in values["rows"]]


def _terms(values: Mapping[str, list[tuple[str, list[Mapping[str, object]]]]]) -> list[object]:
    return [term["name"] for _, terms in values["letters"] for term in terms]


def _documents(values: Mapping[str, list[Mapping[str, object]]]) -> list[object]:
    return [entry["document"] for side in ("collected", "missing") for entry in values[side]]


@pytest.mark.parametrize(
    ("view", "items", "name"),
    [
        ("list", _policies, "page-county-2"),
        ("checks/coverage", _rows, "page-2"),
        ("checks/reasons", _rows, "page-reasons-2"),
        ("crossindex/terms", _terms, "page-2"),
        ("crossindex/citations", _documents, "page-2"),
    ],
)
def test_the_pages_of_a_list_hold_all_of_it(
    view: str, items: Items, name: str, content: Content, links: Links
) -> None:
    given = {**given_of(view, content), "page": "page"}
    made, pages = rendered_part(view, given, content, links)
    assert pages is not None
    assert pages.count > 1
    assert pages.addresses[1] == f"/{name}"
    assert f'<a href="/{name}">2</a>' in made
    parts = [items(VIEWS[view]({**given, "part": at}, content, links)) for at in range(pages.count)]
    last, _ = rendered_part(view, {**given, "part": pages.count - 1}, content, links)
    assert f'<span aria-current="page">{pages.count}</span>' in last
    with pytest.MonkeyPatch.context() as patch:
        for module, size in SIZES:
            patch.setattr(module, size, 10_000)
        whole, alone = rendered_part(view, given, content, links)
        assert [item for part in parts for item in part] == items(VIEWS[view](given, content, links))
    assert alone is not None
    assert not alone.is_cut
    assert "list-pages" not in whole


def test_a_letter_leads_to_the_page_on_which_it_begins(content: Content, links: Links) -> None:
    _, pages = rendered_part("crossindex/terms", {"page": "terms"}, content, links)
    assert pages is not None
    begun: list[str] = []
    for at, address in enumerate(pages.addresses):
        values = VIEWS["crossindex/terms"]({"page": "terms", "part": at}, content, links)
        here = [letter for letter, leads in values["first"].items() if not leads]
        assert {letter for letter, _ in values["letters"]} >= {*here}
        elsewhere = VIEWS["crossindex/terms"]({"page": "terms", "part": not at}, content, links)["first"]
        assert all(elsewhere[letter] == address for letter in here)
        begun += here
    assert begun == [*VIEWS["crossindex/terms"]({"page": "terms"}, content, links)["first"]]


@pytest.mark.parametrize(
    ("items", "size", "parts"),
    [
        ([], 4, [[]]),
        ([4], 4, [[4]]),
        ([2, 2], 4, [[2, 2]]),  # just as much as a part may weigh
        ([2, 3], 4, [[2], [3]]),
        ([9, 1, 1], 4, [[9], [1, 1]]),
        ([1, 9, 1, 3], 4, [[1], [9], [1, 3]]),
        ([0, 0, 4, 0], 4, [[0, 0, 4, 0]]),
    ],
)
def test_a_list_is_cut_by_its_weight(items: list[int], size: int, parts: list[list[int]]) -> None:
    assert cut(items, size, lambda each: each) == parts
    assert cut("abc", 2) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("name", "docnames", "first"),
    [
        ("terms-3", {"terms"}, "terms"),
        ("policies-county-2", {"policies"}, "policies"),
        ("policies-county-2", {"policies", "policies-county"}, "policies-county"),  # the nearest of two
        ("terms-3", {"terms", "terms-3"}, ""),  # a page of its own
        ("terms-x", {"terms"}, ""),
        ("a-b-c-2", {"a"}, ""),
        ("2", {"", "2"}, ""),
    ],
)
def test_a_page_is_known_by_its_name(name: str, docnames: set[str], first: str) -> None:
    assert first_page(name, docnames) == first


def test_pages_are_counted_from_one(links: Links) -> None:
    pages = Pages.of([1, 2, 3], {"page": "terms", "part": 1}, links, "key", "top")
    assert (pages.at, pages.count, pages.is_cut) == (1, 3, True)
    assert pages.addresses == ("/terms#top", "/terms-key-2", "/terms-key-3")
    alone = Pages.of([1], {}, links)
    assert (alone.at, alone.count, alone.is_cut) == (0, 1, False)
    assert (page_name("terms", "", 0), page_name("terms", "a", 1)) == ("terms-1", "terms-a-2")
