"""draft: every quantity of a policy that is not accounted for, as entries to complete by hand.

Clause and quote are copied from the text, since a slip there helps nobody. The target is left open: it is
read by a person, so that the second reading by the program can disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.base.yamlfile import scalar
from policykit.model import Clause, Policy, QuantityKind, Span
from policykit.specs.binding import occurrences
from policykit.specs.ledger import ledger, unaccounted
from policykit.specs.specs import Specs
from policykit.text.normal import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.corpus import Corpus
    from policykit.indicators import Registry
    from policykit.specs.ledger import LedgerLine

__all__ = ["draft"]

_BREAKS = ("，,、；;。！？!?：:\n", "；;。！？!?\n", "")
"""Where a quote may begin and end: tried in this order until it stands only once in its clause."""
_CANDIDATES = 3


def draft(corpus: Corpus, policy_id: str) -> str:
    """The text of a spec file for `policy_id` in which every entry is still a comment.

    What the specs beside the corpus account for is left out, so that a spec can be completed in several goes.

    Without an entry when nothing is left. Raises `PolicykitError` (PK002) for a policy that is not there.
    """
    policy, specs, words = corpus.policy(policy_id), Specs.read(corpus, of=policy_id), load("drafting")
    quotes = [quote for file in specs.files if file.policy == policy_id for quote in file.binding.quotes]
    left = unaccounted(ledger(policy, specs.requirements, specs.dismissed, quotes, specs.drafts))
    lines = [line for line in left if not _is_due_of_another(line, left)]
    surfaces: dict[tuple[str, Span], list[str]] = {}
    for line in lines:
        span = _quote(policy, line.clause, line.span)
        surfaces.setdefault((line.clause.id, span), []).append(line.quantity.surface)
    entries = [
        _entry(policy, corpus.clause(clause), span, listed, specs.registry)
        for (clause, span), listed in surfaces.items()
    ]
    counted = words["left" if entries else "nothing"].format(places=len(entries), numbers=len(lines))
    return str(words["file"].format(policy=policy_id, counted=counted, entries="\n".join(entries)))


def _is_due_of_another(line: LedgerLine, left: tuple[LedgerLine, ...]) -> bool:
    """Whether a date is the due date of another quantity: with that one, whose `due` it gives, it is accounted for."""
    day = line.quantity
    return day.kind is QuantityKind.DATE and any(
        other.clause.id == line.clause.id
        and other.quantity.kind is not QuantityKind.DATE
        and other.quantity.due == day.due
        for other in left
    )


def _quote(policy: Policy, clause: Clause, span: Span) -> Span:
    """The shortest stretch between marks that holds `span` and stands only once in its clause."""
    text, script = clause.span.cut(policy.source), policy.script
    start, end = span.start - clause.start, span.end - clause.start
    first, last = 0, len(text)
    for breaks in _BREAKS:
        first = max((text.rfind(mark, 0, start) + 1 for mark in breaks), default=0)
        last = min((at for mark in breaks if (at := text.find(mark, end)) >= 0), default=len(text))
        first += len(text[first:start]) - len(text[first:start].lstrip())
        last -= len(text[end:last]) - len(text[end:last].rstrip())
        if len(occurrences(text[first:last], text, script)) == 1:
            break
    return Span(clause.start + first, clause.start + last)


def _entry(policy: Policy, clause: Clause, span: Span, surfaces: list[str], registry: Registry) -> str:
    words, quote = load("drafting"), span.cut(policy.source)
    named = "、".join(f"{name}（{label}）" for name, label in _candidates(quote, policy, registry))
    entry = words["entry"].format(
        heading=f"{clause.label} {clause.heading}".strip().replace("\n", " "),
        surfaces="、".join(surface.replace("\n", " ") for surface in surfaces),
        clause=clause.path,
        quote=scalar(quote),
        named=words["named"].format(named) if named else "",
    )
    return str(entry)


def _candidates(quote: str, policy: Policy, registry: Registry) -> Iterator[tuple[str, str]]:
    """Indicators whose name stands in the quote, the longest name first."""
    text = normalize(quote, policy.script).tight().text
    fitting = [
        (max(map(len, names)), indicator)
        for indicator in registry.indicators.values()
        if (names := [name for name in indicator.names if name in text])
    ]
    for _, indicator in sorted(fitting, key=lambda pair: -pair[0])[:_CANDIDATES]:
        yield indicator.name, indicator.label
