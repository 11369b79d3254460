"""What a policy is: its address and kind, and the metadata of the work, the expression and the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.interchange.akomantoso.markup import add, clean
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.interchange.akomantoso.markup import Agents
    from policykit.model import Policy

__all__ = [
    "SOURCE",
    "Cited",
    "is_act",
    "kind",
    "put_identification",
    "put_meta",
    "uncollected_uri",
    "work_uri",
]

SOURCE = "urn:policykit:source"
"""The namespace of what the schema has no words for."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNSAFE = re.compile(r"[^\w.-]+")


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


def work_uri(policy: Policy) -> str:
    """The address of a policy as a work, in the OASIS naming convention; its number is the policy's id.

    A policy that names no day is dated by the year of its 文号 or title.

    >>> from policykit.corpus import Corpus
    >>> work_uri(Corpus.load().policy("guiyang-2024-36"))
    '/akn/cn-520100/doc/plan/2024-06-12/guiyang-2024-36'
    """
    country = "cn" if Division.of(policy.division).level is Level.NATIONAL else f"cn-{policy.division}"
    when = policy.dated
    year = _YEAR.search(f"{policy.number or ''} {policy.title}")
    dated = when.isoformat() if when else year[0] if year else load("akomantoso")["unknown_date"][:4]
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


# --- metadata -------------------------------------------------------------------------------------

_LANGUAGE = "zho"
_EDITOR = "#policykit"

Cited = tuple[str, str, str]
"""eId, address and words of a document that the text cites."""


def put_meta(root: ET.Element, policy: Policy, agents: Agents, cited: Iterable[Cited]) -> None:
    """The whole `meta` of a policy, as the first child of its document."""
    meta = ET.Element("meta")
    root.insert(0, meta)
    issuers = [agents.organization(name) for name in policy.issuers]
    put_identification(meta, policy, issuers=issuers)
    if policy.publisher and policy.date_published:
        published = policy.date_published.isoformat()
        add(meta, "publication", date=published, name="publisher", showAs=policy.publisher)
    _put_classification(meta, policy)
    _put_references(meta, agents, cited)
    # Not of the schema's own words: which bytes this was made from.
    holder = add(meta, "proprietary", source=_EDITOR)
    of = {"xmlns": SOURCE, "file": clean(policy.file), "sha256": policy.sha256}
    ET.SubElement(holder, "source", of)


def put_identification(
    meta: ET.Element,
    policy: Policy,
    *,
    component: str = "main",
    prescribes: bool = True,
    issuers: Iterable[str] = (),
) -> None:
    """The three levels of FRBR that the schema asks for; `component` is the part of the work."""
    holder = add(meta, "identification", source=_EDITOR)
    uri = work_uri(policy)
    authors = [f"#{issuer}" for issuer in issuers] or [_EDITOR]
    work = _put_level(add(holder, "FRBRWork"), policy, (uri, f"{uri}/!{component}"), authors)
    add(work, "FRBRcountry", value="cn")
    if component == "main":
        add(work, "FRBRsubtype", value=kind(policy))
        if policy.number:
            add(work, "FRBRnumber", value=policy.number)
        add(work, "FRBRname", value=policy.title)
    add(work, "FRBRprescriptive", value="true" if prescribes else "false")
    uri = f"{uri}/{_LANGUAGE}@"
    text = _put_level(add(holder, "FRBRExpression"), policy, (uri, f"{uri}/!{component}"))
    add(text, "FRBRlanguage", language=_LANGUAGE)
    file = _put_level(add(holder, "FRBRManifestation"), policy, (f"{uri}.xml", f"{uri}/!{component}.xml"))
    add(file, "FRBRformat", value="application/akn+xml")


def _put_level(
    made: ET.Element, policy: Policy, uris: tuple[str, str], authors: Iterable[str] = (_EDITOR,)
) -> ET.Element:
    """What every level says; `uris` are the address of the whole and of the component."""
    add(made, "FRBRthis", value=uris[1])
    add(made, "FRBRuri", value=uris[0])
    if made.tag == "FRBRWork":
        add(made, "FRBRalias", name="policykit", value=policy.id)
    when = policy.dated
    name = "issued" if policy.date_issued else "published" if when else "unknown"
    add(made, "FRBRdate", date=when.isoformat() if when else load("akomantoso")["unknown_date"], name=name)
    for author in authors:
        add(made, "FRBRauthor", href=author)
    return made


def _put_classification(meta: ET.Element, policy: Policy) -> None:
    holder = add(meta, "classification", source=_EDITOR)
    level, code = policy.level, policy.division
    add(holder, "keyword", value=level.value, showAs=level.label, dictionary="policykit")
    add(holder, "keyword", value=code, showAs=Division.of(code).name, dictionary="GB-T-2260")


def _put_references(meta: ET.Element, agents: Agents, cited: Iterable[Cited]) -> None:
    holder = add(meta, "references", source=_EDITOR)
    for eid, uri, words in cited:
        add(holder, "activeRef", eId=eid, href=uri, showAs=words)
    editor = load("akomantoso")["editor"]
    add(
        holder, "TLCOrganization", eId=_EDITOR[1:], href=f"/akn/ontology/organization/{editor}", showAs=editor
    )
    for name, eid in agents.organizations.items():
        href = f"/akn/ontology/organization/cn/{quote(name)}"
        add(holder, "TLCOrganization", eId=eid, href=href, showAs=name)
    for eid, label in agents.concepts.items():
        add(holder, "TLCConcept", eId=eid, href=f"/akn/ontology/concept/{quote(eid)}", showAs=label)
