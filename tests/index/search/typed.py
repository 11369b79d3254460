"""What people, programs and accidents could type into a search field: thousands of queries made of clauses."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import opencc

__all__ = ["typed"]

_TRADITIONAL: Callable[[str], str] = opencc.OpenCC("s2twp").convert
_CHARACTERS: Callable[[str], str] = opencc.OpenCC("s2t").convert
_ODD = (
    "\u200b\u200c\ufeff\u00ad\u3000\u00a0\u2003\ufe0f",  # what has no width, and blanks
    "😀👩\u200d⚕️𠮷𡈽𠀋〇々",
    "\uf9d1\uf967\u2f00\ufa0e\u2ea0",  # compatibility ideographs, radicals
    "。，、；：！？《》〈〉（）…—·～%‰+＋-_*/\\'\"“”‘’「」『』【】〔〕[]<>&#@|",
    "ＡＢＣａｂｃ１２３％．①②㈠㎡℃½ⅣßİſĿŐ",
    "\x00\x1f\u0301\u0600\u061c\u202e\u0e33ก្\ufdfa",
)
_STOP = ("的", "了", "和", "是多少", "有哪些", "怎么", "谁", "吗", "在", "由", "要求", "规定", "工作", "国家")
_NUMBERS = (
    "{n}%",
    "{n}％以上",
    "{n}.{m}",
    "{n}万元",
    "{n}日内",
    "20{m:02}年",
    "〔20{m:02}〕{n}号",
    "[20{m:02}] {n}號",
    "20{m:02} {n}号",
    "国卫基层发(20{m:02}){n}号",
    "{n}-{m}",
    "第{n}条",
    "{n}:{m}",
)


def typed(said: Sequence[str], count: int, seed: int = 20231229) -> list[str]:
    """`count` queries, the same in every run, none of them blank; `said` are the texts they are made of."""
    chance = random.Random(seed)  # noqa: S311  # a sample, no secret
    ways: list[Callable[[random.Random, Sequence[str]], str]] = [
        *[_part] * 3,
        _traditional,
        _mixed,
        *[_wrong] * 3,
        _quoted,
        *[_joined] * 2,
        *[_asked] * 2,
        _number,
        _odd,
        _stop,
        _long,
    ]
    made: list[str] = []
    while len(made) < count:
        query = chance.choice(ways)(chance, said)
        if query.strip():
            made.append(query)
    return made


def _part(chance: random.Random, said: Sequence[str], longest: int = 14) -> str:
    text = chance.choice(said)
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, longest)]


def _traditional(chance: random.Random, said: Sequence[str]) -> str:
    return _TRADITIONAL(_part(chance, said))


def _mixed(chance: random.Random, said: Sequence[str]) -> str:
    return "".join(_CHARACTERS(char) if chance.random() < 0.5 else char for char in _part(chance, said))


def _wrong(chance: random.Random, said: Sequence[str]) -> str:
    part = _part(chance, said)
    at = chance.randrange(len(part))
    other = (
        chance.choice("的医形代副珍厉率2 ") if chance.random() < 0.7 else chance.choice(chance.choice(said))
    )
    ways = (
        part[:at] + other + part[at + 1 :],
        part[:at] + other + part[at:],
        part[:at] + part[at + 1 :],
        part[:at] + part[at + 1 : at + 2] + part[at : at + 1] + part[at + 2 :],
    )
    return chance.choice(ways)


def _quoted(chance: random.Random, said: Sequence[str]) -> str:
    marks = chance.choice(("“”", "「」", '""', "”“", "““", "『』"))
    return f"{marks[0]}{_part(chance, said)}{marks[1]}{chance.choice(('', ' 医共体', '考核'))}"


def _joined(chance: random.Random, said: Sequence[str]) -> str:
    return chance.choice((" ", "  ", "、", "，", "\t", "")).join(
        _part(chance, said, 5) for _ in range(chance.randint(2, 4))
    )


def _asked(chance: random.Random, said: Sequence[str]) -> str:
    before = chance.choice(("请问", "", "", "贵阳", "歙县", "谁来", "哪些", "关于"))
    behind = chance.choice(("是多少", "有哪些？", "怎么考核", "谁出钱", "的规定", "吗", ""))
    return f"{before}{_part(chance, said, 8)}{behind}"


def _number(chance: random.Random, said: Sequence[str]) -> str:
    written = chance.choice(_NUMBERS).format(n=chance.randint(0, 120), m=chance.randint(0, 30))
    return chance.choice(
        (written, f"{written}{_part(chance, said, 4)}", f"{_part(chance, said, 4)}{written}")
    )


def _odd(chance: random.Random, said: Sequence[str]) -> str:
    signs = "".join(chance.choice(chance.choice(_ODD)) for _ in range(chance.randint(1, 6)))
    part = _part(chance, said)
    at = chance.randint(0, len(part))
    return chance.choice((signs, part[:at] + signs + part[at:]))


def _stop(chance: random.Random, _: Sequence[str]) -> str:
    return "".join(chance.choice(_STOP) for _ in range(chance.randint(1, 4)))


def _long(chance: random.Random, said: Sequence[str]) -> str:
    return chance.choice(said)[: chance.randint(30, 600)]
