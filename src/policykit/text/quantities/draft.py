"""What the rules work on: the text, what is claimed of it, and the expressions found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from policykit.model import Comparator, Exact, Hint, Modality, Quantity, QuantityKind
from policykit.text.quantities.frame import Frame

__all__ = ["Draft", "Reading"]


@dataclass(slots=True)
class Draft:
    """A quantity in the making; positions are those of the frame's text."""

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
    bounded: bool = False
    """Whether words set a bound (以上, 不少于), which facts are not told with."""

    def finish(self, frame: Frame, original: str) -> Quantity:
        """The finished quantity, in positions of the original text; a label has no figure."""
        if self.kind is QuantityKind.LABEL:
            self.value = self.value2 = self.comparator = self.per = self.due = self.since = None
            self.unit = self.unit_written = self.dimension = ""
        span = frame.span(self.start, self.end)
        return Quantity(
            kind=self.kind,
            surface=span.cut(original),
            span=span,
            figure=frame.span(*(self.figure or (self.start, self.end))),
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
class Reading:
    """One text being read. A rule adds drafts and claims their characters; later rules keep off them."""

    original: str
    year: int | None = None
    frame: Frame = field(init=False)
    drafts: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.frame = Frame(self.original)
        self._claimed = bytearray(len(self.text))
        self._ends: dict[int, Draft] = {}

    @property
    def text(self) -> str:
        """The text without layout."""
        return self.frame.text

    def add(self, draft: Draft) -> Draft:
        """Keep a draft and claim its characters."""
        self.drafts.append(draft)
        self._ends[draft.end] = draft
        self.claim(draft.start, draft.end)
        return draft

    def claim(self, start: int, end: int) -> None:
        """Keep later rules off these characters."""
        self._claimed[start:end] = b"\x01" * (end - start)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no rule has claimed any of these characters."""
        return not any(self._claimed[start:end])

    def number_before(self, end: int) -> Draft | None:
        """The number that ends at a place."""
        draft = self._ends.get(end)
        return draft if draft is not None and draft.kind is QuantityKind.NUMBER else None

    def label(self, start: int, end: int, hint: Hint) -> None:
        """Add a number that names, unless its characters are taken."""
        if start < end and self.is_free(start, end):
            self.add(Draft(QuantityKind.LABEL, start, end, hint=hint))
