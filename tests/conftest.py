"""What several rooms' tests share: the project's folder, the built site, a browser.

Tests that need neither site nor browser run where only policykit and pytest are installed.
"""

from __future__ import annotations

import functools
import gc
import http.server
import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import project
from tests.base import run as base_job
from tests.web.tools import Node

from policykit import Corpus
from policykit.specs import Specs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")
"""Editions of Chromium, the first that is installed is taken."""

# What is read for a test is kept beside the site and not among what its owner keeps.
os.environ.setdefault("XDG_CACHE_HOME", str(ROOT / "_build" / "cache"))
# The tests start some hundred processes: each would compile the whole package where this is set.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# The thousands of tests and what they share stay to the end: looking for rings among them as often as usual takes a
# fifth of the time of all of them.
gc.set_threshold(100_000, 20, 20)
# Every Java of the tests ends before a thorough compiler has paid.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

with suppress(ImportError):
    from hypothesis import settings

    # Deadlines measure how busy the machine is; what is slow shows in `make bench`.
    # The same cases in every run, so that a change is judged by what it changes; `--hypothesis-profile explore` draws new ones.
    settings.register_profile("policykit", deadline=None, derandomize=True, max_examples=60)
    settings.register_profile("explore", deadline=None, max_examples=1000)
    settings.load_profile("policykit")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The policies of the project."""
    return project.corpus()


@pytest.fixture(scope="session")
def specs() -> Specs:
    """Their specs."""
    return project.specs()


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site: that of the base job; where it is of other sources, `policykit build` builds one.

    It is built once for all workers.
    """
    if (built_already := base_job.built_site()) is not None:
        return built_already
    command = [sys.executable, "-m", "policykit", "build"]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return ROOT / "_build" / "html"


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """The test's output is for failures."""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a server of this machine."""
    handler = functools.partial(_Silent, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """Where the site is read: from a server, and from the disk. For what loads something, once for each way of loading."""
    return served if request.param == "http" else site.as_uri() + "/"


@pytest.fixture(scope="session")
def disk(site: Path) -> str:
    """Where the site is read from the disk, which allows a page less than a server does."""
    return site.as_uri() + "/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window: its edition that has none takes a third of the time, where it is installed."""
    from playwright.sync_api import expect, sync_playwright

    # How long a page may take says how busy the machine is, not whether the page is right.
    expect.set_options(timeout=30_000)
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert chromium, (
        "Chromium is missing: `make test` installs it, or `sudo apt-get install chromium-headless-shell`."
    )
    with sync_playwright() as playwright:
        # In a container the tests run as root, where Chromium's own sandbox does not start.
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """Node, which runs the browser's scripts where nothing is to be seen."""
    running = Node()
    yield running
    running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of the browser."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()
