"""What a spec file may hold: its keys and types, its JSON Schema, its entries read from a document.

The file's scalars arrive as text (see `base.yamlfile`). One set of models validates the file, gives the
JSON Schema for editors and documents the keys.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from policykit.base.diagnostics import Code, Diagnostic, nearest_name
from policykit.base.resources import load
from policykit.base.yamlfile import parse
from policykit.indicators import Registry, registry
from policykit.model import Direction, Kind, Modality, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from policykit.base.yamlfile import Document, Location

__all__ = [
    "DismissedEntry",
    "Entries",
    "FileEntry",
    "ProposalEntry",
    "Relation",
    "RelativeEntry",
    "RequirementEntry",
    "ReviewedEntry",
    "TargetEntry",
    "entries",
    "reanchor",
    "schema",
    "schema_text",
]

Text = Annotated[str, StringConstraints(min_length=1)]
Figure = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
DueFrom = Literal["text", "lead", "heading", "title"]
Overruled = Literal[
    "quote",
    "indicator",
    "target",
    "due",
    "from",
    "modality",
    "bearer",
    "binds",
    "when",
    "softly",
    "every",
    "kind",
]
Relation = Literal["at_least", "at_most", "more_than", "less_than", "equals"]
Entry = TypeVar("Entry", bound=BaseModel)

_LISTS = ("requirements", "dismissed")
_LONGEST = 40
"""So much of a value fits into one line of a terminal."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True)


class RelativeEntry(_Strict):
    """What a relative target is compared with: another indicator, or the same one elsewhere."""

    reference: Text = Field(description="另一指标或变量的名称，或 national_average 等")
    than: Relation = Field(default="at_least", description="比较方式")


class TargetEntry(_Strict):
    """目标值. Exactly one form; `tolerance` goes with `about`, `direction` with `about` and `between`.

    `base` and `average` go with `rising`, `falling` and `grows_by`.
    """

    at_least: Figure | None = Field(default=None, description="不低于、以上、至少、达到（含本数）：85%")
    at_most: Figure | None = Field(default=None, description="不超过、以下、以内（含本数）：30分钟")
    more_than: Figure | None = Field(default=None, description="超过、多于（不含本数）")
    less_than: Figure | None = Field(default=None, description="不满、低于（不含本数）")
    equals: Figure | None = Field(default=None, description="恰好")
    between: Figure | Annotated[list[Figure], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="范围：3—5个，或 [3个, 5个]"
    )
    about: Figure | None = Field(default=None, description="左右、约")
    tolerance: Figure | None = Field(default=None, description="“左右”允许的偏差")
    done_by: Figure | None = Field(default=None, description="在该日期前完成：2024-06-30")
    grade_at_least: Text | None = Field(default=None, description="等级不低于：二级")
    grade_at_most: Text | None = Field(default=None, description="等级不高于")
    rising: bool | Figure | None = Field(
        default=None, description="逐步提高：true；或提高多少：2个百分点、5%（相对上升）"
    )
    falling: bool | Figure | None = Field(
        default=None, description="逐步下降、稳中有降：true；或下降多少：3微克、16%（相对下降）"
    )
    relative_to: RelativeEntry | None = Field(default=None, description="与另一个数比较")
    grows_by: Figure | None = Field(
        default=None, description="增长：12%、1倍（翻一番），含本数；缺省为比上年"
    )
    done: bool | None = Field(default=None, description="是否事项：true，指标为“是”才算达到")
    forbidden: bool | None = Field(default=None, description="禁止事项：true，指标为“否”才算达到")
    named: bool | None = Field(default=None, description="只点名，没有数值：true，不判定")
    base: Figure | None = Field(
        default=None,
        description="rising、falling、grows_by 与哪一年相比：2020；原文没有写明的写 unnamed；缺省为上一期",
    )
    average: bool = Field(default=False, description="年均：变动是自 base 起各年的平均")
    direction: Direction | None = Field(
        default=None, description="about、between 的方向：提高到…左右是 up，降到…左右是 down"
    )


