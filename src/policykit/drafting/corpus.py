"""Drafting in a knowledge base: one policy or all of them, side by side; one measure gets one name."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.drivers import end_with_parent
from policykit.base.files import replace_file
from policykit.base.yamlfile import read
from policykit.corpus import Corpus
from policykit.corpus.folder import read_folder
from policykit.drafting.files import with_drafts
from policykit.drafting.grouping import Groups, renamed
from policykit.drafting.measures import Names
from policykit.drafting.proposals import Drafted, propose
from policykit.drafting.told import Told
from policykit.indicators import registry
from policykit.model import Policy
from policykit.text.quantities.tables import learn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from policykit.base.yamlfile import Document

__all__ = ["Outcome", "draft_all", "draft_policy", "drafted_spec", "drafts_of", "write_drafts"]

_FEW = 8
"""So many policies are drafted here: other processes would take longer to start."""


class Outcome(NamedTuple):
    """What was drafted for a policy, with the text of its spec; or why nothing could be."""

    policy: str
    title: str = ""
    drafted: Drafted = Drafted()
    text: str = ""
    is_new: bool = False
    """Whether the text is another than that of the file."""
    problems: tuple[Diagnostic, ...] = ()


def drafts_of(policy: Policy, root: Path | None = None, document: Document | None = None) -> Drafted:
    """What is proposed for a policy beside what its spec holds already.

    >>> policy = Corpus.load().policy("shexian-2025")
    >>> entry = drafts_of(policy).requirements[0]
    >>> entry["indicator"], entry["target"], entry["due"]
    ('county_visit_rate', {'at_least': '85%'}, '2026')
    """
    names = _names(root)
    learn(names.registry.units, names.registry.grades)
    return propose(policy, names, Told.of(document, policy))


def drafted_spec(policy: Policy, root: Path) -> str:
    """The text of the first spec of a policy that is being added to the content at `root`."""
    return with_drafts(policy.id, None, drafts_of(policy, root))


def draft_policy(corpus: Corpus, policy_id: str) -> Outcome:
    """The spec of one policy with what is proposed for it; new measures are called as in the other specs.

    Raises
    ------
    PolicykitError
        There is no such policy (PK002), or its spec cannot be read or added to.
    """
    policy = corpus.policy(policy_id)
    groups = Groups.of_specs(path for path in _specs(corpus.root) if path.stem != policy_id)
    document, text = _spec(corpus.root, policy_id)
    drafted = drafts_of(policy, corpus.root, document)
    groups.add(policy_id, drafted)
    return _outcome(policy.id, policy.title, text, renamed(drafted, groups))


def draft_all(
    root: Path, *, progress: Callable[[Iterator[Outcome], int], Iterable[Outcome]] | None = None
) -> list[Outcome]:
    """The specs of all policies of a knowledge base with what is proposed for each, in the order of their ids.

    Policies are drafted side by side; that changes nothing about the result.
    """
    folders = sorted(folder for folder in (root / "policy_texts").iterdir() if folder.is_dir())
    workers = min(os.cpu_count() or 1, len(folders) // _FEW)
    if workers > 1:
        context = get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent) as pool:
            results = pool.map(_attempt, folders, chunksize=4)
            found = list(progress(results, len(folders)) if progress else results)
    else:
        alone = map(_attempt, folders)
        found = list(progress(alone, len(folders)) if progress else alone)
    groups = Groups.of_specs(_specs(root))
    for outcome in found:
        groups.add(outcome.policy, outcome.drafted)
    return [_named(outcome, groups, root) for outcome in found]


def write_drafts(root: Path, outcomes: Iterable[Outcome]) -> None:
    """Write the specs of what was drafted; files with nothing new stay as they are."""
    (root / "specs").mkdir(exist_ok=True)
    for outcome in outcomes:
        if outcome.is_new and not outcome.problems:
            replace_file(root / "specs" / f"{outcome.policy}.yml", outcome.text.encode())


def _attempt(folder: Path) -> Outcome:
    """What is proposed for the policy in a folder: for any process."""
    root = folder.parent.parent
    policy = read_folder(folder)
    if not isinstance(policy, Policy):
        return Outcome(folder.name, problems=tuple(policy))
    try:
        document, _ = _spec(root, policy.id)
        return Outcome(policy.id, policy.title, drafts_of(policy, root, document))
    except PolicykitError as error:
        return Outcome(policy.id, policy.title, problems=tuple(error.diagnostics))


def _named(outcome: Outcome, groups: Groups, root: Path) -> Outcome:
    """With the names that the measures have in all policies, and the text of the spec."""
    if outcome.problems:
        return outcome
    try:
        _, text = _spec(root, outcome.policy)
        return _outcome(outcome.policy, outcome.title, text, renamed(outcome.drafted, groups))
    except PolicykitError as error:
        return outcome._replace(problems=tuple(error.diagnostics))


def _outcome(policy: str, title: str, text: str | None, drafted: Drafted) -> Outcome:
    try:
        made = with_drafts(policy, text, drafted)
    except ValueError as error:
        values: dict[str, object] = {"why": str(error)}
        raise PolicykitError(
            [Diagnostic(Code.YAML_UNREADABLE, values, file=f"specs/{policy}.yml", line=1)]
        ) from error
    return Outcome(policy, title, drafted, made, is_new=made != text)


@cache
def _names(root: Path | None) -> Names:
    return Names(registry(root))


def _specs(root: Path) -> Sequence[Path]:
    return sorted(path for path in (root / "specs").glob("*.yml") if path.name != "lexicon.yml")


def _spec(root: Path, policy_id: str) -> tuple[Document | None, str | None]:
    """The spec of a policy, parsed and as text; nothing where it has none. Raises when it cannot be read."""
    path = root / "specs" / f"{policy_id}.yml"
    if not os.path.lexists(path):
        return None, None
    document, problems = read(path, f"specs/{path.name}")
    if document is None or problems:
        raise PolicykitError(problems)
    return document, path.read_text("utf-8-sig")
