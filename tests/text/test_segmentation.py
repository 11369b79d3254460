"""The five policies against a hand segmentation that was made without looking at the program's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from policykit import Corpus
from policykit.model import Role

TABLE = Path(__file__).parent / "fixtures" / "segmentation.tsv"
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = [tuple(row.values()) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("clause", "begins", "ends"), ROWS, ids=[row[0] for row in ROWS])
def test_clause_begins_and_ends_as_a_reader_says(corpus: Corpus, clause: str, begins: str, ends: str) -> None:
    published = corpus.published(corpus.clause(clause))
    assert published.startswith(begins)
    assert published.endswith(ends)


def test_there_are_no_other_normative_clauses(corpus: Corpus) -> None:
    assert [clause.id for clause in corpus.clauses if clause.id not in {row[0] for row in ROWS}] == []
    assert len(corpus.clauses) == len(ROWS) == 117


def test_nothing_around_the_policies_is_normative(corpus: Corpus) -> None:
    normative = "".join(clause.text for clause in corpus.clauses)
    for furniture in (
        "分享到",
        "連結已複製",
        "热搜词",
        "bookmark",
        "关注公众号",
        "返回頂部",
        "印发给你们",
        "责任编辑",
    ):
        assert furniture not in normative
    others = {c.role for p in corpus.policies for c in p.clauses if c.role is not Role.CLAUSE}
    assert others == {Role.NOTICE, Role.SUMMARY, Role.INTERPRETATION}
