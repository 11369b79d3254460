"""The files of the search index: how numbers are written, what goes into which file, what is offered as an example."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from policykit.site.letters import Letters, bits, buckets, in_signs
from policykit.site.postings import Packed, Postings, Units, unpacked
from policykit.site.search import Shards, _file_of, _pairs, _spread, _texts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # As those who devised FNV-1a give them, and two units that take two bytes each.
        ("", 0x811C9DC5),
        ("a", 0xE40C292C),
        ("foobar", 0xBF9CF968),
        ("县", ((0x811C9DC5 ^ 0x53BF) * 0x01000193) % 2**32),
        ("😀", ((((0x811C9DC5 ^ 0xD83D) * 0x01000193) % 2**32 ^ 0xDE00) * 0x01000193) % 2**32),
        ("a县", ((0xE40C292C ^ 0x53BF) * 0x01000193) % 2**32),
    ],
)
def test_a_feature_stands_in_the_file_that_a_browser_looks_for(text: str, number: int) -> None:
    assert [buckets([text, "b", text], count)[::2] for count in (2**32, 16, 1)] == [
        [number, number],
        [number % 16, number % 16],
        [0, 0],
    ]


@pytest.mark.parametrize(
    ("postings", "signs"),
    [
        ([(0, 1)], 1),
        ([(3, 8)], 1),  # 31 is the last number of one sign
        ([(4, 1)], 2),  # 32 the first of two
        ([(127, 8)], 2),  # 1023
        ([(128, 1)], 3),  # 1024
        ([(0, 8), (1, 1), (1000, 8), (1001, 1)], 6),
    ],
)
def test_postings_come_back(postings: list[tuple[int, int]], signs: int) -> None:
    made, levels = Postings(), dict(postings)
    made.add(Units.of({"x": levels[unit]} if unit in levels else {} for unit in range(postings[-1][0] + 1)))
    packed = made.packed()["x"]
    assert (len(packed.text), packed.size) == (signs, len(postings))
    assert unpacked(packed.text) == postings


def test_policies_share_features_and_units_are_counted_on() -> None:
    made = Postings()
    for policy in ([{"a": 1}, {}, {"b": 2}], [], [{"b": 3, "a": 4}]):
        made.add(Units.of(policy))
    found = {feature: unpacked(packed.text) for feature, packed in made.packed().items()}
    assert found == {"a": [(0, 1), (3, 4)], "b": [(2, 2), (3, 3)]}


@pytest.mark.parametrize("at_once", [1, 2, 3, 7])
def test_postings_are_the_same_however_many_are_written_at_once(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def packed() -> dict[str, Packed]:
        made = Postings()
        for unit in range(9):
            made.add(Units.of([{name: 1 + unit % 8 for name in "abc" if unit % (ord(name) - 95)}]))
        return made.packed()

    expected = packed()
    monkeypatch.setattr("policykit.site.postings._AT_ONCE", at_once)
    assert packed() == expected


@pytest.mark.parametrize(
    ("flags", "signs"),
    [([], ""), ([False], "A"), ([False, True], "C"), ([True] * 6, "_"), ([False] * 6 + [True], "AB")],
)
def test_yes_and_no_are_six_to_a_sign(flags: list[bool], signs: str) -> None:
    # Of base64 as addresses have it: A is 0, B is 1, C is 2, _ is 63.
    assert bits(flags) == signs


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff" * 5, bytes(6), b"\xff" * 6, bytes(range(256)), b"\x01" + bytes(12)]
)
def test_signs_give_the_bytes_back(data: bytes) -> None:
    """Seven signs for six bytes, of the rest one sign more than bytes; as numbers of base 117, the highest sign first."""
    signs = "".join(chr(code) for code in range(1, 127) if chr(code) not in '\t\n\v\f\r\x1a"<\\\\')
    written = in_signs(data)
    whole, rest = divmod(len(data), 6)
    assert len(written) == 7 * whole + (rest + 1 if rest else 0)
    read = b""
    for at in range(0, len(written), 7):
        group, number = written[at : at + 7], 0
        for sign in group:
            number = number * len(signs) + signs.index(sign)
        read += number.to_bytes(len(group) - 1, "big")
    assert read == data


def test_the_commonest_letters_take_one_byte_and_others_two() -> None:
    letters = [chr(0x4E00 + at) for at in range(700)]
    made = Letters.of([letter * (1000 - at) for at, letter in enumerate(letters)])
    assert made.table == "".join(letters[: 125 + 512])
    coded = [made.coded(letters[at]) for at in (0, 124, 125, 125 + 255, 125 + 256, 125 + 511, 125 + 512)]
    assert coded == [b"\x80", b"\xfc", b"\xfd\x00", b"\xfd\xff", b"\xfe\x00", b"\xfe\xff", b"\xff\x50\x7d"]
    assert made.coded("\x7fA") == b"\x7fA"
    assert made.coded("😀") == b"\xff\xd8\x3d\xff\xde\x00"
    # Of equals the first in Unicode; ASCII and what two bytes of UTF-16 do not hold are no letters.
    assert Letters.of(["乙甲ab\x7f\x80😀", "甲乙"]).table == "乙甲\x80"


def test_characters_stand_by_their_distance() -> None:
    assert _pairs({"d": "y", "b": "x"}) == [[98, 2], "xy"]
    assert _pairs({}) == [[], ""]


@pytest.mark.parametrize(
    ("feature", "file"),
    [
        ("s县域", "g县域"),
        ("w县域", "g县域"),
        ("g县域", "g县域"),
        ("w县域内", "w县域内"),
        ("w县", "w县"),
        ("s县", "g县"),
    ],
)
def test_a_word_of_two_is_found_with_its_gram(feature: str, file: str) -> None:
    assert _file_of(feature) == file


@pytest.mark.parametrize(
    ("total", "usual", "files"),
    [
        (0, 10, 1),
        (9, 10, 1),
        (19, 10, 1),
        (20, 10, 2),
        (100, 10, 10),
        (
            400,
            10,
            40,
        ),  # never more than twice as many files as one of them has characters: 40 of 10, later 42 of 10.5
        (440, 10, 40),
        (441, 10, 42),
    ],
)
def test_things_are_spread_over_files_of_one_size(total: int, usual: int, files: int) -> None:
    things = {f"{number:04}": number for number in range(total)}
    made = _spread(things, usual, key=str, size=lambda _: 1)
    assert len(made) == files
    assert {name: value for part in made for name, value in part.items()} == things
    assert all(buckets([*part], files) == [at] * len(part) for at, part in enumerate(made))


def entry(path: str, text: str, *sections: str) -> Any:
    clause = SimpleNamespace(path=path, label=path, heading="", text=text)
    return SimpleNamespace(clause=clause, sections=sections)


def test_texts_are_cut_where_a_file_is_full_and_headings_stand_where_they_change() -> None:
    units = [
        entry("1", "a" * 2999, "甲"),
        entry("2", "b", "甲"),  # with this one it is full
        entry("3", "c", "甲"),  # a file of its own says its headings again
        entry("4", "d", "甲"),
        entry("5", "e", "甲", "乙"),
        entry("6", "f"),
    ]
    made: list[Any] = [rows for rows, _ in _texts(units, [6], [""])]
    assert [[row[0] for row in rows] for rows in made] == [["1", "2"], ["3", "4", "5", "6"]]
    assert [[row[4:] for row in rows] for rows in made] == [
        [[["甲"]], []],
        [[["甲"]], [], [["甲", "乙"]], [[]]],
    ]
    of_policies = [standings for _, standings in _texts(units, [1, 3, 2], ["x", "y", "z"])]
    assert of_policies == [[[0, "x"], [1, "y"]], [[1, "y"], [2, "z"]]]
    assert list(_texts([], [], [])) == []
    assert len(list(_texts(units[:2], [2], [""]))) == 1
    full = [entry("1", "a" * 3000), entry("2", "b" * 2999), entry("3", "c"), entry("4", "d")]
    made = [rows for rows, _ in _texts(full, [4], [""])]
    assert [[row[0] for row in rows] for rows in made] == [["1"], ["2", "3"], ["4"]]


@pytest.mark.parametrize(
    ("counts", "size", "offered"),
    [
        ({"家庭医生": 2, "就诊比例": 3}, 24, ["就诊比例", "家庭医生"]),  # in the most clauses first
        ({"家庭医生": 2, "就诊比例": 2}, 16, ["家庭医生", "就诊比例"]),
        ({"家庭医生": 1, "就诊比例": 2}, 16, ["就诊比例"]),  # in one alone is nothing to look for
        ({"家庭医生": 2, "就诊比例": 3}, 16, ["家庭医生"]),  # in more than an eighth neither
        ({"家庭医生": 2}, 15, []),
        ({"就诊率": 2}, 16, []),  # three characters do not say what they are about
        (
            {name * 4: 2 for name in "甲乙丙丁戊己"},
            16,
            ["丁丁丁丁", "丙丙丙丙", "乙乙乙乙", "己己己己", "戊戊戊戊"],
        ),
    ],
)
def test_what_is_offered_is_in_a_fair_number_of_clauses(
    counts: dict[str, int], size: int, offered: list[str]
) -> None:
    policies = [SimpleNamespace(number=number) for number in ("", "一号", "二号")]
    corpus: Any = SimpleNamespace(policies=policies)
    lexicon: Any = SimpleNamespace(words=set(counts) | {"没有收录"})
    shards = Shards(corpus, lexicon, (), str)
    assert shards._examples(counts, size) == [*offered, "一号"]  # noqa: SLF001 - the words of five policies are few
