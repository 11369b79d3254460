"""What is left to do: every quantity that no entry accounts for, in a quote that can be copied."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.specs.conftest import made_policy

from policykit.corpus import Corpus
from policykit.model import Script
from policykit.specs import Specs, draft, ledger, unaccounted
from policykit.specs.binding import occurrences


def entries(text: str) -> list[dict[str, str]]:
    """The drafted entries, with their comment signs taken away as the header says."""
    bare = re.sub(r"^  # (- id:|  \w+:)", r"  \1", text, flags=re.MULTILINE)
    loaded = YAML(typ="safe").load(bare)
    found: list[dict[str, str]] = loaded["requirements"] or []
    return found


@pytest.mark.parametrize("policy", ["nhc-2023-41", "guiyang-2024-36", "shexian-2025", "erenhot-2021"])
def test_every_quantity_is_in_a_quote_that_can_be_copied(tmp_path: Path, root: Path, policy: str) -> None:
    shutil.copytree(root / "policy_texts" / policy, tmp_path / "policy_texts" / policy)
    corpus = Corpus.load(tmp_path)
    drafted = entries(draft(corpus, policy))
    clauses = {clause.path: clause for clause in corpus.policy(policy).clauses}
    for entry in drafted:
        text = corpus.published(clauses[entry["clause"]])
        assert len(occurrences(entry["quote"], text, Script.TRADITIONAL)) == 1, entry
    # Dismissing every drafted quote leaves only due dates, which the requirements would have accounted for.
    listed = "".join(
        f"  - clause: {entry['clause']}\n    quote: {quoted}\n    reason: slogan\n"
        for entry in drafted
        for quoted in ["'" + entry["quote"].replace("'", "''").replace("\n", "\n\n      ") + "'"]
    )
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / f"{policy}.yml").write_text(f"policy: {policy}\ndismissed:\n{listed}", "utf-8")
    specs = Specs.read(corpus)
    assert specs.problems == ()
    left = unaccounted(ledger(corpus.policy(policy), specs.requirements, specs.dismissed))
    assert {line.quantity.kind.value for line in left} <= {"date"}


def test_what_is_done_is_not_drafted_again(root: Path) -> None:
    assert "都有着落了" in draft(Corpus.load(root), "shexian-2025")
    assert entries(draft(Corpus.load(root), "shexian-2025")) == []


def drafted(folder: Path, *texts: str) -> list[tuple[str, str, str]]:
    """Clause, quote and quantities of every entry that is drafted for these clauses."""
    text = draft(Corpus([made_policy(*texts)], folder), "t-2024")
    heads = re.findall(r"^ *# [^\n]*?：(.*)\n *# - id:", text, re.MULTILINE)
    return [
        (str(entry["clause"]), entry["quote"], surfaces)
        for entry, surfaces in zip(entries(text), heads, strict=True)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # The due date of a figure is drafted with it …
        (["到2026年底，签约率达到85%以上。"], [("1", "签约率达到85%以上", "85%以上")]),
        # … a date that is no figure's is a quantity of its own …
        (
            ["县里2026年底前建成平台。签约率达到85%以上。"],
            [("1", "县里2026年底前建成平台", "2026年底前"), ("1", "签约率达到85%以上", "85%以上")],
        ),
        # … also when a figure of another clause is due on that day.
        (
            ["县里2026年底前建成平台。", "到2026年底，签约率达到85%以上。"],
            [("1", "县里2026年底前建成平台", "2026年底前"), ("2", "签约率达到85%以上", "85%以上")],
        ),
        # What stands twice is quoted with what is around it, in one entry.
        (["签约率达到85%，签约率达到85%。"], [("1", "签约率达到85%，签约率达到85%", "85%、85%")]),
        (["坚持“三医”联动，协同发展。"], [("1", "坚持“三医”联动", "三医")]),
    ],
)
def test_what_is_drafted(texts: list[str], expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert drafted(tmp_path, *texts) == expected


def test_three_indicators_are_proposed_the_longest_name_first(tmp_path: Path) -> None:
    text = "县域内就诊率与中医床位占比和县域内住院人次占比及居民健康素养水平达到60%。"
    (named,) = re.findall("名称相符：(.*)", draft(Corpus([made_policy(text)], tmp_path), "t-2024"))
    names = named.split("、")
    assert len(names) == 3
    assert names[0].startswith("county_inpatient_share（")
    assert names[1].startswith("health_literacy_level（")
