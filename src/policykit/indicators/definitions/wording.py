"""read_wording: the formulas that the words of a definition state, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from policykit.indicators.definitions.grammar import Parsed, Terms, factor_of, is_quantity, parse
from policykit.indicators.definitions.relations import expressed, relation, spelled
from policykit.indicators.definitions.sentences import bare, before, formulas, names, split
from policykit.indicators.definitions.signs import Refused, has_sign, joined, masked, words
from policykit.model.definition import Formula, NoFormula, Term
from policykit.model.expression import Expression, Number, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["WordingReading", "read_wording", "unit_in"]

_SENTENCE = r"[。；;！\n]|\.(?=\s|$)"
_COMMA = r"(?<!\d)[，,](?!\d)|(?<=\d)[，,](?!\d)|(?<!\d)[，,](?=\d)"
_MOST, _DEEPEST, _MOST_EQUATIONS = 3000, 9, 30
"""Characters that a definition has at most, brackets that open at one place, formulas: tables have a fifth of them."""
_SUBJECT = 30
"""How long at most is what a sentence says 指 of."""
_TELLING = 5
"""Characters by which the end of a longer name tells of what it is."""
_SIGNS = "×*÷/+＋"
_FACTORS = {"%": 100, "‰": 1000, "1/10万": 100_000}


@dataclass(frozen=True)
class WordingReading:
    """What the words of a definition come to: formulas, or the reason why there is none."""

    formulas: tuple[Formula, ...] = ()
    without: NoFormula | None = None

    @property
    def is_stated(self) -> bool:
        """Whether a formula is stated, compiled or not."""
        return self.without is None or self.without.stated


class _Equation(NamedTuple):
    label: str
    parsed: Parsed
    words: str
    is_cued: bool = False


def unit_in(name: str) -> str:
    """The unit that a name carries in its last brackets, as 率（%）; empty where there is none.

    >>> unit_in("河湖水面率（%）"), unit_in("万车死亡率（人/万车）"), unit_in("收支结转（余）")
    ('%', '人/万车', '')
    """
    found = re.search(r"[（(]([^（()）]*)[）)]\s*[:：]?$", name)
    inner = found[1].strip() if found else ""
    is_unit = inner in words()["known_units"] or re.fullmatch(words()["unit"], inner)
    return inner.replace("％", "%") if is_unit else ""


def read_wording(wording: str, *, name: str = "", unit: str = "") -> WordingReading:
    """The formulas that a wording states, compiled; `name` and `unit` are those of the indicator, where known.

    >>> reading = read_wording("出院患者四级手术台次数/同期出院患者手术台次数×100%。")
    >>> reading.formulas[0].expression.chinese
    '出院患者四级手术台次数 ÷ 同期出院患者手术台次数 × 100'
    >>> read_wording("查阅文件资料。").without.label
    '没有写出算式（定性）'
    """
    if len(wording) > _MOST or re.search(rf"[（(\[]{{{_DEEPEST}}}", wording):
        return WordingReading(without=NoFormula.LONG)
    return _Reader(wording, joined(name), unit or unit_in(joined(name))).read()


class _Reader:
    """Reads one wording: its sentences, the formulas in them, what they say of one another."""

    def __init__(self, text: str, name: str, unit: str) -> None:
        self.raw, self.text, self.name, self.unit, self.terms = text, joined(text), name, unit, Terms(text)
        self.refused: list[NoFormula] = []
        self.skipped: list[NoFormula] = []

    def read(self) -> WordingReading:
        found = self._parts() or self._drawn() or self._equations()
        if found is None or (self.refused and not found):
            return WordingReading(without=self.refused[0])
        try:
            related = list(self._relations())
        except Refused as refused:
            return self._joined(found) if found else WordingReading(without=refused.reason)
        if found:
            said = [leaf.label for formula in related for leaf in formula.expression.leaves]
            if not all(any(_same(label, each.label) for label in said) for each in found):
                return self._joined(found)
            # 参保人数占应参保人数比例，应参保人数=…: what is written explains what is said.
            related = [replace(each, where=self._where(each.expression, found)) for each in related]
        distinct = {formula.expanded.chinese: formula for formula in related}
        if len(distinct) > 1:
            return WordingReading(without=NoFormula.SEVERAL)
        if distinct:
            return WordingReading(tuple(distinct.values()))
        return WordingReading(without=self._nothing())

    def _nothing(self) -> NoFormula:
        """Why a wording states no formula."""
        if self.skipped:
            return self.skipped[0]
        lines = [line.strip() for line in re.split(r"\s…\s|\n", self.raw.strip())]
        if len(lines) > 1 and all(map(is_quantity, lines)) and (self.unit == "%" or self.name.endswith("率")):
            return NoFormula.OPERAND  # part and whole without the bar that stood between them
        sentences = list(self._statements())
        is_count = (
            len(sentences) == 1
            and is_quantity(bare(sentences[0]))
            and not re.search(words()["qualitative"], sentences[0])
        )
        return NoFormula.COUNT if is_count else NoFormula.QUALITATIVE

    # Sentences

    def _sentences(self) -> Iterator[str]:
        """The sentences, without those that are an example, a rule of points or a target."""
        for sentence in split(self.text, _SENTENCE):
            skipped = next(
                (kind for kind in _SKIPPED if re.search(words()[kind.value], masked(sentence))), None
            )
            if skipped is None:
                yield sentence
            elif (kept := _kept(sentence, words()[skipped.value])) and has_sign(kept):
                self.skipped.append(skipped)
                yield kept
            else:
                self.skipped.append(skipped)

    def _statements(self) -> Iterator[str]:
        """Sentences cut at commas, where what follows does not go on with it."""
        for sentence in self._sentences():
            whole = ""
            for piece in split(sentence, _COMMA):
                if whole and re.match(words()["goes_on"], piece):
                    whole = f"{whole}{'' if piece[0] in _SIGNS else '，'}{piece}"
                    continue
                if whole:
                    yield whole
                whole = piece
            if whole:
                yield whole

    # Formulas written with signs

    def _parts(self) -> list[_Equation]:
        """分子：… 分母：…, in either order."""
        sides = {}
        for key in ("分子", "分母"):
            found = re.search(
                rf"{key}\s*(?:[:：]|为|是|指)\s*(.+?)\s*(?=[。；;，,]?\s*(?:分子|分母|$)|[。；;\n])",
                self.text,
            )
            if found:
                sides[key] = found[1].rstrip("。；;，, ")
        if len(sides) < len(("分子", "分母")):
            return []
        try:
            part, whole = (
                parse(sides[key], self.terms, spelled, loose=True).expression for key in ("分子", "分母")
            )
        except Refused as refused:
            self.refused.append(refused.reason)
            return []
        return [_Equation("", Parsed(part / whole, 1, ""), self.text)]

    def _drawn(self) -> list[_Equation]:
        """A fraction over three lines: the part, the label with the bar and the factor, the whole."""
        match = re.search(words()["drawn"], bare(self.raw))
        if match is None or not all(is_quantity(match[side].rstrip("。")) for side in ("part", "whole")):
            return []
        formula = f"({match['part']})/({match['whole'].rstrip('。')}){match['factor'] or ''}"
        return [
            _Equation(match["label"], parse(formula, self.terms, spelled, loose=True), match[0], is_cued=True)
        ]

    def _equations(self) -> list[_Equation] | None:
        """Every formula that is written with signs; `None` when one of the indicator itself is not read."""
        found: list[_Equation] = []
        for statement in self._statements():
            for label, formula, is_cued in formulas(statement, self.name):
                if not has_sign(formula):
                    continue
                scaled = expressed(formula)
                is_written = is_cued or bool(label) or bool(re.search(words()["written"], scaled))
                try:
                    parsed = parse(scaled, self.terms, spelled, loose=is_written)
                except Refused as refused:
                    if refused.reason is NoFormula.EXAMPLE:
                        self.skipped.append(refused.reason)
                    elif is_written or refused.reason is not NoFormula.OPERAND:
                        self.refused.append(refused.reason)
                        if not found:
                            return None
                    continue
                found.append(_Equation(label, parsed, formula, is_cued))
        return found

    def _joined(self, found: list[_Equation]) -> WordingReading:
        """The formulas of the indicator, each with what others say of its terms."""
        if len(found) > _MOST_EQUATIONS:
            return WordingReading(without=NoFormula.LONG)
        heads = [each for each in found if not self._explains(each, found)]
        rest = [each for each in found if each.label and self._explains(each, found)]
        if not heads:
            return WordingReading(without=NoFormula.SEVERAL)
        own = self._own(heads)
        if not own:
            return WordingReading(without=NoFormula.OTHER)
        if self.refused and any(reason is NoFormula.SERIES for reason in self.refused):
            return WordingReading(without=NoFormula.SERIES)
        try:
            return WordingReading(tuple(self._finished(each, rest) for each in own))
        except Refused as refused:
            return WordingReading(without=refused.reason)

    def _explains(self, one: _Equation, found: Iterable[_Equation]) -> bool:
        """Whether an equation says what a term of another is."""
        return bool(one.label) and any(
            _is_of(leaf.label, one.label, other.parsed.expression)
            for other in found
            if other is not one
            for leaf in other.parsed.expression.leaves
        )

    def _own(self, heads: list[_Equation]) -> list[_Equation]:
        """Of several formulas, those of this indicator: what its name's brackets tell, else all that may be."""
        named = re.search(r"[（(]([^（()）]+)[）)]$", self.name)
        if named and len(heads) > 1:
            told = [each for each in heads if _part(each) == named[1]]
            if told:
                return told
        plain = re.sub(r"[（(].*?[）)]", "", self.name)
        if any(not each.label for each in heads):
            # 住院人均费用及增长率: the second is named, the first is not.
            return [
                each for each in heads if not each.label or re.sub(r"[（(].*?[）)]", "", each.label) in plain
            ]
        own = [each for each in heads if not self.name or each.is_cued or names(each.label, self.name)]
        return own or [
            each for each in heads if re.search(words()["rate"], re.sub(r"[（(].*?[）)]$", "", each.label))
        ]

    def _finished(self, one: _Equation, rest: Iterable[_Equation]) -> Formula:
        expression, where = one.parsed.expression, self._where(one.parsed.expression, rest)
        formula = Formula(one.words, expression, where=where, label=one.label, factor=one.parsed.factor)
        return _scaled(formula, one.parsed.mark, self.unit, self.name)

    def _where(self, expression: Expression, rest: Iterable[_Equation]) -> dict[str, Expression]:
        """Of terms of an expression, and of their terms, what other equations say that they are."""
        where: dict[str, Expression] = {}
        waiting = list(expression.leaves)
        while waiting:
            leaf = waiting.pop(0)
            said = next((each for each in rest if _is_of(leaf.label, each.label, expression)), None)
            if said is None or leaf.label in where:
                continue
            of = self._of_period(said.parsed.expression, leaf.label, said.label)
            where[leaf.label] = of
            waiting += [each for each in of.leaves if each.label != leaf.label]
        return where

    def _of_period(self, expression: Expression, label: str, of: str) -> Expression:
        """What 上年人均费用 is, by what is said of 人均费用: each of its terms of that year."""
        head = label[: len(label) - len(of)] if label.endswith(of) else ""
        if not re.match(words()["period"], head):
            return expression
        return _of_period(expression, head, self.terms)

    # Formulas in words

    def _relations(self) -> Iterator[Formula]:
        for statement in self._statements():
            for _, plain, _ in formulas(statement, self.name):
                yield from self._related(plain)

    def _related(self, plain: str) -> Iterator[Formula]:
        """The formula that a statement says in words, if it says one."""
        if about := re.search(words()["about"], plain[:_SUBJECT]):
            plain = plain[about.end() :]  # 床位数指每千名常住人口拥有的床位数
        found = relation(plain, self.terms) if plain and not has_sign(plain) else None
        if found is None:
            return
        expression, scale = found
        formula = Formula(plain, expression, factor=factor_of(expression))
        mark = next((mark for mark, factor in _FACTORS.items() if factor == scale), "")
        if mark and (not self.unit or _stated(self.unit) == mark):
            yield replace(formula, expression=expression * scale, factor=scale, unit=mark, implied=True)
        elif not mark or _stated(self.unit) or _is_ratio(self.unit):
            yield _scaled(formula, "", self.unit, self.name)
        else:
            raise Refused(NoFormula.UNIT)


