"""What a written page shows of the policies: `{policy}`, `{policies}`, and the views that stand for themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from policykit.base.diagnostics import PolicykitError
from policykit.model import Level
from policykit.site.duedays import due_days
from policykit.site.links import TASKS
from policykit.site.tasklist import places
from policykit.site.wording import words
from policykit.sphinxext.document import read_policy, unfold
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, content_of
from policykit.sphinxext.nodes import section, site_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from policykit.model import Policy
    from policykit.site.content import Content

__all__ = ["DIRECTIVES"]

_FEW = 8
"""Of a short list, when the page does not say how many."""


class _Policy(SphinxDirective):
    """The text of one policy: ```` ```{policy} shexian-2025 ````.

    Every policy has a page without it; a written page `policies/<id>.md` with this directive
    takes that page's place, for who wants to add something of their own.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The tree of the policy; an unknown id is an error at its line."""
        try:
            page = read_policy(self.env, self.arguments[0])
        except PolicykitError as error:
            return [self.state.document.reporter.error(str(error), line=self.lineno)]
        unfold(page, content_of(self.env))  # the outline of a written page is Sphinx's own
        return [page]


class _Policies(SphinxDirective):
    """All policies, top level first; `limit` keeps a start page short, `newest` shows so many of any level."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "limit": directives.nonnegative_int,
        "newest": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        """A section for each level that has policies."""
        PolicyDomain.of(self.env).data["lists"].add(self.env.docname)
        corpus, policies = content_of(self.env).corpus, content_of(self.env).requirements.policies
        if "newest" in self.options:
            # One without a date has the year of its title.
            newest = sorted(policies, key=lambda policy: (policy.year or 0, policy.dated or date.min))
            listed = self._list("", newest[::-1], self.options["newest"])
            return [section("newest", words("policies")["newest"], listed)]
        made: list[nodes.Node] = []
        if not self.options.get("limit"):
            counts = words("policies")["stock"].format(policies=len(policies), clauses=len(corpus.clauses))
            made.append(nodes.paragraph(counts, counts, classes=["policy-stock"]))
        for level in Level:
            of_level = [policy for policy in policies if policy.level is level]
            if of_level:
                listed = self._list(level.value, of_level, self.options.get("limit") or len(of_level))
                classes = ("level-section", f"level-section-{level.value}")
                made.append(section(f"level-{level.value}", level.label, listed, classes=classes))
        if not self.options.get("limit"):
            made.append(site_view(view="checks/files", tables=["policies", "clauses"]))
        return made

    def _list(self, level: str, policies: list[Policy], limit: int) -> site_view:
        ids = [policy.id for policy in policies]
        listed = site_view(view="list", policies=ids[:limit], level=level, more=max(0, len(ids) - limit))
        bullets = nodes.bullet_list()
        for policy_id in ids[:limit]:
            reference = addnodes.pending_xref(
                "",
                nodes.inline("", policy_id),
                refdomain="policy",
                reftype="document",
                reftarget=policy_id,
                refexplicit=False,
                refwarn=True,
                refdoc=self.env.docname,
            )
            bullets += nodes.list_item("", nodes.paragraph("", "", reference))
        listed += bullets
        return listed


class _View(SphinxDirective):
    """A view by itself; `parts` are the parts of the specs that it shows."""

    view: ClassVar[str]
    parts: ClassVar[tuple[str, ...]] = ("all",)

    def run(self) -> list[nodes.Node]:
        """The view, and a note of what it shows."""
        for part in self.parts:
            CheckDomain.of(self.env).note(self.env.docname, part)
        return self.made(content_of(self.env))

    def made(self, content: Content) -> list[nodes.Node]:
        """What stands in the page."""
        return [site_view(view=self.view)]


def _named(name: str, *shown: str) -> type[_View]:
    """The directive of a view that needs no words of its own."""
    return type(
        f"_{name.title()}", (_View,), {"view": name, "parts": shown, "__doc__": f"The view `{name}`."}
    )


class _Due(_View):
    """What is due in the twelve months from the reader's today, `limit` at most."""

    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"limit": directives.positive_int}

    def made(self, content: Content) -> list[nodes.Node]:
        """A section of its own, so that what stands below it in the page does not belong to it."""
        listed = site_view(view="checks/due", limit=self.options.get("limit", _FEW))
        return [section("coming", words("checks")["due_title"], listed)]


class _Timeline(_View):
    """All due dates, a section a year."""

    def made(self, content: Content) -> list[nodes.Node]:
        """A count, then the years in which something is due."""
        years = dict.fromkeys(day.when.year for day in due_days(content.requirements.requirements))
        titled = words("checks")["due_year"]
        listed = [
            section(f"due-{year}", titled.format(year=year), site_view(view="checks/due", year=year))
            for year in years
        ]
        return [site_view(view="checks/timeline"), *listed]


class _Tasks(_View):
    """Who must do what by when, for the chosen division; the files and calendars of some."""

    def made(self, content: Content) -> list[nodes.Node]:
        """The list, and a section for the files."""
        tables = [f"{TASKS}{code}" for code in places(content)]
        files = section(
            "task-files", words("tasks")["files_title"], site_view(view="tasks/files", tables=tables)
        )
        return [site_view(view="tasks/list"), files]


class _Coverage(_View):
    """How the numbers of each policy are accounted for, and the reasons of what is dismissed."""

    def made(self, content: Content) -> list[nodes.Node]:
        """The table of policies, then that of reasons."""
        reasons = section("reasons", words("checks")["reasons_title"], site_view(view="checks/reasons"))
        return [site_view(view="checks/coverage"), reasons]


class _Indicators(_View):
    """Every indicator, by theme."""

    parts = ("indicators",)

    def made(self, content: Content) -> list[nodes.Node]:
        """The files of all indicators, and a section for each theme."""
        listed = [
            section(f"theme-{theme}", title, site_view(view="checks/theme_list", theme=theme))
            for theme, title in content.requirements.themes.items()
        ]
        return [site_view(view="checks/files", tables=["indicators"]), *listed]


class _SearchBox(SphinxDirective):
    """A search field that leads to the search page and lists clauses as one types.

    Each line of its content is an example::

        ```{searchbox}
        家庭医生 预留号源
        90%以上
        ```
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The field."""
        examples = [line.strip() for line in self.content if line.strip()]
        return [site_view(view="searchbox", examples=examples)]


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "policy": _Policy,
    "policies": _Policies,
    "glance": _named("checks/glance", "all"),
    "due": _Due,
    "timeline": _Timeline,
    "tasks": _Tasks,
    "coverage": _Coverage,
    "indicators": _Indicators,
    **{name: _named(f"crossindex/{name}") for name in ("terms", "citations", "concordance", "cascade")},
    "county": _named("county"),
    "selfcheck": _named("selfcheck", "all"),
    "collect": _named("collect", "all"),
    "years": _named("years", "all"),
    "searchbox": _SearchBox,
}
"""Name in a page → what puts it there."""
