"""`pytest specs`: what is collected, and what a failure shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.specs.conftest import Content

pytest_plugins = ["pytester"]


def run(content: Content, pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(
        "-p", "policykit.pytest_plugin", "-p", "no:cacheprovider", str(content.root / "specs"), *arguments
    )


def test_one_item_per_requirement_and_one_ledger(content: Content, pytester: pytest.Pytester) -> None:
    result = run(content, pytester, "--collect-only", "-q")
    names = [line.split("::", 1)[1] for line in result.outlines if "::" in line]
    assert len(names) == 17
    assert names[0] == "1/p1/county-visit-rate-2026"
    assert names[-1] == "ledger"


def test_good_specs_pass(content: Content, pytester: pytest.Pytester) -> None:
    run(content, pytester).assert_outcomes(passed=17)


def test_a_failure_shows_clause_quote_and_what_disagrees(content: Content, pytester: pytest.Pytester) -> None:
    content.replace("{at_least: 85%}", "{at_least: 58%}")
    result = run(content, pytester)
    result.assert_outcomes(passed=16, failed=1)
    result.stdout.fnmatch_lines(
        [
            "specs/demo-2025.yml:7:13: PK221 value-differs: 规则写的是“58%”，原文写的是“85%以上”。",
            "  |     target: {at_least: 58%}",
            "  |             ^^^^^^^^^^^^^^^",
            "  怎么办：请按原文改正 target 中的数值。",
            "条款 demo-2025/1/p1（一/¶1）的原文：",
            "  | 到2026年，县域内就诊率达到85%以上，县域内住院人次占比达80%，居民健康素…",
            "  |           ^^^^^^^^^^^^^^^^^^^^^^^",
        ]
    )


def test_an_entry_that_cannot_be_bound_fails_as_itself(content: Content, pytester: pytest.Pytester) -> None:
    content.replace("{at_least: 5%}", "{at_leest: 5%}")
    result = run(content, pytester)
    result.assert_outcomes(passed=16, failed=1)
    result.stdout.fnmatch_lines(
        ["*PK203 spec-unknown-key: 不认识的键“at_leest”。", "FAILED *::2/1/tcm-bed-share*"]
    )


def test_a_forgotten_number_fails_the_ledger(content: Content, pytester: pytest.Pytester) -> None:
    content.replace("  - {clause: 2/3, quote: 按季公布, reason: not-measurable}\n", "")
    result = run(content, pytester)
    result.assert_outcomes(passed=16, failed=1)
    result.stdout.fnmatch_lines(["*PK230 quantity-unaccounted: “按季”*", "FAILED *::ledger*"])


def test_a_file_that_cannot_be_read_fails_the_ledger(content: Content, pytester: pytest.Pytester) -> None:
    content.spec.write_text("policy: [demo", "utf-8")
    result = run(content, pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*PK201 spec-unreadable*"])


def test_other_folders_are_left_alone(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("specs")
    (folder / "openapi.yml").write_text("openapi: 3.0.0\n", "utf-8")
    result = pytester.runpytest_subprocess("-p", "policykit.pytest_plugin", "specs")
    result.assert_outcomes()
