"""待核定: entries that a program proposes are read and held against the text, and never judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.specs.test_plugin import run

from policykit.base.diagnostics import Code
from policykit.model import Dismissal
from policykit.specs import Account, ledger
from policykit.specs.ledger import unaccounted

if TYPE_CHECKING:
    from tests.specs.conftest import Content

pytest_plugins = ["pytester"]

SHARE = "    indicator: tcm_bed_share\n"
PROPOSED = """\
    indicator: 中医床位占比
    proposes: {unit: "%", numerator: 中医床位数, denominator: 床位总数, entity: hospital}
    draft: true
    reason: 名称在数字左边
"""
DRAFT = "    draft: true\n"


def test_a_draft_is_no_requirement(content: Content) -> None:
    content.replace(SHARE, SHARE + DRAFT)
    content.replace("reason: slogan}", "reason: slogan, note: 加引号的提法, draft: true}")
    specs = content.specs()
    assert not specs.problems
    share, slogan = specs.drafts
    assert share.requirement is not None
    assert share.requirement.target.figure == "5%"
    assert share.requirement not in (*specs.requirements, *specs.passing)
    assert isinstance(slogan.entry, Dismissal)
    assert (slogan.quote, slogan.reason, slogan.requirement) == ("两个允许", "加引号的提法", None)
    assert (len(specs.requirements), len(specs.dismissed)) == (14, 1)


def test_what_only_drafts_quote_waits(content: Content) -> None:
    content.replace(SHARE, SHARE + DRAFT)
    content.replace("reason: slogan}", "reason: slogan, draft: true}")
    specs = content.specs()
    lines = ledger(specs.corpus.policies[0], specs.requirements, specs.dismissed, drafts=specs.drafts)
    waiting = [line.quantity.surface for line in lines if line.account is Account.DRAFT]
    assert waiting == ["不低于5%", "两个允许"]
    assert not unaccounted(lines)
    bare = ledger(specs.corpus.policies[0], specs.requirements, specs.dismissed)
    assert [line.quantity.surface for line in unaccounted(bare)] == waiting


def test_a_draft_may_propose_an_indicator(content: Content) -> None:
    content.replace(SHARE, PROPOSED)
    specs = content.specs()
    assert not specs.problems
    (draft,) = specs.drafts
    assert draft.proposal is not None
    assert draft.proposal.indicator.formula == "中医床位数 ÷ 床位总数 × 100%"
    assert draft.reason == "名称在数字左边"


@pytest.mark.parametrize(
    ("entry", "code", "line"),
    [
        # Without the mark it is an ordinary requirement, and nothing has this name.
        (PROPOSED.replace("    draft: true\n", ""), Code.UNKNOWN_INDICATOR, "indicator: 中医床位占比"),
        (PROPOSED.replace(", denominator: 床位总数", ""), Code.SPEC_WRONG_TYPE, "proposes:"),
        (PROPOSED.replace('unit: "%", ', ""), Code.SPEC_MISSING_KEY, "proposes:"),
        (PROPOSED.replace("numerator:", "part:"), Code.SPEC_UNKNOWN_KEY, "proposes:"),
        (PROPOSED.replace("entity: hospital", "entity: school"), Code.SPEC_WRONG_TYPE, "proposes:"),
        (SHARE + "    draft: perhaps\n", Code.SPEC_WRONG_TYPE, "draft: perhaps"),
        ("    indicator: 中医床位占比\n    draft: true\n", Code.UNKNOWN_INDICATOR, "indicator: 中医床位占比"),
    ],
)
def test_what_is_wrong_in_a_draft_is_said_where_it_stands(
    entry: str, code: Code, line: str, content: Content
) -> None:
    content.replace(SHARE, entry)
    problems = content.specs().problems
    assert code in [problem.code for problem in problems]
    assert any(line in (problem.source_line or "") for problem in problems)


def test_a_draft_neither_passes_nor_fails(content: Content, pytester: pytest.Pytester) -> None:
    content.replace(SHARE, SHARE + DRAFT)
    result = run(content, pytester, "-rs")
    result.assert_outcomes(passed=14, skipped=2)
    result.stdout.fnmatch_lines(["*待核定*"])


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        # A whole clause; a heading with all below it; a requirement within still holds.
        ("2/3", []),
        ("2", []),
        ("1", ["两个允许", "按季"]),
    ],
)
def test_a_whole_section_is_set_aside_with_one_reason(clause: str, left: list[str], content: Content) -> None:
    text = content.spec.read_text("utf-8")
    head, _, _ = text.partition("dismissed:")
    content.spec.write_text(f"{head}dismissed:\n  - {{clause: {clause}, reason: fact}}\n", "utf-8")
    specs = content.specs()
    assert not specs.problems
    lines = ledger(specs.corpus.policies[0], specs.requirements, specs.dismissed)
    assert [line.quantity.surface for line in unaccounted(lines)] == left
    assert sum(line.account is Account.REQUIREMENT for line in lines) == sum(
        line.account is Account.REQUIREMENT
        for line in ledger(specs.corpus.policies[0], specs.requirements, [])
    )


def test_a_section_that_is_not_there_is_reported(content: Content) -> None:
    content.replace("{clause: 2/3, quote: 两个允许, reason: slogan}", "{clause: 9, reason: fact}")
    codes = [problem.code for problem in content.specs().problems]
    assert codes == [Code.SPEC_UNKNOWN_CLAUSE]
