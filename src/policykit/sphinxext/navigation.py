"""The way between the pages that stand in no table of contents.

Each names its neighbours and its way up, and the side bar marks the page that lists it. Not a table of contents:
it would be copied into every page, and grows with the square of the corpus. A policy page therefore knows only its
neighbours.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from policykit.base.copies import in_copies
from policykit.site.links import (
    CHECKS,
    POLICIES,
    THEMES,
    YEARS,
    checks_docname,
    policy_docname,
    theme_docname,
)
from policykit.site.paging import first_page
from policykit.site.parts import part_docname, whole_docname
from policykit.site.rendering import compile_templates, filled
from policykit.site.shown import shown
from policykit.site.wording import words
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, ViewDomain, content_of
from policykit.sphinxext.links import PageLinks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from policykit.model import Policy
    from policykit.site.content import Content

__all__ = ["add_navigation", "pages_to_read", "pages_to_write"]

_MADE = (POLICIES, CHECKS, THEMES)
_LIST, _INDICATORS = "policies", "indicators"
"""The written pages that list all policies and all indicators, when the book has them."""


_WORTH_COPIES = 40
"""With fewer pages it takes longer to copy the process than to look at them."""


class _Neighbour(NamedTuple):
    docname: str
    title: Markup


def pages_to_read(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Pages that show what is not so any more; the page of what went is removed.

    Lists are read again when a policy came, went or changed.
    """
    for name in removed:
        if name.startswith(_MADE) and hasattr(app.builder, "get_outfilename"):
            _remove(Path(app.builder.get_outfilename(name)), name, env.found_docs)
    outdated = {name for name in CheckDomain.of(env).outdated() if name not in removed}
    if any(name.startswith(POLICIES) for name in added | changed | removed):
        outdated |= PolicyDomain.of(env).data["lists"]
    return sorted(outdated)


