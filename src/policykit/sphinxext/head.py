"""What the head of a page says of it to those who list or pass on its address; the page of what is not there."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from policykit.model import Role
from policykit.site import WEB
from policykit.site.links import CHECKS, POLICIES, THEMES, theme_docname
from policykit.site.rendering import filled
from policykit.site.wording import words
from policykit.sphinxext.domains import ViewDomain, content_of
from policykit.sphinxext.nodes import site_view
from policykit.text.cite import cite_policy

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx

    from policykit.site.content import Content

__all__ = ["describe", "write_missing"]

_LONGEST = 120
"""Of a description, in characters: what lists of search results show."""
_SHORTEST = 12
_VIEWPORT = re.compile(r'\s*<meta name="viewport"[^>]*>')
"""Of docutils; the theme has one already."""
_MISSING = "404"


def describe(app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None) -> None:
    """Describe the page in its head, for search engines and for who is sent its address."""
    tags = _VIEWPORT.sub("", context.get("metatags") or "")
    home = pagename == app.config.root_doc
    title = app.config.html_title if home else app.env.titles.get(pagename)
    plain = title if isinstance(title, str) else title.astext() if title else ""
    if doctree is not None and 'name="description"' not in tags:
        said = _description(app, pagename, doctree) or words("policies")["described"]["page"].format(
            site=app.config.html_title, title=plain
        )
        address = context.get("pageurl") or ""
        made = filled("head", title=plain, says=said, site=app.config.html_title, address=address, home=home)
        tags = f"{tags}{made}"  # not added: what is safe would escape what it is added to
    context["metatags"] = tags


def _description(app: Sphinx, pagename: str, doctree: document) -> str:
    """What is on a page: a made one is counted, of a written one the first paragraph."""
    content = content_of(app.env)
    for folder, made in ((POLICIES, _policy), (CHECKS, _checks), (THEMES, _theme)):
        if pagename.startswith(folder) and (said := made(content, pagename.removeprefix(folder))):
            return said
    paragraphs = (node for node in doctree.findall(nodes.paragraph) if not _in_view(node))
    texts = (" ".join(node.astext().split()) for node in paragraphs)
    said = next((text for text in texts if len(text) >= _SHORTEST), "")
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _in_view(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, site_view):
            return True
    return False


def _policy(content: Content, policy_id: str) -> str:
    if policy_id not in {policy.id for policy in content.corpus.policies}:
        return ""
    policy = content.corpus.policy(policy_id)
    clauses = sum(clause.role is Role.CLAUSE for clause in policy.clauses)
    count = len(content.requirements.of_policy(policy_id))
    said = words("policies")["described"]["policy"]
    return str(said.format(policy=cite_policy(policy), clauses=clauses, count=count))


def _checks(content: Content, policy_id: str) -> str:
    if policy_id not in {policy.id for policy in content.corpus.policies}:
        return ""
    count = len(content.requirements.of_policy(policy_id))
    said = words("policies")["described"]["checks"]
    return str(said.format(policy=cite_policy(content.corpus.policy(policy_id)), count=count))


def _theme(content: Content, page: str) -> str:
    index = content.requirements
    for theme, title in index.themes.items():
        if theme_docname(theme) == f"{THEMES}{page}":
            indicators = [each.label for each in index.indicators.values() if each.theme == theme]
            listed = words("tables")["names"].join(indicators[:3])
            said = words("policies")["described"]["theme"]
            return str(said.format(title=title, count=len(indicators), listed=listed))
    return ""


def write_missing(app: Sphinx, failure: Exception | None) -> None:
    """Write 404.html, which a web server shows in the place of a page that is not there, at whatever address.

    So nothing in it may depend on where it stands: its style is in it, and its links are made by a script that
    finds the top of the site by the names of its folders.
    """
    if failure is not None or app.builder.format != "html":
        return
    script = (WEB / "theme" / "policykit-missing.js").read_text("utf-8")
    style = (WEB / "theme" / "policykit-missing.css").read_text("utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    folders = sorted({name.partition("/")[0] for name in app.env.all_docs if "/" in name} | {"_static"})
    page = filled(
        "missing",
        site=app.config.html_title,
        language=app.config.language.replace("_", "-"),
        base=f"{app.config.html_baseurl.rstrip('/')}/" if app.config.html_baseurl else "",
        folders=" ".join(folders),
        pages=[(f"{name}.html", app.env.titles[name].astext()) for name in _listed(app)],
        script=script,
        style=style,
        digest=digest,
    )
    Path(app.outdir, f"{_MISSING}.html").write_text(str(page), "utf-8", newline="\n")


def _listed(app: Sphinx) -> list[str]:
    """The pages that someone who has lost the way may want: home, the first of the contents, what one works with."""
    there = app.env.toctree_includes.get(app.config.root_doc, [])
    views = ViewDomain.of(app.env)
    work = [name for view in ("selfcheck", "tasks/list") for name in sorted(views.with_view(view))]
    return list(dict.fromkeys([app.config.root_doc, *there[:4], *work]))
