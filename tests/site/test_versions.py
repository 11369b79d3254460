"""What a page says of several texts of a policy."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from tests.corpus.test_versions import TEXTS, write

from policykit import Corpus
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.rendering import VIEWS, rendered
from policykit.site.versions import _written, title_of, versions_of
from policykit.specs import Specs

if TYPE_CHECKING:
    from policykit.site.links import Links

POLICY = "zhuanzhen-2010"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Content:
    corpus = Corpus.load(write(tmp_path_factory.mktemp("several"), TEXTS))
    specs = Specs.load(corpus)
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))


def test_the_texts_are_listed_the_newest_first(several: Content, links: Links) -> None:
    rows = versions_of(several.corpus.policy(f"{POLICY}@2015-05-06"), several, links)
    assert [(str(row["day"]), str(row["begins"]), row["here"], row["present"]) for row in rows] == [
        ("2021-11-26", "2022-01-01", False, True),
        ("2015-05-06", "2015-05-06", True, False),
        ("2010-03-02", "2010-07-01", False, False),
    ]
    assert [bool(row["changes"]) for row in rows] == [False, True, True]


def test_a_policy_of_one_text_has_no_list(content: Content, links: Links) -> None:
    assert versions_of(content.corpus.policy("shexian-2025"), content, links) == []


def test_an_earlier_text_says_of_which_day_it_is(several: Content) -> None:
    assert title_of(several.corpus.policy(f"{POLICY}@2010-03-02")) == "转诊管理条例（2010-03-02 的文本）"
    assert title_of(several.corpus.policy(POLICY)) == "转诊管理条例"


@pytest.mark.parametrize(
    ("policy", "xml"), [(POLICY, f"/policies/{POLICY}.xml"), (f"{POLICY}@2015-05-06", "")]
)
def test_the_present_text_is_offered_as_akoma_ntoso(
    several: Content, links: Links, policy: str, xml: str
) -> None:
    assert VIEWS["card"]({"policy": policy}, several, links)["xml"] == xml


def test_a_redline_says_of_each_clause_what_changed(several: Content, links: Links) -> None:
    page = rendered("versions/redline", {"policy": f"{POLICY}@2015-05-06"}, several, links)
    tree = BeautifulSoup(str(page), "html.parser")
    first, last = tree.select(".redline-change")
    kinds = [each.select_one(".redline-kind").get_text() for each in (first, last)]  # type: ignore[union-attr]  # each has one
    assert kinds == ["措辞", "数字"]
    assert [each.get_text() for each in first.select("del, ins")] == ["［删去］加强", "［增加］完善"]
    assert [each["href"] for each in first.select("a")] == [
        f"/clause/{POLICY}@2015-05-06/1",
        f"/clause/{POLICY}/1",
    ]
    assert "没有变化 1 条" in tree.get_text()


@pytest.mark.parametrize(
    ("heading", "text", "written"),
    [("题", "文", "题。文"), ("题", "", "题"), ("", "文", "文"), ("", "", "")],
)
def test_a_clause_is_compared_with_its_heading(heading: str, text: str, written: str) -> None:
    assert _written(SimpleNamespace(heading=heading, text=text)) == written  # type: ignore[arg-type]  # what is asked of it
    assert _written(None) == ""
