"""Words of a text: jieba with the lexicon's words, numbers and 文号 kept whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.index.tokens import ATOM
from policykit.text.dictionary import cutter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policykit.index.lexicon import Lexicon
    from policykit.text.dictionary import Cutter

__all__ = ["NUMBERED", "UNIT", "Segmenter", "numbered"]

NUMBERED = r"[\[(]?((?:19|20)[0-9]{2})[\])]? ?第?([0-9]{1,4})号"
"""A 文号 without the issuer's sign: 〔2023〕41号, [2023] 41号, 2023 41号."""
UNIT = "[年月日天周岁元万亿个名人位家所张种项次批处类件床级条款章分时亩吨倍期届号间例支台型]"
_PROTECTED = re.compile(rf"(?P<number>{NUMBERED})|(?P<atom>{ATOM})(?P<unit>{UNIT}?)")
_NESTING = 3


def numbered(year: str, number: str) -> str:
    """The one spelling of a 文号 in the index.

    >>> numbered("2023", "041")
    '[2023]41号'
    """
    return f"[{year}]{int(number)}号"


class Segmenter:
    """jieba over a lexicon: `words` cuts, `nested` also gives the words within the long ones.

    jieba's hidden Markov model is off: it invents words that no one can look for.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._cutter = _cutter(lexicon.words)
        self.within = lru_cache(maxsize=65536)(self._within)

    def words(self, text: str) -> Iterator[str]:
        """The words of a text that is in one form, in order; single characters and marks too.

        Raises nothing: what is in no dictionary comes as single characters.
        """
        last = 0
        for match in _PROTECTED.finditer(text):
            yield from self._cut(text[last : match.start()])
            last = match.end()
            if match["number"]:
                yield numbered(match[2], match[3])
            else:
                yield match[0]
        yield from self._cut(text[last:])

    def nested(self, text: str) -> Iterator[str]:
        """The words of a text, and behind each long one the words within it.

        A number with its unit is followed by the number alone.
        """
        for word in self.words(text):
            yield word
            yield from self.inner(word)

    def inner(self, word: str) -> tuple[str, ...]:
        """The words within a word; none of a short one."""
        return self.within(word) if len(word) >= _NESTING else ()

    def _cut(self, text: str) -> Iterator[str]:
        if text:
            yield from self._cutter.cut(text)

    def _within(self, word: str) -> tuple[str, ...]:
        number = _PROTECTED.fullmatch(word)
        if number:
            return (number["atom"],) if number["unit"] else ()
        knows = self._cutter.knows
        size = len(word)
        inner = [
            (start, end)
            for start in range(size)
            for end in range(start + 2, size + 1)
            if end - start < size and knows(word[start:end])
        ]
        before = _fewest(size, inner)
        behind = _fewest(size, [(size - end, size - start) for start, end in inner])
        # 家医 is no word within 国家医学中心: around it 国 and 学 would stand alone.
        kept = [word[start:end] for start, end in inner if before[start] + behind[size - end] == before[size]]
        return tuple(dict.fromkeys(part for inside in kept for part in (inside, *self.inner(inside))))


def _fewest(size: int, words: list[tuple[int, int]]) -> list[int]:
    """For every place in a text, how few characters before it can stand outside of words."""
    fewest = [0]
    for place in range(1, size + 1):
        candidates = [fewest[start] for start, end in words if end == place]
        fewest.append(min([fewest[place - 1] + 1, *candidates]))
    return fewest


# jieba cuts only what it takes for words: Han, Latin letters, digits and a few signs.
_JIEBA_CUTS = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+")


@lru_cache(maxsize=4)
def _cutter(words: frozenset[str]) -> Cutter:
    """A cutter that knows the words; it is kept, for reading the dictionary takes its time."""
    try:
        made = cutter()
    except (ImportError, OSError, ValueError) as error:
        raise PolicykitError([Diagnostic(Code.NO_DICTIONARY, {"reason": str(error)})]) from error
    made.add_all([word for word in sorted(words) if _JIEBA_CUTS.fullmatch(word)])
    return made
