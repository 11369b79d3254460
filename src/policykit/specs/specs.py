"""The specs: every requirement and dismissal of a corpus, by id, by clause, by policy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.yamlfile import Document, Location, read
from policykit.corpus import Corpus
from policykit.indicators import indicators
from policykit.specs.binding import Bound, bind, located
from policykit.specs.references import rings
from policykit.specs.shape import entries, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.model import Dismissal, Requirement

__all__ = ["SpecFile", "Specs", "requirement"]

_FOLDER = "specs"
_NOT_POLICIES = frozenset({"lexicon"})


@dataclass(frozen=True)
class SpecFile:
    """One spec file as read: its document (`None` when unreadable), what it bound, what is wrong with it."""

    policy: str
    path: Path
    document: Document | None
    bound: Bound


@dataclass(frozen=True)
class Specs:
    """Every requirement and dismissal, in the order of files and entries.

    >>> specs = Specs.load()
    >>> specs.requirement("shexian-2025/p1/county-visit-rate-2026").plain
    '到2026年12月31日，歙县县域内就诊率不低于85%'
    """

    corpus: Corpus
    files: tuple[SpecFile, ...]

    @classmethod
    def load(cls, corpus: Corpus | None = None) -> Specs:
        """Read the specs beside a corpus.

        Raises
        ------
        PolicykitError
            With every problem of every file: format, quotes, indicators, units, dates, rings.
        """
        specs = cls.read(corpus)
        if specs.problems:
            raise PolicykitError(list(specs.problems))
        return specs

    @classmethod
    def read(cls, corpus: Corpus | None = None) -> Specs:
        """As `load`, but the problems are kept in `problems` and the sound entries are there."""
        corpus = corpus or Corpus.load()
        folder = corpus.root / _FOLDER
        paths = [path for path in sorted(folder.glob("*.yml")) if path.stem not in _NOT_POLICIES]
        specs = cls(corpus, tuple(_read(path, corpus) for path in paths))
        specs._report_rings()
        specs._report_repeats()
        return specs

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong in any file."""
        return tuple(problem for file in self.files for problem in file.bound.problems)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement."""
        return tuple(one for file in self.files for one in file.bound.requirements)

    @cached_property
    def dismissed(self) -> tuple[Dismissal, ...]:
        """Every dismissal."""
        return tuple(one for file in self.files for one in file.bound.dismissed)

    @cached_property
    def _by_id(self) -> dict[str, Requirement]:
        return {one.id: one for one in self.requirements}

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement with this id. Raises `PolicykitError` (PK218) with the nearest id there is."""
        if requirement_id not in self._by_id:
            near = nearest(requirement_id, self._by_id)
            problem = Diagnostic(Code.UNKNOWN_REQUIREMENT, {"id": requirement_id, "near": near})
            raise PolicykitError([problem])
        return self._by_id[requirement_id]

    def of_clause(self, clause_id: str) -> tuple[Requirement, ...]:
        """The requirements that one clause states."""
        return tuple(one for one in self.requirements if one.clause == clause_id)

    def of_policy(self, policy_id: str) -> tuple[Requirement, ...]:
        """The requirements that one policy states."""
        return tuple(one for one in self.requirements if one.policy == policy_id)

    def file_of(self, policy_id: str) -> SpecFile:
        """The spec file of one policy. Raises `StopIteration` when it has none."""
        return next(file for file in self.files if file.policy == policy_id)

    def _report_rings(self) -> None:
        for requirement_id, ring in rings(self.requirements).items():
            file = self.file_of(self._by_id[requirement_id].policy)
            _report(
                file, Code.CIRCULAR_TARGET, (*file.bound.places[requirement_id], "target"), {"ring": ring}
            )

    def _report_repeats(self) -> None:
        known = {one.id for one in self.requirements}
        for file in self.files:
            for index, entry in enumerate(_entries(file.document, "dismissed")):
                of = entry.get("of") if isinstance(entry, dict) else None
                if isinstance(of, str) and of not in known:
                    near = nearest(of, known)
                    _report(
                        file, Code.UNKNOWN_REQUIREMENT, ("dismissed", index, "of"), {"id": of, "near": near}
                    )


def _report(file: SpecFile, code: Code, at: Location, values: dict[str, object]) -> None:
    if file.document is not None:
        file.bound.problems.append(file.document.diagnose(code, at, values))


def _entries(document: Document | None, name: str) -> list[object]:
    data = document.data if document is not None else None
    listed = data.get(name) if isinstance(data, dict) else None
    return listed if isinstance(listed, list) else []


def _read(path: Path, corpus: Corpus) -> SpecFile:
    shown = f"{_FOLDER}/{path.name}"
    document, problems = read(path, shown)
    if document is None:
        return SpecFile(path.stem, path, None, Bound(problems=problems))
    found, more = entries(document)
    problems += more
    if found is None:
        return SpecFile(path.stem, path, document, Bound(problems=problems))
    policies = {policy.id: policy for policy in corpus.policies}
    if found.policy not in policies or found.policy != path.stem:
        values = {"policy": found.policy, "near": nearest(path.stem, policies)}
        problems.append(document.diagnose(Code.SPEC_WRONG_POLICY, ("policy",), values))
        return SpecFile(path.stem, path, document, Bound(problems=problems))
    bound = bind(document, found, policies[found.policy], indicators())
    bound.problems[:0] = problems
    bound.quoted += located(document, policies[found.policy])
    return SpecFile(path.stem, path, document, bound)


@cache
def _default() -> Specs:
    return Specs.load()


def requirement(requirement_id: str) -> Requirement:
    """The requirement with this id, of the corpus where one works.

    >>> requirement("shexian-2025/p1/county-visit-rate-2026").target.figure
    '85%'
    """
    return _default().requirement(requirement_id)
