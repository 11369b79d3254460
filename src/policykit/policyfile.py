"""`policy.yml`: what a policy's own text says about itself, read strictly.

Unknown keys, missing keys and wrong types are diagnostics with file and line, all at once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from policykit.diagnostics import Code, Diagnostic
from policykit.model import Level

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Metadata", "read_metadata"]

_HINTS = {
    "extra_forbidden": "是否想写 {near}？可用的项：{keys}。",
    "missing": "请补上这一项；写法见其他政策目录中的 policy.yml。",
    "enum": "层级只能是 national、provincial、prefecture、county 之一。",
    "string_pattern_mismatch": "division 是加引号的六位行政区划代码，sha256 是 64 位小写十六进制。",
}
_HINT = "请对照其他政策目录中的 policy.yml 改正这一项。"


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
            msg = "只能写本目录中的文件名，不能带路径"
            raise ValueError(msg)
        return name


def read_metadata(path: Path, shown: str) -> tuple[Metadata | None, list[Diagnostic]]:
    """Read one `policy.yml`; `shown` is the name that diagnostics give the file."""
    lines: list[str] = []
    try:
        text = path.read_text("utf-8-sig")
        lines = text.splitlines()
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        values: dict[str, object] = {"reason": error.problem or "?"}
        source_line = lines[mark.line] if mark and mark.line < len(lines) else None
        return None, [Diagnostic(Code.BAD_YAML, values, shown, line, column, source_line)]
    except (UnicodeDecodeError, ValueError) as error:
        return None, [Diagnostic(Code.BAD_YAML, {"reason": str(error)}, shown)]
    if not isinstance(data, dict):
        return None, [Diagnostic(Code.BAD_YAML, {"reason": "不是“键: 值”的形式"}, shown)]
    try:
        return Metadata.model_validate(dict(data)), []
    except ValidationError as errors:
        return None, [_diagnostic(error, data, shown, lines) for error in errors.errors()]


def _diagnostic(error: Any, data: Any, shown: str, lines: list[str]) -> Diagnostic:  # noqa: ANN401 - foreign shapes
    key = str(error["loc"][0])
    near = process.extract(key, list(Metadata.model_fields), limit=1)
    keys = "、".join(Metadata.model_fields)
    hint = _HINTS.get(error["type"], _HINT).format(near=near[0][0], keys=keys)
    values: dict[str, object] = {"key": key, "reason": error["msg"], "hint": hint}
    if key not in data:
        return Diagnostic(Code.BAD_METADATA, values, shown)
    line, column = data.lc.key(key)
    return Diagnostic(Code.BAD_METADATA, values, shown, line + 1, column + 1, lines[line], len(key))
