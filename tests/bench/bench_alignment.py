"""How well and how fast clauses of different levels are aligned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture
from ruamel.yaml import YAML

from policykit.corpus import Corpus
from policykit.index.alignment import Alignment
from policykit.index.alignment.measured import agreement


def bench_alignment(benchmark: BenchmarkFixture, rate: Callable[[int, str], None], root: Path) -> None:
    corpus = Corpus.load(root)
    benchmark(lambda: list(Alignment(corpus).links()))
    rate(len(corpus.clauses), "clauses")
    judged = YAML(typ="safe").load((root / "tests" / "data" / "relevance-alignment.yml").read_text("utf-8"))
    for policies in (None, *([policy.id] for policy in corpus.policies if policy.level == "national")):
        found = agreement(corpus, judged, policies)
        print(  # noqa: T201 - what the benchmark is run for
            f"\nalignment with {'national policies' if policies is None else policies[0]}: "
            f"nDCG@10 {found.ndcg:.3f}, MRR {found.reciprocal_rank:.3f}, F1 {found.f1:.3f} "
            f"(precision {found.precision:.3f}, recall {found.recall:.3f}), claimed for none {found.claimed}"
        )
