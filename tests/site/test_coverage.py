"""What is said of coverage, and of the last results of the tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from policykit.model import Reason, Span
from policykit.site.coverage import Coverage, _reason, coverage, total
from policykit.site.junit import State, failed, read_junit
from policykit.specs.ledger import Account
from policykit.specs.rows import LEDGER, fingerprint

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


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ([], (0, ())),
        ([("p1/x", ""), ("p2/y", "<skipped/>")], (0, ())),
        ([("p1/x", "<failure/>"), ("p2/y", "<error/>"), ("p3/z", "")], (2, ())),
        # An open ledger says nothing against a requirement.
        ([("p1/x", "<failure/>"), (LEDGER, "<failure/>")], (1, ("shexian-2025",))),
        ([(LEDGER, "")], (0, ())),
    ],
)
def test_what_did_not_pass_is_counted_beside_open_ledgers(
    cases: list[tuple[str, str]], told: tuple[int, tuple[str, ...]], tmp_path: Path
) -> None:
    listed = "".join(
        f'<testcase classname="specs.shexian-2025.yml" name="{name}">{inside}</testcase>'
        for name, inside in cases
    )
    (tmp_path / "junit.xml").write_text(f"<testsuites>{listed}</testsuites>", "utf-8")
    assert failed(tmp_path / "junit.xml") == told
    assert failed(tmp_path / "none.xml") == (0, ())


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        ([], None),
        ([(0, 5, Reason.SLOGAN)], None),  # they touch, and share nothing
        ([(0, 6, Reason.SLOGAN)], Reason.SLOGAN),
        ([(0, 7, Reason.SLOGAN), (6, 20, Reason.REPEAT)], Reason.REPEAT),  # two characters against four
        ([(6, 8, Reason.SLOGAN), (0, 8, Reason.REPEAT)], Reason.REPEAT),
        ([(5, 9, Reason.SLOGAN), (20, 90, Reason.REPEAT)], Reason.SLOGAN),
    ],
)
def test_a_quantity_has_the_reason_of_the_words_that_share_most_with_it(
    spans: list[tuple[int, int, Reason]], reason: Reason | None
) -> None:
    line: Any = SimpleNamespace(span=Span(5, 10), clause=SimpleNamespace(id="x/1"))
    dismissed: list[Any] = [
        SimpleNamespace(clause="x/1", span=Span(start, end), reason=why) for start, end, why in spans
    ]
    other: Any = SimpleNamespace(clause="x/2", span=Span(5, 10), reason=Reason.SLOGAN)
    assert _reason(line, [*dismissed, other]) is reason


def test_no_file_is_no_result(tmp_path: Path) -> None:
    assert not read_junit(tmp_path / "none.xml").given
