"""The corpus: policies read from `policy_texts/`, checked and segmented.

A corpus lies in a folder with `policy_texts/<id>/policy.yml` and the sources. Without a path it
is looked for upward from the working directory; else the five policies that come with the
package are used.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from policykit.base.clock import today
from policykit.base.diagnostics import Code, Diagnostic, PolicykitError, nearest_name
from policykit.base.files import find_root
from policykit.corpus.folder import FOLDER, Result, drawn_files, read_folder
from policykit.corpus.shelf import Shelf
from policykit.corpus.standing import Standing, Standings, Status
from policykit.model import Clause, Policy, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor
    from datetime import date

__all__ = ["Corpus"]

_STAYING = (Status.IN_FORCE, Status.AMENDED, Status.UNKNOWN)
"""Of a policy that counts as in force: of what is unknown nothing says that it is not."""


class Corpus:
    """Policies, top level first, and their clauses by id.

    >>> corpus = Corpus.load()
    >>> corpus.clause("nhc-2023-41/4/11").label
    '四/(十一)'
    """

    def __init__(self, policies: Iterable[Policy], root: Path, left_out: Iterable[str] = ()) -> None:
        self.policies: tuple[Policy, ...] = tuple(sorted(policies, key=_order))
        self.root = root
        self.left_out = frozenset(left_out)
        """Of a corpus as of a day, the ids of the policies whose present text is not in it."""

    @classmethod
    def load(
        cls,
        path: str | Path | None = None,
        *,
        executor: Executor | None = None,
        progress: Callable[[Iterator[Result], int], Iterable[Result]] | None = None,
        as_of: date | None = None,
        shards: str | Path | None = None,
    ) -> Self:
        """Read, check and segment every policy under `path`.

        With `as_of`, each policy has the text that held on that day, under the id of that text
        (`x@2019-04-02`); those not yet or no longer in force then are left out.
        `executor` runs the policies side by side; `progress` wraps the run to show how far it is.
        `shards` is where `policykit corpus build` has put its shards, a folder or a URL, by default this user's cache:
        of a policy whose files are those that its row was made from only the card is read, the text when it is asked
        for. Raises `PolicykitError` with every problem of every policy.
        """
        corpus, problems = cls.sound(path, executor=executor, progress=progress, shards=shards)
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
        shards: str | Path | None = None,
    ) -> tuple[Self, dict[str, list[Diagnostic]]]:
        """As `load`, of the policies that can be read; and of each other one, by id, what is wrong with it."""
        root = find_root(path)
        folders = sorted(folder for folder in (root / FOLDER).iterdir() if folder.is_dir())
        if not folders:
            raise PolicykitError([Diagnostic(Code.NO_CONTENT, {"path": root})])
        results = _read(folders, Shelf.of(root, shards), executor)
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
    def _texts(self) -> dict[str, Policy]:
        """Every policy by its id, and every earlier text; in a corpus as of a day, by the policy's id too."""
        earlier = {text.id: text for policy in self.policies for text in policy.versions}
        return {policy.base: policy for policy in self.policies} | earlier | self._policies

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for policy in self.policies for clause in policy.clauses}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The normative clauses of all policies, in reading order."""
        return tuple(clause for clause in self._clauses.values() if clause.role is Role.CLAUSE)

    def policy(self, policy_id: str, as_of: date | None = None) -> Policy:
        """The policy with this id, or the earlier text (`x@2019-04-02`); `as_of` a day, the text in force then.

        Raises `PolicykitError`: PK002 with the nearest id there is, PK017 when none of its texts is in force then.
        """
        if policy_id not in self._texts:
            raise PolicykitError([self._unknown(Code.UNKNOWN_POLICY, policy_id, self._texts)])
        found = self._texts[policy_id]
        if as_of is None:
            return found
        standing, text = self.status(found, as_of), self.standings.text(found, as_of)
        if standing.status not in _STAYING or text is None:
            values = {"id": policy_id, "day": as_of, "status": standing.status.label, "why": standing.reason}
            raise PolicykitError([Diagnostic(Code.NOT_IN_FORCE, values)])
        return text

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id, of any role, in the present text or (`x@2019-04-02/1/2`) in an earlier one.

        Raises `PolicykitError` (PK003).
        """
        policy = clause_id.partition("/")[0]
        if policy not in self._of_text:
            text = self._texts.get(policy)
            self._of_text[policy] = {clause.id: clause for clause in text.clauses} if text else {}
        found = self._of_text[policy]
        if clause_id not in found:
            raise PolicykitError([self._unknown(Code.UNKNOWN_CLAUSE, clause_id, found or self._clauses)])
        return found[clause_id]

    @cached_property
    def _of_text(self) -> dict[str, dict[str, Clause]]:
        """By text its clauses by id: who asks for one clause looks into one text."""
        return {}

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
        """The corpus as of a day: each policy in the text that held then, those out of force left out.

        What is undated stays.
        """
        kept = []
        for policy in self.policies:
            text = self.standings.text(policy, day)
            if text is not None and self.status(policy, day).status in _STAYING:
                kept.append(text)
        present = {policy.id for policy in kept}
        return type(self)(kept, self.root, {policy.id for policy in self.policies} - present)

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
        path = (
            self.root / FOLDER / policy.base / (drawn_files(policy.file)[0] if policy.places else policy.file)
        )
        return path, len((policy.source[: clause.start] + "x").splitlines())


def _read(folders: Iterable[Path], shelf: Shelf | None, executor: Executor | None) -> Iterator[Result]:
    """Each folder's policy, from the shelf where it is there and as its files are."""
    kept = {folder: shelf.policy(folder) if shelf else None for folder in folders}
    rest = [folder for folder, policy in kept.items() if policy is None]
    read = iter(executor.map(read_folder, rest) if executor else map(read_folder, rest))
    return (policy or next(read) for policy in kept.values())


def _order(policy: Policy) -> tuple[int, str, str]:
    issued = policy.dated
    return policy.level.rank, issued.isoformat() if issued else "", policy.id
