"""jieba's dictionary: cuts a text into words, without the hidden Markov model, which invents words.

With `rjieba` installed, the same dictionary is read three times and a text cut fifteen times as fast,
with the same result.
"""

from __future__ import annotations

import hashlib
import logging
import math
import warnings
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

from policykit.base.remembered import looked_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Cutter", "cutter"]

_LISTS = 16
"""So many lists of words are remembered, with how frequent their words need to be."""
_PAD = "\ue000\ue000"
"""A word in no text; its frequency makes the totals of both the same."""


class Cutter(Protocol):
    """Cuts texts into words; words that are added to it are added for no one else."""

    def add(self, word: str, frequency: int | None = None) -> None:
        """Take a text for a word; without a frequency as frequent as it needs to be cut out whole."""

    def add_all(self, words: Sequence[str]) -> None:
        """Add words in their order, each as frequent as it needs to be."""

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order; together they are the text."""

    def knows(self, word: str) -> bool:
        """Whether it takes a text for a word."""


def cutter() -> Cutter:
    """A cutter of one's own.

    Raises `ImportError`, `OSError` or `ValueError` when jieba or its dictionary cannot be read.

    >>> mine, other = cutter(), cutter()
    >>> mine.add("县域医共体")
    >>> mine.cut("建县域医共体"), other.cut("县域医共体")
    (['建', '县域医共体'], ['县域', '医', '共', '体'])
    """
    try:
        return _Fast()
    except ImportError:
        return _Plain()


class _Fast:
    """By rjieba."""

    def __init__(self) -> None:
        self._cutter = _common()
        self._own: dict[str, int] = {}
        self._more = self._replaced = 0

    def add(self, word: str, frequency: int | None = None) -> None:
        """As `Cutter` says."""
        self._part()
        given = self._suggested(word) if frequency is None else frequency
        # jieba counts the frequency that is replaced on, rjieba does not.
        self._replaced += self._frequency(word, 0)
        self._cutter.add_word(word, given, None)
        if self._replaced:
            self._cutter.add_word(_PAD, self._replaced, None)
        self._own[word] = given
        self._more += given

    def add_all(self, words: Sequence[str]) -> None:
        """As `Cutter` says; how frequent they need to be follows from the list, and is remembered."""
        if self._own:
            for word in words:
                self.add(word)
            return
        listed = hashlib.sha256("\n".join(words).encode()).hexdigest()

        def added(_: list[str]) -> dict[str, list[int]]:
            counted = _Fast()
            for word in words:
                counted.add(word)
            return {listed: [counted._replaced, *(counted._own[word] for word in words)]}

        versions = f"{version('jieba')} {version('rjieba')}"
        replaced, *frequencies = looked_up("frequencies", versions, [listed], added, most=_LISTS)[listed]
        self._part()
        self._own = dict(zip(words, frequencies, strict=True))
        self._more, self._replaced = sum(frequencies), replaced
        for word, frequency in {**self._own, **({_PAD: replaced} if replaced else {})}.items():
            self._cutter.add_word(word, frequency, None)

    def _part(self) -> None:
        """Have a dictionary of one's own, from the first word that is only one's own."""
        if self._cutter is _common():
            import rjieba

            self._cutter = rjieba.Jieba()

    def cut(self, text: str) -> list[str]:
        """As `Cutter` says."""
        words: list[str] = self._cutter.cut(text, hmm=False)
        return words

    def knows(self, word: str) -> bool:
        """As `Cutter` says."""
        return bool(self._cutter.has_word(word))

    def _suggested(self, word: str) -> int:
        """As jieba's `suggest_freq`."""
        total = _listed()[1] + self._more
        share = math.prod(self._frequency(part, 1) / float(total) for part in self.cut(word))
        return max(int(share * total) + 1, self._frequency(word, 0))

    def _frequency(self, word: str, unknown: int) -> int:
        """As in jieba's own table, where the beginnings of words stand too, with 0."""
        found = self._own.get(word) or _listed()[0].get(word)
        return int(found) if found is not None else 0 if word in _first_characters() else unknown


def _common() -> Any:  # noqa: ANN401 - rjieba publishes no types
    """The dictionary as rjieba reads it when it is loaded, to which nobody adds a word."""
    import rjieba

    return rjieba


class _Plain:
    """By jieba."""

    def __init__(self) -> None:
        whole = _whole()
        whole.initialize()
        self._cutter = _jieba().Tokenizer()
        self._cutter.FREQ, self._cutter.total, self._cutter.initialized = dict(whole.FREQ), whole.total, True

    def add(self, word: str, frequency: int | None = None) -> None:
        """As `Cutter` says."""
        self._cutter.add_word(word, frequency)

    def add_all(self, words: Sequence[str]) -> None:
        """As `Cutter` says."""
        for word in words:
            self.add(word)

    def cut(self, text: str) -> list[str]:
        """As `Cutter` says."""
        return list(self._cutter.cut(text, HMM=False))

    def knows(self, word: str) -> bool:
        """As `Cutter` says."""
        return bool(self._cutter.FREQ.get(word))


def _jieba() -> Any:  # noqa: ANN401 - jieba publishes no types
    """The package. Python warns of its source when it is compiled; where warnings are errors that would be an end."""
    with warnings.catch_warnings():
        for kind in (DeprecationWarning, SyntaxWarning):  # before Python 3.12, and since
            warnings.simplefilter("ignore", kind)
        import jieba

    return jieba


@cache
def _whole() -> Any:  # noqa: ANN401 - jieba publishes no types
    """The dictionary as jieba reads it, once a process."""
    # It says on standard error that it builds its dictionary.
    _jieba().setLogLevel(logging.ERROR)
    return _jieba().Tokenizer()


@cache
def _listed() -> tuple[Mapping[str, str], int]:
    """Word → frequency of jieba's dictionary, and the sum of its lines: a word may have two."""
    with _jieba().dt.get_dict_file() as file:
        columns = file.read().decode("utf-8").split()
    return dict(zip(columns[::3], columns[1::3], strict=True)), sum(map(int, columns[1::3]))


@cache
def _first_characters() -> frozenset[str]:
    return frozenset(word[0] for word in _listed()[0])
