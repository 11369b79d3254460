"""How well and how fast clauses of different levels are aligned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from ruamel.yaml import YAML

from policykit.corpus import Corpus
from policykit.index.alignment import Alignment
from policykit.index.alignment.measured import agreement


def bench_alignment(
    benchmark: BenchmarkFixture,
    rate: Callable[[int, str], None],
    root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    corpus = Corpus.load(root)
    benchmark(lambda: list(Alignment(corpus).links()))
    rate(len(corpus.clauses), "clauses")
    judged = YAML(typ="safe").load((root / "tests" / "data" / "relevance-alignment.yml").read_text("utf-8"))
    national = [policy.id for policy in corpus.policies if policy.level == "national"]
    with capsys.disabled():
        for name, policies in (("all national policies", national), *((one, [one]) for one in national)):
            found = agreement(corpus, judged, policies)
            print(  # noqa: T201 - what the benchmark is run for
                f"\nalignment with {name}: nDCG@10 {found.ndcg:.3f}, MRR {found.reciprocal_rank:.3f}, "
                f"F1 {found.f1:.3f} (precision {found.precision:.3f}, recall {found.recall:.3f}), "
                f"shown where there is none: {found.claimed}",
                end="",
            )
