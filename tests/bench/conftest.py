"""Speed in the unit that a user thinks in, printed below the table of times."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

_RATES = pytest.StashKey[list[str]]()


@pytest.fixture
def rate(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> Callable[[int, str], None]:
    """Note how many of what the benchmarked call does each second, by its median."""

    def note(amount: int, what: str) -> None:
        assert benchmark.stats is not None
        per_second = amount / benchmark.stats.stats.median
        line = f"{request.node.name}: {per_second:,.0f} {what}/s"
        request.config.stash.setdefault(_RATES, []).append(line)

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(_RATES, []):
        terminalreporter.write_line(line)
