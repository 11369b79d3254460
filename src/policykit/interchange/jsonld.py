"""schema.org: a policy as `Legislation`, in JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.interchange.akomantoso import work_uri
from policykit.model import Role
from policykit.text.cite import pinpoint
from policykit.text.decode import encodable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policykit.model import Policy

__all__ = ["legislation", "script_text"]

_FEW = 200
"""So many clauses are named one by one; of a longer text its sections are."""


def legislation(
    policy: Policy, *, anchors: Mapping[str, str], xml: str = "", page: str = ""
) -> dict[str, Any]:
    """The policy as schema.org says it; what the policy does not say of itself is left out.

    `anchors` gives the fragment of each clause by its id, `xml` the address of the policy as Akoma Ntoso
    and `page` that of its page, when they are known.

    >>> from policykit.corpus import Corpus
    >>> made = legislation(Corpus.load().policy("guiyang-2024-36"), anchors={})
    >>> made["legislationIdentifier"], made["legislationDate"], made["legislationJurisdiction"]["name"]
    ('筑府办函〔2024〕36号', '2024-06-12', '贵阳市')
    """
    division = Division.of(policy.division)
    named = load("interchange")["nation"] if division.level is Level.NATIONAL else division.name
    stated = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": page,
        "url": page,
        "name": policy.title,
        "identifier": [policy.id, work_uri(policy)],
        "legislationIdentifier": policy.number or policy.id,
        "legislationDate": policy.date_issued and policy.date_issued.isoformat(),
        "datePublished": policy.date_published and policy.date_published.isoformat(),
        "legislationJurisdiction": {
            "@type": "AdministrativeArea",
            "name": named,
            "identifier": division.code,
        },
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": name} for name in policy.issuers],
        "publisher": policy.publisher and {"@type": "Organization", "name": policy.publisher},
        "inLanguage": policy.script.language,
        "encoding": xml
        and {"@type": "LegislationObject", "encodingFormat": "application/akn+xml", "contentUrl": xml},
        "hasPart": _parts(policy, anchors, page),
    }
    return {key: value for key, value in stated.items() if value}


def script_text(document: Mapping[str, Any]) -> str:
    r"""The document as the content of a `<script>`: nothing in it ends the element or begins a comment.

    >>> print(script_text({"name": "</script><!--"}))
    {"name": "\u003c/script>\u003c!--"}
    """
    return encodable(json.dumps(document, ensure_ascii=False)).replace("<", "\\u003c")


def _parts(policy: Policy, anchors: Mapping[str, str], page: str) -> list[dict[str, Any]]:
    clauses = [part for part in policy.clauses if part.role is Role.CLAUSE]
    if len(clauses) > _FEW:
        return [
            {"@type": "Legislation", "name": f"{part.label} {part.heading}".strip()}
            for part in policy.outline.children
            if part.role is Role.CLAUSE and part.is_heading
        ]
    return [
        {
            "@type": "Legislation",
            "name": f"{pinpoint(part.label, policy.script)} {part.heading}".strip(),
            "legislationIdentifier": part.id,
            **({"url": f"{page}#{anchors[part.id]}"} if part.id in anchors else {}),
        }
        for part in clauses
    ]
