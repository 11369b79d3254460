"""Copies of the process that work on what is in memory: in order, without sending it, and not longer than the process."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from policykit.base.copies import in_copies


class Unsent:
    """What cannot be sent to another process."""

    def __init__(self) -> None:
        self.by_task = dict.fromkeys(range(50), 0) | {7: 7}

    def __reduce__(self) -> str:
        message = "nothing of it is sent"
        raise TypeError(message)

    def work(self, task: int) -> int:
        return self.by_task[task]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    held = Unsent()
    assert list(in_copies(held.work, range(50), jobs)) == [0] * 7 + [7] + [0] * 42
    assert list(in_copies(held.work, [], jobs)) == []
    with pytest.raises(KeyError):
        list(in_copies(held.work, [51], jobs))


_KILLED = """
import os, time
from policykit.base.copies import in_copies

def work(at):
    os.write(1, b"%d\\n" % os.getpid())  # in one piece, also where nothing is kept back
    time.sleep(60)

list(in_copies(work, [1, 2], 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which processes there are")
def test_copies_end_with_the_process_that_made_them() -> None:
    with subprocess.Popen([sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        copies = [Path("/proc", killed.stdout.readline().strip(), "stat") for _ in range(2)]
        killed.kill()
    assert len(set(copies)) == 2

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
