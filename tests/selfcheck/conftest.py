"""A browser with the page's scripts and the project's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.selfcheck.kit import Kit

from policykit.model import Requirement
from policykit.specs import Specs


@pytest.fixture(scope="session")
def every() -> tuple[Requirement, ...]:
    """The requirements of the project."""
    return Specs.read().requirements


MakeKit = Callable[[Sequence[Requirement]], Kit]


@pytest.fixture
def make_kit(page: Page, tmp_path: Path) -> MakeKit:
    """Makes the page's scripts for other requirements."""
    return lambda requirements: Kit(page, requirements, tmp_path / "kit")


@pytest.fixture(scope="session")
def kit(
    browser: Browser, every: tuple[Requirement, ...], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kit]:
    """The page's scripts with the project's rules, for all tests."""
    context = browser.new_context(locale="zh-CN")
    yield Kit(context.new_page(), every, tmp_path_factory.mktemp("kit"))
    context.close()
