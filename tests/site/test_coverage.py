"""What is said of coverage, and of the last results of the tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from policykit.site.coverage import Coverage, coverage, total
from policykit.site.junit import State, read_junit
from policykit.specs.ledger import Account
from policykit.specs.rows import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.site.content import Content
    from policykit.specs import Specs


@pytest.mark.parametrize(
    ("found", "unaccounted", "share"),
    [
        (0, 0, "100%"),
        (1, 0, "100%"),
        (1, 1, "0%"),
        (3, 1, "66.6%"),
        (1000, 1, "99.9%"),
        (2000, 1, "99.9%"),
        (1_000_000, 1, "99.9%"),
        (1_000_000, 0, "100%"),
    ],
)
def test_a_share_is_never_rounded_up(found: int, unaccounted: int, share: str) -> None:
    accounts = Counter({Account.REQUIREMENT: found - unaccounted, Account.NONE: unaccounted})
    assert Coverage(accounts=accounts).share == share


def test_what_is_found_is_asked_dated_labelled_dismissed_or_open(content: Content) -> None:
    rows = [coverage(policy, content.requirements) for policy in content.corpus.policies]
    for counts in [*rows, total(rows)]:
        accounted = counts.asked + counts.dates + counts.labels + counts.dismissed
        assert counts.found == accounted + counts.open
        assert counts.reasons.total() == counts.dismissed
    assert total(rows).requirements == len(content.requirements.requirements)


@pytest.mark.parametrize(
    ("inside", "state", "message"),
    [
        ("", State.PASSED, ""),
        ('<failure message="85% 与 86%">…</failure>', State.FAILED, "85% 与 86%"),
        ("<error>PK101</error>", State.ERROR, "PK101"),
        ('<skipped message="待报"/>', State.SKIPPED, "待报"),
    ],
)
def test_a_result_is_what_the_run_wrote(
    inside: str, state: State, message: str, specs: Specs, tmp_path: Path
) -> None:
    requirement = specs.requirement("shexian-2025/p1/county-visit-rate-2026")
    policy = specs.corpus.policy(requirement.policy)
    properties = {
        "requirement": requirement.id,
        "fingerprint": fingerprint(requirement, policy),
        "date": "2026-01-31",
    }
    listed = "".join(f'<property name="{name}" value="{value}"/>' for name, value in properties.items())
    case = f'<testcase classname="specs.shexian-2025.yml" name="p1/x"><properties>{listed}</properties>{inside}</testcase>'
    path = tmp_path / "junit.xml"
    path.write_text(f"<testsuites><testsuite>{case}</testsuite></testsuites>", "utf-8")
    tests = read_junit(path)
    outcome = tests.of(requirement, policy)
    assert (outcome.state, outcome.message, outcome.day) == (state, message, "2026-01-31")
    assert outcome.test == "specs/shexian-2025.yml::p1/x"
    # The same result says nothing of another figure or another text, nor of another requirement.
    changed = replace(requirement, target=replace(requirement.target, value=86.0))
    assert tests.of(changed, policy).state is State.STALE
    assert tests.of(requirement, replace(policy, sha256="0" * 64)).state is State.STALE
    assert tests.of(replace(requirement, line=requirement.line + 7), policy).state is state
    assert tests.of(replace(requirement, id="shexian-2025/p1/other"), policy).state is State.NONE


def test_no_file_is_no_result(tmp_path: Path) -> None:
    assert not read_junit(tmp_path / "none.xml").given
