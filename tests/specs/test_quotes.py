"""A quote is found as it stands, else in normal form, and never more loosely than that."""

from __future__ import annotations

import pytest

from policykit.model import Script
from policykit.specs.quotes import closest, occurrences

TEXT = "到2026年，縣域內就診率達85％以上，資訊共用；因地制宜借鉴\n\n和推广其改革经验，力争3—5家，预留1 0%。"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("縣域內就診率達85％以上", ["縣域內就診率達85％以上"]),
        ("县域内就诊率达85%以上", ["縣域內就診率達85％以上"]),
        ("信息共享", ["資訊共用"]),
        ("因地制宜借鉴和推广其改革经验", ["因地制宜借鉴\n\n和推广其改革经验"]),
        ("力争3-5家", ["力争3—5家"]),
        ("县域内就诊率达86%以上", []),
        ("县域内就诊率达85个以上", []),
        ("到2027年", []),
        ("预留10%", []),
        ("县域内就诊率达", ["縣域內就診率達"]),
        ("  ", []),  # blanks are no words
    ],
)
def test_occurrences(quote: str, found: list[str]) -> None:
    assert [span.cut(TEXT) for span in occurrences(quote, TEXT, Script.TRADITIONAL)] == found


def test_a_quote_may_stand_more_than_once() -> None:
    assert len(occurrences("两病", "“两病”一体化，两病用药")) == 2


@pytest.mark.parametrize(
    ("quote", "near"),
    [
        ("县域内就诊率达86%", "县域内就诊率达85%。"),
        ("每个卫生院至少2名医师", "每个卫生院至少1名医师。"),
    ],
)
def test_closest(quote: str, near: str) -> None:
    assert closest(quote, "一、目标。县域内就诊率达85%。每个卫生院至少1名医师。") == near