class ProposalEntry(_Strict):
    """An indicator that a draft proposes under the name which `indicator` gives; a share says its two figures."""

    unit: str = Field(description='单位，没有的写 ""；是否事项写“是否”，完成时间写“日期”，等级写“级”')
    numerator: Text | None = Field(default=None, description="比例的分子，用文字说明")
    denominator: Text | None = Field(default=None, description="比例的分母，用文字说明")
    entity: Text | None = Field(default=None, description="填报单位的英文名；缺省为本级")
    grades: list[Text] | None = Field(default=None, description="等级的名称，由低到高")
    aliases: list[Text] | None = Field(default=None, description="原文里的其他叫法")

    @model_validator(mode="after")
    def _is_share_or_none(self) -> ProposalEntry:
        if (self.numerator is None) != (self.denominator is None):
            kind = "half_share"
            raise PydanticCustomError(kind, "numerator and denominator")
        return self


class ReviewedEntry(_Strict):
    """Who has read an entry against its text; the seal is written by `policykit review`."""

    by: Text = Field(description="复核人")
    on: Figure = Field(description="复核日期：2026-11-29")
    note: Text | None = Field(default=None, description="复核意见")
    seal: Text | None = Field(default=None, description="复核时的校验码，由 policykit review 写入")


class RequirementEntry(_Strict):
    """要求: one quantitative requirement, bound to the words that ask it."""

    id: Name = Field(description="短编号，在本条款内不重复：county-visit-rate-2026")
    clause: Text = Field(description="条款编号，不含政策编号：p1、1/1/1")
    quote: Text = Field(description="原文，逐字，在条款中只出现一次")
    draft: bool = Field(default=False, description="待核定：true 表示由程序提出、还没有人核定，不判定")
    indicator: Text = Field(description="指标或变量的名称；待核定的可以写原文里的叫法，由 proposes 说明")
    proposes: ProposalEntry | None = Field(default=None, description="拟增的指标（只用于待核定的）")
    target: TargetEntry
    due: Figure | None = Field(default=None, description="期限：2025、2025-06 或 2025-06-30")
    due_from: DueFrom = Field(default="text", description="期限写在哪里：本句、总领句、标题、文件标题")
    start: Figure | None = Field(
        default=None,
        alias="from",
        description="从哪一天起：2024-01；缺省为成文日期，期限取自文件标题的为该期首日",
    )
    bearer: Text | list[Text] | None = Field(
        default=None, description="责任主体：国家、省、市、县、乡镇，或原文中的单位；缺省为本级"
    )
    binds: Text | list[Text] | None = Field(default=None, description="行政区划代码；缺省为本文件的区划")
    modality: Modality = Field(default=Modality.MUST, description="约束性")
    population: Text | None = Field(default=None, description="适用对象，用原文的话")
    per: Text | None = Field(default=None, description="“每个…”：在哪一类单位上逐一判定")
    when: dict[Text, Text | TargetEntry] | None = Field(
        default=None, description="适用条件：{hospital_grade: 二级}、{served_people: {at_most: 500人}}"
    )
    softly: Text | None = Field(
        default=None,
        description="原文中使要求变软的词：基本、普遍、原则上、稳中有降；是否事项的推进、加快、加强…建设",
    )
    every: Literal["year", "half_year", "quarter", "month"] | None = Field(
        default=None, description="逐年、每半年、每季度、每月：每一期都要做到，各期分别判定"
    )
    vague: bool | Text = Field(default=False, description="原文哪里没有说死（普遍、基本、左右）")
    overrule: dict[Overruled, Text] | None = Field(
        default=None, description="第二次判读有误时保留本条的字段，逐项写明理由：{due: 理由}"
    )
    note: Text | None = Field(default=None, description="说明")
    source: Literal["policy", "interpretation"] = Field(default="policy", description="是否只见于官方解读")
    kind: Kind | None = Field(default=None, description="类别；缺省由目标值推定")
    reason: Text | None = Field(default=None, description="为什么这样提出（只用于待核定的）")
    reviewed: ReviewedEntry | None = Field(default=None, description="复核：谁、什么时候对照原文看过")


