"""A figure in a cell is the same number, or the same refusal, in the browser as in Python."""

from __future__ import annotations

import random
import struct
from typing import Any

from tests.model.test_numeral import NONE, NUMBERS
from tests.model.test_reading import BAD
from tests.model.test_reading import NUMBERS as CELLS
from tests.selfcheck.kit import Kit

from policykit.model.reading import Unreadable, plain, read_figure

UNITS = ["人次", "%", "万元", "千克", ""]
PIECES = [
    *"0123456789.,，%‰ ①½²一二两三五九十百千万亿零〇点成半几多余元个+-−负",
    *(
        "100",
        "234",
        "分之",
        "百分之",
        "又",
        "10^",
        "×10⁴",
        "万元",
        "人次",
        "千克",
        "零下",
        "三四",
        "3/4",
        "e3",
    ),
]


def _python(text: str, unit: str, factor: float) -> list[Any]:
    try:
        number, is_bare = read_figure(text, unit, factor)
    except Unreadable as error:
        return [error.code.value]
    return [struct.pack(">d", number).hex(), is_bare]


def test_any_figure_is_read_alike(kit: Kit) -> None:
    chance = random.Random(7)  # noqa: S311 - texts to try, and no secret
    texts = [text for text, *_ in NUMBERS] + NONE
    texts += [str(written) for written, *_ in [*CELLS, *BAD] if isinstance(written, str)]
    texts += ["".join(chance.choices(PIECES, k=chance.randint(1, 7))) for _ in range(6000)]
    cases: list[tuple[str, str, float]] = [
        (text, unit, factor)
        for text in texts
        for unit in UNITS[:2]
        for factor in ([1.0, 10000.0][len(text) % 2],)
    ]
    cases += [(text, chance.choice(UNITS), 1.0) for text in texts]
    said = kit.scripts.evaluate(
        """(cases) => cases.map(([text, unit, factor]) => {
          const cell = { flag: false, day: null, number: null, percent: false, text };
          try {
            const [number, isBare] = policykitSelfcheck.figures.figure(cell, unit, factor);
            return [bits(number), isBare];
          } catch (error) {
            if (!error.code) throw error;
            return [error.code];
          }
        })""",
        [[plain(text), unit, factor] for text, unit, factor in cases],
    )
    apart = [
        (case, found, expected)
        for case, found in zip(cases, said, strict=True)
        if found != (expected := _python(*case))
    ]
    assert apart == []
    assert sum(len(found) == 2 for found in said) > len(cases) // 20
