"""`{glance}`, `{due}`, `{timeline}`, `{coverage}`, `{indicators}`: what a written page shows of the specs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from policykit.site.timeline import due_days
from policykit.site.wording import words
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.checks.nodes import piece
from policykit.sphinxext.checks.pages import section

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DIRECTIVES"]


class _Shown(SphinxDirective):
    """A piece named as the directive."""

    parts: ClassVar[tuple[str, ...]] = ("all",)

    def run(self) -> list[nodes.Node]:
        """The piece, and a note of what it shows."""
        for part in self.parts:
            ChecksDomain.of(self.env).note(self.env.docname, part)
        return self.shown()

    def shown(self) -> list[nodes.Node]:
        """What stands in the page."""
        return [piece(view=self.name)]


class _Due(_Shown):
    """What is due in the next twelve months; `limit` keeps a start page short."""

    parts: ClassVar[tuple[str, ...]] = ("all", "today")
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"limit": directives.nonnegative_int}

    def shown(self) -> list[nodes.Node]:
        """A section of its own, so that what stands below it in the page does not belong to it."""
        listed = piece(view="due", period="coming", limit=self.options.get("limit"))
        return [section("coming", words("checks")["timeline"]["coming"], listed)]


class _Timeline(_Shown):
    """All due dates, in sections of their own."""

    parts: ClassVar[tuple[str, ...]] = ("all", "today")

    def shown(self) -> list[nodes.Node]:
        """A count, then the periods that have something due; the next twelve months always."""
        domain = ChecksDomain.of(self.env)
        made: list[nodes.Node] = [piece(view="timeline")]
        for period, title in words("checks")["timeline"].items():
            if period == "coming" or due_days(domain.stock.requirements, domain.today, period):
                made.append(section(period, title, piece(view="due", period=period)))
        return made


class _Coverage(_Shown):
    """How the numbers of each policy are accounted for, and the reasons of what is dismissed."""

    def shown(self) -> list[nodes.Node]:
        """The table of policies, then that of reasons."""
        reasons = section("reasons", words("checks")["reasons_title"], piece(view="reasons"))
        return [piece(view="coverage"), reasons]


class _Indicators(_Shown):
    """Every indicator, by theme."""

    parts: ClassVar[tuple[str, ...]] = ("indicators",)

    def shown(self) -> list[nodes.Node]:
        """The files of all indicators, and a section for each theme."""
        listed = [
            section(f"theme-{theme}", title, piece(view="theme_list", theme=theme))
            for theme, title in ChecksDomain.of(self.env).stock.themes.items()
        ]
        return [piece(view="files", tables=["indicators"]), *listed]


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "glance": _Shown,
    "due": _Due,
    "timeline": _Timeline,
    "coverage": _Coverage,
    "indicators": _Indicators,
}
"""Name in a page → what puts it there."""