_SKIPPED = (NoFormula.SCORING, NoFormula.EXAMPLE, NoFormula.TARGET)


def _scaled(formula: Formula, mark: str, unit: str, name: str) -> Formula:
    """The formula in the unit that is stated, where it states a percentage and the formula no factor.

    Raises `Refused` where factor and unit disagree.
    """
    stated = _stated(unit)
    if mark in _FACTORS:
        if stated and stated != mark:
            raise Refused(NoFormula.UNIT)
        return replace(formula, unit=mark)
    if not stated and not unit and re.search(words()["share"], re.sub(r"[（(].*?[）)]", "", name)):
        stated = "%"
    if not stated:
        is_decimal = (
            not unit and formula.factor == 1 and name.endswith("率") and _is_fraction(formula.expression)
        )
        return replace(formula, unit=words()["decimal"] if is_decimal else unit)
    factor = _FACTORS[stated]
    if formula.factor == factor:
        return replace(formula, unit=stated)
    if formula.factor != 1:
        raise Refused(NoFormula.UNIT)
    if not _is_fraction(formula.expression):
        return replace(formula, unit=stated)
    return replace(formula, expression=formula.expression * factor, factor=factor, unit=stated, implied=True)


def _stated(unit: str) -> str:
    """%, ‰ or 1/10万, where a unit is one of them."""
    return next((key for key in _FACTORS if re.fullmatch(words()["units"][key], unit)), "")


