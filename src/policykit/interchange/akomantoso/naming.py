"""Names: the address of a work, the kind of a document, the elements and eIds of an outline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from policykit.base.resources import load
from policykit.text.normal import fold

if TYPE_CHECKING:
    from datetime import date

    from policykit.model import Policy

__all__ = ["Named", "day", "is_act", "kind", "named", "uncollected_uri", "work_uri"]

_NATION = "000000"
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNSAFE = re.compile(r"[^\w.-]+")


class Named(NamedTuple):
    """An element of the outline and the piece of an eId that stands for it."""

    element: str
    eid: str


def named(part: str, number: str, around: tuple[str, ...]) -> Named:
    """The element for a part of a label; `number` is its part of the path, `around` the elements outside.

    >>> named("(十一)", "11", ("section",)), named("(二)", "2", ("chapter", "article"))
    (Named(element='paragraph', eid='para_11'), Named(element='point', eid='point_2'))
    """
    plain = _UNSAFE.sub("-", number.removeprefix("p") if part.startswith("¶") else number) or "0"
    for rule in load("akomantoso")["elements"]:
        if re.fullmatch(rule["label"], part) and rule.get("under", "") in ("", *around):
            return Named(rule["element"], f"{rule['short']}_{plain}")
    return Named("hcontainer", f"hcontainer_{plain}")


def is_act(policy: Policy) -> bool:
    """Whether a policy is cut into articles (第…条), as laws, regulations and rules are."""
    return any(re.search(r"(?:^|/)第[^/]+条", clause.label) for clause in policy.clauses)


def kind(policy: Policy) -> str:
    """The kind of a document, by the end of its title: `opinions`, `plan`, `law`.

    >>> from policykit.corpus import Corpus
    >>> kind(Corpus.load().policy("nhc-2023-41"))
    'opinions'
    """
    title = fold(policy.title)
    rules = load("akomantoso")
    found = [rule["name"] for rule in rules["kinds"] if re.fullmatch(f".*{rule['title']}", title)]
    return str([*found, rules["other_kind"]][0])


def day(policy: Policy) -> date | None:
    """The day that dates a policy: that of its issue, else of its publication."""
    return policy.date_issued or policy.date_published


def work_uri(policy: Policy) -> str:
    """The address of a policy as a work, in the OASIS naming convention; its number is the policy's id.

    A policy that names no day is dated by the year of its 文号 or title.

    >>> from policykit.corpus import Corpus
    >>> work_uri(Corpus.load().policy("guiyang-2024-36"))
    '/akn/cn-520100/doc/plan/2024-06-12/guiyang-2024-36'
    """
    country = "cn" if policy.division == _NATION else f"cn-{policy.division}"
    when = day(policy)
    said = _YEAR.search(f"{policy.number or ''} {policy.title}")
    dated = when.isoformat() if when else said[0] if said else load("akomantoso")["unknown_date"][:4]
    form = "act" if is_act(policy) else "doc"
    return f"/akn/{country}/{form}/{kind(policy)}/{dated}/{quote(policy.id)}"


def uncollected_uri(number: str, title: str) -> str:
    """An address for a document that is cited and not collected, from its 文号 or title.

    >>> uncollected_uri("皖卫发[2024]4号", "")
    '/akn/cn/doc/2024/%E7%9A%96%E5%8D%AB%E5%8F%91-2024-4%E5%8F%B7'
    """
    year = _YEAR.search(number)
    dated = f"{year[0]}/" if year else ""
    return f"/akn/cn/doc/{dated}{quote(_UNSAFE.sub('-', number or title).strip('-'))}"
