"""draft: every quantity of a policy that is not accounted for, as entries to complete by hand.

Clause and quote are copied from the text, since a slip there helps nobody. The target is left open: it is
read by a person, so that the second reading by the program can disagree.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from policykit.indicators import indicators
from policykit.model import Clause, Policy, QuantityKind, Span
from policykit.scaffold.words import words
from policykit.specs import Specs, ledger, unaccounted
from policykit.specs.normal import normal
from policykit.specs.quotes import occurrences
from policykit.specs.reading import written_traditional

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.corpus import Corpus
    from policykit.specs.ledger import Line

__all__ = ["draft", "quoted"]

_BREAKS = ("，,、；;。！？!?：:\n", "；;。！？!?\n", "")
"""Where a quote may begin and end: tried in this order until it stands only once in its clause."""
_PLAIN = re.compile(r"(?=.*[^\W\d_])[^\W_][^\n#:'\"{}\[\]&*!|>@`]*")
_CANDIDATES = 3


def draft(corpus: Corpus, policy_id: str) -> str:
    """The text of a spec file for `policy_id` in which every entry is still a comment.

    What the specs beside the corpus account for is left out, so that a spec can be completed in several goes.

    Without an entry when nothing is left. Raises `PolicykitError` (PK002) for a policy that is not there.
    """
    policy, specs = corpus.policy(policy_id), Specs.read(corpus)
    quotes = [one for file in specs.files if file.policy == policy_id for one in file.bound.quoted]
    left = unaccounted(ledger(policy, specs.requirements, specs.dismissed, quotes))
    lines = [line for line in left if not _only_dates(line, left)]
    places: dict[tuple[str, Span], list[str]] = {}
    for line in lines:
        span = _quote(policy, line.clause, line.span)
        places.setdefault((line.clause.id, span), []).append(line.quantity.surface)
    entries = [_entry(policy, corpus.clause(clause), span, found) for (clause, span), found in places.items()]
    counted = words()["left" if entries else "nothing"].format(places=len(entries), numbers=len(lines))
    return words()["file"].format(policy=policy_id, counted=counted, entries="\n".join(entries))


def _only_dates(line: Line, left: tuple[Line, ...]) -> bool:
    """Whether it is a due date of another one: with that one, whose `due` it gives, it is accounted for."""
    day = line.quantity
    return day.kind is QuantityKind.DATE and any(
        other.clause.id == line.clause.id
        and other.quantity.kind is not QuantityKind.DATE
        and other.quantity.due == day.due
        for other in left
    )


def quoted(text: str) -> str:
    """`text` as a YAML scalar, in quotation marks only where it needs them.

    >>> quoted("县域内就诊率达85%"), quoted("2026年: 85%")
    ('县域内就诊率达85%', '"2026年: 85%"')
    """
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _quote(policy: Policy, clause: Clause, span: Span) -> Span:
    """The shortest stretch between marks that holds `span` and stands only once in its clause."""
    text, traditional = clause.span.cut(policy.source), written_traditional(policy.source)
    start, end = span.start - clause.start, span.end - clause.start
    first, last = 0, len(text)
    for breaks in _BREAKS:
        first = max((text.rfind(mark, 0, start) + 1 for mark in breaks), default=0)
        last = min((at for mark in breaks if (at := text.find(mark, end)) >= 0), default=len(text))
        first += len(text[first:start]) - len(text[first:start].lstrip())
        last -= len(text[end:last]) - len(text[end:last].rstrip())
        if len(occurrences(text[first:last], text, traditional=traditional)) == 1:
            break
    return Span(clause.start + first, clause.start + last)


def _entry(policy: Policy, clause: Clause, span: Span, found: list[str]) -> str:
    quote = span.cut(policy.source)
    named = "、".join(f"{name}（{label}）" for name, label in _candidates(quote, policy))
    return words()["entry"].format(
        place=f"{clause.label} {clause.heading}".strip().replace("\n", " "),
        found="、".join(surface.replace("\n", " ") for surface in found),
        clause=clause.path,
        quote=quoted(quote),
        named=words()["named"].format(named) if named else "",
    )


def _candidates(quote: str, policy: Policy) -> Iterator[tuple[str, str]]:
    """Indicators whose name stands in the quote, the longest name first."""
    said, _ = normal(quote, traditional=written_traditional(policy.source))
    fitting = [
        (max(len(name) for name in one.names if name in said), one)
        for one in indicators().values()
        if any(name in said for name in one.names)
    ]
    for _, one in sorted(fitting, key=lambda pair: -pair[0])[:_CANDIDATES]:
        yield one.name, one.label