class DismissedEntry(_Strict):
    """A number, coverage word or trend word that is no requirement, with the reason."""

    clause: Text = Field(description="条款编号；不写 quote 时可以是一个标题的编号，如 2")
    quote: Text | None = Field(default=None, description="原文，逐字，在条款中只出现一次；不写则为整条或整节")
    draft: bool = Field(default=False, description="待核定：true 表示由程序提出、还没有人核定")
    reason: Reason = Field(description="理由")
    of: Text | None = Field(default=None, description="重复了哪一条要求（理由为 repeat-of 时）")
    note: Text | None = Field(default=None, description="说明")
    reviewed: ReviewedEntry | None = Field(default=None, description="复核：谁、什么时候对照原文看过")


class FileEntry(_Strict):
    """The requirements of one policy, and its numbers that are no requirements."""

    policy: Text = Field(description="政策编号，与 policy_texts/ 下的目录名一致")
    requirements: list[RequirementEntry] = Field(default_factory=list)
    dismissed: list[DismissedEntry] = Field(default_factory=list)


_MODELS: dict[str, type[BaseModel]] = {
    "requirements": RequirementEntry,
    "dismissed": DismissedEntry,
    "target": TargetEntry,
    "proposes": ProposalEntry,
    "reviewed": ReviewedEntry,
}


def schema(root: Path | None = None, known: Registry | None = None) -> dict[str, Any]:
    """The JSON Schema of `specs/<policy>.yml`, with which editors complete and check it.

    It knows the indicators and entities of the library, and those that the knowledge base at `root` declares; or
    those that are `known`.

    >>> schema()["$defs"]["TargetEntry"]["properties"]["at_least"]["description"]
    '不低于、以上、至少、达到（含本数）：85%'
    """
    made: dict[str, Any] = FileEntry.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "policykit specs"
    known, keys = known or registry(root), made["$defs"]["RequirementEntry"]["properties"]
    # Only a draft may name one that is not declared, and then says what it would be.
    declared = {"properties": {"indicator": {"enum": sorted({*known.indicators, *known.variables})}}}
    made["$defs"]["RequirementEntry"] |= {"if": {"not": {"required": ["proposes"]}}, "then": declared}
    keys["per"]["anyOf"][0] = {"enum": [entity.name for entity in known.entities]}
    made["$defs"]["TargetEntry"]["minProperties"] = 1
    return made


def schema_text(root: Path | None = None, known: Registry | None = None) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(root, known), ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Entries:
    """The sound entries of one spec file, each with its location in the document."""

    policy: str
    requirements: tuple[tuple[Location, RequirementEntry], ...]
    dismissed: tuple[tuple[Location, DismissedEntry], ...]


def entries(document: Document) -> tuple[Entries | None, list[Diagnostic]]:
    """The sound entries, and a diagnostic for everything else; `None` when no policy is named.

    One bad entry does not hide the others.
    """
    data = document.data
    if not isinstance(data, dict):
        values = {"key": "", "value": _shortened(data), "expected": load("specs")["expected"]["dict_type"]}
        return None, [document.diagnose(Code.SPEC_WRONG_TYPE, (), values)]
    # An empty `dismissed:` is an empty list to whoever writes it.
    bare = {key: value for key, value in data.items() if key not in _LISTS or value}
    lists = {name: bare.pop(name) for name in _LISTS if isinstance(bare.get(name), list)}
    _, problems = _validated(document, FileEntry, (), bare)
    sound: dict[str, list[Any]] = {"requirements": [], "dismissed": []}
    for name, items in lists.items():
        for index, item in enumerate(items):
            entry, more = _validated(document, _MODELS[name], (name, index), item)
            problems += more
            if entry is not None:
                sound[name].append(((name, index), entry))
    if not isinstance(data.get("policy"), str):
        return None, problems
    return Entries(data["policy"], tuple(sound["requirements"]), tuple(sound["dismissed"])), problems


