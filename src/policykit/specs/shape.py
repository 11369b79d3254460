"""A parsed spec file → its entries, every departure from the format reported with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from policykit.base.diagnostics import Code, Diagnostic
from policykit.specs.format import DismissedEntry, RequirementEntry, SpecFile, TargetEntry
from policykit.specs.words import expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from policykit.base.yamlfile import Document, Location

__all__ = ["Entries", "entries", "nearest"]

Entry = TypeVar("Entry", bound=BaseModel)

_LISTS = ("requirements", "dismissed")
_SHOWN = 40
"""So much of a value fits into one line of a terminal."""
_MODELS: dict[str, type[BaseModel]] = {
    "requirements": RequirementEntry,
    "dismissed": DismissedEntry,
    "target": TargetEntry,
}


@dataclass(frozen=True)
class Entries:
    """The sound entries of one spec file, each with its place in the document."""

    policy: str
    requirements: tuple[tuple[Location, RequirementEntry], ...]
    dismissed: tuple[tuple[Location, DismissedEntry], ...]


def entries(document: Document) -> tuple[Entries | None, list[Diagnostic]]:
    """The sound entries, and a diagnostic for everything else; `None` when no policy is named.

    One bad entry does not hide the others.
    """
    data = document.data
    if not isinstance(data, dict):
        values = {"key": "", "value": _shown(data), "expected": expected("dict_type")}
        problem = document.diagnose(Code.SPEC_WRONG_TYPE, (), values)
        return None, [problem]
    # An empty `dismissed:` is an empty list to whoever writes it.
    bare = {key: value for key, value in data.items() if key not in _LISTS or value}
    lists = {name: bare.pop(name) for name in _LISTS if isinstance(bare.get(name), list)}
    _, problems = _validated(document, SpecFile, (), bare)
    found: dict[str, list[Any]] = {"requirements": [], "dismissed": []}
    for name, items in lists.items():
        for index, item in enumerate(items):
            entry, more = _validated(document, _MODELS[name], (name, index), item)
            problems += more
            if entry is not None:
                found[name].append(((name, index), entry))
    if not isinstance(data.get("policy"), str):
        return None, problems
    return Entries(data["policy"], tuple(found["requirements"]), tuple(found["dismissed"])), problems


def nearest(word: str, among: Iterable[str]) -> str:
    """The candidate most like `word`, for "did you mean"; empty when there is none."""
    best = process.extract(word, list(among), limit=1)
    return str(best[0][0]) if best else ""


def _validated(
    document: Document, model: type[Entry], at: Location, data: object
) -> tuple[Entry | None, list[Diagnostic]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        seen: dict[tuple[Location, Code], Diagnostic] = {}
        for detail in error.errors():
            diagnostic, place = _diagnostic(document, model, at, detail)
            seen.setdefault((place, diagnostic.code), diagnostic)
        return None, list(seen.values())


def _diagnostic(
    document: Document, model: type[BaseModel], at: Location, detail: ErrorDetails
) -> tuple[Diagnostic, Location]:
    # A union adds the name of its member to the place: keep what the document has.
    place = at
    for part in detail["loc"]:
        if (*place, part) not in document.values and detail["type"] != "missing":
            break
        place = (*place, part)
    key = str(place[-1]) if place else ""
    if detail["type"] == "extra_forbidden":
        allowed = list(_model_at(model, detail["loc"][:-1]).model_fields)
        values = {"key": key, "near": nearest(key, allowed), "allowed": "、".join(allowed)}
        return document.diagnose(Code.SPEC_UNKNOWN_KEY, place, values, at_key=True), place
    if detail["type"] == "missing":
        return document.diagnose(Code.SPEC_MISSING_KEY, place, {"key": key}), place
    context: Mapping[str, Any] = detail.get("ctx", {})
    wanted = _choices(context["expected"]) if "expected" in context else expected(detail["type"])
    named = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    values = {"key": named, "value": _shown(detail["input"]), "expected": wanted}
    return document.diagnose(Code.SPEC_WRONG_TYPE, place, values), place


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    names = [part for part in location if part in _MODELS]
    return _MODELS[str(names[-1])] if names else model


def _choices(wording: object) -> str:
    return str(wording).replace("'", "").replace(", ", "、").replace(" or ", "、")


def _shown(value: object) -> str:
    words = {True: "true", False: "false", None: ""}
    if isinstance(value, (bool, type(None))):
        return words[value]
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
