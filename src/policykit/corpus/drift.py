"""Drift: what changed between two texts of a policy, clause by clause and by kind.

Layout and numbering change no meaning: what is bound to such a clause follows it. A changed wording is for a person to
look at; a changed figure, unit or date stops whoever relies on the clause's checks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from policykit.base.resources import Labelled
from policykit.corpus.redline import strength_of
from policykit.model import Role
from policykit.model.quantity import Hint, QuantityKind
from policykit.text.normal import normalize
from policykit.text.quantities import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policykit.model import Clause, Policy, Quantity

__all__ = ["Change", "Drift", "compare", "drift"]

_FURTHER_APART = 60.0
_RARE, _CANDIDATES = 40, 12
"""Clauses are looked at for likeness that share a pair of characters that so few have; so many at most."""
_NAMING = frozenset(
    (Hint.DOCUMENT_NUMBER, Hint.ORDINAL, Hint.ENUMERATOR, Hint.CITATION, Hint.SECTION, Hint.NAME, Hint.SLOGAN)
)
"""Numbers that name: another 第三十条 is another wording."""
_START = 6
"""By so many characters the first part of a clause is found."""
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_IDLE = re.compile(r"[\s。;!?“”‘’\"'()\[\]【】〔〕《》〈〉…·]+|(?<!\d)[,:、]|[,:、](?!\d)")
"""Signs that say nothing of their own; between digits they may."""
_SIGNS = re.compile(r"[\s\W]+")


class Drift(Labelled):
    """Kinds of change, the gravest last.

    >>> Drift("due").label, Drift("formatting").harmless
    ('期限', True)
    """

    UNCHANGED = "unchanged"
    FORMATTING = "formatting"
    """Spaces, line breaks, punctuation and its width, script: the same words at the same address."""
    RENUMBERED = "renumbered"
    """The same words at another address, in the same order as before."""
    MOVED = "moved"
    """The same words at another place among the others."""
    WORDING = "wording"
    """Other words, the same figures and dates."""
    ADDED = "added"
    REMOVED = "removed"
    SOFTENED = "softened"
    """A word that binds less: 应当 → 可以, and 力争 put in."""
    HARDENED = "hardened"
    """A word that binds more."""
    DUE = "due"
    """A date changed, and no other figure."""
    FIGURE = "figure"
    """A number, unit or comparison changed."""

    @property
    def harmless(self) -> bool:
        """Whether the clause still says the same."""
        return self in (Drift.UNCHANGED, Drift.FORMATTING, Drift.RENUMBERED, Drift.MOVED)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause; `old` or `new` is `None` when it was added or removed.

    `gone` and `come` are the figures and dates as written that only one text has.
    """

    kind: Drift
    old: Clause | None
    new: Clause | None
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def drift(old: Policy, new: Policy) -> tuple[Change, ...]:
    """The changed normative clauses from `old` to `new`, as `compare` has them, without those that did not change."""
    return tuple(change for change in compare(old, new) if change.kind is not Drift.UNCHANGED)


