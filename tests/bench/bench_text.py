"""How fast a source becomes clauses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
