"""What the browser's search knows of each policy: nothing that follows from the rest, and little for each more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from tests.index.alignment.test_crossindex import made

from policykit.corpus import Corpus
from policykit.index.search.names import Names
from policykit.site.policyrows import by_column, policy_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from policykit.model import Policy


def laws(count: int) -> list[Policy]:
    return [made(f"law-{at}", f"办法{at}\n\n第一条 水。", title=f"办法{at}") for at in range(count)]


def written(policies: list[Policy], root: Path) -> dict[str, object]:
    corpus = Corpus(policies, root)
    return by_column(policy_rows(corpus, Names(corpus), "policies/{}.html".format))


@pytest.mark.parametrize(
    "page",
    ["policies/{}.html".format, lambda policy: quote(f"policies/{policy}.html")],
    ids=["plain", "quoted"],
)
def test_what_follows_from_the_rest_is_left_out(tmp_path: Path, page: Callable[[str], str]) -> None:
    (row,) = policy_rows((corpus := Corpus(laws(1), tmp_path)), Names(corpus), page)
    assert (row["said"], row["key"], row["page"]) == (None, None, None)
    assert row["number"] == ""


def test_an_address_of_another_kind_is_kept(tmp_path: Path) -> None:
    corpus = Corpus(laws(2), tmp_path)
    rows = policy_rows(
        corpus, Names(corpus), {"{}": "p/{}.html", "law-0": "a.html", "law-1": "p/law-1.html"}.__getitem__
    )
    assert [row["page"] for row in rows] == ["a.html", None]


def test_who_reads_traditional_characters_is_shown_them(corpus: Corpus) -> None:
    rows = policy_rows(corpus, Names(corpus), "policies/{}.html".format)
    assert [row["id"] for row in rows if row["traditional"]] == ["nhc-2023-41"]


@pytest.mark.parametrize(("few", "many"), [(100, 200)])
def test_each_more_policy_costs_its_id_and_title_and_a_few_numbers(
    tmp_path: Path, few: int, many: int
) -> None:
    sizes = [len(json.dumps(written(laws(count), tmp_path), ensure_ascii=False)) for count in (few, many)]
    # "law-199", "办法199", and a number in each of the other columns.
    assert (sizes[1] - sizes[0]) / (many - few) <= len('"law-199", ') + len('"办法199", ') + 14 * len("0, ")
