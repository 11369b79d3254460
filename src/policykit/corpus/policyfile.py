"""`policy.yml`: what a policy's own text says about itself, read strictly.

Unknown keys, missing keys and wrong types are diagnostics with file and line, all at once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from policykit.base.diagnostics import Code, Diagnostic, nearest_name
from policykit.base.division import Division
from policykit.base.resources import load
from policykit.base.yamlfile import decoded, read
from policykit.model import Level

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from policykit.base.yamlfile import Document

__all__ = ["Metadata", "Version", "is_policy_id", "metadata_of", "one_line", "read_metadata"]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80
"""Letters of an id: with its endings it is the name of files on every system."""
_RESERVED = re.compile(r"lexicon|indicators|con|prn|aux|nul|(com|lpt)\d")
"""What specs/ holds besides specs, and names that Windows keeps for devices."""
_NO_LINE, _NO_DIVISION, _NO_DAY, _SAME_DAY = (
    ("no_line", "no line"),
    ("no_division", "no division"),
    ("date_parsing", "no day"),
    ("same_day", "two of one day"),
)
"""Names of errors, by which `data/metadata.yml` has their sentences, as pydantic takes them."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def is_policy_id(name: str) -> bool:
    """Whether a policy's folder may have this name: it becomes part of addresses and of file names.

    >>> is_policy_id("shexian-2025"), is_policy_id("lexicon"), is_policy_id("nul"), is_policy_id("A b")
    (True, False, False, False)
    """
    return bool(_ID.fullmatch(name)) and len(name) <= _LONGEST and not _RESERVED.fullmatch(name)


def one_line(text: str) -> str:
    r"""A text as a key of policy.yml takes it: one line, without what steers.

    >>> one_line("部门\t职责\x9b与任务 ")
    '部门 职责与任务'
    """
    return _STEERING.sub("", " ".join(text.split()))


class _Card(BaseModel):
    """What is checked of every text, the present one and earlier ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("title", "number", "publisher", "issuers", "replaces", "replaced_by", check_fields=False)
    @classmethod
    def _is_a_line(cls, value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        if any(_STEERING.search(text) for text in ([value] if isinstance(value, str) else value or ())):
            raise PydanticCustomError(*_NO_LINE)
        return value

    @field_validator(
        *("day", "version", "date_issued", "date_published", "effective", "expires"),
        mode="before",
        check_fields=False,
    )
    @classmethod
    def _is_a_day(cls, written: object) -> object:
        """A number would be taken for seconds since 1970."""
        if isinstance(written, str) and not _DAY.fullmatch(written):
            raise PydanticCustomError(*_NO_DAY)
        return written

    @field_validator("file", check_fields=False)
    @classmethod
    def _stays_in_folder(cls, name: str) -> str:
        """A source is a plain name: a path could lead out of the policy's folder."""
        if re.search(r"[/\\]|^\.", name):
            raise ValueError(name)
        return name


class Version(_Card):
    """An earlier text of a policy, in its folder `versions/`; what is left out is as in the present one."""

    day: date = Field(alias="date")
    """The day of its issue or amendment: it holds from then on, or from the day that it names itself."""
    file: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    title: str | None = None
    number: str | None = None
    date_issued: date | None = None
    effective: date | None = None


class Metadata(_Card):
    """The keys of `policy.yml`. What the text does not give is left out."""

    title: str = Field(min_length=1)
    number: str | None = None
    issuers: tuple[str, ...] = ()
    date_issued: date | None = None
    date_published: date | None = None
    publisher: str | None = None
    effective: date | None = None
    expires: date | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    version: date | None = None
    versions: tuple[Version, ...] = ()
    level: Level
    division: str = Field(pattern=r"^\d{6}$")
    file: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @field_validator("division")
    @classmethod
    def _exists(cls, code: str) -> str:
        if code not in Division.all():
            raise PydanticCustomError(*_NO_DIVISION)
        return code

    @field_validator("versions")
    @classmethod
    def _are_several(cls, versions: tuple[Version, ...]) -> tuple[Version, ...]:
        """The oldest first; each day once, as it is part of an address."""
        if len({each.day for each in versions}) < len(versions):
            raise PydanticCustomError(*_SAME_DAY)
        return tuple(sorted(versions, key=lambda each: each.day))


def read_metadata(path: Path, name: str) -> tuple[Metadata | None, list[Diagnostic]]:
    """Read one `policy.yml`; `name` is what diagnostics call the file."""
    return _metadata(*read(path, name))


def metadata_of(data: bytes, name: str) -> tuple[Metadata | None, list[Diagnostic]]:
    """As `read_metadata`, of the bytes of the file."""
    return _metadata(*decoded(data, name))


def _metadata(
    parsed: Document | None, problems: list[Diagnostic]
) -> tuple[Metadata | None, list[Diagnostic]]:
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
