"""The definitions of a knowledge base, `specs/definitions/*.yml`: each formula is compiled from its words anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, nearest_name
from policykit.base.resources import carried
from policykit.base.yamlfile import Document, Location, read
from policykit.indicators.definitions.wording import read_wording
from policykit.model.definition import Definition, Formula, NoFormula

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FOLDER", "Definitions", "definitions", "described", "of_folder"]

FOLDER = "specs/definitions"
_FILE = {"title": True, "number": False, "file": False, "sha256": False, "remark": False, "definitions": True}
_ENTRY = {
    "item": True,
    "name": True,
    "quote": False,
    "formula": False,
    "numerator": False,
    "denominator": False,
    "factor": False,
    "expression": False,
    "without": False,
    "unit": False,
    "direction": False,
    "period": False,
    "data_source": False,
    "remark": False,
}
"""Keys of a file and of an entry, and whether they must be there."""


@dataclass(frozen=True)
class Definitions:
    """Every definition by its id, in the order of files and entries, and what is wrong with the files.

    >>> found = definitions()
    >>> found.of["guobanfa-2019-4/6"].formula.expression.chinese
    '出院患者四级手术台次数 ÷ 同期出院患者手术台次数 × 100'
    """

    of: Mapping[str, Definition] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    def named(self, name: str) -> tuple[Definition, ...]:
        """The definitions of an indicator of this name."""
        return tuple(each for each in self.of.values() if each.name == name)

    def __or__(self, other: Definitions) -> Definitions:
        return Definitions({**self.of, **other.of}, (*self.problems, *other.problems))


def definitions(root: Path | None = None) -> Definitions:
    """The definitions that the package carries, and those of the knowledge base at `root`."""
    own = carried(FOLDER)
    found = of_folder(own / FOLDER) if own else Definitions()
    if root is None or (own and root.resolve() == own.resolve()):
        return found
    return found | of_folder(root / FOLDER)


def of_folder(folder: Path) -> Definitions:
    """The definitions of the files of a folder; none where there is no folder."""
    paths = sorted(folder.glob("*.yml")) if folder.is_dir() else []
    # A file that is written anew is read anew.
    return _of_files(tuple((path, path.stat().st_mtime_ns) for path in paths))


@cache
def _of_files(files: tuple[tuple[Path, int], ...]) -> Definitions:
    found: dict[str, Definition] = {}
    problems: list[Diagnostic] = []
    for path, _ in files:
        reader = _Reader(path.stem, f"{FOLDER}/{path.name}")
        document, wrong = read(path, reader.name)
        problems += wrong
        if document is not None:
            found.update(reader.read(document))
            problems += reader.problems
    return Definitions(found, tuple(problems))


class _Reader:
    """Reads one file: its keys, its entries, and whether each says of its formula what its words give."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name
        self.problems: list[Diagnostic] = []

    def read(self, document: Document) -> dict[str, Definition]:
        data = document.data
        if not isinstance(data, dict) or not self._is_sound(document, (), data, _FILE):
            if not isinstance(data, dict):
                self._report(document, (), "definitions", "")
            return {}
        listed = data["definitions"]
        if not isinstance(listed, list):
            self._report(document, ("definitions",), "definitions", listed)
            return {}
        found: dict[str, Definition] = {}
        for index, entry in enumerate(listed):
            at: Location = ("definitions", index)
            if not isinstance(entry, dict):
                self._report(document, at, "definitions", entry)
            elif self._is_sound(document, at, entry, _ENTRY):
                one = self._definition(document, at, data, entry)
                if one.id in found:
                    values: dict[str, object] = {"name": one.item, "file": self.name}
                    self.problems.append(document.diagnose(Code.AMBIGUOUS_DEFINITION, (*at, "item"), values))
                else:
                    found[one.id] = one
        return found

    def _is_sound(
        self, document: Document, at: Location, data: Mapping[str, object], keys: Mapping[str, bool]
    ) -> bool:
        before = len(self.problems)
        for key, value in data.items():
            if key not in keys:
                values: dict[str, object] = {
                    "key": key,
                    "near": nearest_name(key, keys),
                    "allowed": "、".join(keys),
                }
                self.problems.append(
                    document.diagnose(Code.SPEC_UNKNOWN_KEY, (*at, key), values, at_key=True)
                )
            elif key != "definitions" and not isinstance(value, str):
                self._report(document, (*at, key), key, value)
        for key, needed in keys.items():
            if needed and not data.get(key):
                self.problems.append(document.diagnose(Code.SPEC_MISSING_KEY, at, {"key": key}))
        return len(self.problems) == before

    def _definition(
        self, document: Document, at: Location, data: Mapping[str, str], entry: Mapping[str, str]
    ) -> Definition:
        get = entry.get
        formula, without = self._formula(document, at, entry)
        return Definition(
            f"{self.file}/{entry['item']}",
            entry["name"],
            data["title"],
            data.get("number", ""),
            entry["item"],
            get("quote", ""),
            formula=formula,
            without=without,
            unit=get("unit", ""),
            direction=get("direction", ""),
            period=get("period", ""),
            data_source=get("data_source", ""),
            sha256=data.get("sha256", ""),
            remark=get("remark", "") or data.get("remark", ""),
        )

    def _formula(
        self, document: Document, at: Location, entry: Mapping[str, str]
    ) -> tuple[Formula | None, NoFormula | None]:
        """The formula of the entry's words, if they have one; it must be the one that the entry states."""
        if "quote" not in entry:
            return None, None
        reading = read_wording(entry["quote"], name=entry["name"], unit=entry.get("unit", ""))
        fitting = [each for each in reading.formulas if described(each).items() <= dict(entry).items()]
        if len(fitting) == 1 and "formula" in entry:
            return fitting[0], None
        if (
            not reading.formulas
            and "formula" not in entry
            and reading.without
            and entry.get("without") == reading.without.value
        ):
            return None, reading.without
        key = next((key for key in ("expression", "formula", "without") if key in entry), "quote")
        found = "；".join(each.chinese for each in reading.formulas) or (
            reading.without.label if reading.without else ""
        )
        values: dict[str, object] = {"name": entry["name"], "found": found, "value": entry.get(key, "")}
        self.problems.append(document.diagnose(Code.FORMULA_DIFFERS, (*at, key), values))
        return None, None

    def _report(self, document: Document, at: Location, key: str, value: object) -> None:
        values: dict[str, object] = {"key": key, "value": value, "file": self.name}
        self.problems.append(document.diagnose(Code.DEFINITION_BROKEN, at, values))


def described(formula: Formula) -> dict[str, str]:
    """What an entry states of a formula, beside its words: as it is computed, part, whole and factor."""
    stated = {
        "formula": formula.words,
        "expression": formula.chinese,
        "numerator": formula.numerator,
        "denominator": formula.denominator,
        "factor": f"{formula.factor:g}" if formula.factor != 1 else "",
    }
    return {key: value for key, value in stated.items() if value}
