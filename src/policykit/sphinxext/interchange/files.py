"""What the whole site gives to programs: `needs.json`, and a sitemap when its address is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from policykit.interchange.needs import needs_json
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.crossindex.domain import CrossDomain
from policykit.sphinxext.domain import PolicyDomain
from policykit.sphinxext.interchange.pages import SUFFIX
from policykit.sphinxext.project import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.domains import Domain

    from policykit.model.link import Link

__all__ = ["sitemap", "write_files"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_files(app: Sphinx, failure: Exception | None) -> None:
    """Write the files of the site, when it is HTML and was built; remove those of policies that went."""
    if failure is not None or app.builder.format != "html":
        return
    policies = PolicyDomain.of(app.env)
    for file in Path(app.outdir, PAGES).glob(f"*{SUFFIX}"):
        if not any(file.stem == policy.id for policy in policies.corpus.policies):
            file.unlink()
    checks = ChecksDomain.of(app.env)
    urls = dict([*_places(app, policies), *_places(app, checks)])
    text = needs_json(policies.corpus, checks.stock.specs.requirements, _links(app), urls)
    Path(app.outdir, "needs.json").write_text(text, "utf-8", newline="\n")
    path = Path(app.outdir, "sitemap.xml")
    base = app.config.html_baseurl
    if base:
        pages = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
        path.write_bytes(sitemap(base, pages))
    else:
        path.unlink(missing_ok=True)


def sitemap(base: str, pages: list[str]) -> bytes:
    """The addresses of all pages. A sitemap holds full addresses only, so there is none without `base`.

    >>> sitemap("https://example.org/book", ["index.html"]).decode().splitlines()[2]
    '  <url><loc>https://example.org/book/index.html</loc></url>'
    """
    root = ET.Element("urlset", xmlns=_SITEMAP)
    root.text = "\n  "
    for page in pages:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = f"{base.rstrip('/')}/{page}"
        url.tail = "\n  "
    if pages:
        root[-1].tail = "\n"
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _places(app: Sphinx, domain: Domain) -> Iterator[tuple[str, str]]:
    for name, _, _, docname, anchor, _ in domain.get_objects():
        yield name, f"{app.builder.get_target_uri(docname)}#{anchor}"


def _links(app: Sphinx) -> Iterator[Link]:
    """Every link between clauses of the cross-index, once."""
    stock = CrossDomain.of(app.env).stock
    for policy in stock.corpus.policies:
        for clause in policy.clauses:
            yield from (link for link in stock.of_clause(clause.id) if link.a == clause.id)
