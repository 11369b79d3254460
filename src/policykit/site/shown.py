"""What a page shows of other policies, as a digest: other pages are as they were, and need not be written again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from policykit.interchange.akomantoso import work_uri
from policykit.model import Clause, Policy, Requirement
from policykit.model.cascade import Cascade
from policykit.model.measure import Measure
from policykit.site.counterparts import LISTED, RELATED, counterparts, named, seen_from
from policykit.site.crossviews import VIEWS, neighbours
from policykit.site.links import THEMES, theme_docname

if TYPE_CHECKING:
    from policykit.model.link import Link
    from policykit.site.content import Content
    from policykit.site.links import Links

__all__ = ["shown"]


def shown(docname: str, content: Content, links: Links) -> str:
    """Changes when anything does that a page shows of the cross-index.

    Likelihoods are no part of it: they differ a little whenever any text does, and no reader sees them. A page that
    shows the whole cross-index changes with all that this is made of.
    """
    digest = hashlib.sha256()
    for told in _told(docname, content, links):
        digest.update(f"{told}\n".encode())
    return digest.hexdigest()


def _told(docname: str, content: Content, links: Links) -> Iterator[str]:
    clauses, policy = content.clauses_of_page(docname), content.policy_of_page(docname)
    for clause in clauses or ():
        yield from _beside(clause, content)
        around = neighbours(clause.id, LISTED, content, links)
        if any(around["counted"].values()):
            yield from _words(around)
    if policy is not None:
        for citation in content.crossindex.citations_in(policy.id):  # they stand in what lies beside the page
            cited = content.corpus.policy(citation.policy) if citation.policy else None
            yield f"{citation} {work_uri(cited) if cited else ''}"
    elif clauses is None and docname.startswith(THEMES):
        for name, indicator in content.requirements.indicators.items():
            if theme_docname(indicator.theme) == docname:
                yield from _words(VIEWS["crossindex/places"]({"indicator": name}, content, links))
    elif clauses is None:
        yield content.crossindex.inputs


def _beside(clause: Clause, content: Content) -> Iterator[str]:
    """How many counterparts of each kind stand beside a clause, and what is said of those that are listed.

    Told as it is at hand: made ready for a template it takes ten times as long, and of a large site few pages change.
    """
    groups, related = counterparts(clause, content)
    mine = content.corpus.policy(clause.policy)
    for side, links in groups.items():
        if links:
            yield f"{side} {len(links)}"
            for link in links[:LISTED]:
                name, ours, theirs = seen_from(link, clause)
                other = content.corpus.clause(name)
                source = content.corpus.policy(other.policy).source
                yield f"{_told_of(other, link, content)} {ours.cut(mine.source)} {theirs.cut(source)}"
    if related:
        yield f"related {len(related)}"
        for link in related[:RELATED]:
            yield _told_of(content.corpus.clause(seen_from(link, clause)[0]), link, content)


def _told_of(other: Clause, link: Link, content: Content) -> str:
    """What an entry says of the other clause, and of what it has in common."""
    policy = content.corpus.policy(other.policy)
    states = [(each.how.value, named(each)) for each in link.states]
    return repr((other.id, other.label, other.heading, policy.title, policy.level.value, states))


_SIDES: Mapping[type, Callable[[Any], object]] = {
    Policy: lambda one: (one.id, one.title, one.level.value),
    Clause: lambda one: (one.id, one.label, one.heading),
    Requirement: lambda one: one.id,
    Measure: lambda one: (one.clause, one.thing, one.sentence, one.origin),
    Cascade: lambda one: (one.reading, one.reason),
}
"""What has many sides → those that a list says of it; the others stand beside it."""


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a template is given
    """What a template may write of a value."""
    sides = next((of for kind, of in _SIDES.items() if isinstance(value, kind)), None)
    if sides:
        yield repr(sides(value))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _words(each)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from _words(each)
    else:
        yield repr(value)
