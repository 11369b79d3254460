"""schema.org: what a policy says of itself, in a script that nothing ends early."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from policykit.interchange.jsonld import legislation, script_text

if TYPE_CHECKING:
    from tests.interchange.conftest import Build

    from policykit import Corpus


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            "nhc-2023-41",
            {"legislationIdentifier": "國衛基層發〔2023〕41號", "legislationDate": "2023-12-29"}
            | {"datePublished": "2024-01-24", "inLanguage": "zh-Hant"},
        ),
        ("guiyang-2024-36", {"legislationIdentifier": "筑府办函〔2024〕36号", "inLanguage": "zh-Hans"}),
        ("shexian-2025", {"legislationIdentifier": "shexian-2025"}),
    ],
)
def test_it_says_what_the_policy_says(policy: str, said: dict[str, str], corpus: Corpus) -> None:
    made = legislation(corpus.policy(policy), anchors={})
    assert {key: made[key] for key in said} == said
    assert made["@type"] == "Legislation"
    assert made["name"] == corpus.policy(policy).title
    assert [one["name"] for one in made["legislationPassedBy"]] == list(corpus.policy(policy).issuers)


@pytest.mark.parametrize(
    ("policy", "where"),
    [("nhc-2023-41", "中华人民共和国"), ("guiyang-2024-36", "贵阳市"), ("shexian-2025", "歙县")],
)
def test_it_says_where_the_policy_is_in_force(policy: str, where: str, corpus: Corpus) -> None:
    assert legislation(corpus.policy(policy), anchors={})["legislationJurisdiction"]["name"] == where


def test_what_is_not_known_is_left_out(corpus: Corpus) -> None:
    made = legislation(corpus.policy("shexian-2025"), anchors={})
    assert not {"legislationDate", "datePublished", "publisher", "encoding", "url"} & made.keys()
    assert made["legislationJurisdiction"]["identifier"] == "341021"


def test_every_clause_is_a_part(corpus: Corpus) -> None:
    policy = corpus.policy("nhc-2023-41")
    parts = legislation(policy, anchors={"nhc-2023-41/4/11": "c-4-11"})["hasPart"]
    assert [part["legislationIdentifier"] for part in parts] == [
        clause.id for clause in policy.clauses if clause.role.value == "clause"
    ]
    assert [part["url"] for part in parts if "url" in part] == ["#c-4-11"]


@pytest.mark.parametrize(("articles", "parts"), [(200, 200), (201, 1), (399, 1)])
def test_of_a_long_text_the_sections_are_parts(make: Build, articles: int, parts: int) -> None:
    text = "\n".join(f"第{number}条 内容。" for number in range(1, articles + 1))
    found = legislation(make(f"签约法\n第一章 总则\n{text}\n"), anchors={})["hasPart"]
    assert len(found) == parts
    assert (found[0]["name"] == "第一章 总则") is (parts == 1)


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- <script>", "\u2028&\"'", "\ud800"]
)
def test_no_title_ends_the_script(title: str, make: Build) -> None:
    policy = replace(make("关于签约的意见\n一、要求\n办好。\n"), title=title)
    text = script_text(legislation(policy, anchors={}))
    assert "<" not in text
    assert json.loads(text)["name"] == title.replace("\ud800", "\ufffd")
