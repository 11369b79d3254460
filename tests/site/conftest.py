"""What the pages are made of, and addresses that name what they lead to: no site is built here."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from policykit import Corpus
from policykit.site.content import Content, RequirementIndex
from policykit.site.crossindex import CrossIndex
from policykit.site.links import Links
from policykit.specs import Specs


class Addresses(Links):
    """Every document and file under its own name; the book has no page `timeline`."""

    def uri(self, docname: str, anchor: str = "") -> str:
        return f"/{docname}#{anchor}" if anchor else f"/{docname}"

    def page(self, docname: str) -> str:
        return "" if docname == "timeline" else self.uri(docname)

    def to_clause(self, name: str) -> str:
        return f"/clause/{name}"

    def to_file(self, name: str) -> str:
        return f"/{name}"

    def highlighted(self, code: str, language: str) -> str:
        return Markup('<pre class="{}">{}</pre>').format(language, code)


@pytest.fixture(scope="session")
def links() -> Links:
    return Addresses()


@pytest.fixture(scope="session")
def content(corpus: Corpus, specs: Specs) -> Content:
    return Content(corpus, RequirementIndex(specs), CrossIndex(specs))
