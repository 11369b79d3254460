"""How staff cite a clause in a paper: 《…》（文号）第四部分第（十一）条."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.model import Script
from policykit.text.normal import traditional

if TYPE_CHECKING:
    from policykit.model import Clause, Policy

__all__ = ["cite", "cite_policy", "on_page", "page_range", "pinpoint"]


@lru_cache(maxsize=8192)
def pinpoint(label: str, script: Script = Script.SIMPLIFIED) -> str:
    """Read a clause's label aloud; beside words of its policy, in the script of that.

    >>> pinpoint("四/(十一)"), pinpoint("二/(一)/3."), pinpoint("第三章/第十二条/(二)"), pinpoint("引言/¶1")
    ('第四部分第（十一）条', '第二部分第（一）条第3项', '第三章第十二条第（二）项', '引言第1段')
    >>> pinpoint("结语/¶2"), pinpoint("二/(一)/3.", Script.TRADITIONAL)
    ('结语', '第二部分第（一）條第3項')
    """
    cited = ""
    parts = label.split("/")
    for part, following in zip_longest(parts, parts[1:], fillvalue=""):
        # 3.1.2 says all that 3.1 says.
        if not following.startswith(f"{part}."):
            cited += _part_cited(part, cited)
    return traditional(cited) if script is Script.TRADITIONAL else cited


def cite_policy(policy: Policy) -> str:
    """《title》（文号）; the brackets only when there is a 文号, or an earlier text to be told by its day."""
    earlier = policy.id != policy.base
    said = load("citation")["version"].format(day=policy.version) if earlier else ""
    inside = "，".join(filter(None, (policy.number, said)))
    return f"《{policy.title}》（{inside}）" if inside else f"《{policy.title}》"


def cite(clause: Clause, policy: Policy) -> str:
    """《title》（文号）第四部分第（十一）条 in the issuer's own script; of several closing paragraphs also which."""
    return cite_policy(policy) + pinpoint(clause.label, policy.script) + _which(clause, policy)


def page_range(clause: Clause, policy: Policy) -> str:
    """The page of the original on which a clause stands, the first and the last of several; empty without pages.

    >>> from policykit.model import Level, Place, Policy
    >>> places = Place(0, page=1), Place(4, page=2), Place(7, page=3)
    >>> pdf = Policy("x", "", Level.COUNTY, "341021", "x.pdf", "", "", places=places)
    >>> from policykit.model import Clause, Role, Span
    >>> clause = Clause("x/1", "x", "一", "", "拓展服务。", Role.CLAUSE, Level.COUNTY, Span(4, 9))
    >>> page_range(clause, pdf), on_page(clause, pdf)
    ('2–3', '第2–3页')
    """
    return "–".join(map(str, dict.fromkeys(policy.pages(clause) or ())))


def on_page(clause: Clause, policy: Policy) -> str:
    """The page as a reader is told it: 第3页; empty without pages."""
    pages = page_range(clause, policy)
    return str(load("citation")["page"].format(pages=pages)) if pages else ""


def _which(clause: Clause, policy: Policy) -> str:
    """Which of several closing paragraphs; empty for any other clause."""
    # Their ids are numbered on from the opening ones', a reader counts them by themselves.
    closing = f"{load('roles')['unnumbered']['closing']}/"
    if not clause.label.startswith(closing):
        return ""
    row = [other.id for other in policy.clauses if other.label.startswith(closing)]
    return f"第{row.index(clause.id) + 1}段" if len(row) > 1 else ""


def _part_cited(part: str, before: str) -> str:
    for rule in load("citation")["rules"]:
        match = re.fullmatch(rule["label"], part)
        if match and re.search(rule.get("under", ""), before):
            cited: str = rule["cite"].format(match[0], *match.groups())
            return cited
    return part