def _remove(page: Path, name: str, there: set[str]) -> None:
    """Sphinx forgets a document and leaves its page standing, and those on which a list of it goes on."""
    page.unlink(missing_ok=True)
    for further in page.parent.glob(f"{page.stem}-*{page.suffix}"):
        if first_page(f"{name.rpartition('/')[0]}/{further.stem}", {*there, name}) == name:
            further.unlink()


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages whose neighbours are others, or otherwise named, than when they were written.

    And those of policies that another one ends now, or no more; and those that show something else of the cross-index,
    which is looked at when what it is made of has changed. And themes with an indicator of which the first or the last
    figures were collected: it leads to them.
    """
    if app.parallel > 1:
        compile_templates()
    content, policies, views = content_of(env), PolicyDomain.of(env), ViewDomain.of(env)
    before, now = policies.data["neighbours"], _neighbours(content.requirements.policies)
    policies.data["neighbours"] = now
    outdated = {name for name in now if before.get(name, now[name]) != now[name]}
    checks = CheckDomain.of(env).data
    before, checks["cut"] = checks["cut"], content.requirements.cut
    if before not in (None, checks["cut"]):
        outdated |= env.all_docs.keys()  # whatever leads to a requirement may lead elsewhere now
    before, policies.data["cut"] = policies.data["cut"], _cut_texts(content)
    if before not in (None, policies.data["cut"]):
        outdated |= env.all_docs.keys()  # and to a clause
    before, standing = policies.data["standings"], _standings(content)
    policies.data["standings"] = standing
    outdated |= {name for name in standing if before.get(name, standing[name]) != standing[name]}
    before, led = views.data["years"], _with_years(content) if YEARS in env.all_docs else {}
    views.data["years"] = led
    outdated |= {name for name in before | led if before.get(name) != led.get(name)}
    if views.data["crossindex"] != content.crossindex.inputs:
        before = views.data["shown"]
        now_shown = _shown(app, content, sorted(views.with_view("crossindex/")))
        outdated |= {name for name, state in now_shown.items() if before.get(name, state) != state}
        views.data |= {"crossindex": content.crossindex.inputs, "shown": now_shown}
    return sorted(outdated & set(env.all_docs))


def _shown(app: Sphinx, content: Content, names: Sequence[str]) -> dict[str, str]:
    """What each page shows of the cross-index; of many pages copies of the process work it out."""

    def of_page(name: str) -> str:
        return shown(name, content, PageLinks(app.builder, name))

    if app.parallel == 1 or len(names) < _WORTH_COPIES:
        return {name: of_page(name) for name in names}
    content.crossindex.settle()  # or each copy would make it all itself
    return dict(zip(names, in_copies(of_page, names, app.parallel), strict=True))


def _with_years(content: Content) -> dict[str, list[str]]:
    """Indicators of which something was collected, by the page of their theme."""
    found: dict[str, list[str]] = {}
    for name in sorted(content.with_years):
        docname = theme_docname(content.requirements.indicators[name].theme)
        found.setdefault(docname, []).append(name)
    return found


def _cut_texts(content: Content) -> dict[str, list[list[str]]]:
    """With which clause the pages of each text begin that has several: not where, which each word before it shifts."""
    texts = (text for policy in content.corpus.policies for text in (*policy.versions, policy))
    cut = ((text.id, content.text_parts(text)) for text in texts)
    return {
        name: [[clause.id for clause in parts.clauses(at)[:1]] for at in range(len(parts.starts))]
        for name, parts in cut
        if parts.is_cut
    }


def _standings(content: Content) -> dict[str, str]:
    """What the page of each policy says of its being in force and of repeals: the text of others decides on it too."""
    standings = content.corpus.standings
    return {
        policy_docname(policy.id): repr(
            (
                standings.phases(policy),
                [(each.by, each.policy) for each in standings.repeals_of(policy.id)],
                [(each.by, each.policy) for each in standings.repeals_by(policy.id)],
            )
        )
        for policy in content.corpus.policies
    }


def add_navigation(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give a made page its neighbours and its way up, as any page has them."""
    if doctree is None:
        if docname := first_page(pagename, app.env.all_docs):
            above = [*_above_written(app, docname), (docname, "", app.env.titles[docname].astext())]
            _lead_up(app, pagename, context, above, _number(int(pagename.rpartition("-")[2]) - 1))
        return
    if not pagename.startswith(_MADE):
        if above := _above_written(app, pagename):
            _lead_up(app, pagename, context, above, app.env.titles[pagename].astext())
        return
    around: list[_Neighbour | None]
    docname, at = whole_docname(pagename)
    if pagename.startswith(POLICIES):
        around, parents = _around_text(app, docname, at), _above_text(app, docname, at)
    elif pagename.startswith(CHECKS):
        policy = docname.removeprefix(CHECKS)
        around, parents = _around_checks(app, policy, at), _above_checks(app, policy, at)
    else:
        around, parents = _around_theme(app, pagename), _listed(app, _INDICATORS)
    for side, neighbour in zip(("prev", "next"), around, strict=True):
        context[side] = neighbour and {
            "link": app.builder.get_relative_uri(pagename, neighbour.docname),
            "title": neighbour.title,
        }
    if parents:
        _lead_up(app, pagename, context, parents, _here(app, pagename))


def _lead_up(
    app: Sphinx, pagename: str, context: dict[str, Any], parents: Sequence[tuple[str, str, str]], here: str
) -> None:
    """Name the way up to a page, and the page of the table of contents that it belongs to: the first."""
    context["parents"] = [
        {"link": app.builder.get_relative_uri(pagename, docname) + anchor, "title": escape(title)}
        for docname, anchor, title in parents
    ]
    context["page_here"] = here
    context["listed_in"] = context["parents"][0]["link"]


def _above_written(app: Sphinx, pagename: str) -> list[tuple[str, str, str]]:
    """The way up to a written page outside of the table of contents, which names the page above it as `up`."""
    above: list[tuple[str, str, str]] = []
    up = app.env.metadata[pagename].get("up")
    while up in app.env.all_docs and up not in {docname for docname, _, _ in above}:
        above.insert(0, (up, "", app.env.titles[up].astext()))
        up = app.env.metadata[up].get("up")
    return above


