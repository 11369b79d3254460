"""The requirements as files beside their tables: JSON Lines for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.specs import requirement_row
from policykit.sphinxext.checks.facts import target
from policykit.sphinxext.checks.places import checks_docname
from policykit.sphinxext.checks.words import words
from policykit.spreadsheet import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from policykit.model import Requirement
    from policykit.sphinxext.checks.links import Links

__all__ = ["csv_text", "formats", "jsonl_text", "write_downloads"]


def formats(links: Links, name: str) -> list[dict[str, str]]:
    """The files of a table, as links: label and address."""
    return [
        {"label": label, "uri": links.to_file(f"{name}{suffix}"), "name": f"{name.replace('/', '-')}{suffix}"}
        for label, suffix in words()["formats"].items()
    ]


def write_downloads(app: Sphinx, failure: Exception | None) -> None:
    """Write the files of every table, when the site is HTML and was built."""
    from policykit.sphinxext.checks.domain import ChecksDomain

    if failure is not None or app.builder.format != "html":
        return
    stock = ChecksDomain.of(app.env).stock
    parts = {checks_docname(policy.id): stock.of_policy(policy.id) for policy in stock.policies}
    parts = {name: asked for name, asked in parts.items() if name in app.env.all_docs}
    for name, asked in {**parts, "requirements": list(stock.requirements)}.items():
        path = Path(app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f"{path.name}.jsonl").write_text(jsonl_text(asked), "utf-8", newline="\n")
        path.with_name(f"{path.name}.csv").write_text(csv_text(asked), "utf-8-sig", newline="")


def jsonl_text(asked: Iterable[Requirement]) -> str:
    """One JSON object a line, as `policykit export` writes them."""
    return "".join(json.dumps(requirement_row(one), ensure_ascii=False) + "\n" for one in asked)


def csv_text(asked: Iterable[Requirement]) -> str:
    """A table with Chinese headers, of cells that no spreadsheet takes for a formula."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(words()["csv"].values())
    for one in asked:
        row = {**requirement_row(one), **_worded(one)}
        table.writerow(_cell(row[key]) for key in words()["csv"])
    return written.getvalue()


def _worded(one: Requirement) -> dict[str, Any]:
    return {
        "plain": one.plain,
        "target": target(one),
        "modality": one.modality.label,
        "kind": one.kind.label,
        "entity": one.entity.label,
        "binds": "、".join(one.binds),
    }


def _cell(value: object) -> object:
    return harmless(value) if isinstance(value, str) else value
