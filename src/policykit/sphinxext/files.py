"""What lies beside the pages: tables, the search index, the rulebook, formats of others, a sitemap."""

from __future__ import annotations

import hashlib
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary
from xml.etree import ElementTree as ET

from markupsafe import Markup

from policykit.base.clock import today
from policykit.base.diagnostics import PolicykitError
from policykit.interchange.akomantoso import akoma_ntoso, work_uri
from policykit.interchange.jsonld import legislation, script_text
from policykit.interchange.needs import needs_pieces
from policykit.site import WEB
from policykit.site.calendars import write_calendars
from policykit.site.county import DIVISIONS, FOLDER, binding_scripts, divisions_script
from policykit.site.links import (
    CHECKS,
    POLICIES,
    TASKS,
    THEMES,
    clause_anchor,
    indicator_anchor,
    policy_docname,
    theme_docname,
)
from policykit.site.packing import without_comments
from policykit.site.paging import first_page
from policykit.site.rendering import filled
from policykit.site.search import CardLinks, Shards, write_index
from policykit.site.selfcheck import FORM, RULEBOOK, WORKER, form_script, selfcheck_script, worker_script
from policykit.site.tablefiles import as_csv, as_jsonl, as_xlsx
from policykit.site.tables import DISMISSED, SITE_WIDE, table
from policykit.site.tasklist import task_scripts
from policykit.site.wording import words
from policykit.site.years import write_years
from policykit.sphinxext.domains import CheckDomain, PolicyDomain, ViewDomain, content_of
from policykit.sphinxext.links import PageLinks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import ForkProcess

    from docutils.nodes import document
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from policykit.model.link import Link
    from policykit.site.content import Content

__all__ = [
    "SCRIPTS",
    "add_formats",
    "begin_search",
    "begin_tables",
    "make_rulebook",
    "search_page",
    "sitemap",
    "write_files",
]

SCRIPTS = ("pages", "search", "selfcheck", "collect", "years")
"""Folders of `WEB` whose scripts and styles every site has."""

_XML = ".xml"
_DUE = "timeline"
"""The page of due dates, when a book has it."""
_SEARCH = "search"
"""Folder of the search index, and name of the search page."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_files(app: Sphinx, failure: Exception | None) -> None:
    """Write the files of the site, when it is HTML and was built; remove those of what went."""
    if failure is not None or app.builder.format != "html":
        for started in _STARTED.pop(app, {}).values():
            started.kill()
        return
    site, content = Path(app.outdir), content_of(app.env)
    # Sphinx has copied them as they are; who opens a page loads them all.
    for script in (script for name in SCRIPTS for script in (WEB / name).glob("*.js")):
        _write(site / "_static" / script.name, without_comments(script.read_text("utf-8")))
    if not _is_as_it_was(app):
        _write_beside(app, site, content)
        _note(app).write_text(_made_of(app), "utf-8")


def _write_beside(app: Sphinx, site: Path, content: Content) -> None:
    """Write what follows from the content, from which pages there are and what they offer; the text of none."""
    _note(app).unlink(missing_ok=True)
    _end_asides(app)
    content.requirements.kept.forget_others(content.corpus.policies, content.lexicon)
    if ViewDomain.of(app.env).with_view("years"):
        write_years(site, content, PageLinks(app.builder, app.config.root_doc))
    if content.rulebook:
        _write(site / RULEBOOK, content.rulebook)
        _write(site / FORM, form_script(content.requirements.specs.requirements))
        _write(site / WORKER, worker_script())
    _write_county(app, site, content)
    views = ViewDomain.of(app.env)
    if views.with_view("checks/timeline") or views.with_view("tasks/files"):
        links = PageLinks(app.builder, app.config.root_doc)
        write_calendars(site, content, links, app.config.html_baseurl)
    there = {policy.id for policy in content.corpus.policies}
    for file in Path(site, POLICIES).glob(f"*{_XML}"):
        if file.stem not in there:
            file.unlink()
    if app.config.html_baseurl:
        documents = app.env.found_docs
        files = (*site.glob("*-*.html"), *Path(site, POLICIES).glob("*-*.html"))
        names = (file.relative_to(site).as_posix().removesuffix(".html") for file in files)
        further = {name for name in names if first_page(name, documents)}
        pages = [app.builder.get_target_uri(name) for name in sorted(documents | further)]
        _write(site / "sitemap.xml", sitemap(app.config.html_baseurl, pages))
    else:
        Path(site, "sitemap.xml").unlink(missing_ok=True)


def _note(app: Sphinx) -> Path:
    """The note of what the files beside the pages were made of; it goes with the trees when a site is built anew."""
    return Path(app.doctreedir, ".beside")


def _is_as_it_was(app: Sphinx) -> bool:
    """Whether the files beside the pages would be made of what those that are there were made of."""
    note, now = _note(app), _made_of(app)
    return bool(now) and note.is_file() and note.read_text("utf-8") == now


def _made_of(app: Sphinx) -> str:
    """Changes with all that the files beside the pages are made of; empty where nobody tells what the content is."""
    config, env = app.config, app.env
    computed = getattr(config, "policykit_computed", "")  # told by `policykit build` to a book that takes it
    if not computed:
        return ""
    root = content_of(env).corpus.root
    junit = root / config.policykit_junit
    told = [
        (computed, config.policykit_engine, config.html_baseurl, today()),
        hashlib.sha256(junit.read_bytes()).hexdigest() if junit.is_file() else "",
        [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in _collected(app)],
        sorted((name, env.titles[name].astext()) for name in env.all_docs),
        sorted(
            (name, sorted((view, sorted(tables)) for view, tables in views.items()))
            for name, views in ViewDomain.of(env).documents.items()
        ),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _collected(app: Sphinx) -> list[Path]:
    named = app.config.policykit_collected
    folder = content_of(app.env).corpus.root / named
    return sorted(file for file in folder.rglob("*") if file.is_file()) if named else []


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


# --- tables -----------------------------------------------------------------------------------


def _write_table(path: Path, content: Content, name: str) -> None:
    """Write the files of a table; a workbook only when the table is not what it was, for it takes longest."""
    made = table(content, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook = Path(f"{path}.xlsx")
    is_same = workbook.is_file()
    for suffix, write in ((".jsonl", as_jsonl), (".csv", as_csv)):
        file, data = Path(f"{path}{suffix}"), write(made)
        if not (file.is_file() and file.read_bytes() == data):
            file.write_bytes(data)
            is_same = False
    if not is_same:
        workbook.write_bytes(as_xlsx(made))


def _write_county(app: Sphinx, site: Path, content: Content) -> None:
    """Write what a chosen division loads; remove that of provinces of which there is nothing any more."""
    links = PageLinks(app.builder, app.config.root_doc)
    scripts = binding_scripts(content, links)
    if ViewDomain.of(app.env).with_view("tasks/list"):
        scripts |= task_scripts(content, links)
    scripts[DIVISIONS] = divisions_script(policy.division for policy in content.requirements.policies)
    for file in (site / FOLDER).glob("*.js"):
        if file.stem not in scripts:
            file.unlink()
    for name, text in scripts.items():
        _write(site / FOLDER / f"{name}.js", text)


# --- search and self-check --------------------------------------------------------------------


_STARTED: WeakKeyDictionary[Sphinx, dict[Callable[[Sphinx], None], ForkProcess]] = WeakKeyDictionary()
"""The copies of a build's process that write what is long and needs no page, by what they do."""


