"""Everything that can be wrong with the specs, as diagnostics: format, binding, double entry, ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic
from policykit.indicators import indicators
from policykit.specs.double_entry import differences
from policykit.specs.ledger import ledger, unaccounted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policykit.model import Clause, Policy, Requirement, Span
    from policykit.specs.ledger import Line
    from policykit.specs.specs import SpecFile, Specs

__all__ = ["check_ledger", "check_requirement", "excerpt", "verify"]

_CONTEXT = 20


def verify(specs: Specs) -> tuple[Diagnostic, ...]:
    """Every problem of every spec file; empty when the specs say what the texts say, and all of it."""
    found = list(specs.problems)
    for file in specs.files:
        for requirement in file.bound.requirements:
            found += check_requirement(requirement, file, specs)
        found += check_ledger(file, specs)
    return tuple(found)


def check_requirement(requirement: Requirement, file: SpecFile, specs: Specs) -> list[Diagnostic]:
    """Double entry of one requirement: every field in which it disagrees with its quote."""
    policy = specs.corpus.policy(requirement.policy)
    found = []
    for one in differences(requirement, policy, tuple(indicators().values())):
        values = {"spec": one.spec, "text": one.text, "label": one.spec, "near": one.text}
        if file.document is not None:
            at = (*file.bound.places[requirement.id], one.key)
            found.append(file.document.diagnose(one.code, at, values))
    return found


def check_ledger(file: SpecFile, specs: Specs) -> list[Diagnostic]:
    """The quantities of a policy's normative text that no requirement asks and no dismissal explains.

    Empty for a file that cannot be read or names no policy: there is nothing to hold the text against.
    """
    policy = next((one for one in specs.corpus.policies if one.id == file.policy), None)
    if policy is None or file.document is None or file.bound.policy != file.policy:
        return []
    lines = ledger(policy, specs.requirements, specs.dismissed, file.bound.quoted)
    return [_unaccounted(line, policy, specs) for line in unaccounted(lines)]


def _unaccounted(line: Line, policy: Policy, specs: Specs) -> Diagnostic:
    path, _ = specs.corpus.place(line.clause)
    values = {"quote": line.quantity.surface, "policy": policy.id, "clause": line.clause.id}
    return _at(policy, line.span, Code.QUANTITY_UNACCOUNTED, values, f"policy_texts/{policy.id}/{path.name}")


def excerpt(policy: Policy, clause: Clause, span: Span) -> str:
    """The words around `span` with a caret under them, for the reader of a failed test."""
    shown = _at(policy, span, Code.NO_FIGURE, {}, "").render().splitlines()[1:3]
    return "\n".join([f"条款 {clause.id}（{clause.label}）的原文：", *shown])


def _at(policy: Policy, span: Span, code: Code, values: Mapping[str, object], file: str) -> Diagnostic:
    """A diagnostic at a place of the source; of a long line the words around it are shown."""
    source = policy.source
    begin, stop = source.rfind("\n", 0, span.start) + 1, source.find("\n", span.end)
    first = max(begin, span.start - _CONTEXT)
    last = min(span.end + _CONTEXT, len(source) if stop < 0 else stop)
    before, after = ("…" if first > begin else ""), ("" if last < span.end + _CONTEXT else "…")
    shown = source[first:last].replace("\n", " ").replace("\r", " ")
    return Diagnostic(
        code,
        dict(values),
        file=file,
        line=source.count("\n", 0, span.start) + 1,
        column=span.start - begin + 1,
        source_line=f"{before}{shown}{after}",
        width=span.end - span.start,
        cut=first - begin - len(before),
    )
