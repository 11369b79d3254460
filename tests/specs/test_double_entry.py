"""What a text says, against what a spec may restate: the table is `double_entry.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.specs.conftest import made_policy

from policykit.indicators import indicators, registry
from policykit.model import Kind, Modality, Requirement, Span
from policykit.specs.binding import reference_of
from policykit.specs.double_entry import _base, differences
from policykit.specs.figure import due_date, start_date
from policykit.specs.format import TargetEntry
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
