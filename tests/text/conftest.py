"""Reads the Markdown fixtures: a title, a text, what it becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "fixtures"
_CASE = re.compile(r"^## (.+?)\n\n```text\n(.*?)\n```\n\n```expected\n(.*?)\n```", re.MULTILINE | re.DOTALL)


def cases(name: str) -> list[tuple[str, str, str]]:
    found = _CASE.findall((FOLDER / f"{name}.md").read_text("utf-8"))
    assert found, f"no cases in {name}.md"
    return found


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "fixture_file(name): run the test for every case of a Markdown fixture"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`@pytest.mark.fixture_file("outline")` gives a test every case of that file."""
    marker = metafunc.definition.get_closest_marker("fixture_file")
    if marker:
        table = cases(marker.args[0])
        metafunc.parametrize(
            ("text", "expected"), [case[1:] for case in table], ids=[case[0] for case in table]
        )