def _is_ratio(unit: str) -> bool:
    return bool(re.fullmatch(words()["ratio"], unit))


def _is_fraction(expression: Expression) -> bool:
    """Whether it is a quotient, or one more or less 1: what a percentage makes of it is a hundred times as much."""
    match expression:
        case Operation("/", _, right):
            return bool(right.leaves)
        case Operation("-" | "+", left, Number(1)):
            return _is_fraction(left)
        case Operation("-", Number(1), right):
            return _is_fraction(right)
        case Operation("*", left, _) if left.leaves:
            return _is_fraction(left)
    return False


def _part(one: _Equation) -> str:
    return Formula(one.words, one.parsed.expression).numerator


def _same(label: str, other: str) -> bool:
    """Whether a term is what an equation is of: the same words, but for the period or the kind of unit before them."""
    label, other = (re.sub(r"[\s的]", "", each) for each in (label, other))
    if label == other:
        return True
    bare = re.sub(words()["same_period"], "", label)
    return (
        other in (bare, re.sub(words()["period"], "", label))
        or re.sub(words()["same_period"], "", other) == bare
    )


def _is_of(label: str, other: str, expression: Expression) -> bool:
    """Whether an equation is of a term: 年平均学生数 of 小学年平均学生数, where no other term ends so."""
    if _same(label, other):
        return True
    ends = [leaf.label.endswith(other) for leaf in expression.leaves]
    return len(other) >= _TELLING and label.endswith(other) and sum(ends) == 1


def _kept(sentence: str, pattern: str) -> str:
    """What a sentence says before its rule of points or target; of one that multiplies by points, nothing."""
    kept = before(sentence, pattern)
    return "" if sentence[len(kept) :].lstrip()[:1] in ("×", "*", "＊") else kept


def _of_period(expression: Expression, head: str, terms: Terms) -> Expression:
    """An expression with the same period before each of its terms."""
    match expression:
        case Operation(sign, left, right):
            return Operation(sign, _of_period(left, head, terms), _of_period(right, head, terms))
        case Term(label):
            return terms.term(head + label)
    return expression
