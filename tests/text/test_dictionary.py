"""rjieba cuts as jieba does, with the same words added: what is found does not depend on what is installed."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policykit.text.dictionary import Cutter, cutter

ROOT = Path(__file__).parents[2]
ADDED = ["县域医共体", "患者", "ai", "主治医生", "病案首页", "两个允许", "5g", "线上"]
SOURCES = sorted((ROOT / "policy_texts").glob("*/source.txt"))


@cache
def both() -> tuple[Cutter, Cutter]:
    """By rjieba and by jieba; not made where the tests are only collected."""
    fast = cutter()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rjieba", None)
        plain = cutter()
    assert type(fast) is not type(plain)
    cutter().add_all(ADDED)  # of which what follows is remembered
    fast.add_all(ADDED)
    for word in ADDED:
        plain.add(word)
    return fast, plain


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_texts_are_cut_alike(source: Path) -> None:
    text = source.read_text("utf-8")
    fast, plain = both()
    words = fast.cut(text)
    assert words == plain.cut(text)
    assert "".join(words) == text


def test_words_are_as_frequent_as_jieba_makes_them() -> None:
    fast: Any = cutter()
    for word in ADDED:
        fast.add(word)
    table = both()[1]._cutter  # type: ignore[attr-defined]  # jieba has no types  # noqa: SLF001 - whose table else
    assert {word: fast._own[word] for word in ADDED} == {word: table.FREQ[word] for word in ADDED}  # noqa: SLF001 - whose table else


def likelihood(words: list[str]) -> float:
    """As jieba weighs a way of cutting."""
    table = both()[1]._cutter  # type: ignore[attr-defined]  # jieba has no types  # noqa: SLF001 - whose table else
    return sum(math.log(table.FREQ.get(word) or 1) - math.log(table.total) for word in words)


@given(st.text(st.sampled_from("县域医共体患者主治生病案首页两个允许线上aiAI5gG+-. ，。\n㐀😀")))
@example("县县县5㐀")
def test_any_text_is_cut_alike(text: str) -> None:
    """Of two ways that are equally likely (县|县县, 县县|县) either is right: their sums differ in the last digit."""
    fast, plain = (cutting.cut(text) for cutting in both())
    assert fast == plain or likelihood(fast) == pytest.approx(likelihood(plain), rel=1e-12)
    assert "".join(fast) == "".join(plain) == text
    assert both()[0].knows(text) == both()[1].knows(text)


def test_jieba_is_loaded_where_it_is_not_compiled_and_warnings_are_errors(tmp_path: Path) -> None:
    program = "import warnings; from policykit.text.dictionary import cutter; warnings.simplefilter('error'); cutter()"
    fresh = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=fresh, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
