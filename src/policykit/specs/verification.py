"""Everything that can be wrong with the specs, as diagnostics: format, binding, double entry, ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.diagnostics import Code, Diagnostic
from policykit.indicators import indicators
from policykit.specs.double_entry import differences
from policykit.specs.ledger import ledger, unaccounted

if TYPE_CHECKING:
    from policykit.model import Clause, Policy, Requirement, Span
    from policykit.specs.specs import SpecFile, Specs

__all__ = ["check_ledger", "check_requirement", "excerpt", "verify"]

_CONTEXT = 20


def verify(specs: Specs) -> tuple[Diagnostic, ...]:
    """Every problem of every spec file; empty when the specs say what the texts say, and all of it."""
    found = list(specs.problems)
    for file in specs.files:
        for requirement in file.bound.requirements:
            found += check_requirement(requirement, file, specs)
        if any(policy.id == file.policy for policy in specs.corpus.policies):
            found += check_ledger(specs.corpus.policy(file.policy), specs)
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


def check_ledger(policy: Policy, specs: Specs) -> list[Diagnostic]:
    """The quantities of one policy's normative text that no requirement asks and no dismissal explains."""
    lines = ledger(policy, specs.requirements, specs.dismissed)
    found = []
    for line in unaccounted(lines):
        path, _ = specs.corpus.place(line.clause)
        source_line, column = _source_line(policy.source, line.span)
        number = len(policy.source[: line.span.start].splitlines()) or 1
        found.append(
            Diagnostic(
                Code.QUANTITY_UNACCOUNTED,
                {"quote": line.quantity.surface, "policy": policy.id, "clause": line.clause.id},
                file=f"policy_texts/{policy.id}/{path.name}",
                line=number,
                column=column + 1,
                source_line=source_line,
                width=line.span.end - line.span.start,
            )
        )
    return found


def excerpt(policy: Policy, clause: Clause, span: Span) -> str:
    """The words around `span` with a caret under them, for the reader of a failed test."""
    source_line, column = _source_line(policy.source, span)
    shown = Diagnostic(
        Code.NO_FIGURE, source_line=source_line, column=column + 1, width=span.end - span.start
    ).render()
    return "\n".join([f"条款 {clause.id}（{clause.label}）", *shown.splitlines()[1:3]])


def _source_line(source: str, span: Span) -> tuple[str, int]:
    """A stretch of the source around `span` without line breaks, and the column where it begins."""
    first = max(0, span.start - _CONTEXT)
    start = max(first, source.rfind("\n", 0, span.start) + 1)
    stop = source.find("\n", span.end)
    end = min(span.end + _CONTEXT, len(source) if stop < 0 else stop)
    before, after = ("…" if start == first and start else ""), ("…" if end == span.end + _CONTEXT else "")
    text = source[start:end].replace("\n", " ").replace("\r", " ")
    return f"{before}{text}{after}", len(before) + span.start - start
