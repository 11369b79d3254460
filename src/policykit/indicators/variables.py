"""The variables that staff report, declared once in `data/variables.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from policykit.model import Entity, Variable

__all__ = ["variables"]

_COUNTED = frozenset({"人", "人次", "个", "家", "名", "张", "所", "件", "项", "次", "种", "批", "例", "台次"})


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable by its name.

    A variable that is counted is a whole number from 0 unless the file says otherwise.

    >>> variables()["visits_in_county"].unit
    '人次'
    """
    data = resources.files("policykit") / "data"
    loaded = YAML(typ="safe").load((data / "variables.yml").read_text("utf-8"))
    scales = loaded.pop("scales", {})
    return MappingProxyType(
        {name: _variable(name, entry, scales) for name, entry in loaded["variables"].items()}
    )


def _variable(name: str, entry: dict[str, Any], scales: dict[str, dict[str, float]]) -> Variable:
    unit = str(entry["unit"])
    is_date = unit == "日期"
    grades = scales[entry["scale"]] if "scale" in entry else {}
    least = None if is_date or grades else 0
    return Variable(
        name=name,
        label=entry["label"],
        unit=unit,
        definition=entry["definition"],
        entity=Entity(entry["entity"]),
        minimum=entry.get("minimum", least),
        maximum=entry.get("maximum"),
        grades=MappingProxyType(grades),
        is_date=is_date,
        aliases=tuple(entry.get("aliases", ())),
        whole=entry.get("whole", unit in _COUNTED),
    )
