"""Links are the same however they are worked out: those that are shown alone, or by several processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.index.alignment.generated import generated

from policykit.index.alignment import Alignment, alignment, is_shown, links, shown_links
from policykit.index.alignment.settings import settings
from policykit.model.link import Link, LinkKind

if TYPE_CHECKING:
    from policykit.corpus import Corpus


def test_what_is_shown_is_found_without_the_rest(corpus: Corpus) -> None:
    expected, listed = list[Link](), Counter[tuple[str, str]]()
    for link in filter(is_shown, links(corpus)):
        pair = link.a, link.b.partition("/")[0]
        listed[pair] += link.kind is LinkKind.RELATED
        if link.kind is not LinkKind.RELATED or listed[pair] <= settings().related:
            expected.append(link)
    assert list(shown_links(corpus)) == expected
    assert max(listed.values()) > settings().related


# The workers of the tests have threads of their own.
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_several_processes_find_the_same_in_the_same_order(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "_WORTH_COPIES", 25)
    made = generated(4, root)  # 120 clauses, in five parts
    alone = list(Alignment(made).links())
    assert alone
    assert list(Alignment(made).links(jobs=2)) == alone


_KILLED = """
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from policykit.index.alignment import alignment

with ProcessPoolExecutor(2, get_context("fork"), alignment._begin_copy, (None,)) as pool:
    list(pool.map(time.sleep, [0.1, 0.1]))
    print(*pool._processes, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which processes there are")
def test_copies_end_with_the_process_that_made_them() -> None:
    with subprocess.Popen([sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        copies = [Path("/proc", each, "stat") for each in killed.stdout.readline().split()]
        killed.kill()
    assert copies

    def left() -> list[Path]:
        return [
            each
            for each in copies
            if each.exists() and each.read_text("ascii").rpartition(")")[2].split()[0] != "Z"
        ]

    until = time.monotonic() + 20
    while left() and time.monotonic() < until:
        time.sleep(0.05)
    assert not left()
