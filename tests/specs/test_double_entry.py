"""What a text says, against what a spec may restate: the table is `double_entry.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.specs.conftest import made_policy
from tests.text.judged_tables import policy_of

from policykit.indicators import indicators, registry
from policykit.model import Entity, Kind, Modality, Proposal, Requirement, Span
from policykit.specs.binding import reference_of
from policykit.specs.claims import claims
from policykit.specs.double_entry import _base, differences, divisions_named
from policykit.specs.figure import due_date, start_date
from policykit.specs.format import TargetEntry
from policykit.specs.naming import nearest_indicators
from policykit.specs.reading import reading
from policykit.specs.target import TargetError, target_of

ROWS: list[dict[str, Any]] = YAML(typ="rt").load(
    Path(__file__).with_name("double_entry.yml").read_text("utf-8")
)


def disagreement(row: dict[str, Any]) -> list[str]:
    """The fields of the row's spec that its text does not bear out."""
    text = row["text"]
    quote = row.get("quote", text.rstrip("。"))
    policy = made_policy(text, title=row.get("title", ""))
    indicator = indicators()[row["indicator"]]
    written = {
        key: value if isinstance(value, (bool, dict)) else str(value) for key, value in row["target"].items()
    }
    try:
        target = target_of(TargetEntry.model_validate(written), indicator)
    except TargetError as error:
        return [error.code.name.lower()]
    due = due_date(str(row["due"])) if "due" in row else None
    requirement = Requirement(
        id="t-2024/1/x",
        policy="t-2024",
        clause="t-2024/1",
        quote=quote,
        span=Span(text.index(quote), text.index(quote) + len(quote)),
        indicator=indicator,
        target=target,
        kind=Kind.THRESHOLD,
        due=due,
        due_from=row.get("due_from", "text"),
        start=start_date(str(row["from"])) if "from" in row else None,
        modality=Modality(row.get("modality", "must")),
        reference=reference_of(target, indicator, registry()),
        softly=row.get("softly", ""),
        every=row.get("every", ""),
    )
    found = differences(requirement, policy, registry().named)
    return [one.code.name.removesuffix("_DIFFERS").lower() for one in found]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['text'][:20]}-{index}" for index, row in enumerate(ROWS)])
def test_text_against_spec(row: dict[str, Any]) -> None:
    assert disagreement(row) == list(row.get("wrong", []))


RATE = indicators()["county_visit_rate"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Which way a bare figure is meant, the words about it say; else it is just that, …
        ("建设中心5个。", [(">=", 5, "个")]),
        ("办结时限3个工作日。", [("<=", 3, "工作日")]),
        ("就诊率85%。", [("==", 85, "%")]),
        ("开展评估1次。", [("==", 1, "次")]),
        ("就诊率达到85%。", [(">=", 85, "%")]),
        # … unless it is to be reached by a day: a minimum, or a maximum of what is to fall.
        ("2025年，就诊率85%。", [(">=", 85, "%")]),
        ("2025年，贫困发生率2%。", [("<=", 2, "%")]),
        ("2025年，失业人员再就业1800人。", [(">=", 1800, "人")]),
        ("2025年，对5个试点城市开展评估。", [("==", 5, "个")]),
        ("2025年，缴费费率8%。", [("==", 8, "%")]),
        # A period asks for once in each; what is counted for it is so many in each, too, and no one minds a second time.
        ("每半年通报1次。", [(">=", 1, "次/半年"), (">=", 1, "次"), (">=", 1, "次/半年")]),
        ("每季度至少通报2次。", [(">=", 1, "次/季度"), (">=", 2, "次"), (">=", 2, "次/季度")]),
        ("每个乡镇通报1次。", [("==", 1, "次")]),
        # Words that leave the figure open ask for all of it, or for it to happen.
        ("普遍实现签约。", [(">=", 100, None)]),
        ("签约率达到85%，就诊率达到90%。", [(">=", 85, "%"), (">=", 90, "%")]),
    ],
)
def test_what_the_words_ask_of_a_bound(text: str, found: list[tuple[str, float, str | None]]) -> None:
    policy = made_policy(text)
    target = target_of(TargetEntry(at_least="85%"), RATE)
    asked = claims(reading(policy, policy.clauses[0]), Span(0, len(text)), target, RATE)
    assert [(one.comparator.value, one.value, one.unit) for one in asked] == found


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        ("2020年\t2025年", "就诊率\t%\t85\t90", ">="),
        ("2020年\t2025年", "空置情况\t%\t9\t8", "<="),  # it was higher before
        ("2020年\t2025年", "某率\t%\t9\t9", ">="),
        ("2020年\t2025年", "失业率\t%\t5\t5", "<="),  # by its name
        ("2020年\t2025年", "失业率\t%\t5\t6", ">="),  # … though it may rise
        ("2025年\t2030年", "某情况\t%\t≤9\t8", "<="),  # as another goal of the row
        ("2025年\t2030年", "某情况\t%\t≥7\t8", ">="),
    ],
)
def test_which_way_a_bare_figure_of_a_row_is_meant(head: str, row: str, found: str) -> None:
    policy = policy_of(f"指标\t单位\t{head}\n{row}")
    (clause,) = [each for each in policy.clauses if row[:2] in each.span.cut(policy.source)]
    target = target_of(TargetEntry(at_least="85%"), RATE)
    asked = claims(reading(policy, clause), clause.span, target, RATE)
    assert asked[-1].comparator.value == found


@pytest.mark.parametrize(
    ("unit", "size", "base"),
    [
        ("元", 1, "元"),
        ("万元", 1e4, "元"),
        ("万亿元", 1e12, "元"),
        ("万", 1, "万"),
        ("个百分点", 1, "百分点"),
        ("个", 1, "个"),
    ],
)
def test_a_unit_has_a_size_and_a_base(unit: str, size: float, base: str) -> None:
    assert _base(unit) == (size, base)


@pytest.mark.parametrize(
    ("text", "division", "named"),
    [
        ("贵阳市修文县、息烽县的就诊率", "520100", ("520122", "520123")),
        ("贵阳市的就诊率", "520100", ()),  # its own
        ("歙县的就诊率", "520100", ()),  # of another
        ("和县的就诊率", "340500", ("340523",)),
        ("乡镇和县域的就诊率", "340500", ()),  # 和县 is no name here
        ("高县的就诊率", "511500", ("511525",)),
        ("提高县域内就诊率", "511500", ()),
    ],
)
def test_which_divisions_below_one_a_text_names(text: str, division: str, named: tuple[str, ...]) -> None:
    assert divisions_named(text, division) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("拆除30处违建。", "拆除违建"),
        ("至少拆除30处违建。", "拆除违建"),
        ("拆除不少于30处的违建。", "拆除违建"),
        ("拆除围挡后留有30处违建。", "违建"),
        ("违建不超过30处。", "违建"),
    ],
)
def test_a_figure_parts_a_verb_from_what_it_is_done_to(text: str, named: str) -> None:
    policy = made_policy(text, title="")
    clause = policy.clauses[0]
    read = reading(policy, clause)
    known = tuple(Proposal(name, "处", Entity.COUNTY).indicator for name in ("违建", "拆除违建"))
    (figure,) = (one.span for one in read.quantities)
    assert nearest_indicators(read, clause.span, figure, known, known).names == {named}
