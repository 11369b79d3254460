"""The Sphinx domain `check`: the requirements and indicators of this build, and references to them.

`{check:requirement}` names a requirement by its id, `{check:indicator}` an indicator by its function.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from policykit.site.links import (
    checks_docname,
    indicator_anchor,
    requirement_anchor,
    theme_docname,
)
from policykit.site.requirements import Stock
from policykit.sphinxext.sitedomain import SiteDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["ChecksDomain"]


class ChecksDomain(SiteDomain):
    """Knows the specs of this build, the day it counts from, and what each document shows of them."""

    name = "check"
    label = "要求与指标"
    object_types = {  # Sphinx's own way
        "requirement": ObjType("要求", "requirement"),
        "indicator": ObjType("指标", "indicator"),
    }
    roles = {"requirement": XRefRole(warn_dangling=True), "indicator": XRefRole(warn_dangling=True)}
    initial_data = {"shown": {}}
    data_version = 1

    stock: Stock
    today: date

    def note(self, docname: str, part: str) -> None:
        """Remember that a document shows a part of the stock, to read it again when that changes.

        A part is a key of `Stock.lines`, or `today` for what counts from the day of the build.
        """
        self.data["shown"].setdefault(docname, {})[part] = self._digest(part)

    def outdated(self) -> list[str]:
        """Documents that show something that is not so any more."""
        shown: dict[str, dict[str, str]] = self.data["shown"]
        return sorted(
            docname
            for docname, parts in shown.items()
            if any(self._digest(part) != digest for part, digest in parts.items())
        )

    def _digest(self, part: str) -> str:
        said = [self.today.isoformat()] if part == "today" else self.stock.lines(part)
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    def clear_doc(self, docname: str) -> None:
        """Forget what a document showed."""
        self.data["shown"].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        for docname in docnames:
            if docname in otherdata["shown"]:
                self.data["shown"][docname] = otherdata["shown"][docname]

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        """Kind and name → document, anchor and words of a link to it."""
        places = {
            ("requirement", one.id): (checks_docname(one.policy), requirement_anchor(one), one.plain)
            for one in self.stock.requirements
        }
        for one in self.stock.indicators.values():
            places["indicator", one.name] = theme_docname(one.theme), indicator_anchor(one), one.label
        return places

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Element | None:
        """The link to a requirement or indicator; none when it has no page."""
        docname, anchor, said = self._places.get((typ, target), ("", "", ""))
        if docname not in env.all_docs:
            return None
        content = contnode if node.get("refexplicit") else nodes.inline("", said)
        return make_refnode(builder, fromdocname, docname, anchor, content, said)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every requirement and indicator that has a page, for `objects.inv` and the search."""
        for (kind, name), (docname, anchor, said) in sorted(self._places.items()):
            if docname in self.env.all_docs:
                yield name, said, kind, docname, anchor, 1
