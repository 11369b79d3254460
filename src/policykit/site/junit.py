"""The last results of the specs' tests, from the JUnit file that `pytest specs --junitxml` wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from policykit.specs.rows import LEDGER, fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from policykit.model import Policy, Requirement

__all__ = ["Outcome", "State", "Tests", "failed", "read_junit"]


class State(StrEnum):
    """How a test ended, or why nothing can be properties of it."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"
    STALE = "stale"
    """The requirement, its Python or its text is another one since the test ran."""
    NONE = "none"
    """No test of it is in the file."""


_ELEMENTS = {"failure": State.FAILED, "error": State.ERROR, "skipped": State.SKIPPED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one test."""

    state: State
    test: str = ""
    """File and name, as pytest takes them: `specs/shexian-2025.yml::p1/county-visit-rate-2026`."""
    day: str = ""
    """When it ran, in ISO form."""
    message: str = ""
    """What a test that did not pass says."""
    of: str = ""
    """Fingerprint of what it was a test of."""


@dataclass(frozen=True)
class Tests:
    """The results by requirement; `given` tells whether there was a file to read."""

    given: bool = False
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    def of(self, requirement: Requirement, policy: Policy) -> Outcome:
        """The result of a requirement's test; a result of something else is stale, whatever it was."""
        outcome = self.outcomes.get(requirement.id)
        if outcome is None:
            return Outcome(State.NONE)
        if outcome.of != fingerprint(requirement, policy):
            return Outcome(State.STALE, outcome.test, outcome.day)
        return outcome


def read_junit(path: Path) -> Tests:
    """The results in a JUnit file; none when there is no such file.

    Raises `ET.ParseError` when it is no XML.
    """
    if not path.is_file():
        return Tests()
    cases = ET.parse(path).iter("testcase")  # noqa: S314 - the project's own test run wrote it
    outcomes = {}
    for case in cases:
        properties = {each.get("name", ""): each.get("value", "") for each in case.iter("property")}
        if properties.get("requirement"):
            outcomes[properties["requirement"]] = _outcome(case, properties)
    return Tests(given=True, outcomes=outcomes)


def failed(path: Path) -> tuple[int, tuple[str, ...]]:
    """How many tests did not pass beside those of ledgers, and of which spec files the ledger did not.

    What an open ledger counts are figures of a text that nothing asks: it says nothing against a requirement.
    """
    if not path.is_file():
        return 0, ()
    cases = ET.parse(path).iter("testcase")  # noqa: S314 - the project's own test run wrote it
    bad = [case for case in cases if any(child.tag in {"failure", "error"} for child in case)]
    ledgers = [case.get("classname", "").partition(".")[2] for case in bad if case.get("name") == LEDGER]
    return len(bad) - len(ledgers), tuple(name.removesuffix(".yml") for name in ledgers)


def _outcome(case: ET.Element, properties: Mapping[str, str]) -> Outcome:
    name = f"{case.get('classname', '').replace('.', '/', 1)}::{case.get('name', '')}"
    day, of = properties.get("date", ""), properties.get("fingerprint", "")
    ended = next((child for child in case if child.tag in _ELEMENTS), None)
    if ended is None:
        return Outcome(State.PASSED, name, day, of=of)
    return Outcome(_ELEMENTS[ended.tag], name, day, (ended.get("message") or ended.text or "").strip(), of)
