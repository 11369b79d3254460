"""What a spec file may hold: the strict shape of `specs/<policy>.yml`.

The file's scalars arrive as text (see `document`). The same models give the JSON Schema for editors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from policykit.model import Entity, Kind, Modality, Reason

__all__ = ["DismissedEntry", "Relation", "RelativeEntry", "RequirementEntry", "SpecFile", "TargetEntry"]

Text = Annotated[str, StringConstraints(min_length=1)]
Figure = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Relation = Literal["at_least", "at_most", "more_than", "less_than", "equals"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RelativeEntry(_Strict):
    """What a relative target is compared with: another indicator, or the same one elsewhere."""

    reference: Text = Field(description="另一指标的函数名，或 national_average 等")
    than: Relation = Field(default="at_least", description="比较方式")


class TargetEntry(_Strict):
    """目标值. Exactly one form; `tolerance` goes with `about`."""

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
    rising: bool | Figure | None = Field(default=None, description="逐步提高")
    falling: bool | Figure | None = Field(default=None, description="逐步下降、稳中有降")
    relative_to: RelativeEntry | None = Field(default=None, description="与另一个数比较")


class RequirementEntry(_Strict):
    """要求: one quantitative requirement, bound to the words that ask it."""

    id: Name = Field(description="短编号，在本条款内不重复：county-visit-rate-2026")
    clause: Text = Field(description="条款编号，不含政策编号：p1、1/1/1")
    quote: Text = Field(description="原文，逐字，在条款中只出现一次")
    indicator: Text = Field(description="指标的 Python 函数名")
    target: TargetEntry
    due: Figure | None = Field(default=None, description="期限：2025、2025-06 或 2025-06-30")
    binds: Text | list[Text] | None = Field(default=None, description="行政区划代码；缺省为本文件的区划")
    modality: Modality = Field(default=Modality.MUST, description="约束性")
    population: Text | None = Field(default=None, description="适用对象，用原文的话")
    per: Entity | None = Field(default=None, description="“每个…”：在哪一类单位上逐一判定")
    vague: bool | Text = Field(default=False, description="原文哪里没有说死（普遍、基本、左右）")
    note: Text | None = Field(default=None, description="说明")
    source: Literal["policy", "interpretation"] = Field(default="policy", description="是否只见于官方解读")
    kind: Kind | None = Field(default=None, description="类别；缺省由目标值推定")


class DismissedEntry(_Strict):
    """A number, coverage word or trend word that is no requirement, with the reason."""

    clause: Text = Field(description="条款编号")
    quote: Text = Field(description="原文，逐字，在条款中只出现一次")
    reason: Reason = Field(description="理由")
    of: Text | None = Field(default=None, description="重复了哪一条要求（理由为 repeat-of 时）")
    note: Text | None = Field(default=None, description="说明")


class SpecFile(_Strict):
    """The requirements of one policy, and its numbers that are no requirements."""

    policy: Text = Field(description="政策编号，与 policy_texts/ 下的目录名一致")
    requirements: list[RequirementEntry] = Field(default_factory=list)
    dismissed: list[DismissedEntry] = Field(default_factory=list)
