"""The page's scripts with the project's rules, in Node and in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests import project
from tests.selfcheck.kit import HEADS, Kit
from tests.web.tools import Node, Scripts

from policykit.model import Requirement


@pytest.fixture(scope="session")
def every() -> tuple[Requirement, ...]:
    """The requirements of the project."""
    return project.specs().requirements


MakeKit = Callable[[Sequence[Requirement]], Kit]


@pytest.fixture
def make_kit(node: Node, tmp_path: Path) -> MakeKit:
    """Makes the page's scripts for other requirements."""
    return lambda requirements: Kit(node.page, requirements, tmp_path / "kit")


@pytest.fixture(scope="session")
def kit(node: Node, every: tuple[Requirement, ...], tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """The page's scripts with the project's rules, for all tests."""
    return Kit(node.page, every, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def few(every: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """The requirements that `HEADS` has columns for: enough where files are tried and not rules."""
    heads = {head.partition("（")[0] for head in HEADS.split(",")}
    return tuple(one for one in every if {each.label for each in one.variables} <= heads)


@pytest.fixture(scope="session")
def small_kit(node: Node, few: tuple[Requirement, ...], tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """The page's scripts with the rules of those few."""
    return Kit(node.page, few, tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="session")
def small_kits(
    small_kit: Kit, browser: Browser, few: tuple[Requirement, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Kit, Kit]]:
    """It, and the same in a browser, which brings an XML parser of its own."""
    folder = tmp_path_factory.mktemp("kit")
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def opened(scripts: list[Path]) -> Scripts:
        tags = "".join(f'<script src="{path.as_uri()}"></script>' for path in scripts)
        (folder / "kit.html").write_text(f'<!doctype html><meta charset="utf-8">{tags}', "utf-8")
        page.goto((folder / "kit.html").as_uri())
        return page

    yield small_kit, Kit(opened, few, folder)
    assert not errors
    context.close()
