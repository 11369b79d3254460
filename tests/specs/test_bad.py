"""Every slip of the pen is reported with its place, its line and what to do: the whole report is approved.

`POLICYKIT_APPROVE=1 pytest tests/specs` writes the reports anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from policykit.base.diagnostics import Code

if TYPE_CHECKING:
    from tests.specs.conftest import Content

HERE = Path(__file__).parent
CASES = YAML(typ="safe").load((HERE / "bad.yml").read_text("utf-8"))


def test_the_content_is_good(content: Content) -> None:
    assert [problem.render() for problem in content.problems()] == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_slip_is_reported(case: dict[str, object], content: Content) -> None:
    content.replace(str(case["old"]), str(case["new"]))
    problems = content.problems()
    report = "\n".join(problem.render() for problem in problems) + "\n"
    approved = HERE / "bad" / f"{case['name']}.txt"
    if os.environ.get("POLICYKIT_APPROVE"):
        approved.write_text(report, "utf-8")
    assert [problem.code.value for problem in problems] == case["codes"], report
    assert report == approved.read_text("utf-8")


def test_every_code_of_specs_has_a_case() -> None:
    shown = {code for case in CASES for code in case["codes"]}
    yaml = {Code.YAML_UNREADABLE.value, Code.YAML_DUPLICATE_KEY.value}
    # No text shows these: a fault is planted in tests/specs/test_recount.py; a program cannot edit (tests/review).
    unshown = {Code.READERS_DIFFER.value, Code.CANNOT_EDIT.value}
    assert {code.value for code in Code if code.value.startswith("PK2")} - unshown | yaml == shown


def test_all_problems_are_reported_at_once(content: Content) -> None:
    content.replace("{at_least: 85%}", "{at_least: 58%}")
    content.replace("modality: encourage", "modality: should")
    content.replace("quote: 中医床位占比不低于5%", "quote: 中医床位占比不低于6%")
    assert {problem.code.value for problem in content.problems()} == {"PK205", "PK209", "PK221", "PK230"}


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["PK205"]),
        (b"- a\n- b\n", ["PK205"]),
        (b"policy: demo-2025\n", []),
        (b"policy: demo-2025\nrequirements:\ndismissed:\n", []),
        (b"requirements: []\n", ["PK204"]),
        (b"policy: demo-2025\nrequirements: many\n", ["PK205"]),
        ("policy: demo-2025\n# 歙县\n".encode("gbk"), ["PK107"]),
        (b"\xef\xbb\xbfpolicy: demo-2025\n", []),
    ],
    ids=["empty", "list", "bare", "empty-lists", "no-policy", "not-a-list", "gbk", "bom"],
)
def test_files_of_odd_shape(data: bytes, codes: list[str], content: Content) -> None:
    content.spec.write_bytes(data)
    assert [problem.code.value for problem in content.specs().problems] == codes


def test_a_ring_of_references_is_found(content: Content) -> None:
    content.replace("{at_least: 85%}", "{relative_to: {reference: county_inpatient_share}}")
    content.replace("{at_least: 80%}", "{relative_to: {reference: county_visit_rate}}")
    rings = [problem.message for problem in content.specs().problems]
    assert rings == [
        "相对目标循环引用：county_visit_rate → county_inpatient_share → county_visit_rate。",
        "相对目标循环引用：county_inpatient_share → county_visit_rate → county_inpatient_share。",
    ]


def test_a_file_is_of_the_policy_whose_name_it_has(content: Content) -> None:
    content.spec.rename(content.spec.with_name("other.yml"))
    assert "PK206" in {problem.code.value for problem in content.problems()}
