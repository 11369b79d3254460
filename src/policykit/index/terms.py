"""术语: every term of the lexicon with the clauses that hold it, by level and by the letter of its pinyin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.base.resources import load
from policykit.index.lexicon import Lexicon
from policykit.index.segmenter import Segmenter
from policykit.model import Level, Role
from policykit.text.normal import clause_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from policykit.corpus import Corpus
    from policykit.model import Policy

__all__ = ["OTHERS", "Term", "TermsOfClause", "initial", "terms", "terms_of"]

_MARKS = re.compile(r"[。;!?、\s]+")
"""No word goes across these."""
_SHORT = 2
"""Shorter terms say nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its other names, and the clauses (ids) that hold one of them, by level."""

    name: str
    names: tuple[str, ...]
    """The names that stand in the corpus, the most frequent first."""
    clauses: Mapping[Level, tuple[str, ...]]
    """In reading order; levels without a clause are left out."""

    @property
    def initial(self) -> str:
        """The letter under which the term stands."""
        return initial(self.name)

    @property
    def total(self) -> int:
        """In how many clauses it stands."""
        return sum(map(len, self.clauses.values()))


TermsOfClause = tuple[str, tuple[str, ...]]
"""A normative clause (its id) and the words of the lexicon that stand in it."""


def terms_of(policy: Policy, lexicon: Lexicon) -> list[TermsOfClause]:
    """The words of a lexicon that stand in the normative clauses of a policy; clauses without any are left out."""
    read = _reader(lexicon)
    clauses = (clause for clause in policy.clauses if clause.role is Role.CLAUSE)
    found = ((clause.id, read.words(clause_form(clause, policy).text)) for clause in clauses)
    return [(clause, words) for clause, words in found if words]


class _Reader:
    """What finds the words of a lexicon in a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.group = _groups(lexicon)
        self._segmenter = Segmenter(lexicon)
        self._named = re.compile("|".join(map(re.escape, sorted(self.group, key=len))))

    def words(self, text: str) -> tuple[str, ...]:
        """Those that stand in a text, in order."""
        parts = (
            part for part in _MARKS.split(text) if self._named.search(part)
        )  # few need be cut into words
        return tuple(
            sorted({word for part in parts for word in self._segmenter.nested(part)} & self.group.keys())
        )


_READERS: dict[str, _Reader] = {}
"""By digest of the lexicon: it is asked for policy by policy."""


def _reader(lexicon: Lexicon) -> _Reader:
    if lexicon.digest not in _READERS:
        _READERS[lexicon.digest] = _Reader(lexicon)
    return _READERS[lexicon.digest]


def terms(
    corpus: Corpus, read: Callable[[Policy, Lexicon], Iterable[TermsOfClause]] = terms_of
) -> list[Term]:
    """Every term of the lexicon that stands in a normative clause, by pinyin; synonyms are one term.

    `read` gives the words of a policy, which may have been read before.

    >>> from policykit.corpus import Corpus
    >>> found = {term.name: term for term in terms(Corpus.load())}
    >>> found["县管乡用"].clauses[Level.PREFECTURE]
    ('guiyang-2024-36/2/3/10',)
    """
    lexicon = Lexicon.load(corpus.root)
    group = _groups(lexicon)
    found: defaultdict[str, defaultdict[Level, list[str]]] = defaultdict(lambda: defaultdict(list))
    written_as: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for policy in corpus.policies:
        for clause, words in read(policy, lexicon):
            for word in words:
                written_as[group[word]][word] += 1
            for name in sorted({group[word] for word in words}):
                found[name][policy.level].append(clause)
    listed = []
    for name, clauses in found.items():
        counts = written_as[name]
        names = sorted(counts, key=lambda word: (-counts[word], word))
        by_level = {level: tuple(clauses[level]) for level in Level if level in clauses}
        listed.append(Term(_shown(name, names), tuple(names), by_level))
    return sorted(listed, key=lambda term: _pinyin_order(term.name))


def _groups(lexicon: Lexicon) -> dict[str, str]:
    """Word → the first name of what it means."""
    first: dict[str, str] = {}
    for group in lexicon.groups:
        for word in group:
            first.setdefault(word, group[0])
    for word in lexicon.words:
        first.setdefault(word, word)
    return {word: name for word, name in first.items() if len(word) >= _SHORT}


def _shown(name: str, names: list[str]) -> str:
    """The first of its names if that stands in the corpus, else the most frequent one."""
    return name if name in names else names[0]


OTHERS = "#"
"""Where terms stand whose first character has no letter of its own."""
_FIRST_LEVEL = (b"\xb0\xa1", b"\xd7\xf9")


def initial(term: str) -> str:
    """The capital letter of the pinyin of a term; of a Latin term its own; `OTHERS` when unknown.

    >>> [initial(term) for term in ("医共体", "县域内就诊率", "调整", "调研", "会计", "歙县", "DRG", "5G")]
    ['Y', 'X', 'T', 'D', 'K', 'S', 'D', '#']
    """
    first = term[:1]
    if first.isascii():
        return first.upper() if first.isalpha() else OTHERS
    read = load("pinyin")["words"]
    for length in range(len(term), 0, -1):
        if term[:length] in read:
            return str(read[term[:length]])
    code = _code(first)
    if not _FIRST_LEVEL[0] <= code <= _FIRST_LEVEL[1]:
        return str(load("pinyin")["characters"].get(first, OTHERS))
    return str(
        max((_code(char), letter) for letter, char in load("pinyin")["first"].items() if _code(char) <= code)[
            1
        ]
    )


def _pinyin_order(term: str) -> tuple[str, bytes]:
    """Sorts terms by pinyin, as far as the standard's _pinyin_order of characters goes; `OTHERS` come last."""
    letter = initial(term)
    return ("~" if letter == OTHERS else letter), term.encode("gb18030", "replace")


def _code(char: str) -> bytes:
    try:
        return char.encode("gb2312")
    except UnicodeEncodeError:
        return b""
