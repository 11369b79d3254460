"""One measure, one name: proposed names of a corpus that say the same are one indicator."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.base.yamlfile import read
from policykit.drafting.measures import plain
from policykit.drafting.phrases import words
from policykit.drafting.proposals import Drafted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Groups", "measure_key", "renamed"]

_LONGEST_PLACE = 12


class Groups:
    """Proposed names of all specs, by what is left of them without place, year and ways to say the same."""

    def __init__(self) -> None:
        self._names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._fixed: dict[tuple[str, str], str] = {}
        self._described: dict[str, dict[str, Any]] = {}

    @classmethod
    def of_specs(cls, paths: Iterable[Path]) -> Groups:
        """Those of files: what is written there keeps its name."""
        groups = cls()
        for path in paths:
            if b"proposes:" not in path.read_bytes():
                continue
            document, _ = read(path, path.name)
            for entry in document.entries("requirements") if document is not None else ():
                described = entry.get("proposes")
                if isinstance(described, dict) and isinstance(entry.get("indicator"), str):
                    groups._fix(entry["indicator"], described)
        return groups

    def _fix(self, label: str, described: dict[str, Any]) -> None:
        self._fixed.setdefault(_key(label, described), label)
        self._described.setdefault(label, described)

    def add(self, policy: str, drafted: Drafted) -> None:
        """Count the names that are proposed for a policy."""
        del policy
        for entry in drafted.requirements:
            if described := entry.get("proposes"):
                self._names[_key(entry["indicator"], described)][entry["indicator"]] += 1
                self._described.setdefault(entry["indicator"], described)

    def name(self, label: str, described: dict[str, Any]) -> str:
        """The name of the measure: the one in use, else the commonest, the shortest of those, the first of those."""
        key = _key(label, described)
        if key in self._fixed:
            return self._fixed[key]
        counted = self._names[key]
        return min(counted, key=lambda name: (-counted[name], len(name), name), default=label)

    def described(self, label: str) -> dict[str, Any]:
        """Unit and figures of the measure of this name."""
        return self._described.get(label, {})


def renamed(drafted: Drafted, groups: Groups) -> Drafted:
    """With the names of the groups; the text's own words are kept as other names."""
    found = [_called(entry, groups) for entry in drafted.requirements]
    return Drafted(_apart(found, drafted.requirements), drafted.dismissed, drafted.open)


def _called(entry: dict[str, Any], groups: Groups) -> dict[str, Any]:
    """An entry with the name that its measure has."""
    described, label = entry.get("proposes"), entry["indicator"]
    name = groups.name(label, described) if described else label
    if not described or name == label:
        return entry
    others = [label, *described.get("aliases", ())]
    shared = {key: value for key, value in groups.described(name).items() if key != "aliases"}
    aliases = [each for each in dict.fromkeys(others) if plain(each) != plain(name)]
    kept = {**described, **shared, "entity": described.get("entity"), "aliases": aliases}
    return _with({key: value for key, value in entry.items() if key != "proposes"}, name, kept)


def _with(entry: dict[str, Any], name: str, described: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in entry.items():
        made[key] = name if key == "indicator" else value
        if key == "indicator":
            made["proposes"] = {word: each for word, each in described.items() if each is not None}
    return made


def _apart(named: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two entries of one clause that would be the same under one name keep theirs."""
    keys = Counter(_asked(entry) for entry in named)
    return [new if keys[_asked(new)] == 1 else old for new, old in zip(named, before, strict=True)]


def _asked(entry: dict[str, Any]) -> tuple[str, ...]:
    return entry["clause"], entry["indicator"], repr(entry["target"]), str(entry.get("due"))


def _key(label: str, described: dict[str, Any]) -> tuple[str, str]:
    return measure_key(label), str(described.get("unit", ""))


@cache
def measure_key(label: str) -> str:
    """What is left of a name without place and year, with one way to say a share.

    >>> measure_key("全县养老机构护理型床位占比") == measure_key("养老机构护理型床位的比例")
    True
    >>> measure_key("歙县2025年农村生活污水治理率") == measure_key("农村生活污水治理率")
    True
    >>> measure_key("规上企业研发投入占GDP比重") == measure_key("规模以上企业研发投入占地区生产总值的比重")
    True
    >>> measure_key("县域内就诊率") == measure_key("基层就诊率")
    False
    """
    name = re.sub(r"(?:(?:19|20)\d\d年?(?:底|末)?|“?十[一二三四五六]五”?(?:时期|期间|末)?)", "", plain(label))
    while (shorter := _without_place(name)) != name:
        name = shorter
    name = name.replace("的", "").replace("“", "").replace("”", "").replace("(", "").replace(")", "")
    for short, whole in words()["abbreviated"].items():
        name = name.replace(short, whole)
    return re.sub(words()["share_ends"], "率", name)


def _without_place(name: str) -> str:
    lead = re.match(words()["place_leads"], name)
    if lead is not None and len(name) > lead.end() + 1:
        return name[lead.end() :]
    for end in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1):
        if name[end - 1] in load("intake")["division_ends"] and Division.find(name[:end]) is not None:
            return name[end:]
    return name
