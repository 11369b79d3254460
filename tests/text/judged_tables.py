"""What the judged tables should state, and what the program reads."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from policykit.model import Level, Policy
from policykit.text import document

if TYPE_CHECKING:
    from policykit.model import Statement, Table

PATH = Path(__file__).parent / "fixtures" / "tables.yml"
FRAME = "某县方案\n\n一、目标\n\n各地要抓好落实，主要指标见下表。\n\n{}\n\n二、措施\n\n各地要抓好落实，加强监测。\n"


def judged() -> list[dict[str, Any]]:
    """The tables of the file."""
    loaded: list[dict[str, Any]] = YAML(typ="safe").load(PATH)["tables"]
    return loaded


def tables(text: str) -> tuple[Table, ...]:
    """The tables of a policy in which a text stands."""
    return document(FRAME.format(text), policy="x").tables


def policy_of(text: str) -> Policy:
    """A policy of 2023 in which a text stands."""
    source = FRAME.format(text)
    made = document(source, policy="x", level=Level.COUNTY)
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    return Policy(
        "x",
        "某县方案",
        Level.COUNTY,
        "341021",
        "x.txt",
        sha256,
        source,
        date_issued=date(2023, 3, 1),
        segments=made.segments,
        outline=made.outline,
        tables=made.tables,
    )


def written(stated: Statement, last: str) -> str:
    """A statement as the file writes it."""
    name = "/".join((*stated.groups, stated.name)) + (f"@{stated.subject}" if stated.subject else "")
    year = str(stated.year or "")
    return "|".join((name, ">".join(stated.header), stated.unit, year, stated.value, getattr(stated, last)))
