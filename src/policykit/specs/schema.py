"""The JSON Schema of spec files, with which editors complete and check them."""

from __future__ import annotations

import json
from typing import Any

from policykit.indicators import indicators
from policykit.specs.format import SpecFile

__all__ = ["schema", "schema_text"]


def schema() -> dict[str, Any]:
    """The schema of `specs/<policy>.yml`; names of indicators are completed.

    >>> schema()["$defs"]["TargetEntry"]["properties"]["at_least"]["description"]
    '不低于、以上、至少、达到（含本数）：85%'
    """
    made: dict[str, Any] = SpecFile.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "policykit specs"
    names = made["$defs"]["RequirementEntry"]["properties"]["indicator"]
    names["enum"] = sorted(indicators())
    made["$defs"]["TargetEntry"]["minProperties"] = 1
    return made


def schema_text() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
