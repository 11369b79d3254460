"""The sentences and formulas of a wording, cut out of what heads and follows them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from policykit.indicators.definitions.signs import has_sign, masked, words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bare", "before", "formulas", "names", "split"]

_MOSTLY, _PARTLY = 0.6, 0.3
"""What share of the pairs of characters two names of one quantity have in common."""


def split(text: str, pattern: str) -> list[str]:
    """The pieces of a text apart at a pattern outside brackets."""
    pieces, begin = [], 0
    for match in re.finditer(pattern, masked(text)):
        pieces.append(text[begin : match.start()])
        begin = match.end()
    pieces.append(text[begin:])
    return [piece.strip() for piece in pieces if piece.strip()]


def before(text: str, pattern: str) -> str:
    """What stands before a pattern outside brackets; empty where it does not stand."""
    match = re.search(pattern, masked(text))
    return text[: match.start()].rstrip("，, （(") if match else ""


def bare(statement: str) -> str:
    """A statement without the words that head it: 计算公式：, 是指, （1）."""
    text, last = statement.strip(), ""
    while text != last:
        last = text
        text = re.sub(
            f"^(?:{words()['lead']}|{words()['head']}|{words()['about']})", "", text, count=1
        ).strip()
    return text


def formulas(statement: str, name: str = "") -> Iterator[tuple[str, str, bool]]:
    """The formulas of a statement: what stands left of =, the formula, and whether it is called one."""
    is_cued = bool(re.search(words()["formula"], statement))
    text = bare(statement)
    called = re.fullmatch(r"([^（(]+)[（(](\ue000+)[）)]", masked(text))
    if (
        called
        and name
        and names(called[1], name)
        and re.search(r"[/÷／]", text[called.start(2) : called.end(2)])
    ):
        text = text[called.start(2) : called.end(2)]  # 访视率(甲/乙)
    hidden = masked(text)
    equals = [at for at, char in enumerate(hidden) if char in words()["signs"]["equals"]]
    if not equals:
        colon = re.match(r"[^:：]{0,40}[:：]", hidden)
        head = text[: colon.end()] if colon else ""
        yield "", _trimmed(text if has_sign(head.rstrip(":：")) else text[len(head) :]), is_cued
        return
    begins = [0, *(_label_begin(hidden, left, right) for left, right in itertools.pairwise(equals))]
    ends = [*begins[1:], len(text)]
    for begin, at, end in zip(begins, equals, ends, strict=True):
        label = re.split(r"[:：\s]", bare(text[begin:at]))[-1] or text[begin:at]
        yield label, _trimmed(text[at + 1 : end]), is_cued


def _label_begin(hidden: str, left: int, right: int) -> int:
    """Where the label of a second equation begins: behind the blank or the factor that ends the first."""
    inside = [match.end() for match in re.finditer(r"[%％‰]|\s", hidden[left:right])]
    return left + inside[-1] if inside else right


def _trimmed(formula: str) -> str:
    """A formula without the remark behind its factor: ×100%（急诊不计入）."""
    text = formula.strip().rstrip("。；;，,：: ")
    while True:
        tail = re.search(r"([%％‰)）\d])\s*[（(][^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*[）)]$", text)
        if tail is None or re.search(r"[*×＊/÷／+＋]\s*$", text[: tail.start() + 1]):
            return text
        text = text[: tail.start() + 1]


def names(label: str, name: str) -> bool:
    """Whether the left side of an equation names the indicator: most of one is in the other, or both end alike."""
    if re.fullmatch(r"[A-Z][A-Za-z\d]+", label) and re.search(rf"[（(]\s*{label}\s*[）)]", name):
        return True  # 电能利用效率（PUE）
    label, name = (re.sub(r"[（(].*?[）)]|[\s的▲★*%％]", "", each) for each in (label, name))
    if not label or not name or label in name or name in label:
        return True
    one, other = _pairs(label), _pairs(name)
    shared = len(one & other) / max(1, min(len(one), len(other)))
    return shared >= _MOSTLY or (shared >= _PARTLY and label[-1] == name[-1])


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