def begin_search(app: Sphinx, _: BuildEnvironment) -> None:
    """Have the search index written while the cross-index is made, of which it needs nothing."""
    if _has_copies(app):
        _shards(app)  # what is wrong with the lexicon is said by this process
        content_of(app.env).corpus.standings.repeals_of("")  # found once, and not by each process
        _begin(app, _write_search)


def begin_tables(app: Sphinx, env: BuildEnvironment) -> None:
    """Have tables and `needs.json` written while the pages are: what both show is made before, or each makes it."""
    if _has_copies(app):
        crossindex = content_of(env).crossindex
        if ViewDomain.of(env).with_view("crossindex/"):
            crossindex.settle()
        _ = crossindex.of_clause("")
        _begin(app, _write_tables)


def _has_copies(app: Sphinx) -> bool:
    return app.parallel > 1 and app.builder.format == "html" and not _is_as_it_was(app)


def _begin(app: Sphinx, write: Callable[[Sphinx], None]) -> None:
    started = _STARTED.setdefault(app, {})
    started[write] = get_context("fork").Process(target=write, args=(app,))
    started[write].start()


def _end_asides(app: Sphinx) -> None:
    """Wait for them, or do it here: also when what went wrong is to be said here."""
    started = _STARTED.pop(app, {})
    for process in started.values():
        process.join()
    for write in (_write_search, _write_tables):
        if write not in started or started[write].exitcode:
            write(app)


def _write_search(app: Sphinx) -> None:
    write_index(_shards(app), Path(app.outdir, _SEARCH))


