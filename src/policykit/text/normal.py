"""The forms of a text, from what was published to what is compared, each with the way back to the source.

- folded (`fold`): outline and roles are matched on it; one character in, one character out, so it needs no map
- normal (`normalize`): quantities and drift; one width, one script, the mainland's words, no marks of notes
- tight (`Form.tight` of the normal form): quotes; without the blanks of page breaks and converters
- searched (`search_forms`, `clause_form`): index, alignment, citations; small letters, no blanks
- key (`Form.key`, `search_key`): words of index and query; variants of one character are one
- bare (`bare`): headers and names; no blanks and no marks

In each of them traditional characters are simplified ones. Taiwan's words become the mainland's (資訊 → 信息)
only in texts of `Script.TRADITIONAL`: in a simplified text 品质 is what the writer meant. The browser has the
searched forms again (`policykit-search-text.js`), and tests hold both to the same results.

>>> source = "資訊 共用率達 ８５％"
>>> form = normalize(source, Script.TRADITIONAL)
>>> fold(source), form.text, form.tight().text, search_forms(source, Script.TRADITIONAL)[-1].text
('资讯 共用率达 85%', '信息 共享率达 85%', '信息共享率达85%', '信息共享率达85%')
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import ne
from typing import TYPE_CHECKING

import opencc

from policykit.base.resources import load
from policykit.model import Script, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from policykit.model import Clause, Policy

__all__ = [
    "Form",
    "bare",
    "clause_form",
    "fold",
    "folded_characters",
    "mainland",
    "normalize",
    "script_of",
    "search_forms",
    "search_key",
    "simplified",
    "traditional",
]

_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
_HAN_OR_OTHER = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,})")
_COUNTED = re.compile(r"[\u3400-\u9fff]+")
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_FULL_WIDTH_OFFSET = 0xFEE0
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-") | {ord("∶"): ":"}
_BRACKETS = str.maketrans("〔〕【】", "[][]")
_QUOTES = str.maketrans("「」『』", "“”‘’")
_MARKS = re.compile(r"[\s\W_]+")
_USUAL = tuple(zip("，；：（）\u3000", ",;:() ", strict=True))
"""What is folded most, character by character ten times as fast as by a table."""
_NOTE_MARKS, _UNSEEN = re.compile(load("alike")["note_marks"]), re.compile(f"[{load('alike')['unseen']}]")
_BEFORE_DUTIES = re.compile(r"[(\[]")
_TRADITIONAL_SHARE = 20
"""One Han character in so many must be of traditional script only: names are, in simplified texts."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a source: character `i` came from the source characters `starts[i]` to `ends[i]`.

    The characters of a word that was turned into another share the bounds of the whole word.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def key(self) -> str:
        """The text with variants of one character made one; as long as the text."""
        return self.text.translate(_variants())

    def tight(self) -> Form:
        """The form without white space, but for that between two digits: `1 0` is not `10`.

        >>> form = normalize("縣域 內就診率達 ８５％", Script.TRADITIONAL).tight()
        >>> form.text, form.to_source(Span(1, 3))
        ('县域内就诊率达85%', Span(start=1, end=4))
        """
        if self.text.isprintable() and " " not in self.text:
            return self  # every other white space is not printable
        kept: list[int] = []
        for at, char in enumerate(self.text):
            if char.isspace():
                continue
            if char.isdecimal() and kept and kept[-1] + 1 < at and self.text[kept[-1]].isdecimal():
                kept += range(kept[-1] + 1, at)
            kept.append(at)
        return Form(
            "".join(self.text[at] for at in kept),
            tuple(self.starts[at] for at in kept),
            tuple(self.ends[at] for at in kept),
        )

    def to_source(self, span: Span) -> Span:
        """The smallest source range that covers `span` of the form.

        >>> source = "推進網際網路診療服務與資訊共用。"
        >>> form = normalize(source, Script.TRADITIONAL)
        >>> form.text, form.to_source(Span(2, 5)).cut(source)
        ('推进互联网诊疗服务与信息共享。', '網際網路')
        """
        if span.start < span.end:
            return Span(self.starts[span.start], self.ends[span.end - 1])
        if span.start < len(self.starts):
            return Span(self.starts[span.start], self.starts[span.start])
        at = self.ends[-1] if self.ends else 0
        return Span(at, at)

    def from_source(self, span: Span) -> Span:
        """The range of the form that came from characters of `span`."""
        first = bisect_right(self.ends, span.start)
        return Span(first, max(first, bisect_left(self.starts, span.end)))


