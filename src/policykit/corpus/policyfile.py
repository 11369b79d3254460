"""`policy.yml`: what a policy's own text says about itself, read strictly.

Unknown keys, missing keys and wrong types are diagnostics with file and line, all at once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from policykit.base.diagnostics import Code, Diagnostic, nearest_name
from policykit.base.resources import load
from policykit.base.yamlfile import read
from policykit.model import Level

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from policykit.base.yamlfile import Document

__all__ = ["Metadata", "read_metadata"]


class Metadata(BaseModel):
    """The keys of `policy.yml`. What the text does not give is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    number: str | None = None
    issuers: tuple[str, ...] = ()
    date_issued: date | None = None
    date_published: date | None = None
    publisher: str | None = None
    level: Level
    division: str = Field(pattern=r"^\d{6}$")
    file: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @field_validator("file")
    @classmethod
    def _stays_in_folder(cls, name: str) -> str:
        """A source is a plain name: a path could lead out of the policy's folder."""
        if re.search(r"[/\\]|^\.", name):
            raise ValueError(name)
        return name


def read_metadata(path: Path, name: str) -> tuple[Metadata | None, list[Diagnostic]]:
    """Read one `policy.yml`; `name` is what diagnostics call the file."""
    parsed, problems = read(path, name)
    if parsed is None or problems:
        return None, problems
    data = parsed.data if isinstance(parsed.data, dict) else {}
    try:
        return Metadata.model_validate(data), []
    except ValidationError as errors:
        return None, [_diagnostic(error, parsed) for error in errors.errors()]


def _diagnostic(error: ErrorDetails, parsed: Document) -> Diagnostic:
    key = str(error["loc"][0])
    near = nearest_name(key, Metadata.model_fields)
    wording = load("metadata").get(error["type"], load("metadata")["other"])
    hint = wording["do"].format(near=near, keys="、".join(Metadata.model_fields))
    values: dict[str, object] = {"key": key, "reason": wording["says"], "hint": hint}
    return parsed.diagnose(Code.BAD_METADATA, (key,), values, at_key=True)