def compare(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Every normative clause of both texts, in the order of `new`; a removed one behind what stood before it."""
    before, after = (_normative(policy) for policy in (old, new))
    texts = _Texts(old), _Texts(new)
    pairs, broken = _pairs(before, after, *texts)
    stayed = _in_order(before, after, pairs)
    became = {other.id: Change(Drift.FORMATTING, clause, other) for clause, other in broken}
    became |= {
        other.id: _change(clause, other, *texts, stayed=clause.id in stayed) for clause, other in pairs
    }
    found = {clause.id: became.get(clause.id) or Change(Drift.ADDED, None, clause) for clause in after}
    follower = {clause.id: other.id for clause, other in (*pairs, *broken)}
    behind: dict[str, list[Change]] = defaultdict(list)
    last = ""
    for clause in before:
        if clause.id in follower:
            last = follower[clause.id]
        else:
            behind[last].append(Change(Drift.REMOVED, clause, None))
    return (*behind[""], *(each for id_, change in found.items() for each in (change, *behind[id_])))


def _normative(policy: Policy) -> list[Clause]:
    return [clause for clause in policy.clauses if clause.role is Role.CLAUSE]


class _Texts:
    """Normal forms of the clauses of one text."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        issued = policy.dated
        self.year = issued.year if issued else None
        self._words: dict[str, str] = {}

    def normal(self, clause: Clause) -> str:
        """Without blanks but those between digits: a line may break anywhere, also in 不低于."""
        text = normalize(f"{clause.heading}。{clause.text}", self.policy.script).text
        return _BLANKS.sub("", text)

    def words(self, clause: Clause) -> str:
        """The clause without signs and spaces: what layout cannot change."""
        if clause.id not in self._words:
            self._words[clause.id] = _IDLE.sub("", self.normal(clause))
        return self._words[clause.id]

    def figures(self, clause: Clause) -> dict[tuple[object, ...], list[Quantity]]:
        found: dict[tuple[object, ...], list[Quantity]] = {}
        for quantity in find(self.normal(clause), year=self.year):
            if quantity.kind is QuantityKind.LABEL or quantity.hint in _NAMING:
                continue
            day = (quantity.due, quantity.since) if quantity.kind is QuantityKind.DATE else ()
            key = (
                *(quantity.kind, quantity.value, quantity.value2, quantity.unit),
                *(quantity.comparator, quantity.grade, *day),
            )
            found.setdefault(key, []).append(quantity)
        return found


def _pairs(
    before: Sequence[Clause], after: Sequence[Clause], old: _Texts, new: _Texts
) -> tuple[list[tuple[Clause, Clause]], list[tuple[Clause, Clause]]]:
    """Which clause became which: same words first, of several those at the same address; then the likest words.

    The second list has what a line break cut into several, or no longer cuts: together they have the same words.
    """
    pairs: list[tuple[Clause, Clause]] = []
    by_words: dict[str, list[Clause]] = {}
    for clause in after:
        by_words.setdefault(new.words(clause), []).append(clause)
    there = {(clause.path, new.words(clause)): clause for clause in after}
    left: list[Clause] = []
    # Those that stand where they stood come first, so that no other of the same words takes their place.
    for clause in sorted(before, key=lambda each: (each.path, old.words(each)) not in there):
        words = old.words(clause)
        same = by_words.get(words, [])
        if not same:
            left.append(clause)
            continue
        best = there.get((clause.path, words), same[0])
        same.remove(best)
        pairs.append((clause, best))
    right = [clause for clause in after if clause in by_words[new.words(clause)]]
    broken = [
        *_broken(left, right, old, new),
        *((one, other) for other, one in _broken(right, left, new, old)),
    ]
    done = {clause.id for _, clause in broken} | {f"<{clause.id}" for clause, _ in broken}
    left = [clause for clause in left if f"<{clause.id}" not in done]
    right = [clause for clause in right if clause.id not in done]
    taken: set[str] = set()
    for _, clause, other in sorted(_likenesses(left, right, old, new), key=lambda each: -each[0]):
        if not taken & {f"<{clause.id}", f">{other.id}"}:
            taken |= {f"<{clause.id}", f">{other.id}"}
            pairs.append((clause, other))
    return pairs, broken


def _broken(
    wholes: Sequence[Clause], parts: Sequence[Clause], whole: _Texts, part: _Texts
) -> Iterator[tuple[Clause, Clause]]:
    """Clauses with the parts that have the same words together, one behind the other."""
    begins: defaultdict[str, list[int]] = defaultdict(list)
    for at, clause in enumerate(parts):
        begins[part.words(clause)[:_START]].append(at)
    for clause in wholes:
        words = whole.words(clause)
        for first in begins.get(words[:_START], [])[:1]:
            last, rest = first, words
            while last < len(parts) and rest and rest.startswith(part.words(parts[last])):
                rest = rest.removeprefix(part.words(parts[last]))
                last += 1
            if not rest:  # two at least: clauses of the same words are pairs already
                yield from ((clause, each) for each in parts[first:last])


def _likenesses(
    left: Sequence[Clause], right: Sequence[Clause], old: _Texts, new: _Texts
) -> Iterator[tuple[float, Clause, Clause]]:
    """How like clauses are, of those that share rare pairs of characters or an address."""
    having: defaultdict[str, list[Clause]] = defaultdict(list)
    for other in right:
        for pair in _bigrams(new.words(other)):
            having[pair].append(other)
    by_id, by_path = {other.id: other for other in right}, {other.path: other.id for other in right}
    for clause in left:
        words = old.words(clause)
        shared = Counter(
            other.id
            for pair in _bigrams(words)
            if len(having.get(pair, ())) <= _RARE
            for other in having.get(pair, ())
        )
        listed = {name for name, _ in shared.most_common(_CANDIDATES)} | {by_path.get(clause.path, "")}
        for name in sorted(listed - {""}):
            likeness = fuzz.ratio(words, new.words(by_id[name]), score_cutoff=_FURTHER_APART)
            if likeness >= _FURTHER_APART:
                yield likeness, clause, by_id[name]


def _bigrams(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _in_order(
    before: Sequence[Clause], after: Sequence[Clause], pairs: Sequence[tuple[Clause, Clause]]
) -> set[str]:
    """The old clauses whose order among each other is what it was: the longest such row."""
    at = {clause.id: index for index, clause in enumerate(before)}
    became = {other.id: clause.id for clause, other in pairs}
    row = [became[other.id] for other in after if other.id in became]
    ends: list[int] = []
    last: list[str] = []
    ahead: dict[str, str] = {}
    for name in row:
        length = bisect_left(ends, at[name])
        ends[length : length + 1] = [at[name]]
        last[length : length + 1] = [name]
        ahead[name] = last[length - 1] if length else ""
    found: set[str] = set()
    name = last[-1] if last else ""
    while name:
        found.add(name)
        name = ahead[name]
    return found


def _change(clause: Clause, other: Clause, old: _Texts, new: _Texts, *, stayed: bool) -> Change:
    if old.words(clause) == new.words(other):
        if clause.path != other.path:
            return Change(Drift.RENUMBERED if stayed else Drift.MOVED, clause, other)
        same = (clause.heading, clause.text) == (other.heading, other.text)
        return Change(Drift.UNCHANGED if same else Drift.FORMATTING, clause, other)
    before, after = old.figures(clause), new.figures(other)
    counts = [Counter({key: len(found) for key, found in each.items()}) for each in (before, after)]
    gone, come = counts[0] - counts[1], counts[1] - counts[0]
    if not gone and not come:
        return Change(_of_words(old.normal(clause), new.normal(other)), clause, other)
    are_dates = all(key[0] is QuantityKind.DATE for key in (*gone, *come))
    return Change(
        Drift.DUE if are_dates else Drift.FIGURE,
        clause,
        other,
        tuple(before[key][0].surface for key in gone),
        tuple(after[key][0].surface for key in come),
    )


def _of_words(before: str, after: str) -> Drift:
    if _SIGNS.sub("", before) == _SIGNS.sub("", after):
        return Drift.FORMATTING
    strength = strength_of(before, after)
    return Drift.HARDENED if strength > 0 else Drift.SOFTENED if strength < 0 else Drift.WORDING