# --- folded ---------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Fold `text` character by character; the result has the same length.

    >>> fold("第十條　國辦發〔２０２３〕４１號：")
    '第十条 国办发[2023]41号:'
    """
    if text.isascii():
        return text
    for char, to in _USUAL:
        text = text.replace(char, to)
    others, table = _foldable()
    return others.sub(lambda found: table[found[0]], text)


def script_of(text: str) -> Script:
    """The script in which a text, however short, is written; of a policy it is `Policy.script`.

    >>> script_of("網際網路"), script_of("乾隆年间的互联网医疗服务价格政策落实情况")
    (<Script.TRADITIONAL: 'Hant'>, <Script.SIMPLIFIED: 'Hans'>)
    """
    han = "".join(_COUNTED.findall(text))
    only = sum(map(ne, han, fold(han)))
    return Script.TRADITIONAL if only * _TRADITIONAL_SHARE > max(1, len(han)) else Script.SIMPLIFIED


@cache
def _foldable() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is folded, as a pattern and with its form: few characters of a text are, and all others cost nothing."""
    table = {chr(point): to for point, to in _folding().items()}
    return re.compile(f"[{''.join(map(re.escape, table))}]"), table


@cache
def _folding() -> dict[int, str]:
    # One call for all: a line of its own for each character, so that none is taken with its neighbours.
    lines = opencc.OpenCC("t2s").convert("\n".join(_han())).split("\n")
    pairs = zip(_han(), lines, strict=True)
    table = {ord(char): to for char, to in pairs if to != char and len(to) == 1}
    table |= {point: chr(point - _FULL_WIDTH_OFFSET) for point in _FULL_WIDTH}
    table |= dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " ")
    return table | {0x3014: "[", 0x3015: "]", 0x2014: "-", 0x2013: "-", 0x2015: "-", 0xFE63: "-"}


@cache
def _han() -> tuple[str, ...]:
    return tuple(chr(point) for first, end in _HAN for point in range(first, end))


# --- normal ---------------------------------------------------------------------------------------


def normalize(source: str, script: Script = Script.SIMPLIFIED) -> Form:
    """Normal form of a source, or of a part of it; `script` is that of the whole.

    >>> normalize("９０％以上①，〔2023〕 41号").text
    '90%以上,[2023] 41号'
    """
    form = _mapped(source, _NORMAL)
    if script is Script.TRADITIONAL:
        # OpenCC converts characters by the words around them, and keeps their number.
        pieces = _HAN_OR_OTHER.split(source)
        pieces[::2] = [piece.translate(_NORMAL) for piece in pieces[::2]]
        pieces[1::2] = map(_converted, pieces[1::2])
        form = mainland(Form("".join(pieces), form.starts, form.ends))
    return _without_notes(form)


def _without_notes(form: Form) -> Form:
    """A form without the marks that lead to notes: 达到85%[1]以上 states what 达到85%以上 does."""
    for start, end in reversed([match.span() for match in _NOTE_MARKS.finditer(form.text)]):
        text, starts, ends = form.text, form.starts, form.ends
        bounds = (*starts[:start], *starts[end:]), (*ends[:start], *ends[end:])
        form = Form(text[:start] + text[end:], *bounds)
    return form


def simplified(text: str) -> Form:
    """What a reader of the mainland reads of a traditional text: their characters, words and quotation marks.

    All else stays what it is, and the text itself remains what is cited.

    >>> form = simplified("推動「網際網路＋」，資訊共用率達90％。")
    >>> form.text, form.to_source(Span(3, 6)) == Span(3, 7)
    ('推动“互联网＋”，信息共享率达90％。', True)
    """
    pieces = _HAN_OR_OTHER.split(text.translate(_QUOTES))
    pieces[::2] = [_COUNTED.sub(lambda han: fold(han[0]), piece) for piece in pieces[::2]]
    pieces[1::2] = map(_converted, pieces[1::2])
    return mainland(Form("".join(pieces), range(len(text)), range(1, len(text) + 1)))


@lru_cache(maxsize=8192)
def traditional(text: str) -> str:
    """A simplified text in traditional characters, word by word.

    >>> traditional("第四部分第（十一）条第3项")
    '第四部分第（十一）條第3項'
    """
    converted: str = _opencc("s2t").convert(text)
    return converted


def mainland(form: Form) -> Form:
    """A form with Taiwan's words turned into the mainland's."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for match in _wording().finditer(form.text):
        first, end = match.span()
        word = str(load("wording")[match[0]])
        text += [form.text[last:first], word]
        starts += [*form.starts[last:first], *[form.starts[first]] * len(word)]
        ends += [*form.ends[last:first], *[form.ends[end - 1]] * len(word)]
        last = end
    text.append(form.text[last:])
    return Form("".join(text), (*starts, *form.starts[last:]), (*ends, *form.ends[last:]))


class _Table(dict[int, str]):
    """What each character becomes, found when it is first met."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become
        self._others: dict[str, int] = {}
        self._find_others: re.Pattern[str] | None = None

    def __missing__(self, point: int) -> str:
        self[point] = become = self._become(chr(point))
        if len(become) != 1:
            self._others[chr(point)] = len(become)
            self._find_others = re.compile(f"[{''.join(map(re.escape, self._others))}]")
        return become

    def others(self, source: str) -> Iterator[tuple[int, int]]:
        """Where in a source that was translated a character stands that becomes none or several, and how many."""
        found = self._find_others.finditer(source) if self._find_others else ()
        return ((match.start(), self._others[match[0]]) for match in found)


