"""What a new policy shows of itself beyond its card: whose it is, what to call it, whether it is one at all.

All are proposals: the division and the id can be given, and `--anyway` takes what does not look like a policy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.corpus.policyfile import is_policy_id
from policykit.index.terms import OTHERS, initial
from policykit.model import PartKind, Role
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policykit.text import Document

__all__ = ["guessed_division", "proposed_division", "proposed_id", "why_no_policy"]

_NATION = "000000"
_LONGEST_NAME = 18
_HEAD = 600
_FIRST_LINES = 200
_SHORTEST_ID = 4
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"(\d{1,5})\s*[号號]")
_LETTERS = 12
_NUMBERED = 2
_ARTICLES = 3
_ENOUGH = 2


def proposed_division(issuers: Iterable[str], title: str) -> str | None:
    """The code of the division whose organ has issued a policy, as far as a name says it; else `None`.

    >>> proposed_division(["贵阳市卫生健康局"], ""), proposed_division([], "国务院办公厅关于加强考核工作的意见")
    ('520100', '000000')
    >>> proposed_division(["歙县人民政府办公室"], ""), proposed_division(["某县人民政府"], "关于中山装的通知")
    ('341021', None)
    """
    for name in [*issuers, title]:
        written = "".join(name.split())
        if re.match(load("intake")["national"], written):
            return _NATION
        found = _named(written, 0)
        if found is not None:
            return found
    return None


def guessed_division(text: str) -> str | None:
    r"""The code of the division that a text may be of, where neither issuer nor title says it; a guess, if any.

    The nation by its organs in the head; else what the first lines name; else the one province that the text speaks of.

    >>> guessed_division("政府工作报告\n2012年2月29日在歙县第十三届人民代表大会上"), guessed_division("某县")
    ('341021', None)
    >>> guessed_division("省级部门职责清单\n促进健康海南建设。\n" * 2), guessed_division("学习浙江、福建经验。" * 3)
    ('460000', None)
    """
    if re.search(load("intake")["nation_speaks"], text[:_HEAD]):
        return _NATION
    starts = (match.start() for match in re.finditer("[\u3400-\u9fff]", text[:_FIRST_LINES]))
    named = next((found for start in starts if (found := _named(text, start)) is not None), None)
    return named or _province(fold(text))


def _province(text: str) -> str | None:
    """The only province that a text names, several times."""
    provinces = (each for each in Division.all().values() if each.level is Level.PROVINCIAL)
    counted = {each.code: sum(map(text.count, each.short_names)) for each in provinces}
    spoken = [code for code, count in counted.items() if count]
    return spoken[0] if len(spoken) == 1 and counted[spoken[0]] > 1 else None


def _named(text: str, start: int) -> str | None:
    """The division whose name, with its ending, stands at a place of a text: the longest."""
    ends = load("intake")["division_ends"]
    for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
        if text[end - 1] in ends and (division := Division.find(text[start:end])) is not None:
            return division.code
    return None


def proposed_id(stem: str, number: str | None, title: str, division: str, checksum: str) -> str:
    """An id: the name of the file where that says something, else the 文号 in letters, else division and title.

    >>> proposed_id("shexian-2025", None, "", "341021", "ab12")
    'shexian-2025'
    >>> proposed_id("download-2", "穗卫函〔2023〕1930号", "", "440100", "")
    'swh-2023-1930'
    >>> proposed_id("附件1", "穗卫函〔2023〕1930号", "", "440100", "")
    'swh-2023-1930'
    >>> proposed_id("1", None, "2025年工作方案", "341021", "ab12"), proposed_id("1", None, "", "341021", "ab12cd34ef")
    ('341021-2025-gzfa', '341021-ab12cd34')
    """
    says_nothing = len(stem) < _SHORTEST_ID or re.fullmatch(load("intake")["generic_stem"], stem)
    if is_policy_id(stem) and re.search("[a-z]", stem) and not says_nothing:
        return stem
    year, serial = _YEAR.search(number or ""), _SERIAL.search(number or "")
    if number and year and serial:
        made = f"{_initials(number[: year.start()])}-{year[0]}-{serial[1]}"
    else:
        named = _YEAR.search(title)
        pieces = [division, named[0] if named else "", _initials(_YEAR.sub("", title)) or checksum[:8]]
        made = "-".join(filter(None, pieces))
    return made if is_policy_id(made) else f"{division}-{checksum[:8]}"


def _initials(text: str) -> str:
    signs = re.findall(r"[\u3400-\u9fff]", fold(text))
    letters = (initial(char) for char in signs if char not in "年月日号第")
    return "".join(letter.lower() for letter in letters if letter != OTHERS)[:_LETTERS]


def why_no_policy(doc: Document, text: str) -> str | None:
    """Why a text does not look like a policy, in Chinese; `None` when it does.

    A policy shows itself by two of these: a title of a kind of document, a 文号, an addressee, a covering letter, a
    signature, a numbering, words that order. News say who reported them, reports of cases what the case was.
    """
    words = load("intake")["no_policy"]
    roles = {segment.role for segment in doc.segments}
    parts = [
        part
        for part in doc.outline.walk()
        if part.kind in {PartKind.HAN, PartKind.CHAPTER, PartKind.HAN_PAREN}
    ]
    articles = sum(part.kind is PartKind.ARTICLE for part in doc.outline.walk())
    marks = {
        "title": 2 * bool(re.search(load("intake")["policy_titles"], "".join(doc.title.split()))),
        "number": 2 * (Role.NUMBER in roles),
        "addressee": Role.ADDRESSEE in roles or Role.NOTICE in roles,
        "signature": Role.SIGNATURE in roles,
        "numbering": 2 * (articles >= _ARTICLES) or len(parts) >= _NUMBERED,
        "enacted": 2 * bool(re.search(load("intake")["enacted"], text[:_HEAD])),
        "orders": len(re.findall(load("intake")["orders"], text)) >= _NUMBERED,
    }
    carried = re.search(load("intake")["carries"], text)
    news = None if carried else re.search(load("intake")["news"], text)
    score = sum(marks.values())
    case = re.search(load("intake")["case"], text)
    if case and not (marks["number"] or articles or marks["signature"]):
        return str(words["case"].format(word=case[1]))
    if news and not marks["number"] and not articles and score <= _ENOUGH:
        return str(words["news"].format(word=news[0].strip()))
    if score >= _ENOUGH:
        return None
    return str(
        words["bare"].format(
            missing="、".join(words["marks"][name] for name, mark in marks.items() if not mark)
        )
    )
