"""What the rules work on: a clause without layout, what is claimed of it, and the candidates found so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policykit.model import Comparator, Exact, Hint, Modality, Quantity, QuantityKind, Span
from policykit.model.numeral import plain_numerals
from policykit.text.quantities.tables import tables

__all__ = ["Candidate", "JoinedText", "Parse", "opens_paragraph"]

_SPACE = re.compile(r"\s+")
_SENTENCE_END = frozenset("。;:!?…")
_NUMBERS = "一二三四五六七八九十"
_LIST_MARK = re.compile(
    rf"[{_NUMBERS}]+、|\([{_NUMBERS}0-9]+\)|\d+(?:[、)]|\.(?!\d))|第[{_NUMBERS}百]+[条章节]|[—•●·▪]|-{{2}}"
)
_LIST_ITEM = re.compile(r"\n(?:—|[一二三四五六七八九十]{1,2}[、是]|\(|[0-9]{1,2}[.、)]|[•●·▪])")
_WORD_CHAR = re.compile(r"[0-9A-Za-z.]")
_TITLE_MARKS = {"《": "》", "〈": "〉"}
_QUOTE_MARKS = {"“": "”", "「": "」", "『": "』", "‘": "’"}


@dataclass(slots=True)
class Candidate:
    """A quantity in the making; positions are those of the joined text."""

    kind: QuantityKind
    start: int
    end: int
    figure: tuple[int, int] | None = None
    comparator: Comparator | None = None
    value: Exact | None = None
    value2: Exact | None = None
    unit: str = ""
    unit_written: str = ""
    dimension: str = ""
    grade: str | None = None
    per: str | None = None
    due: date | None = None
    since: date | None = None
    modality: Modality = Modality.MUST
    vague: bool = False
    hint: Hint | None = None
    surplus: bool = False
    """Whether 多 or 余 stands in the number."""
    bare: bool = False
    """Whether no word of comparison and no verb led it."""
    verb_at: int = -1
    """Where the verb begins that leads the number (提高5个百分点)."""
    built: bool = False
    """Whether a verb of building led it, so that later items of its list read alike."""
    closed: bool = False
    """Whether a suffix of comparison closed it."""
    told: bool = False
    """Of a date: whether it is told from the policy's own (年底前, 三年内)."""
    bounded: bool = False
    """Whether words set a bound (以上, 不少于, 只减不增), which facts are not stated with."""

    @property
    def core(self) -> tuple[int, int]:
        """Where it stands without the words around it that belong to it."""
        return self.figure or (self.start, self.end)

    def finish(self, joined: JoinedText, original: str) -> Quantity:
        """The finished quantity, in positions of the original text; a label has no figure."""
        if self.kind is QuantityKind.LABEL:
            self.value = self.value2 = self.comparator = self.per = self.due = self.since = None
            self.unit = self.unit_written = self.dimension = ""
        span = joined.span(self.start, self.end)
        return Quantity(
            kind=self.kind,
            surface=span.cut(original),
            span=span,
            figure=joined.span(*self.core),
            comparator=self.comparator,
            value=self.value,
            value2=self.value2,
            unit=self.unit,
            unit_written=self.unit_written or self.unit,
            dimension=self.dimension,
            grade=self.grade,
            per=self.per,
            due=self.due,
            since=self.since,
            modality=self.modality,
            vague=self.vague,
            hint=self.hint,
        )