def _write_tables(app: Sphinx) -> None:
    """The tables that pages offer, and `needs.json`; the tables that none offers are removed."""
    site, content = Path(app.outdir), content_of(app.env)
    wanted = ViewDomain.of(app.env).tables
    for name in sorted(wanted):
        _write_table(site / name, content, name)
    suffixes = tuple(words("tables")["formats"].values())
    there = [file for folder in (CHECKS, DISMISSED, THEMES, TASKS) for file in (site / folder).glob("*")]
    there = [file for file in there if file.suffix in suffixes]
    there += [site / f"{name}{suffix}" for name in SITE_WIDE for suffix in suffixes]
    for old in there:
        if old.relative_to(site).with_suffix("").as_posix() not in wanted:
            old.unlink(missing_ok=True)
    pieces = needs_pieces(
        content.corpus, content.requirements.specs.requirements, _links(content), _urls(app)
    )
    with (site / "needs.json").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _shards(app: Sphinx) -> Shards:
    """The search index, with the written pages as hits of their own."""
    content = content_of(app.env)
    try:
        lexicon = content.lexicon
    except PolicykitError as problem:
        raise SystemExit(str(problem)) from problem
    written = sorted(name for name in app.env.all_docs if not name.startswith(POLICIES))
    uri = app.builder.get_target_uri
    pages = [(uri(name), app.env.titles[name].astext()) for name in written]
    return Shards(
        content.corpus,
        lexicon,
        checked={each.clause for each in content.requirements.requirements},
        page=lambda policy: app.builder.get_target_uri(policy_docname(policy)),
        more={"pages": pages, "wordsOfPage": words("search")["script"]},
        requirements=content.requirements.requirements,
        links=CardLinks(
            requirement=PageLinks(app.builder, app.config.root_doc).to_requirement,
            indicator=lambda each: f"{uri(theme_docname(each.theme))}#{indicator_anchor(each)}",
            due=uri(_DUE) if _DUE in app.env.all_docs else "",
        ),
        units=content.requirements.kept.units,
    )


def search_page(_: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The search page, in the place of Sphinx's own."""
    page = words("search")["page"]
    body = filled("search", words=page, failed=words("search")["script"]["failed"])
    yield _SEARCH, {"title": page["title"], "body": str(body)}, "page.html"


def make_rulebook(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the script by which the pages that read files decide, when the book has one of them."""
    pages = ViewDomain.of(env)
    has_reader = any(pages.with_view(view) for view in ("selfcheck", "collect", "years"))
    if app.builder.format != "html" or not has_reader:
        return
    content, links = content_of(env), PageLinks(app.builder, app.config.root_doc)
    content.make_rulebook = partial(selfcheck_script, content, links)
    if _is_as_it_was(app):
        return  # it is made if a page that reads files is written again
    try:
        _ = content.rulebook
    except PolicykitError as error:
        # Not an ExtensionError: Jupyter Book would bury the message under its own traceback.
        raise SystemExit(str(error)) from error


# --- formats of others ------------------------------------------------------------------------


def add_formats(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], _doctree: document | None
) -> None:
    """Write a policy's Akoma Ntoso when its page is written, and say in the page's head what it is.

    So the two are never of different days, and a page that is not built again costs nothing.
    """
    content = content_of(app.env)
    policy = content.policy_of_page(pagename)
    if policy is None:
        return
    cited = [
        (citation, work_uri(content.corpus.policy(citation.policy)) if citation.policy else "")
        for citation in content.crossindex.citations_in(policy.id)
    ]
    path = Path(app.outdir, f"{pagename}{_XML}")
    path.parent.mkdir(parents=True, exist_ok=True)
    known = content.requirements
    path.write_bytes(akoma_ntoso(policy, known.of_policy(policy.id), cited, known.ledger(policy)))
    anchors = {clause.id: clause_anchor(clause.path) for clause in policy.clauses}
    described = legislation(policy, anchors=anchors, xml=path.name, page=context.get("pageurl") or "")
    head = filled("interchange/head", text=Markup(script_text(described)), xml=path.name)  # noqa: S704  # holds no "<"
    context["metatags"] = f"{context.get('metatags', '')}{head}"


def _urls(app: Sphinx) -> dict[str, str]:
    """Address of everything that can be referred to, from the top of the site."""
    return {
        name: f"{app.builder.get_target_uri(docname)}#{anchor}"
        for domain in (PolicyDomain.of(app.env), CheckDomain.of(app.env))
        for name, _, _, docname, anchor, _ in domain.get_objects()
    }


def _links(content: Content) -> Iterator[Link]:
    """Every link between clauses of the cross-index, once."""
    for policy in content.corpus.policies:
        for clause in policy.clauses:
            yield from (link for link in content.crossindex.of_clause(clause.id) if link.a == clause.id)


def sitemap(base: str, pages: list[str]) -> str:
    """The addresses of all pages. A sitemap holds full addresses only, so there is none without `base`.

    >>> sitemap("https://example.org/book", ["index.html"]).splitlines()[2]
    '  <url><loc>https://example.org/book/index.html</loc></url>'
    """
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for page in pages:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = f"{base.rstrip('/')}/{page}"
    urls = "".join(f"  {ET.tostring(url, encoding='unicode')}\n" for url in root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n{urls}</urlset>\n'
