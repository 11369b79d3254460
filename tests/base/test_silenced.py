"""What skips a test or silences a check has its reason beside it, in words; that it names a code is ruff's to see."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SILENCER = re.compile(
    r"#\s*(?:ruff:\s*)?noqa(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?"
    r"|#\s*type:\s*ignore(?:\[[a-z, -]+\])?|#\s*fmt:\s*(?:skip|off)"
)
REASON = re.compile(
    r"\s*(?:-|#)\s*(?!(?:as (?:said )?(?:above|before)|the same|again)\s*(?:#|$)|noqa|type:|fmt:)\S.{4,}"
)
"""Words of its own: neither another silencer nor the way to another reason."""
CALL = re.compile(
    r"pytest\.(?:skip|xfail)[(]|\bimportorskip\b(?!\\)|mark\.(?:skip|skipif|xfail)\b|suppress_health_check[=]|filterwarnings[(]"
)
SAYS_WHY = re.compile(r"pytest\.(?:skip|xfail)\((?:f?[\"'][^\"']{10}|str\(|self\.reason)|reason=|#\s*\S.{4,}")


def unexplained(lines: list[str]) -> list[int]:
    """Numbers of the lines, from 1, that silence something and do not say why, there or in a comment above."""
    found = []
    for number, line in enumerate(lines, 1):
        comments = list(SILENCER.finditer(line))
        above = lines[number - 2].strip() if number > 1 else ""
        if comments:
            if not all(REASON.match(line, comment.end()) for comment in comments):
                found.append(number)
        elif CALL.search(line) and not (SAYS_WHY.search(line) or above.startswith("#")):
            found.append(number)
    return found


@pytest.mark.parametrize(
    ("line", "is_explained"),
    [
        ("x = eval(text)  # no" + "qa: S307 - our own signs", True),
        ("x = eval(text)  # no" + "qa: S307  # our own signs", True),
        ("x = eval(text)  # no" + "qa: S307", False),
        ("x = eval(text)  # no" + "qa", False),
        ("# ruff: no" + "qa: ARG002 - a stand-in takes what the real one is given", True),
        ("# ruff: no" + "qa: ARG002", False),
        ("y = f(x)  # type: ig" + "nore[arg-type]  # a table's values", True),
        ("y = f(x)  # type: ig" + "nore[arg-type]", False),
        ("y = f(x)  # type: ig" + "nore[arg-type, misc]  # a table's values", True),
        (
            "y = f(x)  # type: ig" + "nore[misc]  # no" + "qa: S307 - our own signs",
            False,
        ),  # of the second alone
        ("y = f(x)  # type: ig" + "nore[misc]  # a mock  # no" + "qa: S307 - our own signs", True),
        ("x = eval(text)  # no" + "qa: S307 - as above", False),
        (")  # fmt: sk" + "ip  # the same", False),
        (")  # fmt: sk" + "ip  # a row a line", True),
        (")  # fmt: sk" + "ip", False),
        ("    pytest.sk" + 'ip("PySpark needs Java")', True),
        ("    pytest.sk" + "ip()", False),
        ("    pytest.importor" + 'skip("pyspark")', False),
        ("    pytest.importor" + 'skip("pyspark", reason="with policykit[engines]")', True),
        ("@pytest.mark.sk" + 'ipif(WINDOWS, reason="no fork")', True),
        ("@pytest.mark.xf" + "ail", False),
        ("@settings(suppress_health" + "_check=[HealthCheck.too_slow])", False),
    ],
)
def test_what_counts_as_a_reason(line: str, is_explained: bool) -> None:
    assert (unexplained([line]) == []) is is_explained


def test_a_comment_above_is_one() -> None:
    assert (
        unexplained(["# Four frames each.", "@settings(suppress_health" + "_check=[HealthCheck.too_slow])"])
        == []
    )


def test_whatever_is_silenced_says_why(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "*.py"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    found = {
        f"{name}:{number}"
        for name in filter(None, listed)
        if (root / name).is_file()
        for number in unexplained((root / name).read_text("utf-8").splitlines())
    }
    assert found == set()