def _validated(
    document: Document, model: type[Entry], at: Location, data: object
) -> tuple[Entry | None, list[Diagnostic]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        # Of the members of a union each reports the same fault.
        distinct: dict[tuple[Location, Code], Diagnostic] = {}
        for detail in error.errors():
            diagnostic, location = _diagnostic(document, model, at, detail)
            distinct.setdefault((location, diagnostic.code), diagnostic)
        return None, list(distinct.values())


def _diagnostic(
    document: Document, model: type[BaseModel], at: Location, detail: ErrorDetails
) -> tuple[Diagnostic, Location]:
    # A union adds the name of its member to the location: keep what the document has.
    location = at
    for part in detail["loc"]:
        if (*location, part) in document.values:
            location = (*location, part)
    if detail["type"] == "missing":
        location = (*location, detail["loc"][-1])
    key = str(location[-1]) if location else ""
    if detail["type"] == "extra_forbidden":
        fields = _model_at(model, detail["loc"][:-1]).model_fields
        allowed = [field.alias or name for name, field in fields.items()]
        values = {"key": key, "near": nearest_name(key, allowed), "allowed": "、".join(allowed)}
        return document.diagnose(Code.SPEC_UNKNOWN_KEY, location, values, at_key=True), location
    if detail["type"] == "missing":
        return document.diagnose(Code.SPEC_MISSING_KEY, location, {"key": key}), location
    context: Mapping[str, Any] = detail.get("ctx", {})
    expected = load("specs")["expected"]
    wanted = expected.get(detail["type"], expected["other"])
    if "expected" in context:
        wanted = _choices(context["expected"])
    named = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
    values = {"key": named, "value": _shortened(detail["input"]), "expected": wanted}
    return document.diagnose(Code.SPEC_WRONG_TYPE, location, values), location


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    names = [part for part in location if part in _MODELS]
    return _MODELS[str(names[-1])] if names else model


def _choices(wording: object) -> str:
    return str(wording).replace("'", "").replace(", ", "、").replace(" or ", "、")


def _shortened(value: object) -> str:
    words = {True: "true", False: "false", None: ""}
    if isinstance(value, (bool, type(None))):
        return words[value]
    text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def reanchor(text: str, moved_to: Callable[[Mapping[str, Any]], str | None]) -> tuple[str, int]:
    r"""The text of a spec file with `clause` set to its new path, and how many entries moved.

    `moved_to` gives the new clause path (without the policy) of an entry, `None` where it has moved nowhere. Comments,
    order and layout stay; a text that is no readable YAML is returned as it is.

    >>> reanchor("requirements:\n  - clause: 2/3  # 签约\n    quote: 20%以上\n", lambda entry: "2/4")
    ('requirements:\n  - clause: 2/4  # 签约\n    quote: 20%以上\n', 1)
    """
    document, _ = parse(text, "")
    if document is None or not isinstance(document.data, dict):
        return text, 0
    lines = text.splitlines(keepends=True)
    moved = 0
    for name in _LISTS:
        listed = document.data.get(name)
        for index, entry in enumerate(listed if isinstance(listed, list) else ()):
            old = entry.get("clause") if isinstance(entry, dict) else None
            position = document.values.get((name, index, "clause"))
            if not isinstance(old, str) or position is None or (new := moved_to(entry)) is None:
                continue
            line, first, last = lines[position.line], position.column, position.column + position.width
            # The scalar may be quoted: only what stands between the quotes changes.
            lines[position.line] = line[:first] + line[first:last].replace(old, new) + line[last:]
            moved += 1
    return "".join(lines), moved
