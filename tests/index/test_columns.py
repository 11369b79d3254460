"""Which pieces of text are one, of how many at most, and in what order they come."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.index.columns import KEY, alike, key_of


def groups(pieces: str, most: int) -> list[list[int]]:
    return [group.tolist() for group in alike(b"".join(map(key_of, pieces)), most)]


@pytest.mark.parametrize(
    ("pieces", "most", "found"),
    [
        ("", 2, []),
        ("甲", 2, []),
        ("甲乙", 2, []),
        ("甲甲", 2, [[0, 1]]),
        ("甲甲甲", 2, []),
        ("甲甲甲", 3, [[0, 1, 2]]),
        ("乙甲甲乙", 2, [[0, 3], [1, 2]]),  # that of which one stands first comes first
        ("甲乙乙甲丙", 9, [[0, 3], [1, 2]]),
    ],
)
def test_what_stands_twice_or_more_is_found(pieces: str, most: int, found: list[list[int]]) -> None:
    assert groups(pieces, most) == found


@given(st.text("甲乙丙丁", max_size=40), st.integers(2, 9))
def test_it_is_what_a_table_of_places_gives(pieces: str, most: int) -> None:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        places[piece].append(at)
    assert groups(pieces, most) == [each for each in places.values() if 1 < len(each) <= most]


def test_a_piece_has_one_digest_and_another_one_another() -> None:
    assert key_of("签约服务") == key_of("签约" + "服务")
    assert len({key_of("签约服务"), key_of("签约服务 "), key_of("")}) == 3
    assert {len(key_of(piece)) for piece in ("", "签约服务" * 99)} == {KEY}
