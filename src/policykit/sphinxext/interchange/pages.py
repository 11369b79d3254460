"""What a policy's page gives to programs: JSON-LD in its head, Akoma Ntoso beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from policykit.interchange.akomantoso import akoma_ntoso, work_uri
from policykit.interchange.jsonld import legislation, script_text
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.crossindex.domain import CrossDomain
from policykit.sphinxext.document import anchor
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.project import PAGES, docname_of

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx

    from policykit.model import Policy

__all__ = ["SUFFIX", "add_formats"]

SUFFIX = ".xml"


def add_formats(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Write a policy's Akoma Ntoso when its page is written, and say in the page's head what it is.

    So the two are never of different days, and a page that is not built again costs nothing.
    """
    if doctree is None or not pagename.startswith(PAGES):
        return
    policy = next(
        (one for one in PolicyDomain.of(app.env).corpus.policies if docname_of(one.id) == pagename), None
    )
    if policy is None:
        return
    path = Path(app.outdir, f"{pagename}{SUFFIX}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_xml(app, policy))
    known = context.get("pageurl") or ""
    said = legislation(
        policy,
        anchors={clause.id: anchor(clause.path) for clause in policy.clauses},
        xml=path.name,
        page=known,
    )
    entry = {"text": Markup(script_text(said)), "xml": path.name}  # noqa: S704  # holds no "<"
    html = app.builder.templates.render("policykit/interchange/head.html", entry)
    context["metatags"] = context.get("metatags", "") + html


def _xml(app: Sphinx, policy: Policy) -> bytes:
    corpus = PolicyDomain.of(app.env).corpus
    cited = [
        (one, work_uri(corpus.policy(one.policy)) if one.policy else "")
        for one in CrossDomain.of(app.env).stock.citations
        if one.clause.startswith(f"{policy.id}/")
    ]
    return akoma_ntoso(policy, ChecksDomain.of(app.env).stock.of_policy(policy.id), cited)
