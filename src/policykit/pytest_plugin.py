"""`pytest specs`: one test per requirement and one ledger test per policy.

A folder `specs` beside a folder `policy_texts` is collected. A requirement fails when its entry cannot be
bound to its words or disagrees with them; a ledger fails when a quantity of the policy is neither asked nor
dismissed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from policykit.diagnostics import Diagnostic
    from policykit.specs import SpecFile, Specs

__all__ = ["pytest_collect_file"]

_FOLDER, _TEXTS = "specs", "policy_texts"
_NOT_SPECS = frozenset({"lexicon"})


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the spec files of a content folder."""
    folder = file_path.parent
    if file_path.suffix != ".yml" or folder.name != _FOLDER or file_path.stem in _NOT_SPECS:
        return None
    if not (folder.parent / _TEXTS).is_dir():
        return None
    return SpecCollector.from_parent(parent, path=file_path)


class SpecCollector(pytest.File):
    """One spec file."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for every entry, whether it could be bound or not, and one for the ledger."""
        specs = _specs(self.path.parent.parent)
        file = next(one for one in specs.files if one.path == self.path)
        rest = list(file.bound.problems)
        for index, (name, first, last) in enumerate(_entries(file)):
            own = [problem for problem in rest if problem.line is not None and first <= problem.line < last]
            rest = [problem for problem in rest if problem not in own]
            yield RequirementItem.from_parent(
                self, name=name, file=file, line=first, problems=own, index=index
            )
        yield LedgerItem.from_parent(self, name="ledger", file=file, problems=rest)


class SpecFailure(Exception):  # noqa: N818 - a failed test, not an error of the program
    """Carries the text that a failed item shows."""


class _Item(pytest.Item):
    def __init__(self, *, file: SpecFile, problems: list[Diagnostic], line: int = 1, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.file, self.problems, self.line = file, problems, line

    def fail(self, problems: list[Diagnostic], *more: str) -> None:
        """Fail with these diagnostics and, below them, `more`."""
        if problems:
            raise SpecFailure("\n".join([*(problem.render() for problem in problems), *more]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The diagnostics without a traceback; a crash keeps its own."""
        if isinstance(excinfo.value, SpecFailure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type]

    def reportinfo(self) -> tuple[Path, int, str]:
        """File, line from 0 and name, for the test report."""
        return self.path, self.line - 1, self.name


class RequirementItem(_Item):
    """The double entry of one requirement."""

    def __init__(self, *, index: int, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own arguments
        super().__init__(**kwargs)
        self.index = index

    def runtest(self) -> None:
        """Fail with everything in which the entry is wrong or disagrees with the text."""
        from policykit.specs.verification import check_requirement, excerpt

        self.fail(self.problems)
        specs = _specs(self.path.parent.parent)
        for requirement in self.file.bound.requirements:
            if self.file.bound.places[requirement.id][-1] == self.index:
                clause = specs.corpus.clause(requirement.clause)
                policy = specs.corpus.policy(requirement.policy)
                found = check_requirement(requirement, self.file, specs)
                self.fail(found, excerpt(policy, clause, requirement.span))


class LedgerItem(_Item):
    """The ledger of one policy, and whatever is wrong with the file outside its requirements."""

    def runtest(self) -> None:
        """Fail with every quantity that is not accounted for."""
        from policykit.specs.verification import check_ledger

        specs = _specs(self.path.parent.parent)
        self.fail([*self.problems, *check_ledger(self.file, specs)])


@lru_cache(maxsize=4)
def _specs(root: Path) -> Specs:
    from policykit.corpus import Corpus
    from policykit.specs import Specs

    return Specs.read(Corpus.load(root))


def _entries(file: SpecFile) -> list[tuple[str, int, int]]:
    """Name, first line and line behind the last of every entry under `requirements`."""
    document = file.document
    data = document.data if document is not None else None
    listed = data.get("requirements") if isinstance(data, dict) else None
    if document is None or not isinstance(listed, list):
        return []
    lines = [document.line_of(("requirements", index)) for index in range(len(listed))]
    after = [key.line + 1 for (*_, last), key in document.keys.items() if last == "dismissed"]
    ends = [*lines[1:], next((line for line in after if lines and line > lines[-1]), len(document.lines) + 1)]
    names = [
        f"{entry.get('clause')}/{entry.get('id')}" if isinstance(entry, dict) else f"entry-{index + 1}"
        for index, entry in enumerate(listed)
    ]
    return list(zip(names, lines, ends, strict=True))
