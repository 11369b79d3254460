"""The exported rows, and the schema for editors."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from ruamel.yaml import YAML
from tests import project

from policykit.indicators import registry
from policykit.model import Draft, Entity, Proposal
from policykit.specs import dismissed_row, requirement_row, schema
from policykit.specs.format import schema_text
from policykit.specs.rows import draft_row

if TYPE_CHECKING:
    from tests.specs.conftest import Content

FIELDS = [
    "id",
    "policy",
    "clause",
    "quote",
    "start",
    "end",
    "indicator",
    "name",
    "kind",
    "op",
    "value",
    "value2",
    "unit",
    "due",
    "modality",
    "binds",
    "vague",
]
OPS = {
    ">=",
    ">",
    "<=",
    "<",
    "==",
    "between",
    "approx",
    "increase",
    "decrease",
    "by_date",
    "grade",
    "relative",
    "growth",
    "done",
    "forbidden",
    "named",
}
ROOT = Path(__file__).parents[2]


def test_rows_of_the_project() -> None:
    specs = project.specs()
    for one in specs.requirements:
        row = requirement_row(one)
        assert list(row)[: len(FIELDS)] == FIELDS
        assert specs.corpus.policy(one.policy).source[row["start"] : row["end"]] == row["quote"]
        assert row["op"] in OPS
        json.dumps(row)
        official = one.indicator.official
        if official is not None and official.definition is not None:
            assert row["definition"]["differs"] == (official.differs or None)
    for gone in specs.dismissed:
        row = dismissed_row(gone)
        assert specs.corpus.policy(gone.policy).source[row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "1/p1/county-visit-rate-2027",
            {
                "op": ">",
                "value": 90,
                "written": "90%",
                "unit": "%",
                "due": "2027-12-31",
                "modality": "aim",
                "kind": "threshold",
                "source": "policy",
            },
        ),
        # What an entry does not say is null, and neither nothing nor zero.
        (
            "1/p1/county-visit-rate-2027",
            dict.fromkeys(
                (
                    "value2",
                    "relation",
                    "direction",
                    "tolerance",
                    "every",
                    "softly",
                    "per",
                    "population",
                )
            ),
        ),
        ("1/p1/health-literacy-2026", {"op": "increase", "value": None, "kind": "trend"}),
        (
            "2/1/consortium-rollout-2025",
            {"op": "by_date", "value": None, "due": "2025-06-30", "kind": "milestone"},
        ),
        ("2/1/key-specialties", {"op": "between", "value": 3, "value2": 5, "unit": "个", "kind": "count"}),
        ("2/1/emr-level", {"op": "grade", "value": 5, "grade": "5级", "relation": ">=", "kind": "grade"}),
        ("2/2/attending-physicians", {"op": ">=", "value": 1, "per": "township_centre", "kind": "per_unit"}),
        (
            "2/2/primary-outpatient-share",
            {"op": "relative", "reference": "national_average", "kind": "relative", "vague": True},
        ),
        ("2/3/fund-review-quarterly", {"op": ">=", "unit": "次/季度", "kind": "frequency"}),
        (
            "2/3/guaranteed-income",
            {"op": "==", "value": 4.8, "unit": "万元", "kind": "condition", "binds": ["341000"]},
        ),
    ],
)
def test_rows(name: str, expected: dict[str, object], content: Content) -> None:
    row = requirement_row(content.specs().requirement(f"demo-2025/{name}"))
    assert {key: row[key] for key in expected} == expected


def test_the_schema_knows_what_is_declared_and_nothing_else() -> None:
    name = "visits_in_county"
    only = replace(registry(), indicators={}, variables={name: registry().variables[name]})
    then = schema(known=only)["$defs"]["RequirementEntry"]["then"]
    assert then["properties"]["indicator"]["enum"] == [name]


def test_the_schema_takes_every_spec_and_refuses_a_slip() -> None:
    check = jsonschema.Draft202012Validator(schema())
    for path in sorted((ROOT / "specs").glob("*.yml")):
        if path.stem != "lexicon":
            data = json.loads(json.dumps(YAML(typ="safe").load(path.read_text("utf-8")), default=str))
            assert [error.message for error in check.iter_errors(data)] == []
    assert list(check.iter_errors({"policy": "a", "requirments": []}))


def test_the_schema_file_is_current() -> None:
    path = ROOT / "specs" / "spec.schema.json"
    if os.environ.get("POLICYKIT_APPROVE"):
        path.write_text(schema_text(), "utf-8")
    assert path.read_text("utf-8") == schema_text()


def test_a_draft_says_what_it_proposes() -> None:
    specs = project.specs()
    entry, gone = specs.requirements[0], specs.dismissed[0]
    share = Proposal("教师交流比例", "%", Entity.COUNTY, "交流教师数", "专任教师数")
    row = draft_row(Draft(entry, reason="因为", proposal=share))
    assert (row["draft"], row["why"], row["id"]) == ("requirement", "因为", entry.id)
    assert row["proposes"] == {
        "name": "教师交流比例",
        "unit": "%",
        "entity": "county",
        "numerator": "交流教师数",
        "denominator": "专任教师数",
        "grades": [],
    }
    graded = draft_row(Draft(entry, proposal=Proposal("等级", "级", Entity.COUNTY, grades=("一级", "二级"))))
    assert [graded["proposes"][key] for key in ("numerator", "denominator", "grades")] == [
        *(None, None, ["一级", "二级"]),
    ]
    row = draft_row(Draft(gone))
    assert (row["draft"], row["why"], row["proposes"], row["reason"]) == (
        *("dismissal", None, None, gone.reason.value),
    )
