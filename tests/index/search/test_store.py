"""The index on disk: built once, brought up to date, safe against its neighbours."""

from __future__ import annotations

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.index.search import store as module
from policykit.index.search.store import Store

if TYPE_CHECKING:
    from policykit.model import Policy

Postings = dict[str, set[tuple[str, int]]]

BUILD = """
import sys
from pathlib import Path
from policykit.corpus import Corpus
from policykit.index.lexicon import Lexicon
from policykit.index.search.store import Store
corpus = Corpus.load(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
store = Store(Path(sys.argv[2]), corpus.policies, Lexicon.load(sys.argv[1]))
print(len(store.rows), store.count("w医共体"), flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "search.sqlite"


def opened(path: Path | None, corpus: Corpus, lexicon: Lexicon) -> Store:
    return Store(path, corpus.policies, lexicon)


def all_postings(store: Store) -> Postings:
    names = {row: unit for unit, row in store.rows.items()}
    return {
        word: {(names[row], level) for row, level in store.postings(f"w{word}")}
        for first in "医县家公"
        for word in store.words(first)
    }


@pytest.fixture(scope="module")
def sound(corpus: Corpus, lexicon: Lexicon) -> Postings:
    """What an index of the project holds that nothing has happened to."""
    return all_postings(opened(None, corpus, lexicon))


def test_it_is_built_once(
    path: Path, corpus: Corpus, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(path, corpus, lexicon)
    monkeypatch.setattr(module, "policy_features", None)  # Building again would fail.
    assert all_postings(opened(path, corpus, lexicon)) == all_postings(first)


def test_only_what_changed_is_read_again(
    path: Path, corpus: Corpus, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path, corpus, lexicon)
    read: list[str] = []

    def noted(policy: Policy, _: Lexicon) -> list[tuple[str, dict[str, int]]]:
        read.append(policy.id)
        return [(clause.id, {"w甲乙": 1}) for clause in policy.clauses]

    monkeypatch.setattr(module, "policy_features", noted)
    changed = dataclasses.replace(corpus.policies[0], title="另一个标题")
    store = Store(path, [changed, *corpus.policies[2:]], lexicon)
    assert read == [changed.id]
    assert {name.partition("/")[0] for name in store.rows} == {
        policy.id for policy in (changed, *corpus.policies[2:])
    }
    assert store.count("w甲乙") == len(changed.clauses)


def test_a_changed_index_is_as_a_new_one(
    path: Path, corpus: Corpus, lexicon: Lexicon, sound: Postings
) -> None:
    Store(path, [dataclasses.replace(corpus.policies[0], title="甲"), *corpus.policies[1:3]], lexicon)
    assert all_postings(opened(path, corpus, lexicon)) == sound


def test_another_lexicon_builds_it_anew(path: Path, corpus: Corpus, lexicon: Lexicon) -> None:
    opened(path, corpus, lexicon)
    other = Lexicon.read("words: [医共体建设]")
    assert opened(path, corpus, other).count("w医共体建设") > 0


def test_another_version_builds_it_anew(
    path: Path, corpus: Corpus, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(path, corpus, lexicon)
    read: list[str] = []

    def noted(policy: Policy, _: Lexicon) -> list[tuple[str, dict[str, int]]]:
        read.append(policy.id)
        return [(clause.id, {"w甲乙": 1}) for clause in policy.clauses]

    monkeypatch.setattr(module, "policy_features", noted)
    monkeypatch.setattr(module, "_FORMAT", 2)
    store = opened(path, corpus, lexicon)
    assert read == [policy.id for policy in corpus.policies]
    assert not store.count("w医共体")


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_file_is_made_anew(path: Path, corpus: Corpus, lexicon: Lexicon, damage: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(damage)
    assert opened(path, corpus, lexicon).count("w医共体") > 0


def test_a_truncated_file_is_made_anew(path: Path, corpus: Corpus, lexicon: Lexicon, sound: Postings) -> None:
    opened(path, corpus, lexicon)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert all_postings(opened(path, corpus, lexicon)) == sound


def test_without_a_place_to_keep_it_it_lives_in_memory(corpus: Corpus, lexicon: Lexicon) -> None:
    assert opened(Path("/proc/none/search.sqlite"), corpus, lexicon).count("w医共体") > 0


def _started(root: Path, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(root), str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_that_build_at_once_end_with_one_index(
    root: Path, path: Path, corpus: Corpus, lexicon: Lexicon
) -> None:
    processes = [_started(root, path) for _ in range(3)]
    said = {process.communicate("\n")[0] for process in processes}
    assert all(process.returncode == 0 for process in processes)
    store = opened(path, corpus, lexicon)
    assert said == {f"{len(store.rows)} {store.count('w医共体')}\n"}
    assert len(store.rows) == sum(len(policy.clauses) for policy in corpus.policies)


@pytest.mark.parametrize("after", [0.0, 0.3, 0.9, 1.3])
def test_one_that_is_killed_half_way_leaves_nothing_half(
    root: Path, path: Path, corpus: Corpus, sound: Postings, after: float
) -> None:
    process = _started(root, path)
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    store = opened(path, corpus, Lexicon.load(root))
    assert all_postings(store) == sound
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_another_process_changes_is_seen(path: Path, corpus: Corpus, lexicon: Lexicon) -> None:
    store = opened(path, corpus, lexicon)
    Store(path, corpus.policies[:2], lexicon)
    assert bool(store.is_current) is False
    store.refresh()
    assert store.is_current
    assert len(store.rows) == sum(len(policy.clauses) for policy in corpus.policies)
