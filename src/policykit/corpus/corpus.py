"""The corpus: policies read from `policy_texts/`, checked and segmented.

A corpus lies in a folder with `policy_texts/<id>/policy.yml` and the sources. Without a path it
is looked for upward from the working directory; else the five policies that come with the
package are used.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, nearest_name
from policykit.base.files import read_file
from policykit.base.resources import carried
from policykit.corpus.policyfile import Metadata, is_policy_id, read_metadata
from policykit.corpus.standing import Standing, Standings, Status
from policykit.intake import MAP, MOST_BYTES, TEXT, from_files
from policykit.model import Clause, Policy, Role
from policykit.text import decode, document
from policykit.text.normal import script_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor
    from datetime import date

    from policykit.model import Place

__all__ = ["Corpus", "find_root"]

_FOLDER = "policy_texts"

Result = Policy | list[Diagnostic]
"""A policy, or what is wrong with its folder."""


def find_root(path: str | Path | None = None) -> Path:
    """The folder that holds `policy_texts/`: `path`, or the nearest upward, or the package's own.

    Raises `PolicykitError` (PK001) when `path` holds none.
    """
    if path is not None:
        root = Path(path)
        if (root / _FOLDER).is_dir():
            return root
        raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": root})])
    here = Path.cwd()
    for root in (here, *here.parents):
        if (root / _FOLDER).is_dir():
            return root
    if (own := carried(_FOLDER)) is not None:
        return own
    raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": here})])


class Corpus:
    """Policies, top level first, and their clauses by id.

    >>> corpus = Corpus.load()
    >>> corpus.clause("nhc-2023-41/4/11").label
    '四/(十一)'
    """

    def __init__(self, policies: Iterable[Policy], root: Path) -> None:
        self.policies: tuple[Policy, ...] = tuple(sorted(policies, key=_order))
        self.root = root

    @classmethod
    def load(
        cls,
        path: str | Path | None = None,
        *,
        executor: Executor | None = None,
        progress: Callable[[Iterator[Result], int], Iterable[Result]] | None = None,
        as_of: date | None = None,
    ) -> Self:
        """Read, check and segment every policy under `path`.

        With `as_of`, policies that are not yet or no longer in force on that day are left out.
        `executor` runs the policies side by side; `progress` wraps the run to show how far it is.
        Raises `PolicykitError` with every problem of every policy.
        """
        corpus, problems = cls.sound(path, executor=executor, progress=progress)
        if problems:
            raise PolicykitError([problem for found in problems.values() for problem in found])
        return corpus if as_of is None else corpus.in_force(as_of)

    @classmethod
    def sound(
        cls,
        path: str | Path | None = None,
        *,
        executor: Executor | None = None,
        progress: Callable[[Iterator[Result], int], Iterable[Result]] | None = None,
    ) -> tuple[Self, dict[str, list[Diagnostic]]]:
        """As `load`, of the policies that can be read; and of each other one, by id, what is wrong with it."""
        root = find_root(path)
        folders = sorted(folder for folder in (root / _FOLDER).iterdir() if folder.is_dir())
        if not folders:
            raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": root})])
        results: Iterator[Result]
        results = executor.map(_attempt, folders) if executor else map(_attempt, folders)
        watched = progress(results, len(folders)) if progress else results
        policies: list[Policy] = []
        problems: dict[str, list[Diagnostic]] = {}
        for folder, result in zip(folders, watched, strict=True):
            if isinstance(result, Policy):
                policies.append(result)
            else:
                problems[folder.name] = result
        return cls(policies, root), problems

    @cached_property
    def _policies(self) -> dict[str, Policy]:
        return {policy.id: policy for policy in self.policies}

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for policy in self.policies for clause in policy.clauses}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The normative clauses of all policies, in reading order."""
        return tuple(clause for clause in self._clauses.values() if clause.role is Role.CLAUSE)

    def policy(self, policy_id: str) -> Policy:
        """The policy with this id. Raises `PolicykitError` (PK002) with the nearest id there is."""
        if policy_id not in self._policies:
            raise PolicykitError([self._unknown(Code.UNKNOWN_POLICY, policy_id, self._policies)])
        return self._policies[policy_id]

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id, of any role. Raises `PolicykitError` (PK003)."""
        if clause_id not in self._clauses:
            raise PolicykitError([self._unknown(Code.UNKNOWN_CLAUSE, clause_id, self._clauses)])
        return self._clauses[clause_id]

    @staticmethod
    def _unknown(code: Code, wanted: str, known: Iterable[str]) -> Diagnostic:
        return Diagnostic(code, {"id": wanted, "near": nearest_name(wanted, known)})

    @cached_property
    def standings(self) -> Standings:
        """Who is in force when, and who repeals whom."""
        return Standings(self.policies)

    def status(self, policy: Policy | str, day: date | None = None) -> Standing:
        """Whether a policy (or its id) is in force on a day, today when none is given, and why.

        >>> from datetime import date
        >>> Corpus.load().status("nhc-2023-41", date(2023, 1, 1)).status.label
        '尚未施行'
        """
        found = self.policy(policy) if isinstance(policy, str) else policy
        return self.standings.of(found, day or today())

    def in_force(self, day: date) -> Self:
        """The corpus as of a day: without what is not yet in force, expired or repealed; what is undated stays."""
        staying = (Status.IN_FORCE, Status.AMENDED, Status.UNKNOWN)
        kept = [policy for policy in self.policies if self.status(policy, day).status in staying]
        return type(self)(kept, self.root)

    def neighbours(self, clause: Clause) -> tuple[Clause | None, Clause | None]:
        """The clauses of the same role before and behind `clause` in its policy."""
        row = [other for other in self.policy(clause.policy).clauses if other.role is clause.role]
        index = row.index(clause)
        return (row[index - 1] if index else None, row[index + 1] if index + 1 < len(row) else None)

    def published(self, clause: Clause) -> str:
        """The clause as published: source characters with its number and line breaks."""
        return clause.span.cut(self.policy(clause.policy).source)

    def location(self, clause: Clause) -> tuple[Path, int]:
        """File and line (from 1) where the clause starts: in the source, or in the text drawn from it."""
        policy = self.policy(clause.policy)
        path = self.root / _FOLDER / policy.id / (TEXT if policy.places else policy.file)
        return path, len((policy.source[: clause.start] + "x").splitlines())


def _order(policy: Policy) -> tuple[int, str, str]:
    issued = policy.dated
    return policy.level.rank, issued.isoformat() if issued else "", policy.id


def _attempt(folder: Path) -> Result:
    """One policy, or what is wrong with it: a pure function, for any executor."""
    name = f"{_FOLDER}/{folder.name}"
    is_named = is_policy_id(folder.name)
    if not is_named or not (folder / "policy.yml").exists():
        code = Code.MISSING_FILE if is_named else Code.BAD_POLICY_ID
        return [Diagnostic(code, {"name": "policy.yml", "id": folder.name}, file=name)]
    metadata, problems = read_metadata(folder / "policy.yml", f"{name}/policy.yml")
    if metadata is None:
        return problems
    file = f"{name}/{metadata.file}"
    try:
        data = read_file(folder / metadata.file, MOST_BYTES)
        actual = hashlib.sha256(data).hexdigest()
        if actual == metadata.sha256:
            text, places = _text(folder, data, file)
            return build(folder.name, metadata, text, places)
    except PolicykitError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return [Diagnostic(Code.MISSING_FILE, {"name": metadata.file}, file=name)]
        return [one if one.file else replace(one, file=f"{name}/policy.yml") for one in error.diagnostics]
    values: dict[str, object] = {"expected": metadata.sha256, "actual": actual}
    return [Diagnostic(Code.CHANGED_SOURCE, values, file=file)]


def _text(folder: Path, data: bytes, file: str) -> tuple[str, tuple[Place, ...]]:
    """The text of a source and where its pieces stood: drawn from it when it was added, or itself."""
    if not (folder / TEXT).exists():
        return decode(data, file=file), ()
    try:
        drawn = from_files(read_file(folder / TEXT), read_file(folder / MAP, MOST_BYTES), data)
    except PolicykitError as error:
        raise PolicykitError([replace(one, file=one.file or file) for one in error.diagnostics]) from error
    return drawn.text, drawn.places


def build(policy_id: str, metadata: Metadata, source: str, places: tuple[Place, ...] = ()) -> Policy:
    """Segment a decoded source into the policy `policy_id`; `places` are those of a drawn text.

    Raises `PolicykitError` (PK109) when it holds no normative text.
    """
    doc = document(source, policy=policy_id, level=metadata.level)
    if not any(clause.role is Role.CLAUSE for clause in doc.outline.clauses):
        raise PolicykitError([Diagnostic(Code.NO_CLAUSES, file=f"{_FOLDER}/{policy_id}/{metadata.file}")])
    return Policy(
        id=policy_id,
        source=source,
        script=script_of(source),
        segments=doc.segments,
        outline=doc.outline,
        tables=doc.tables,
        places=places,
        **metadata.model_dump(),
    )
