"""Grades: 二级及以上, 达到4级, 主治医师以上, 本科及以上; levels of government are names (县级以上)."""

from __future__ import annotations

import re
from functools import cache

from policykit.model import Comparator, Hint, QuantityKind
from policykit.text.quantities.draft import Draft, Reading
from policykit.text.quantities.tables import tables

__all__ = ["read_grade", "read_titles"]


def read_grade(text: str, draft: Draft, floor: int) -> None:
    """A numeral with 级: a grade asked for when a suffix or 达到 says so, else part of a name (三级医院)."""
    known = tables()
    letters = known.words("grades", "letters").at(text, draft.end)
    draft.end += len(letters)
    draft.grade = text[draft.start : draft.end]
    draft.figure = (draft.start, draft.end)
    word, op = _suffix(text, draft.end)
    cue = known.words("grades", "cues").before(text, draft.start)
    if word:
        draft.end += len(word)
        draft.comparator = op
        draft.verb_at = draft.start - len(cue) if cue else -1
    elif cue and draft.start - len(cue) >= floor:
        draft.comparator = Comparator.GRADE
        draft.verb_at = draft.start - len(cue)
        draft.start -= len(cue) if cue in known.prefixes else 0
    else:
        draft.kind, draft.hint = QuantityKind.LABEL, Hint.NAME
        draft.value = draft.value2 = None


@cache
def _suffixes() -> dict[str, Comparator]:
    table = tables().at("grades", "suffixes")
    return {word: Comparator(op) for op, words in table.items() for word in words}


def _suffix(text: str, start: int) -> tuple[str, Comparator | None]:
    word = next(
        (word for word in sorted(_suffixes(), key=len, reverse=True) if text.startswith(word, start)), ""
    )
    return word, _suffixes().get(word)


@cache
def _titled() -> re.Pattern[str]:
    """A rank or level directly before 以上 and the like."""
    grades = tables().at("grades")
    words = sorted({*grades["titles"], *grades["levels"]}, key=len, reverse=True)
    suffixes = sorted(_suffixes(), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})({'|'.join(map(re.escape, suffixes))})")


def read_titles(reading: Reading) -> None:
    """Ranks of people and levels of government before 以上 or 以下."""
    levels = tables().words("grades", "levels")
    for match in _titled().finditer(reading.text):
        if not reading.is_free(*match.span()):
            continue
        draft = Draft(QuantityKind.GRADE, *match.span(), figure=match.span(1), grade=match.group(1))
        draft.comparator = _suffixes()[match.group(2)]
        draft.dimension = "grade"
        if match.group(1) in levels:
            draft.hint = Hint.NAME
        reading.add(draft)
