"""Repeals: which documents a sentence ends, wholly or in part, where titles stand before, behind or in a list."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policykit.base.resources import load
from policykit.text.normal import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policykit.model import Span

__all__ = ["Replaced", "read_repeals"]

_TITLE = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_BRACKET = re.compile(r"[(](?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)[)]")
_NUMBER = re.compile(r"[^,;]*?\d[^,;]*?号令?")
_MARK = r"(?:\d+[.、]|[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十]+、)"
_FURTHER = re.compile(rf"[、,;和及与以暨]|{_MARK}|$")
"""What stands behind a title in a list, before the next."""
_PLACE = "第[一二三四五六七八九十百零〇0-9]+[条款项章节]"


class Replaced(NamedTuple):
    """A document that is said to be repealed, and the sentence that says so."""

    title: str
    """As written."""
    number: str
    """文号 as written, without brackets; empty when none is given."""
    span: Span
    partial: bool = False
    """Whether only some of it is repealed: 第三条同时废止, 其中关于反倾销的规定同时废止."""
    is_older: bool = False
    """Whether it is said whose it was, or when: it may have the title of the one that repeals it, and is another."""


class _Named(NamedTuple):
    """A title in a sentence, with the words before it and those behind it, up to the titles beside it."""

    title: str
    number: str
    ahead: str
    behind: str
    is_partial: bool

    def at(self, span: Span) -> Replaced:
        """As repealed by the sentence there."""
        is_older = bool(self.number or re.search(r"[年日的原旧]$|^原|年.*的$", self.ahead))
        return Replaced(self.title, self.number, span, self.is_partial, is_older)


class _Words(NamedTuple):
    """A sentence: as written and folded, both without blanks and of one length."""

    written: str
    folded: str


def read_repeals(sentences: Iterable[tuple[str, Span]], own: str) -> Iterator[Replaced]:
    """The documents that sentences repeal, in order; `own` is the title of the document itself.

    A list whose items are sentences of their own belongs to the sentence before it (下列文件同时废止：) or the one
    behind it (以上文件同时废止).
    """
    waiting: list[Replaced] = []
    is_listing = False
    for sentence, span in sentences:
        if "《" not in sentence and not _patterns()["hint"].search(sentence):
            waiting, is_listing = [], False
            continue
        written = re.sub(r"\s+", "", sentence)
        words = _Words(written, fold(written))
        if _patterns()["item"].fullmatch(words.folded):
            items = [each.at(span) for each in _titles(words)]
            waiting += [] if is_listing else items
            yield from _others(items if is_listing else [], own)
            continue
        is_listing = bool(_patterns()["heads_a_list"].search(words.folded))
        found = [each.at(span) for each in _repealed(words)]
        is_last = re.match(_MARK, words.folded) or _patterns()["closes_a_list"].match(words.folded)
        if waiting and is_last and _patterns()["behind"].search(words.folded):
            found = waiting + found
        waiting = []
        yield from _others(found, own)


def _others(found: Iterable[Replaced], own: str) -> Iterator[Replaced]:
    mine = re.sub(r"\s+", "", fold(own))
    yield from (each for each in found if each.is_older or fold(each.title) != mine)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("validity")
    ended, manner = data["ended"], data["manner"]
    since = r"(?:(?:自|从|(?<!关)于|在)[^《》。;]{1,30}?(?:起|(?<!同)时|后|之日|日),?)"
    listed = data["listed"]
    return {
        # so few sentences say it that the others are not looked at any closer
        "hint": re.compile(data["hint"]),
        # the predicate behind what it is said of
        "behind": re.compile(rf"{since}?(?:{manner})*(?:{ended})(?=[,;:。)]|并|$)"),
        "before": re.compile(
            rf"(?:^(?:第[^条]{{1,6}}条)?|[,:;。起后]|决定|现将?|同时|一并|{data['itself']})(?:{data['end_them']})原?(?=[^。;]{{0,60}}《)"
        ),
        "gap": re.compile(
            rf"(?:{listed})?,?(?P<part>(?:中|的|里)?(?:{_PLACE}[^,;。]*|[^,;。]*(?:{data['parts']})))?,?{since}?(?:{manner})*"
        ),
        "part": re.compile(rf"(?:中|的|里)?(?:{_PLACE}|(?:有关|关于)[^,、;。]*(?:{data['parts']}))"),
        "amending": re.compile(data["amending"]),
        "basis": re.compile(rf"(?:{data['basis']})[^,;。]{{0,3}}$"),
        "stays": re.compile(data["stays"]),
        "heads_a_list": re.compile(
            rf"(?:{data['these']})[^。;《]*(?:{ended})[^《]*:$|(?:{data['end_them']})(?:{data['these']})[^《]*:$"
        ),
        "closes_a_list": re.compile(rf"(?:{data['those']})|(?:{manner})*(?:{ended})"),
        "item": re.compile(
            rf"{_MARK}?(?:(?:(?!{data['basis']}|{ended}|{data['end_them']})[^《》。:]){{0,80}}《[^《》]*》(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?"
            rf"[、,和及;。]*)+"
        ),
    }


def _repealed(words: _Words) -> Iterator[_Named]:
    """The titles that the predicates of a sentence govern."""
    start = 0
    for ended in _patterns()["behind"].finditer(words.folded):
        yield from _ahead(words, start, ended.start())
        start = ended.end()
        if words.folded[start : start + 1] == ":":
            yield from _in_list(words, start, len(words.folded))
            return
    if start == 0 and (said := _patterns()["before"].search(words.folded)):
        stop = words.folded.find(";", said.end())
        yield from _in_list(words, said.end(), stop if stop >= 0 else len(words.folded))


def _ahead(words: _Words, start: int, end: int) -> Iterator[_Named]:
    """The titles between two places that belong to a predicate behind them: the last, and the list that it closes."""
    listed = list(_titles(_Words(words.written[start:end], words.folded[start:end])))
    found: list[_Named] = []
    for named in reversed(listed):
        is_last = not found
        gap = _patterns()["gap"].fullmatch(named.behind) if named is listed[-1] else None
        if named is listed[-1]:
            if gap is None:
                return
            named = named._replace(is_partial=bool(gap["part"]))  # noqa: PLW2901 - the same title, as read here
        if _patterns()["amending"].match(named.behind) or _patterns()["basis"].search(named.ahead):
            continue
        if not is_last and (not _FURTHER.match(named.behind) and not named.is_partial):
            break
        if _patterns()["stays"].match(named.behind):
            break
        found.append(named)
    yield from reversed(found)


def _in_list(words: _Words, start: int, end: int) -> Iterator[_Named]:
    """The titles behind a predicate, those that are no reason for it or its history."""
    for named in _titles(_Words(words.written[start:end], words.folded[start:end])):
        if not _patterns()["amending"].match(named.behind) and not _patterns()["basis"].search(named.ahead):
            yield named


def _titles(words: _Words) -> Iterator[_Named]:
    """Every title outside of brackets, with its 文号 and what stands around it."""
    matches = [
        each for each in _TITLE.finditer(words.folded) if not _is_bracketed(words.folded, each.start())
    ]
    last = 0
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        behind = words.folded[match.end() : following.start() if following else None]
        bracket = _BRACKET.match(behind)
        number = ""
        if bracket:
            behind = behind[bracket.end() :]
            inside = match.end() + bracket.start("inside")
            if found := _NUMBER.match(bracket["inside"]):
                number = words.written[inside : inside + found.end()].replace("[", "〔").replace("]", "〕")
        is_partial = bool(_patterns()["part"].match(behind))
        title = words.written[match.start("title") : match.end("title")]
        yield _Named(title, number, words.folded[last : match.start()], behind, is_partial)
        last = match.end()


def _is_bracketed(folded: str, at: int) -> bool:
    return folded.count("(", 0, at) > folded.count(")", 0, at)
