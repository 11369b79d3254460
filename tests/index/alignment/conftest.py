"""The corpus, its specs and the judged pairs, once for the room."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML


@pytest.fixture(scope="session")
def judged(root: Path) -> dict[str, dict[str, int]]:
    text = (root / "tests" / "data" / "relevance-alignment.yml").read_text("utf-8")
    pairs: dict[str, dict[str, int]] = YAML(typ="safe").load(text)
    return pairs


@pytest.fixture(scope="session")
def peers(root: Path) -> dict[str, dict[str, dict[str, int]]]:
    """Reader → clause → clause of a policy of the same level → grade; the first reader's passes settled."""
    return {
        reader: read_judged(root / "tests" / "data" / f"relevance-peers{reader}.yml")
        for reader in ("", "-second")
    }


@pytest.fixture(scope="session")
def prefecture(root: Path) -> dict[str, dict[str, int]]:
    """Clause of the prefecture's policy → clause of a county's → grade."""
    return read_judged(root / "tests" / "data" / "relevance-prefecture.yml")


def read_judged(path: Path) -> dict[str, dict[str, int]]:
    text = path.read_text("utf-8")
    rows: dict[str, dict[str, dict[str, int | list[int]]]] = YAML(typ="safe").load(text)
    return {
        f"{policy}/{path}": {
            other: grade if isinstance(grade, int) else grade[-1] for other, grade in row.items()
        }
        for policy, clauses in rows.items()
        for path, row in clauses.items()
    }