@dataclass
class Parse:
    """One text being read. A rule adds candidates and claims their characters; later rules keep off them."""

    original: str
    year: int | None
    issued: date | None
    planned: bool
    """Whether the clause is of a plan, whose period reaches what no date of its own does."""
    joined: JoinedText = field(init=False)
    candidates: list[Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.joined = JoinedText(self.original)
        self._claimed = bytearray(len(self.text))
        self._ends: dict[int, Candidate] = {}

    @property
    def text(self) -> str:
        """The text without layout."""
        return self.joined.text

    def add(self, candidate: Candidate) -> Candidate:
        """Keep a candidate and claim its characters."""
        self.candidates.append(candidate)
        self._ends[candidate.end] = candidate
        self.claim(candidate.start, candidate.end)
        return candidate

    def claim(self, start: int, end: int) -> None:
        """Keep later rules off these characters."""
        self._claimed[start:end] = b"\x01" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no rule has claimed any of these characters."""
        return not any(self._claimed[start:end])

    def number_before(self, end: int) -> Candidate | None:
        """The number that ends at a place."""
        candidate = self._ends.get(end)
        return candidate if candidate is not None and candidate.kind is QuantityKind.NUMBER else None

    def ends_at(self, end: int) -> Candidate | None:
        """The candidate that ends at a place."""
        return self._ends.get(end)

    def date_before(self, end: int) -> Candidate | None:
        """The date that ends at a place, 的 aside; one that only names what is compared with is none."""
        candidate = self._ends.get(end - self.text.startswith("的", end - 1)) if end else None
        if candidate is None or candidate.kind is not QuantityKind.DATE:
            return None
        is_level = self.text.endswith(
            tuple(tables().at("dates", "leads_to")), 0, candidate.start
        )  # 增长到2020年的1.5倍
        return candidate if is_level or candidate.hint is not Hint.BASELINE else None

    def label(self, start: int, end: int, hint: Hint) -> None:
        """Add a number that names, unless its characters are taken."""
        if start < end and self.is_free(start, end):
            self.add(Candidate(QuantityKind.LABEL, start, end, hint=hint))


class JoinedText:
    r"""The text without layout, and the way back to the original.

    In `text` spaces and line breaks inside a sentence are gone, one line break stands between paragraphs,
    one space between words of letters or digits; formal numerals are plain ones (贰佰 is 二百).

    >>> joined = JoinedText("到 2025\n年,达 90 %。\n(二)下一段")
    >>> joined.text
    '到2025年,达90%。\n(二)下一段'
    >>> joined.span(0, 6)
    Span(start=0, end=8)
    """

    def __init__(self, original: str) -> None:
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        pieces: list[str] = []
        done = length = 0
        for match in _SPACE.finditer(original):
            kept = _keep(original, match)
            pieces += (original[done : match.start()], kept)
            length += match.start() - done + len(kept)
            done = match.end()
            self._starts.append(length)
            self._shifts.append(done - length)
        pieces.append(original[done:])
        self.text = plain_numerals("".join(pieces))

    def _original(self, position: int) -> int:
        return position + self._shifts[bisect_right(self._starts, position) - 1]

    def span(self, start: int, end: int) -> Span:
        """The span in the original of the non-empty span `[start, end)` of `text`."""
        return Span(self._original(start), self._original(end - 1) + 1)

    @cached_property
    def titles(self) -> list[tuple[int, int]]:
        """Spans within 《》."""
        return _regions(self.text, _TITLE_MARKS)

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Spans within quotation marks."""
        return sorted(_regions(self.text, _QUOTE_MARKS) + _straight_quotes(self.text))


def _straight_quotes(text: str) -> list[tuple[int, int]]:
    """Spans between straight quotation marks, which open and close in turn within a line."""
    found: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer('["\n]', text):
        if match.group() == "\n":
            opened = -1
        elif opened < 0:
            opened = match.end()
        else:
            found.append((opened, match.start()))
            opened = -1
    return found


def _keep(original: str, space: re.Match[str]) -> str:
    """What stands in the joined text for a run of white space."""
    start, end = space.span()
    if start == 0 or end == len(original):
        return ""
    before, after = original[start - 1], original[end]
    if "\n" in space.group() and (before in _SENTENCE_END or _LIST_MARK.match(original, end)):
        return "\n"
    return " " if _WORD_CHAR.match(before) and _WORD_CHAR.match(after) else ""


def _regions(text: str, marks: dict[str, str]) -> list[tuple[int, int]]:
    """Outermost spans between paired marks; an unpaired opening mark reaches no further than its line."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    closing = {close: mark for mark, close in marks.items()}
    for match in re.finditer(f"[{''.join(marks)}{''.join(closing)}\n]", text):
        char = match.group()
        if char in marks:
            opened.append(match.end())
        elif char == "\n":
            opened.clear()
        elif opened:
            start = opened.pop()
            if not opened:
                found.append((start, match.start()))
    return found


def opens_paragraph(text: str, start: int, end: int) -> bool:
    r"""Whether a line break in `text[start:end]` opens a paragraph; an item of a list goes on with the one before it.

    >>> opens_paragraph("到2025年:\n(一)建成。", 0, 11), opens_paragraph("到2025年建成。\n另行通知。", 0, 12)
    (False, True)
    """
    breaks = (match.start() for match in re.finditer("\n", text[start:end]))
    return any(not _LIST_ITEM.match(text, start + at) for at in breaks)
