"""How well and how fast clauses of different levels are aligned, and how the time grows with the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML
from tests.index.alignment.generated import generated
from tests.index.alignment.measured import agreement

from policykit.corpus import Corpus
from policykit.index.alignment import Alignment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture


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


@pytest.mark.parametrize("policies", [20, 60, 180])
def bench_growth_reading(
    benchmark: BenchmarkFixture, rate: Callable[[int, str], None], root: Path, policies: int
) -> None:
    """The rate stays about the same from row to row: the time grows as the corpus does."""
    corpus = generated(policies, root)
    benchmark(lambda: Alignment(corpus).kinship)
    rate(len(corpus.clauses), "clauses read")


@pytest.mark.parametrize("policies", [20, 60, 180])
def bench_growth_comparing(
    benchmark: BenchmarkFixture, rate: Callable[[int, str], None], root: Path, policies: int
) -> None:
    """Falls until a policy has as many of its field as it is compared with at most."""
    alignment = Alignment(generated(policies, root))
    work, clauses = (
        alignment.work,
        sum(len(alignment.space.of(policy)) for policy in alignment.space.policies),
    )

    def run() -> None:
        work.clear()
        for _ in alignment.links():
            pass

    benchmark(run)
    rate(
        clauses,
        f"clauses compared ({work['pairs'] / clauses:.0f} pairs each)",
    )
