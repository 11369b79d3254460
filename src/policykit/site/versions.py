"""What pages say of the texts of a policy: which there are, of which pages, and what changed between two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from policykit.corpus.drift import Drift, compare
from policykit.corpus.redline import redline
from policykit.site.links import checks_docname, policy_docname
from policykit.site.paging import Pages, cut
from policykit.site.parts import part_docname
from policykit.site.textparts import PAGE
from policykit.site.wording import words
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.corpus.drift import Change
    from policykit.model import Clause, Policy
    from policykit.site.content import Arguments, Content
    from policykit.site.links import Links

__all__ = ["CHANGES", "redline_view", "text_parts_view", "title_of", "versions_of"]

CHANGES = "changes"
"""The anchor of a redline on the page of the older text."""
_CHANGE, _PIECE = 320, 45
"""Bytes of markup of a change, and of what is the same, gone or new in it."""


def title_of(policy: Policy) -> str:
    """The title of a page: an earlier text says of which day it is."""
    if policy.base == policy.id:
        return policy.title
    said: str = words("policies")["versions"]["title"]
    return said.format(title=policy.title, day=policy.version)


def versions_of(policy: Policy, content: Content, links: Links) -> list[dict[str, Any]]:
    """The texts of a policy, the newest first; none where there is only one."""
    whole = content.corpus.policy(policy.base)
    texts = content.corpus.standings.texts(whole)
    if len(texts) == 1:
        return []
    rows = [
        {
            "day": text.version or text.dated or "",
            "begins": begun or "",
            "here": text.id == policy.id,
            "present": text.id == whole.id,
            "uri": links.uri(policy_docname(text.id)),
            "changes": "" if text.id == texts[-1][1].id else links.uri(policy_docname(text.id), CHANGES),
        }
        for begun, text in texts
    ]
    return rows[::-1]


def redline_view(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """What the text behind a text changed in it, clause by clause."""
    old = content.corpus.policy(given["policy"])
    texts = [text for _, text in content.corpus.standings.texts(content.corpus.policy(old.base))]
    new = texts[[text.id for text in texts].index(old.id) + 1]
    changes = compare(old, new)
    counts = Counter(change.kind for change in changes)
    changed = [change for change in changes if change.kind is not Drift.UNCHANGED]
    parts = _pages(changed, content.text_parts(old).size)
    return {
        "words": words("policies")["versions"],
        "day": new.version or new.dated or "",
        "uri": links.uri(policy_docname(new.id)),
        "counts": [(kind, counts[kind]) for kind in reversed(Drift) if counts[kind]],
        "changes": [_row(change, old, new, content, links) for change in parts[given.get("part", 0)]],
        "cut": Pages.of(parts, given, links, CHANGES, CHANGES),
    }


def _pages(changed: Sequence[Change], beside: int) -> list[list[Change]]:
    """What stands with a text of so many bytes, and on pages of its own: everything, where there is no room for all."""
    weights = [_weight(change) for change in changed]
    if beside + sum(weights) <= PAGE:
        return [list(changed)]
    weighed = list(zip(changed, weights, strict=True))
    return [[], *([change for change, _ in part] for part in cut(weighed, PAGE, lambda each: each[1]))]


def _weight(change: Change) -> int:
    """About how many bytes a change takes."""
    before, after = _written(change.old), _written(change.new)
    pieces = redline(before, after) if not change.kind.harmless else ()
    said = sum(_PIECE + len(piece.text.encode()) for piece in pieces) or len(after.encode())
    return _CHANGE + said


def _row(change: Change, old: Policy, new: Policy, content: Content, links: Links) -> dict[str, Any]:
    before, after = _written(change.old), _written(change.new)
    asked = content.requirements.of_clause(change.new.id) if change.new else []
    return {
        "kind": change.kind,
        "before": _place(change.old, old, links),
        "after": _place(change.new, new, links),
        "gone": change.gone,
        "come": change.come,
        "pieces": redline(before, after) if not change.kind.harmless else (),
        "text": after,
        "asked": len(asked),
        "checks": links.to_requirement(asked[0]) if asked and links.page(checks_docname(new.id)) else "",
    }


def _written(clause: Clause | None) -> str:
    if clause is None:
        return ""
    return (
        f"{clause.heading}。{clause.text}" if clause.heading and clause.text else clause.heading + clause.text
    )


def _place(clause: Clause | None, policy: Policy, links: Links) -> dict[str, str] | None:
    if clause is None:
        return None
    return {"label": pinpoint(clause.label, policy.script) or clause.path, "uri": links.to_clause(clause.id)}


def text_parts_view(given: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The contents of a text that is cut; what is on which page, for addresses of when it was not."""
    policy, said = content.corpus.policy(given["policy"]), words("policies")["text_parts"]
    return {
        "words": said,
        "at": given["at"],
        "pages": [
            {
                "uri": links.uri(part_docname(policy_docname(policy.id), at)),
                "headings": page.headings,
                "clauses": said["clauses"].format(first=page.clauses[0], last=page.clauses[1])
                if page.clauses
                else "",
                "holds": page.holds,
            }
            for at, page in enumerate(content.text_parts(policy).pages)
        ],
    }
