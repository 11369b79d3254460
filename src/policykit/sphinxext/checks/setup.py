"""Hooks the requirement pages into Sphinx."""

from __future__ import annotations

from datetime import date
from importlib import resources
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from policykit.base.clock import today
from policykit.base.diagnostics import PolicykitError
from policykit.site.junit import Tests, read_junit
from policykit.site.links import checks_docname, theme_docname
from policykit.site.requirements import Stock
from policykit.site.wording import words
from policykit.specs import Specs
from policykit.sphinxext.checks.directives import DIRECTIVES
from policykit.sphinxext.checks.domain import ChecksDomain
from policykit.sphinxext.checks.html import add_nodes
from policykit.sphinxext.checks.navigation import add_navigation, pages_to_read
from policykit.sphinxext.domain import PolicyDomain

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["THEMES_FILE", "load", "setup_checks"]

THEMES_FILE = "checks.yml"
"""The file that stands for the pages of indicators."""


def setup_checks(app: Sphinx) -> None:
    """Register domain, directives, nodes and hooks; `load` is called when the corpus is there."""
    app.add_config_value("policykit_date", "", "", (str, date))
    app.add_config_value("policykit_junit", "", "", str)
    app.add_domain(ChecksDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    add_nodes(app)
    app.add_css_file("policykit-checks.css")
    app.add_js_file("policykit-checks.js", loading_method="defer")
    app.connect("env-get-outdated", pages_to_read)
    app.connect("html-page-context", add_navigation)


def load(app: Sphinx) -> dict[str, str]:
    """Read the specs; returns the documents that they add to the project, with the file of each."""
    policies, checks = PolicyDomain.of(app.env), ChecksDomain.of(app.env)
    try:
        specs = Specs.load(policies.corpus)
    except PolicykitError as error:
        # Not an ExtensionError: Jupyter Book would bury the message under its own traceback.
        raise SystemExit(str(error)) from error
    checks.stock = Stock(specs, policies.ordered(), _tests(app.config, policies.corpus.root))
    checks.today = _today(app.config)
    themes_file = str(resources.files("policykit") / "site" / "words" / THEMES_FILE)
    pages = {theme_docname(theme): themes_file for theme in checks.stock.themes}
    for policy in policies.corpus.policies:
        if checks.stock.path(policy.id) is not None:
            pages[checks_docname(policy.id)] = str(policies.card(policy.id))
    return pages


def _tests(config: Config, root: Path) -> Tests:
    """The results of the specs' tests: the file named in `policykit_junit`, from the content's folder."""
    if not config.policykit_junit:
        return Tests()
    path = root / config.policykit_junit
    try:
        return read_junit(path)
    except ParseError as error:
        raise SystemExit(words("checks")["bad_junit"].format(config.policykit_junit, error)) from error


def _today(config: Config) -> date:
    """The day that the site counts from: as configured, else of SOURCE_DATE_EPOCH, else today."""
    if config.policykit_date:
        try:
            return date.fromisoformat(str(config.policykit_date))
        except ValueError as error:
            raise SystemExit(words("checks")["bad_date"].format(config.policykit_date)) from error
    return today()
