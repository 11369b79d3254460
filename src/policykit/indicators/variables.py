"""The variables that staff report, declared once in `data/variables.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from policykit.model import Entity, Variable

__all__ = ["packages", "variables"]

_COUNTED = frozenset({"人", "人次", "个", "家", "名", "张", "所", "件", "项", "次", "种", "批", "例", "台次"})


@cache
def packages() -> tuple[str, ...]:
    """The packages whose modules are themes: this one, and those that installed packages add.

    An adopter's own package names itself under the entry point group `policykit.indicators`; its variables
    stand in a `variables.yml` beside its modules.
    """
    added = entry_points(group="policykit.indicators")
    return ("policykit.indicators", *sorted(point.value for point in added))


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable by its name.

    A variable that is counted is a whole number from 0 unless the file says otherwise.

    >>> variables()["visits_in_county"].unit
    '人次'
    """
    files = [resources.files("policykit") / "data" / "variables.yml"]
    files += [resources.files(package) / "variables.yml" for package in packages()[1:]]
    declared: dict[str, Variable] = {}
    for file in files:
        loaded = YAML(typ="safe").load(file.read_text("utf-8"))
        scales = loaded.get("scales", {})
        declared |= {name: _variable(name, entry, scales) for name, entry in loaded["variables"].items()}
    return MappingProxyType(declared)


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
