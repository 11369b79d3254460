"""Pinyin: which of several readings is meant."""

from __future__ import annotations

import pytest

from policykit.index.search.pinyin import Readings, spelled


@pytest.mark.parametrize(
    ("words", "typed", "meant"),
    [
        ({"方案": 1, "翻案": 9}, "fangan", "方案"),  # whole syllables before a syllable and an initial
        # An initial costs the same within a word and at its end, so the more frequent word is meant, and of
        # two initials the one.
        ({"方案": 1, "饭馆阿": 100}, "fanga", "饭馆阿"),
        ({"方案": 100, "饭馆阿": 1}, "fanga", "方案"),
        ({"家庭": 5, "医生": 7, "家庭医生": 1}, "jtys", "家庭医生"),  # one word before two
        ({"重症": 2, "重庆": 1}, "chong庆", "重庆"),
        ({"方案": 1}, "f", ""),
        ({"方案": 1}, "fx", ""),
    ],
)
def test_which_words_are_meant(words: dict[str, int], typed: str, meant: str) -> None:
    readings = Readings(words)
    assert spelled(typed, lambda letter: readings.words.get(letter, {}), readings.syllables) == meant