def _here(app: Sphinx, pagename: str) -> str:
    """What the way up to a made page ends in: the page itself, in a few words."""
    if at := whole_docname(pagename)[1]:
        return _number(at)
    if pagename.startswith(CHECKS):
        return str(words("checks")["checks_here"])
    if pagename.startswith(THEMES):
        themes = content_of(app.env).requirements.themes
        return next(title for name, title in themes.items() if theme_docname(name) == pagename)
    return app.env.titles[pagename].astext()


def _named(policy: Policy) -> tuple[str, str, str]:
    return policy.title, policy.level.value, policy.level.label


def _neighbours(
    policies: Sequence[Policy],
) -> dict[str, tuple[tuple[str, ...] | None, tuple[str, ...] | None]]:
    named = [(policy_docname(policy.id), *_named(policy)) for policy in policies]
    padded = [None, *named, None]
    return {here[0]: (padded[at], padded[at + 2]) for at, here in enumerate(named)}


def _policy_neighbour(docname: str, title: str, level: str, label: str) -> _Neighbour:
    return _Neighbour(docname, filled("neighbour", title=title, level=level, label=label))


def _around_text(app: Sphinx, docname: str, at: int) -> list[_Neighbour | None]:
    """The page of a text before and behind, or the policy before and behind."""
    content = content_of(app.env)
    before, after = (
        _policy_neighbour(*each) if each else None
        for each in PolicyDomain.of(app.env).data["neighbours"].get(docname, [None, None])
    )
    pages = len(content.text_parts(content.corpus.policy(docname.removeprefix(POLICIES))).starts)
    row = [before, *_numbered(docname, pages), after]
    return [row[at], row[at + 2]]


def _numbered(docname: str, pages: int) -> list[_Neighbour]:
    """The pages of a document that is cut."""
    return [_Neighbour(part_docname(docname, at), escape(_number(at))) for at in range(pages)]


def _around_checks(app: Sphinx, policy: str, at: int) -> list[_Neighbour | None]:
    """The part before and behind, or the checks of the policy before and behind."""
    index = content_of(app.env).requirements
    before, after = (
        _policy_neighbour(checks_docname(each.id), *_named(each)) if each else None
        for each in index.neighbours(policy)
    )
    row = [before, *_numbered(checks_docname(policy), len(index.checks_parts(policy))), after]
    return [row[at], row[at + 2]]


def _number(at: int) -> str:
    return str(words("policies")["part"].format(number=at + 1))


def _around_theme(app: Sphinx, pagename: str) -> list[_Neighbour | None]:
    themes = content_of(app.env).requirements.themes
    row = [None, *(_Neighbour(theme_docname(name), escape(title)) for name, title in themes.items()), None]
    at = next((index for index, each in enumerate(row) if each and each.docname == pagename), None)
    return [None, None] if at is None else [row[at - 1], row[at + 1]]


def _listed(app: Sphinx, docname: str) -> list[tuple[str, str, str]]:
    """A written page, when the book has it: document, anchor and title of the link to it."""
    return [(docname, "", app.env.titles[docname].astext())] if docname in app.env.all_docs else []


def _above_policy(app: Sphinx, policy: str) -> list[tuple[str, str, str]]:
    above = _listed(app, _LIST)
    if above:
        found = content_of(app.env).corpus.policy(policy)
        above.append((_LIST, f"#level-{found.level.value}", found.level.label))
        if found.id != found.base:
            above.append((policy_docname(found.base), "", found.title))
    return above


def _above_text(app: Sphinx, docname: str, at: int) -> list[tuple[str, str, str]]:
    above = _above_policy(app, docname.removeprefix(POLICIES))
    return [*above, (docname, "", app.env.titles[docname].astext())] if at else above


def _above_checks(app: Sphinx, policy: str, at: int) -> list[tuple[str, str, str]]:
    found = PolicyDomain.of(app.env).targets.get(policy)
    above = [*_above_policy(app, policy), (found.docname, "", found.title)] if found else []
    return [*above, (checks_docname(policy), "", str(words("checks")["checks_here"]))] if at else above
