"""A quote is found as it stands, else in normal form, and never more loosely than that."""

from __future__ import annotations

import pytest
from tests.text.judged_tables import policy_of

from policykit.base.yamlfile import parse
from policykit.model import Script
from policykit.specs.quotes import closest, occurrences, quote_spans

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
    assert closest(quote, "") == ""


@pytest.mark.parametrize(
    ("before", "behind", "shown"),
    [
        (
            "甲乙丙丁戊己庚辛" * 3,
            "甲乙丙丁戊己庚辛" * 3,
            ("戊己庚辛", "甲乙丙丁"),
        ),  # four characters on both sides
        ("甲乙丙", "甲乙丙丁戊己庚辛" * 3, ("甲乙丙", "甲乙丙丁")),
        ("甲乙丙丁戊己庚辛" * 3, "甲", ("戊己庚辛", "甲。")),
    ],
)
def test_of_a_long_sentence_the_stretch_is_shown(before: str, behind: str, shown: tuple[str, str]) -> None:
    quote = "县域内就诊率达到百分之八十五以上并且继续提高县域内住院率达到百分之七十以上并且继续提高"
    near = quote.replace("八", "九")
    found = closest(quote, f"{before}{near}{behind}。")
    assert found == f"{shown[0]}{near}{shown[1]}"


def test_quotes_of_a_file_are_those_that_account_for_their_words() -> None:
    """What is only proposed accounts for nothing, nor does an entry whose clause or quote there is not."""
    policy = policy_of("（一）签约率达到60%。\n（二）每年培训2次，每季度培训1次。")
    document, _ = parse(
        "requirements:\n  - {id: a, clause: 1/1, quote: 60%}\n  - {id: b, clause: 1/2, quote: 每年培训2次, draft: true}\n"
        "  - {id: c, clause: 1/2, quote: 培训}\n  - {id: d, clause: 9/9, quote: 60%}\n  - {id: e, clause: 1/2}\n",
        "",
    )
    assert document is not None
    found = [
        (clause.split("/", 1)[1], span.cut(policy.source)) for clause, span in quote_spans(document, policy)
    ]
    assert found == [("1/1", "60%"), ("1/2", "培训"), ("1/2", "培训")]
