"""The rulebook is packed for the browser without loss, and stays small enough for a phone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.selfcheck.conftest import MakeKit
from tests.selfcheck.kit import STATIC, Kit
from tests.web.tools import Node, Scripts

from policykit.base.division import Division
from policykit.figures.rulebook import example, rulebook
from policykit.interchange.tasks import bodies
from policykit.model import Requirement
from policykit.site.selfcheck import script


def unpacked(scripts: Scripts) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(scripts.evaluate("() => JSON.stringify(policykitRulebook)"))
    return read


def plain(requirements: tuple[Requirement, ...]) -> dict[str, Any]:
    """The rulebook as JSON has it, with who must act."""
    rules = {**rulebook(requirements), "example": example(requirements)}
    for row, requirement in zip(rules["requirements"], requirements, strict=True):
        row["bodies"] = "、".join(bodies(requirement))
    read: dict[str, Any] = json.loads(json.dumps(rules))
    return read


def test_the_browser_unpacks_what_was_packed(kit: Kit, every: tuple[Requirement, ...]) -> None:
    found, expected = unpacked(kit.scripts), plain(every)
    for name, part in expected.items():
        assert found[name] == part, name
    assert list(found["indicators"]) == list(expected["indicators"])
    assert list(found["variables"]) == list(expected["variables"])


def test_a_few_rules_are_packed_alike(make_kit: MakeKit, every: tuple[Requirement, ...]) -> None:
    few = every[::40]
    found = unpacked(make_kit(few).scripts)
    assert {name: found[name] for name in plain(few)} == plain(few)


def test_addresses_come_back(node: Node, every: tuple[Requirement, ...], tmp_path: Path) -> None:
    few = every[::20]

    def about(rule: Requirement) -> dict[str, str]:
        apart = rule is few[3]  # a check that stands elsewhere than the others of its clause
        check = (
            "elsewhere.html" if apart else f"{rule.policy}.html#r-{rule.clause}--{rule.id.rpartition('/')[2]}"
        )
        return {"check": check, "clause": f"{rule.clause}.html", "place": rule.clause.rpartition("/")[2]}

    (tmp_path / "rules.js").write_text(script(few, about, {"a": ["甲", "county", "县级"]}), "utf-8")
    found = unpacked(node.page([tmp_path / "rules.js", STATIC / "policykit-selfcheck-rulebook.js"]))
    assert [one["links"] for one in found["requirements"]] == [about(rule) for rule in few]
    assert found["policies"] == {"a": ["甲", "county", "县级"]}


def test_the_rulebook_is_small(every: tuple[Requirement, ...]) -> None:
    # A phone loads it before anything is judged. The divisions of the country and the words by which files are read
    # are there once; what a requirement adds are words of its own: quote, label, ids.
    base = len(script(every[:1]).encode())
    assert base < 120_000
    assert len(script(every).encode()) < base + 450 * len(every)


def test_every_division_is_there(kit: Kit) -> None:
    assert set(unpacked(kit.scripts)["divisions"]) == set(Division.all())
