"""Hooks the self-check page into Sphinx: `{selfcheck}`, its scripts, and the rulebook that they decide by."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from policykit.base.diagnostics import PolicykitError
from policykit.site import WEB
from policykit.site.links import checks_docname, requirement_anchor
from policykit.site.selfcheck import SCRIPTS, script
from policykit.site.wording import words
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.links import PageLinks
from policykit.sphinxext.selfcheck.domain import SelfcheckDomain
from policykit.sphinxext.selfcheck.nodes import selfcheck
from policykit.text.cite import place

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from policykit.model import Requirement

__all__ = ["setup_selfcheck"]

_STATIC = WEB / "selfcheck"
_RULEBOOK = "selfcheck/rulebook.js"


def setup_selfcheck(app: Sphinx) -> None:
    """Register domain, directive, node and hooks."""
    app.add_domain(SelfcheckDomain)
    app.add_directive("selfcheck", _SelfcheckDirective)
    app.add_node(selfcheck, html=(_page, _nothing))
    app.connect("env-check-consistency", _prepare)
    app.connect("html-page-context", _dress)
    app.connect("build-finished", _write)


class _SelfcheckDirective(SphinxDirective):
    """The form, and where its results appear."""

    def run(self) -> list[nodes.Node]:
        """One node; the document is read again when a requirement changes, since it names the rulebook's digest."""
        ChecksDomain.of(self.env).note(self.env.docname, "all")
        SelfcheckDomain.of(self.env).data["shown"].add(self.env.docname)
        return [selfcheck()]


def _prepare(app: Sphinx, env: BuildEnvironment) -> None:
    domain = SelfcheckDomain.of(env)
    if not domain.data["shown"] or app.builder.format != "html":
        return
    checks, policies = ChecksDomain.of(env), PolicyDomain.of(env)
    places = {one.id: [one.title, one.level.value, one.level.label] for one in policies.corpus.policies}

    def about(one: Requirement) -> dict[str, str]:
        return _about(one, app.builder, policies)

    try:
        domain.script = script(checks.stock.requirements, about, places)
    except PolicykitError as error:
        # Not an ExtensionError: Jupyter Book would bury the message under its own traceback.
        raise SystemExit(str(error)) from error


def _about(one: Requirement, builder: Builder, policies: PolicyDomain) -> dict[str, str]:
    """Addresses from the top of the site, and where in the policy the clause stands."""
    where = policies.places[one.clause]
    return {
        "check": f"{builder.get_target_uri(checks_docname(one.policy))}#{requirement_anchor(one)}",
        "clause": f"{builder.get_target_uri(where.docname)}#{where.anchor}",
        "place": place(policies.corpus.clause(one.clause).label),
    }


def _page(translator: HTML5Translator, _: selfcheck) -> None:
    links, domain = PageLinks(translator.builder), SelfcheckDomain.of(translator.builder.env)
    names = [f"policykit-selfcheck-{name}.js" for name in SCRIPTS]
    scripts = [
        f"{links.to_file(_RULEBOOK)}?v={_digest(domain.script.encode())}",
        *(f"{links.to_file(f'_static/{name}')}?v={_digest((_STATIC / name).read_bytes())}" for name in names),
    ]
    view = {"words": words("selfcheck")["page"], "root": links.to_file(""), "scripts": scripts}
    translator.body.append(
        translator.builder.templates.render("policykit/selfcheck.html", {**view, "_": str})
    )
    raise nodes.SkipNode


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


def _nothing(_: HTML5Translator, __: nodes.Element) -> None:
    pass


def _dress(app: Sphinx, _: str, __: str, ___: dict[str, Any], doctree: nodes.document | None) -> None:
    if doctree is not None and next(doctree.findall(selfcheck), None) is not None:
        app.add_css_file("policykit-selfcheck.css", priority=700)


def _write(app: Sphinx, error: Exception | None) -> None:
    domain = SelfcheckDomain.of(app.env)
    if error is None and app.builder.format == "html" and domain.script:
        path = Path(app.outdir, _RULEBOOK)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(domain.script, "utf-8", newline="\n")
