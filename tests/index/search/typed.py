"""What people, programs and accidents could type into a search field: thousands of queries made of clauses."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import opencc
from pypinyin import Style, lazy_pinyin

from policykit.corpus import Corpus
from policykit.index.search.names import Names
from policykit.model.requirement import Requirement
from policykit.text.cite import cite

__all__ = ["names_typed", "typed"]

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


def names_typed(corpus: Corpus, requirements: Sequence[Requirement], count: int, seed: int = 41) -> list[str]:
    """`count` queries that name what a corpus has, whole and in part, alone and with a word."""
    chance = random.Random(seed)  # noqa: S311  # a sample, no secret
    clauses = [(clause, policy) for policy in corpus.policies for clause in policy.clauses]
    said = [clause.heading + clause.text for clause, _ in clauses]
    places = [place.keys for place in Names(corpus).places]
    ways: list[Callable[[], str]] = [
        lambda: chance.choice(clauses)[0].id,
        lambda: _end(chance, chance.choice(clauses)[0].id, "/"),
        lambda: _scripts(chance, cite(*chance.choice(clauses))),
        lambda: f"“{_part(chance, said, 30)}”——{_scripts(chance, cite(*chance.choice(clauses)))}",
        lambda: chance.choice(clauses)[0].label,
        lambda: _numbered(chance, corpus),
        lambda: _part(chance, [policy.title for policy in corpus.policies], 30),
        lambda: (
            chance.choice(chance.choice(places))
            + chance.choice(("", "方案", "的政策", " " + _part(chance, said, 4)))
        ),
        lambda: chance.choice(requirements).indicator.label,
        lambda: _part(chance, [chance.choice(requirements).indicator.label], 12),
        lambda: chance.choice(requirements).plain,
        lambda: _end(chance, chance.choice(requirements).id, "/"),
        lambda: (
            f"{chance.choice(('2026年', '歙县', '85%', '全国', '到2025年'))}{chance.choice(requirements).indicator.label}"
        ),
        lambda: _spelled(chance, _part(chance, said, 7)),
        lambda: f"{_part(chance, said, 8)} -{_part(chance, said, 3)}",
        lambda: chance.choice(_DUE).format(n=chance.randint(1, 12), y=chance.randint(2024, 2030)),
        lambda: (
            f"百分之{chance.choice(('八十五', '九十', '一百', '六十五点五', '20', '3.5'))}{chance.choice(('', '以上'))}"
        ),
        lambda: _part(chance, said, 3) + _part(chance, ["房地产足球高考煤矿殡葬量子飞机养猪"], 3),
    ]
    made: list[str] = []
    while len(made) < count:
        query = chance.choice(ways)()
        if query.strip():
            made.append(query)
    return made


_DUE = (
    "明年到期",
    "{y}年到期的要求",
    "{y}年底前到期",
    "今年{n}月到期",
    "{n}个月内到期 医共体",
    "下个月截止",
    "年底前到期",
    "{y}年上半年到期",
    "{y}年底",
    "{y}-12-31",
    "到{y}年{n}月",
    "{y}.{n}.30到期",
    "第{n}条",
    "第{n}条 医保",
)


def _end(chance: random.Random, text: str, between: str) -> str:
    parts = text.split(between)
    return between.join(parts[chance.randrange(len(parts)) :])


def _scripts(chance: random.Random, text: str) -> str:
    brackets = str.maketrans("（）〔〕", chance.choice(("()[]", "（）【】", "（）〔〕", "()()")))
    return chance.choice((_CHARACTERS, _TRADITIONAL, str))(text).translate(brackets)


def _numbered(chance: random.Random, corpus: Corpus) -> str:
    number = chance.choice([policy.number for policy in corpus.policies if policy.number])
    bare = number.replace("〔", " ").replace("〕", " ")
    forms = (
        number,
        bare,
        bare.replace("号", ""),
        bare.replace(" ", ""),
        f"{bare.split()[-1]}文",
        f"第{bare.split()[-1]}",
    )
    return _scripts(chance, chance.choice(forms)) + chance.choice(("", "", " 医院", "第四部分第（十一）条"))


def _spelled(chance: random.Random, text: str) -> str:
    style = chance.choice((Style.NORMAL, Style.FIRST_LETTER))
    cut = chance.randrange(len(text) + 1)
    return "".join(lazy_pinyin(text[:cut], style=style, v_to_u=False)) + chance.choice((text[cut:], ""))
