"""How fast a source becomes clauses, and how many times as fast as bare jieba cuts it into words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from policykit.text import decode, document


def bench_source_to_clauses(
    benchmark: BenchmarkFixture, rate: Callable[[int, str], None], root: Path
) -> None:
    sources = [path.read_bytes() for path in sorted(root.glob("policy_texts/*/source.txt"))]
    documents = benchmark(lambda: [document(decode(source)) for source in sources])
    rate(
        sum(segment.span.end - segment.span.start for doc in documents for segment in doc.segments),
        "characters",
    )


def bench_beside_jieba(benchmark: BenchmarkFixture, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text by text in turn, so that whatever else the machine does slows both."""
    import jieba

    jieba.initialize()
    sources = [path.read_bytes() for path in sorted(root.glob("policy_texts/*/source.txt"))]
    spent = {"clauses": 0.0, "words": 0.0}

    def run() -> None:
        for source in sources:
            start = time.process_time()
            text = decode(source)
            document(text)
            middle = time.process_time()
            list(jieba.cut_for_search(text))
            spent["clauses"] += middle - start
            spent["words"] += time.process_time() - middle

    benchmark.pedantic(run, rounds=5, warmup_rounds=1)  # type: ignore[no-untyped-call]  # has no types
    with capsys.disabled():
        print(f"\nsource to clauses: {spent['words'] / spent['clauses']:.1f} × jieba.cut_for_search", end="")  # noqa: T201 - what the benchmark is run for
