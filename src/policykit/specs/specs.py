"""The specs: every requirement and dismissal of a corpus, by id, by clause, by policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, nearest_name
from policykit.base.resources import LEXICON
from policykit.base.yamlfile import Document, Location, read
from policykit.corpus import Corpus
from policykit.indicators import Registry, registry
from policykit.specs.binding import Binding, bind
from policykit.specs.double_entry import check_requirement
from policykit.specs.format import entries
from policykit.specs.passed import Passed
from policykit.specs.quotes import quote_spans
from policykit.text.quantities.tables import learn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from policykit.model import Dismissal, Draft, Requirement

__all__ = ["SpecFile", "Specs", "requirement"]

_FOLDER = LEXICON.parent.name


@dataclass(frozen=True)
class SpecFile:
    """One spec file as read: its document (`None` when unreadable), what it binds, what is wrong with it."""

    policy: str
    path: Path
    document: Document | None
    binding: Binding


@dataclass(frozen=True)
class Specs:
    """Every requirement and dismissal, in the order of files and entries.

    >>> specs = Specs.load()
    >>> specs.requirement("shexian-2025/p1/county-visit-rate-2026").plain
    '到2026年12月31日，歙县的县域内就诊率不低于85%'
    """

    corpus: Corpus
    files: tuple[SpecFile, ...]
    registry: Registry
    """The indicators, variables and entities that the specs may name."""
    before: Passed = field(repr=False, compare=False)
    """What is known to have passed the double entry."""

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
    def read(cls, corpus: Corpus | None = None, *, of: str | None = None) -> Specs:
        """As `load`, but the problems are kept in `problems` and the sound entries are there; `of` one policy alone."""
        corpus = corpus or Corpus.load()
        folder = corpus.root / _FOLDER
        before = Passed(corpus, folder)
        own = [folder / f"{of}.yml"] if of else sorted(folder.glob("*.yml"))
        paths = [path for path in own if path.name != LEXICON.name and path.stem not in corpus.left_out]
        paths = [path for path in paths if path.exists()]
        known = registry(corpus.root)
        learn(known.units, known.grades)  # and forget those of a knowledge base that was read before
        specs = cls(corpus, tuple(_read(path, corpus, known) for path in paths), known, before)
        specs._report_rings()
        specs._report_repeats()
        return specs

    def speak(self) -> None:
        """Have texts read with the units and grades of this knowledge base: another may have been read since."""
        learn(self.registry.units, self.registry.grades)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong in any file."""
        return tuple(problem for file in self.files for problem in file.binding.problems)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement."""
        return tuple(requirement for file in self.files for requirement in file.binding.requirements)

    @cached_property
    def dismissed(self) -> tuple[Dismissal, ...]:
        """Every dismissal."""
        return tuple(dismissal for file in self.files for dismissal in file.binding.dismissed)

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Everything that is proposed and waits for a person (待核定); no requirement, and never judged."""
        return tuple(draft for file in self.files for draft in file.binding.drafts)

    @cached_property
    def _by_id(self) -> dict[str, Requirement]:
        return {requirement.id: requirement for requirement in self.requirements}

    def requirement(self, requirement_id: str) -> Requirement:
        """The requirement with this id. Raises `PolicykitError` (PK218) with the nearest id there is."""
        if requirement_id not in self._by_id:
            near = nearest_name(requirement_id, self._by_id)
            problem = Diagnostic(Code.UNKNOWN_REQUIREMENT, {"id": requirement_id, "near": near})
            raise PolicykitError([problem])
        return self._by_id[requirement_id]

    def check(self, requirement: Requirement, file: SpecFile) -> list[Diagnostic]:
        """Double entry of a requirement of a file: in what it disagrees with its words, read now."""
        self.speak()
        policy, at = self.corpus.policy(requirement.policy), file.binding.locations[requirement.id]
        return check_requirement(requirement, policy, self.registry.named, file.document, at)

    @cached_property
    def _disagreements(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Of each requirement, in what it disagrees with its words: read once for all of them."""
        found = {
            requirement.id: () if requirement.id in self.before.ids else tuple(self.check(requirement, file))
            for file in self.files
            for requirement in file.binding.requirements
        }
        self.before.keep(self.before.ids | {name for name, problems in found.items() if not problems})
        return found

    def problems_of(self, requirement: Requirement) -> tuple[Diagnostic, ...]:
        """In what a requirement disagrees with its words by the double entry; empty when it restates them."""
        return self._disagreements[requirement.id]

    @cached_property
    def passing(self) -> tuple[Requirement, ...]:
        """The requirements that pass the double entry: by others nothing is judged in a report (规则未核对)."""
        return tuple(each for each in self.requirements if not self._disagreements[each.id])

    @cached_property
    def unverified(self) -> Mapping[str, str]:
        """Of each requirement that does not pass the double entry, by its id: in what it disagrees with its words."""
        return {
            name: f"{found[0].code.value} {found[0].message}"
            for name, found in self._disagreements.items()
            if found
        }

    def of_clause(self, clause_id: str) -> tuple[Requirement, ...]:
        """The requirements that one clause states."""
        return tuple(asked for asked in self.requirements if asked.clause == clause_id)

    def of_policy(self, policy_id: str) -> tuple[Requirement, ...]:
        """The requirements that one policy states."""
        return tuple(asked for asked in self.requirements if asked.policy == policy_id)

    def file_of(self, policy_id: str) -> SpecFile:
        """The spec file of one policy. Raises `StopIteration` when it has none."""
        return next(file for file in self.files if file.policy == policy_id)

    def _report_rings(self) -> None:
        for requirement_id, ring in _rings(self.requirements).items():
            file = self.file_of(self._by_id[requirement_id].policy)
            at = (*file.binding.locations[requirement_id], "target")
            _report(file, Code.CIRCULAR_TARGET, at, {"ring": ring})

    def _report_repeats(self) -> None:
        known = {*self._by_id, *(each.requirement.id for each in self.drafts if each.requirement)}
        for file in self.files:
            for index, entry in enumerate(_dismissed(file.document)):
                repeated = entry.get("of") if isinstance(entry, dict) else None
                if isinstance(repeated, str) and repeated not in known:
                    values: dict[str, object] = {"id": repeated, "near": nearest_name(repeated, self._by_id)}
                    _report(file, Code.UNKNOWN_REQUIREMENT, ("dismissed", index, "of"), values)


def _report(file: SpecFile, code: Code, at: Location, values: dict[str, object]) -> None:
    if file.document is not None:
        file.binding.problems.append(file.document.diagnose(code, at, values))


def _dismissed(document: Document | None) -> list[object]:
    """What stands under `dismissed`, sound or not, so that indexes are those of the file."""
    data = document.data if document is not None else None
    listed = data.get("dismissed") if isinstance(data, dict) else None
    return listed if isinstance(listed, list) else []


def _rings(requirements: Iterable[Requirement]) -> dict[str, str]:
    """Requirements whose references lead back to their own indicator: id → the ring as text."""
    relative = [
        (requirement, requirement.reference)
        for requirement in requirements
        if requirement.reference is not None
    ]
    leads: dict[str, set[str]] = {}
    for requirement, reference in relative:
        leads.setdefault(requirement.indicator.name, set()).add(reference.name)
    found = {}
    for requirement, _ in relative:
        if path := _path(requirement.indicator.name, requirement.indicator.name, leads):
            found[requirement.id] = " → ".join(path)
    return found


def _path(start: str, goal: str, leads: Mapping[str, set[str]]) -> list[str]:
    """The way along `leads` from `start` to `goal` of at least one step, else empty."""
    queue, seen = [[start]], set[str]()
    while queue:
        path = queue.pop(0)
        for following in sorted(leads.get(path[-1], ())):
            if following == goal:
                return [*path, following]
            if following not in seen:
                seen.add(following)
                queue.append([*path, following])
    return []


def _read(path: Path, corpus: Corpus, known: Registry) -> SpecFile:
    document, problems = read(path, f"{_FOLDER}/{path.name}")
    if document is None:
        return SpecFile(path.stem, path, None, Binding(problems=problems))
    sound, more = entries(document)
    problems += more
    if sound is None:
        return SpecFile(path.stem, path, document, Binding(problems=problems))
    policies = {policy.id: policy for policy in corpus.policies}
    if sound.policy not in policies or sound.policy != path.stem:
        values = {"policy": sound.policy, "near": nearest_name(path.stem, policies)}
        problems.append(document.diagnose(Code.SPEC_WRONG_POLICY, ("policy",), values))
        return SpecFile(path.stem, path, document, Binding(problems=problems))
    binding = bind(document, sound, policies[sound.policy], known)
    binding.problems[:0] = problems
    binding.quotes += quote_spans(document, policies[sound.policy])
    return SpecFile(path.stem, path, document, binding)


@cache
def _default() -> Specs:
    return Specs.load()


def requirement(requirement_id: str) -> Requirement:
    """The requirement with this id, of the corpus where one works.

    >>> requirement("shexian-2025/p1/county-visit-rate-2026").target.figure
    '85%'
    """
    return _default().requirement(requirement_id)
