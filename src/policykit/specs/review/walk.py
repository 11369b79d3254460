"""What waits in a spec file, the decisions that a person takes on it, and the way back.

Every decision is written at once, whole or not at all. A file that somebody else has changed meanwhile is not written
over: it is read again.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.base.clock import today
from policykit.base.diagnostics import Diagnostic, PolicykitError
from policykit.base.files import read_file, replace_file
from policykit.base.resources import load
from policykit.base.yamlfile import parse
from policykit.model import Dismissal, seal
from policykit.specs import SpecFile, Specs, ledger, unaccounted
from policykit.specs.binding import bind
from policykit.specs.figure import factor_of
from policykit.specs.format import entries
from policykit.specs.review.declare import declaration
from policykit.specs.review.edits import (
    add_entry,
    decoded,
    encoded,
    flow,
    flow_scalar,
    remove_entry,
    set_keys,
    value_of,
)
from policykit.specs.review.waiting import outdated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from policykit.corpus import Corpus
    from policykit.model import Draft, Indicator, Part, Reason, Requirement
    from policykit.specs.ledger import LedgerLine

__all__ = ["ChangedError", "Section", "Walk"]


class ChangedError(Exception):
    """Somebody else has changed the file: nothing was written, and it was read again."""


class Section(NamedTuple):
    """A clause, or a heading with all below it, that could be set aside as a whole."""

    path: str
    label: str
    heading: str
    drafts: tuple[Draft, ...]
    """What is proposed in it."""


@dataclass(frozen=True)
class _Step:
    """One decision: what each file was and is, and what was skipped."""

    label: str
    files: Mapping[Path, tuple[bytes | None, bytes]]
    skipped: object = None
    counts: bool = True
    """Whether it decided a draft."""


class Walk:
    """The drafts of one policy, in the order of its text; or `again` what no review holds of.

    Raises
    ------
    PolicykitError
        There is no such policy (PK002), its spec cannot be read, or the indicators cannot (PK501 to PK503).
    """

    def __init__(self, corpus: Corpus, policy_id: str, by: str = "", *, again: bool = False) -> None:
        self.policy = corpus.policy(policy_id)
        self.by, self.again = by, again
        self.path = corpus.root / "specs" / f"{policy_id}.yml"
        self.specs = Specs.read(corpus, of=policy_id)
        self._indicators = corpus.root / "specs" / "indicators.py"
        self._history: list[_Step] = []
        self._told = ""
        self._latest: tuple[str, int, SpecFile] | None = None
        self._skipped: set[object] = set()
        self._reload()

    # --- what is there ---------------------------------------------------------------------------

    def _reload(self) -> None:
        self._bytes = read_file(self.path)
        self._text = decoded(self._bytes)
        self.file = self._bound(self._text)

    def _bound(self, text: str) -> SpecFile:
        """What a text of the file comes to; raises `PolicykitError` for one that cannot be read."""
        if self._latest is not None and self._latest[:2] == (text, id(self.specs)):
            return self._latest[2]
        document, problems = parse(text, f"specs/{self.path.name}")
        sound, more = entries(document) if document is not None else (None, [])
        if document is None or sound is None:
            raise PolicykitError([*problems, *more])
        self.specs.speak()
        binding = bind(document, sound, self.policy, self.specs.registry)
        binding.problems[:0] = [*problems, *more]
        file = SpecFile(self.policy.id, self.path, document, binding)
        self._latest = text, id(self.specs), file
        return file

    @property
    def drafts(self) -> list[Draft]:
        """What waits, in the order of the text; what is wrongly written is not among it."""
        found = outdated(self.file) if self.again else self.file.binding.drafts
        return sorted(found, key=lambda draft: (draft.span, draft.at))

    @property
    def problems(self) -> list[Diagnostic]:
        """What is wrong in the file."""
        return self.file.binding.problems

    @property
    def open(self) -> list[LedgerLine]:
        """The numbers of the text that no entry quotes: a program could make nothing of them, and a person has to."""
        held = self.file.binding
        lines = ledger(self.policy, held.requirements, held.dismissed, drafts=held.drafts)
        return list(unaccounted(lines))

    @property
    def current(self) -> Draft | None:
        """The first that waits and was not skipped; `None` at the end."""
        return next((draft for draft in self.drafts if self._key(draft) not in self._skipped), None)

    @property
    def decided(self) -> int:
        """How many decisions were taken and not taken back."""
        return sum(step.counts for step in self._history)

    @property
    def skipped(self) -> int:
        """How many of those that wait were skipped."""
        return sum(self._key(draft) in self._skipped for draft in self.drafts)

    def entry(self, draft: Draft) -> dict[str, Any]:
        """An entry as it stands in the file."""
        name, index = draft.at
        found: dict[str, Any] = self.file.document.data[name][index] if self.file.document else {}
        return found

    def _key(self, draft: Draft) -> object:
        """What tells a draft from others, whatever comes and goes before it in the file."""
        return draft.at[0], draft.span, draft.entry.id if draft.requirement else ""  # type: ignore[union-attr]  # a requirement

    def disagreements(self, draft: Draft) -> list[Diagnostic]:
        """In what a proposed requirement disagrees with its words by the double entry."""
        return self.specs.check(draft.requirement, self.file) if draft.requirement else []

    def sections(self, draft: Draft) -> list[Section]:
        """The clause of a draft and the headings above it, from the clause up."""
        clause = next(each for each in self.policy.clauses if each.id == draft.clause)
        part = self.policy.part(clause)
        return [self._section(each) for each in (part, *reversed(part.above)) if each.number]

    def _section(self, part: Part) -> Section:
        clauses = {clause.id for clause in part.clauses}
        within = tuple(draft for draft in self.drafts if draft.clause in clauses)
        return Section("/".join(part.path), "/".join(part.labels), part.heading, within)

    def known(self, draft: Draft) -> Indicator | None:
        """The declared indicator that has the name of the one that is proposed and counts alike."""
        proposal, known = draft.proposal, self.specs.registry.named
        named = (each for each in known if proposal is not None and proposal.label in each.names)
        return next((each for each in named if proposal and factor_of(each.unit, proposal.unit)), None)

    # --- decisions -------------------------------------------------------------------------------

    def accept(self, draft: Draft, overrule: Mapping[str, str] | None = None) -> list[Diagnostic]:
        """Take a draft for what it is; returns what speaks against it, and then writes nothing.

        `overrule` has, by their keys, the reasons to keep what the second reading of the text disagrees with.
        """
        changes: dict[str, str | None] = {"draft": None}
        if draft.requirement:
            changes |= {"reason": None, "proposes": None}
        if (known := self.known(draft)) is not None:
            changes["indicator"] = known.name
        if overrule:
            changes["overrule"] = flow(overrule)
        text = set_keys(self._text, *_at(draft), changes)
        found = self._against(text, draft)
        if not found:
            self._decide(load("review")["accepted"], self._signed(text, draft))
        return found

    def declare(self, draft: Draft, name: str, unit: str) -> list[Diagnostic]:
        """Take a draft together with the indicator that it proposes, which is declared under `name`."""
        assert draft.proposal is not None  # noqa: S101 - only such drafts are declared
        changes = {"draft": None, "reason": None, "proposes": None, "indicator": name}
        text = set_keys(self._text, *_at(draft), changes)
        with self._locked():
            before = _read(self._indicators)
            source = before.decode() if before is not None else ""
            made = declaration(source, draft.proposal, name, unit, (draft.clause, draft.quote)).encode()
            replace_file(self._indicators, made)
            try:
                self.specs = Specs.read(self.specs.corpus, of=self.policy.id)
                found = self._against(text, draft)
            except PolicykitError as error:
                found = error.diagnostics
            if found:
                self._restore(self._indicators, before)
                self.specs = Specs.read(self.specs.corpus, of=self.policy.id)
                return found
            label = load("review")["declared"].format(label=draft.proposal.label)
            self._write(label, self._signed(text, draft), {self._indicators: (before, made)})
        return []

    def set(self, draft: Draft, key: str, value: str | None) -> list[Diagnostic]:
        """Change a field of a draft, given as YAML; returns what is wrong with it, and then writes nothing.

        `proposes.unit` is a field of the indicator that is proposed, `proposes.name` its name.
        """
        within, _, part = key.rpartition(".")
        changes = {key: value, **({"proposes": None} if key == "indicator" else {})}
        if within:
            changes = self._proposing(draft, part, value)
        text = set_keys(self._text, *_at(draft), changes)
        found = self._faults(text)
        if not found:
            name = load("review")["field_names"].get(key, key)
            self._decide(load("review")["edited"].format(field=name), text, counts=False)
        return found

    def _proposing(self, draft: Draft, part: str, value: str | None) -> dict[str, str | None]:
        """The changes that give another indicator to propose; its former name stays one of its names."""
        written = self.entry(draft)
        proposes = dict(written.get("proposes") or {})
        if part == "name":
            names = [*proposes.get("aliases", ()), written["indicator"]]
            proposes["aliases"] = list(dict.fromkeys(names))
            return {"indicator": value, "proposes": flow(proposes)}
        proposes.pop(part, None)
        return {"proposes": flow(proposes | ({part: value_of(value)} if value is not None else {}))}

    def dismiss(self, draft: Draft, reason: Reason, note: str = "") -> None:
        """A draft is no requirement, for this reason; of a proposed dismissal the reason is another."""
        label = load("review")["dismissed"].format(reason=reason.label)
        if isinstance(draft.entry, Dismissal):
            changes = {"reason": reason.value, "note": flow_scalar(note) if note else None, "draft": None}
            text = set_keys(self._text, *_at(draft), changes)
            self._decide(label, self._signed(text, draft))
            return
        written = self.entry(draft)
        entry = {"clause": written["clause"], "quote": written["quote"], "reason": reason.value}
        text = remove_entry(self._text, *_at(draft))
        self._decide(label, self._added(text, entry | ({"note": note} if note else {})))

    def dismiss_section(self, section: Section, reason: Reason) -> None:
        """A whole clause or section is no requirement; what was proposed in it goes."""
        text = self._text
        for draft in sorted(section.drafts, key=lambda draft: draft.at, reverse=True):
            text = remove_entry(text, *_at(draft))
        label = load("review")["section_dismissed"].format(
            place=section.label, reason=reason.label, count=len(section.drafts)
        )
        self._decide(label, self._added(text, {"clause": section.path, "reason": reason.value}))

    def drop(self, draft: Draft) -> None:
        """A proposal is not wanted: its numbers are open again."""
        self._decide(load("review")["dropped"], remove_entry(self._text, *_at(draft)))

    def skip(self, draft: Draft) -> None:
        """Leave a draft for another time."""
        self._skipped.add(self._key(draft))
        self._history.append(_Step(load("review")["skipped"], {}, self._key(draft), counts=False))

    def news(self) -> str:
        """What was written last and not told yet; empty when nothing was."""
        told, self._told = self._told, ""
        return told

    def undo(self) -> str:
        """Take back the last decision that was not taken back; returns what it was, empty when there is none."""
        if not self._history:
            return ""
        step = self._history[-1]
        with self._locked():
            if any(_read(path) != after for path, (_, after) in step.files.items()):
                self._lose()
            for path, (before, _) in step.files.items():
                self._restore(path, before)
        self._history.pop()
        self._skipped.discard(step.skipped)
        if self._indicators in step.files:
            self.specs = Specs.read(self.specs.corpus, of=self.policy.id)
        self._reload()
        return step.label

    # --- writing ---------------------------------------------------------------------------------

    def _faults(self, text: str) -> list[Diagnostic]:
        """What is wrong in an entry of a text that was not wrong before."""
        known = {(each.code, each.source_line) for each in self.problems}
        return [
            each for each in self._bound(text).binding.problems if (each.code, each.source_line) not in known
        ]

    def _against(self, text: str, draft: Draft) -> list[Diagnostic]:
        """What speaks against an entry that is no draft any more."""
        if faults := self._faults(text):
            return faults
        file = self._bound(text)
        asked = _requirement(file, draft)
        return self.specs.check(asked, file) if asked else []

    def _signed(self, text: str, draft: Draft) -> str:
        """The text with the review of an entry that was accepted, when somebody reviews."""
        if not self.by:
            return text
        file = self._bound(text)
        found = _requirement(file, draft) or next(
            each for each in file.binding.dismissed if each.span == draft.span
        )
        review = {"by": self.by, "on": today().isoformat(), "seal": seal(found)}
        return set_keys(text, *_at(draft), {"reviewed": flow(review)})

    def _added(self, text: str, entry: dict[str, Any]) -> str:
        added = add_entry(text, "dismissed", flow(entry))
        if not self.by:
            return added
        file = self._bound(added)
        index = len(file.document.data["dismissed"]) - 1 if file.document else 0
        review = {"by": self.by, "on": today().isoformat(), "seal": seal(file.binding.dismissed[-1])}
        return set_keys(added, "dismissed", index, {"reviewed": flow(review)})

    def _decide(self, label: str, text: str, *, counts: bool = True) -> None:
        with self._locked():
            self._write(label, text, {}, counts=counts)

    def _write(
        self,
        label: str,
        text: str,
        more: Mapping[Path, tuple[bytes | None, bytes]],
        *,
        counts: bool = True,
    ) -> None:
        data = encoded(text, self._bytes)
        replace_file(self.path, data)
        self._history.append(_Step(label, {self.path: (self._bytes, data), **more}, counts=counts))
        self._told = label
        self._reload()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder against other reviewers, and refuse when the file is not what was read."""
        handle = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if _read(self.path) != self._bytes:
                self._lose()
            yield
        finally:
            os.close(handle)

    def _lose(self) -> None:
        """Read the file again: what was done here before cannot be taken back any more."""
        self._history.clear()
        self.specs = Specs.read(self.specs.corpus, of=self.policy.id)
        self._reload()
        raise ChangedError

    @staticmethod
    def _restore(path: Path, before: bytes | None) -> None:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            replace_file(path, before)


def _at(draft: Draft) -> tuple[str, int]:
    name, index = draft.at
    return str(name), int(index)


def _requirement(file: SpecFile, draft: Draft) -> Requirement | None:
    """The requirement of a file at the place of a draft."""
    found = (each for each in file.binding.requirements if file.binding.locations[each.id] == draft.at)
    return next(found, None)


def _read(path: Path) -> bytes | None:
    return read_file(path) if path.exists() else None