def _mapped(source: str, table: _Table, begin: int = 0) -> Form:
    """A source with each character going its own way; it begins at place `begin` of a longer one."""
    text = source.translate(table)
    before, behind = range(begin, begin + len(source)), range(begin + 1, begin + len(source) + 1)
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for at, count in table.others(source):
        starts += (*before[last:at], *[before[at]] * count)
        ends += (*behind[last:at], *[behind[at]] * count)
        last = at + 1
    if not last:
        return Form(text, before, behind)
    return Form(text, (*starts, *before[last:]), (*ends, *behind[last:]))


def _normal(char: str) -> str:
    if unicodedata.category(char) == "No":
        return char  # ①, ², ½: beside a digit they would become part of its number
    if _UNSEEN.match(char):
        return ""
    compatible = fold(unicodedata.normalize("NFKC", char)).translate(_DASHES).translate(_BRACKETS)
    return re.sub(r"\s", " ", compatible)


_NORMAL = _Table(_normal)


@lru_cache(maxsize=8192)
def _converted(piece: str) -> str:
    """A run of traditional Han in simplified characters."""
    simplified: str = _opencc("tw2s").convert(piece)
    return simplified if len(simplified) == len(piece) else piece.translate(_NORMAL)


@cache
def _opencc(standard: str) -> opencc.OpenCC:
    return opencc.OpenCC(standard)


@cache
def _wording() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load("wording"), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """A header or name without spaces and marks, in small letters.

    >>> bare(" 居民就诊 总人次数：（ＤＲＧ）")
    '居民就诊总人次数drg'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


# --- searched -------------------------------------------------------------------------------------


def search_forms(source: str, script: Script, begin: int = 0) -> tuple[Form, ...]:
    """The form of a text that begins at `begin`; for a traditional text that in the mainland's wording, if it differs.

    Every character goes its own way (NFKC, small letters, simplified): a part of a text has a form that is part of its.

    >>> [form.text for form in search_forms("資訊 共用", Script.TRADITIONAL)]
    ['资讯共用', '信息共享']
    """
    plain = _mapped(source, _SEARCHED, begin)
    if script is Script.SIMPLIFIED:
        return (plain,)
    other = mainland(plain)
    return (plain,) if other.text == plain.text else (plain, other)


def clause_form(clause: Clause, policy: Policy) -> Form:
    """A clause in searched form, without the brackets that name who is responsible; offsets are the source's."""
    published = clause.span.cut(policy.source)
    if policy.script is Script.SIMPLIFIED:
        form = _mapped(published, _KEYED, clause.start)
    else:
        form = search_forms(published, policy.script, clause.start)[-1]
        form = Form(form.key, form.starts, form.ends)
    if not clause.responsible:
        return form
    end = max((match.start() for match in _BEFORE_DUTIES.finditer(form.text)), default=0) or None
    return Form(form.text[:end], form.starts[:end], form.ends[:end])


@lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """The form of a short text as one compares it: 縣域 → 县域, ＤＲＧ → drg; blanks stay, as one blank.

    >>> search_key("縣域　ＤＲＧ〔2023〕")
    '县域 drg[2023]'
    """
    return re.sub(r"\s+", " ", "".join(map(_searched_or_blank, text))).translate(_variants())


def folded_characters() -> tuple[dict[str, str], dict[str, str]]:
    """The characters that are searched as others: traditional → simplified with signs, variants of one → one."""
    table = _folding()
    traditional = {char: table[ord(char)] for char in _han() if ord(char) in table}
    return traditional | load("alike")["same"], {chr(point): to for point, to in _variants().items()}


@lru_cache(maxsize=16384)
def _searched_or_blank(char: str) -> str:
    if char.isspace():
        return " "
    if _UNSEEN.match(char):
        return ""
    folded = fold(unicodedata.normalize("NFKC", char).lower())
    same = load("alike")["same"]
    return "".join(same.get(piece, piece) for piece in folded if not piece.isspace())


_SEARCHED = _Table(lambda char: "" if char.isspace() else _searched_or_blank(char))


@cache
def _variants() -> dict[int, str]:
    """Characters that the standards of the regions take for one (着 and 著): each → the least of them."""
    groups = load("alike")["variants"].split()
    return {ord(char): least for least, *others in groups for char in others}


_KEYED = _Table(lambda char: _SEARCHED[ord(char)].translate(_variants()))
