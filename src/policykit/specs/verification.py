"""All in which specs and texts disagree: the double entry of each requirement, and the ledger's remainder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic
from policykit.base.resources import load
from policykit.model import QuantityKind
from policykit.specs.double_entry import values_of
from policykit.specs.ledger import ledger, unaccounted
from policykit.specs.reading import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from policykit.model import Clause, Policy, Span
    from policykit.specs.ledger import LedgerLine
    from policykit.specs.specs import SpecFile, Specs

__all__ = ["check_ledger", "excerpt", "verify"]

_CONTEXT = 20
"""So many characters before and behind a place of a long line are shown."""


def verify(specs: Specs) -> tuple[Diagnostic, ...]:
    """Every problem of every spec file; empty when the specs say what the texts say, and all of it."""
    found = list(specs.problems)
    for file in specs.files:
        for requirement in file.binding.requirements:
            found += specs.check(requirement, file)
        found += check_ledger(file, specs)
    return tuple(found)


def check_ledger(file: SpecFile, specs: Specs) -> list[Diagnostic]:
    """The quantities of a policy's normative text that no requirement asks and no dismissal explains.

    Empty for a file that cannot be read or names no policy: there is nothing to hold the text against.
    """
    policy = next((policy for policy in specs.corpus.policies if policy.id == file.policy), None)
    if policy is None or file.document is None or file.binding.policy != file.policy:
        return []
    specs.speak()
    lines = ledger(policy, specs.requirements, specs.dismissed, file.binding.quotes, specs.drafts)
    return [
        *(_unaccounted(line, policy, specs) for line in unaccounted(lines)),
        *_unread_alike(policy, specs),
    ]


def _unread_alike(policy: Policy, specs: Specs) -> Iterator[Diagnostic]:
    """Figures of a policy, asked or not, that the two readers read differently."""
    for clause in policy.clauses:
        for quantity, words, span in reading(policy, clause).doubtful:
            first, second = values_of(quantity, words)
            path, _ = specs.corpus.location(clause)
            values = {"quote": words, "spec": first, "text": second}
            yield _at(policy, span, Code.READERS_DIFFER, values, f"policy_texts/{policy.id}/{path.name}")


def _unaccounted(line: LedgerLine, policy: Policy, specs: Specs) -> Diagnostic:
    path, _ = specs.corpus.location(line.clause)
    unread = str(load("specs")["unread"]) if line.quantity.kind is QuantityKind.UNREAD else ""
    values = {"quote": line.quantity.surface + unread, "policy": policy.id, "clause": line.clause.id}
    return _at(policy, line.span, Code.QUANTITY_UNACCOUNTED, values, f"policy_texts/{policy.id}/{path.name}")


def excerpt(policy: Policy, clause: Clause, span: Span) -> str:
    """The words around `span` with a caret under them, for the reader of a failed test."""
    lines = _at(policy, span, Code.NO_FIGURE, {}, "").render().splitlines()[1:3]
    return "\n".join([load("specs")["excerpt"].format(id=clause.id, label=clause.label), *lines])


def _at(policy: Policy, span: Span, code: Code, values: Mapping[str, object], file: str) -> Diagnostic:
    """A diagnostic at a place of the source; of a long line the words around it are shown."""
    source = policy.source
    begin, stop = source.rfind("\n", 0, span.start) + 1, source.find("\n", span.end)
    first = max(begin, span.start - _CONTEXT)
    last = min(span.end + _CONTEXT, len(source) if stop < 0 else stop)
    before, after = ("…" if first > begin else ""), ("" if last < span.end + _CONTEXT else "…")
    words = source[first:last].replace("\n", " ").replace("\r", " ")
    return Diagnostic(
        code,
        dict(values),
        file=file,
        line=source.count("\n", 0, span.start) + 1,
        column=span.start - begin + 1,
        source_line=f"{before}{words}{after}",
        width=span.end - span.start,
        cut=first - begin - len(before),
    )
