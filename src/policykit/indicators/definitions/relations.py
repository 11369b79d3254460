"""relation: formulas that a text says in words, 甲占乙的比例, 每千人口拥有的甲, 甲与乙之比."""

from __future__ import annotations

import re

from policykit.indicators.definitions.grammar import Terms, is_quantity, parse
from policykit.indicators.definitions.signs import Refused, has_sign, masked, words
from policykit.model.definition import NoFormula
from policykit.model.expression import Expression

__all__ = ["expressed", "relation", "spelled"]

_FACTOR = re.compile(r"[×*xX＊·•]\s*10+(?![\d.])|(?<![\d.])10+\s*[%％‰]?\s*[×*xX＊·•]")
"""On either side: 甲/乙×100%, 100%×甲/乙; 甲×2/乙 has none."""
_HIDDEN_BRACKETS = r"(?:[（(\[［]\ue000*[）)\]］])*"


def relation(statement: str, terms: Terms) -> tuple[Expression, float] | None:
    """The quotient that a statement says in words, and the factor that its words imply; `None` where it says none.

    >>> expression, scale = relation("绿地面积占建成区总面积的比例", Terms())
    >>> expression.chinese, scale
    ('绿地面积 ÷ 建成区总面积', 100)

    Raises
    ------
    Refused
        It says one that can be cut in two ways, or of what is no figure.
    """
    scale = 0.0
    if expressed := re.search(words()["as_expressed"], statement):
        statement, scale = statement[: expressed.start()].rstrip("，,"), words()["expressed"][expressed["of"]]
    statement = re.sub(words()["does"], "", statement)
    hidden = masked(statement)
    if re.search(words()["wished"], hidden) or re.search(words()["bound"], hidden):
        return None  # a target, and no definition
    found = _read(statement, hidden, terms)
    return None if found is None else (found[0], scale or found[1])


def expressed(formula: str) -> str:
    """A formula in signs with the factor that words behind it state.

    >>> expressed("1－甲数/乙数，以百分数表示"), expressed("甲数/乙数×100%，以百分数表示")
    ('（1－甲数/乙数）×100%', '甲数/乙数×100%')
    """
    found = re.search(words()["as_expressed"], formula)
    if found is None:
        return formula
    kept, mark = formula[: found.start()].rstrip("，, "), words()["expressed"][found["of"]]
    factor = {100: "100%", 1000: "1000‰"}.get(mark, f"{mark}/10万")
    return kept if _FACTOR.search(kept) else f"（{kept}）×{factor}"


def _read(statement: str, hidden: str, terms: Terms) -> tuple[Expression, float] | None:
    for each in words()["relations"]:
        match = re.fullmatch(f"{each['form']}{_HIDDEN_BRACKETS}", hidden)
        if match is None:
            continue
        sides = _sides(statement, hidden, match, each["joint"])
        part, whole = (_operand(side, terms, loose="占" in each["form"]) for side in sides)
        return part / whole, each["scale"]
    if (growth := _growth(statement, hidden, terms)) is not None:
        return growth, 100
    if (difference := _difference(statement, hidden, terms)) is not None:
        return difference, 1
    per = words()["per"].replace("{has}", words()["has"])
    if match := re.fullmatch(per, hidden) or re.fullmatch(words()["unit_of"], hidden):
        named = match.groupdict()
        counted, unit = (
            named.get("of", "") + statement[slice(*match.span(side))] for side in ("part", "whole")
        )
        quotient = _operand(counted, terms) / _operand(unit, terms, loose="count" in named)
        factor = _count(named.get("count") or "")
        return (quotient * factor if factor != 1 else quotient), 1
    return None


def _count(word: str) -> int:
    """How many 每千, 每10万 are of."""
    digits = re.match(r"\d+", word)
    magnitudes = words()["magnitudes"]
    if digits:
        return int(digits[0]) * int(magnitudes.get(word[digits.end() :], 1))
    return int(magnitudes.get(word, 1))


def _growth(statement: str, hidden: str, terms: Terms) -> Expression | None:
    """By what share of the earlier figure the later is more, or less where it is said to fall."""
    match = re.fullmatch(words()["growth"], hidden)
    if match is None:
        return None
    now, then = (statement[slice(*match.span(side))].strip() for side in ("now", "then"))
    if re.fullmatch(words()["earlier"], then):
        then += re.sub(words()["period"], "", now)
    if not (is_quantity(now) and is_quantity(then)):
        return None
    later, earlier = terms.term(now), terms.term(then)
    falls = re.fullmatch(words()["falls"], match["way"])
    return (earlier - later if falls else later - earlier) / earlier


def _difference(statement: str, hidden: str, terms: Terms) -> Expression | None:
    """甲与乙之差, where one cut leaves two figures."""
    if re.fullmatch(words()["difference"], hidden) is None:
        return None
    end = re.search(r"(?:之间)?(?:的|之)差(?:额|值)?$", hidden)
    stop = end.start() if end else len(hidden)
    joints = re.finditer("与|和|同|减去?", hidden[:stop])
    cuts = [(statement[: each.start()], statement[each.end() : stop]) for each in joints]
    cuts = [cut for cut in cuts if all(map(is_quantity, cut))]
    return terms.term(cuts[0][0]) - terms.term(cuts[0][1]) if len(cuts) == 1 else None


def _sides(statement: str, hidden: str, match: re.Match[str], joint: str) -> tuple[str, str]:
    """Part and whole; where the word that joins them stands in names too, the one cut that leaves two figures."""
    joints = list(re.finditer(joint, hidden[: match.end("whole")]))
    if len(joints) == 1 or match.start("whole") < match.start("part"):
        if len(joints) > 1:
            raise Refused(NoFormula.SEVERAL)
        return statement[slice(*match.span("part"))], statement[slice(*match.span("whole"))]
    cuts = [(statement[: each.start()], statement[each.end() : match.end("whole")]) for each in joints]
    cuts = [cut for cut in cuts if all(is_quantity(side.strip("，,")) for side in cut)]
    if len(cuts) != 1:
        raise Refused(NoFormula.SEVERAL)
    return cuts[0]


def _operand(text: str, terms: Terms, *, loose: bool = False) -> Expression:
    """A side of a relation: a name, a sum in brackets, 甲与乙之和."""
    text = text.strip().strip("，,")
    inner = (
        re.fullmatch(r"[（(\[［](.+)[）)\]］]", text) if re.fullmatch(r".\ue000+.", masked(text)) else None
    )
    if has_sign(inner[1] if inner else text):
        return parse(text, terms, spelled).expression
    if (said := spelled(text, terms)) is not None:
        return said
    if not (is_quantity(text) or (loose and len(text) > 1)):
        raise Refused(NoFormula.OPERAND)
    return terms.term(text)


def spelled(text: str, terms: Terms) -> Expression | None:
    """What a name within a formula says in words: 甲、乙之和, 甲与乙之比, 甲占乙的比例; `None` for a mere name."""
    if match := re.fullmatch(words()["sum"], masked(text)):
        items = [item for item in re.split(r"[、和与及]|以及", text[slice(*match.span("items"))]) if item]
        if len(items) > 1 and all(map(is_quantity, items)):
            first, *rest = map(terms.term, items)
            total: Expression = first
            for item in rest:
                total = total + item
            return total
        return None  # 甲及乙面积之和: the sum itself is a figure
    found = relation(text, terms)
    return found[0] if found else None
