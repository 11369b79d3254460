"""An official formula → an expression over the words that stand for figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from policykit.indicators.definitions.signs import HIDDEN, Refused, Token, joined, masked, tokens, words
from policykit.model.definition import NoFormula, Term
from policykit.model.expression import Expression, Number, Operation

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Parsed", "Terms", "factor_of", "is_quantity", "parse"]

_LATIN = re.compile(r"[A-Za-z]")

Reader: TypeAlias = "Callable[[str, Terms], Expression | None]"


@dataclass
class Terms:
    """The figures that a definition names: one term for one figure, however it is written in this `text`."""

    text: str = ""
    known: dict[str, Term] = field(default_factory=dict)

    def term(self, label: str) -> Term:
        """The term of these words."""
        label = re.sub(r"\s+", "", label) if not _LATIN.search(label) else joined(label)
        return self.known.setdefault(self._key(label), Term(label))

    def _key(self, label: str) -> str:
        """By what two wordings are of one figure: neither brackets' width nor the word for one year tells them."""
        key = re.sub(r"[\s的]", "", label).translate(str.maketrans("（）［］", "()[]"))
        for word, same in words()["years"].items():
            key = key.replace(word, same)
        # 前一年 is the year before this one, but where 上年 is what is reported, the year before that.
        has_now = any(word in self.text for word in words()["now"])
        return key.replace("前一年", "上年") if has_now else key


class Parsed(NamedTuple):
    """A formula read whole: its expression, and by what factor and mark it makes a percentage."""

    expression: Expression
    factor: float
    mark: str


def parse(text: str, terms: Terms, read: Reader | None = None, *, loose: bool = False) -> Parsed:
    """The expression of a formula; `loose` takes any words for a figure, else only those that end as figures do.

    `read` reads what a name says in words (甲与乙之和), where it says a formula.

    >>> parse("（本年收入－上年收入）÷上年收入×100%", Terms()).expression.chinese
    '（本年收入 － 上年收入）÷ 上年收入 × 100'

    Raises
    ------
    Refused
        It is not read to its end, or can be read in two ways.
    """
    if re.search(words()["series"], text):
        raise Refused(NoFormula.SERIES)
    cut = tokens(text)
    if len(cut) > _MOST_TOKENS:
        raise Refused(NoFormula.LONG)  # each is a call of what reads, prints and computes it
    parser = _Parser(cut, terms, read, loose=loose)
    if not loose and parser.left == "number":
        raise Refused(NoFormula.OPERAND)  # 24小时/7天 is no quotient
    expression = parser.sum()
    if parser.left:
        raise Refused(NoFormula.BRACKETS if parser.left == "close" else NoFormula.OPERAND)
    if not expression.leaves:
        raise Refused(NoFormula.EXAMPLE)
    factor = factor_of(expression)
    return Parsed(expression, factor, parser.mark_of(expression))


def is_quantity(name: str) -> bool:
    """Whether words end as those for a figure do: 人次数, 面积, 收入（万元）.

    >>> is_quantity("出院患者手术台次数（例）"), is_quantity("转诊制度")
    (True, False)
    """
    last = re.sub(r"[（(\[［【〔][）)\]］】〕]", "", masked(name).replace(HIDDEN, "")).strip() or name
    is_bound = re.search(words()["bound"], last) or _AT_MOST.search(last)
    return bool(re.search(rf"(?:{words()['quantities']})$", last)) and not is_bound


def is_summand(name: str) -> bool:
    """Whether words may be added: they end as a figure's do, or are a letter that stands for one."""
    return is_quantity(name) or bool(re.fullmatch(r"[A-Za-z]\w?", name))


def factor_of(expression: Expression) -> float:
    """By what a quotient or a group is multiplied: 100 in 甲÷乙×100."""
    match expression:
        case Operation("*", left, Number(value)) | Operation("*", Number(value), left) if left.leaves:
            return (value if value in _SCALES else 1) * factor_of(left)
        case Operation("/", left, right) if right.leaves:
            return factor_of(left)
    return 1


class _Parser:
    """Recursive descent over tokens: sums of products of operands."""

    def __init__(self, tokens: list[Token], terms: Terms, read: Reader | None, *, loose: bool) -> None:
        self.tokens, self.terms, self.read, self.loose, self.at = tokens, terms, read, loose, 0
        self.marked: list[tuple[Number, str]] = []

    @property
    def left(self) -> str:
        """The kind of the token that is next; empty at the end."""
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self) -> Expression:
        """A sum of products."""
        left = self._product()
        while self.left in ("+", "-"):
            sign = self._take().kind
            right = self._product()
            if any(
                self.mark_of(one) and not self._is_percentage(other)
                for one, other in ((left, right), (right, left))
            ):
                raise Refused(NoFormula.SCALE)  # 1 - 甲÷乙×100%, 甲-乙÷丙×100%
            if any(isinstance(side, Term) and not is_summand(side.label) for side in (left, right)):
                raise Refused(NoFormula.OPERAND)
            left = Operation(sign, left, right)
        return left

    def _product(self) -> Expression:
        left = self._operand()
        while self.left in ("*", "/"):
            sign = self._take().kind
            right = self._operand()
            if sign == "/" and (scale := _scale_of(left)) and isinstance(right, Number):
                if scale != right.value:
                    raise Refused(NoFormula.UNIT)
                continue  # ×100000/10万: so many of a hundred thousand
            left = Operation(sign, left, right)
        return left

    def _operand(self) -> Expression:
        if self.left == "number":
            token = self._take()
            if token.value in _POWERS and not token.mark:
                raise Refused(NoFormula.OPERAND)
            number = Number(int(token.value) if token.value.is_integer() else token.value)
            if token.mark:
                self.marked.append((number, token.mark))
            return number
        if self.left == "name":
            return self._named(self._take().text)
        if self.left != "open":
            raise Refused(NoFormula.BRACKETS if self.left == "close" else NoFormula.OPERAND)
        self._take()
        inner = self.sum()
        if self.left != "close":
            raise Refused(NoFormula.BRACKETS)
        self._take()
        return inner

    def _named(self, name: str) -> Expression:
        """A name; 标准（月*12） is twelve of it; a remark that holds another sum is not read.

        A bare 万 is the number: 例数/总数×10000/万.
        """
        name = name.strip("，, ")
        if name in words()["magnitudes"]:
            return Number(int(words()["magnitudes"][name]))
        for found in re.finditer(r"[（(]([^（()）]*)[）)]", name):
            if times := re.fullmatch(r"\s*([^\d*×＊]{0,4}?)\s*[*×＊]\s*(\d+)\s*", found[1]):
                remark = f"（{times[1]}）" if times[1] else ""
                label = f"{name[: found.start()]}{remark}{name[found.end() :]}"
                return Operation("*", self.terms.term(label), Number(int(times[2])))
            if _holds_sum(found[1]):
                raise Refused(NoFormula.BRACKETS)
        if self.read and (said := self.read(name, self.terms)) is not None:
            return said
        is_or = not self.loose and re.fullmatch(words()["generic"], name)
        is_broken = is_or or _BROKEN.match(name) or name.endswith(("%", "％"))
        if is_broken or not (self.loose or is_quantity(name)):
            raise Refused(NoFormula.OPERAND)
        return self.terms.term(name)

    def _is_percentage(self, side: Expression) -> bool:
        """Whether a side of a sum is a percentage too: by its factor, or by its name."""
        if self.mark_of(side):
            return True
        return bool(side.leaves) and all(re.search(words()["rate"], leaf.label) for leaf in side.leaves)

    def mark_of(self, expression: Expression) -> str:
        """The % or ‰ of a factor of an expression, brackets and sums looked into."""
        if isinstance(expression, Number):
            return next((mark for number, mark in self.marked if number is expression), "")
        if isinstance(expression, Operation):
            return self.mark_of(expression.right) or self.mark_of(expression.left)
        return ""


_BROKEN = re.compile(
    r"\d+(?:\.\d+)?[A-Za-z]+(?![A-Za-z\u4e00-\u9fff])|\d+\.\d|100\s*[%％]|[\d.]+$|[-—–─_－\s]+$"
)
"""What begins as no figure does: what is left of a factor, a rule of dashes; 5G基站数 is one."""
_AT_MOST = re.compile(r"[<＜>＞]\s*[\d.]+\s*\D{0,3}$")
"""恢复时间<4小时 is what is to be reached; 血压<140/90mmHg的患者人数 is a figure."""
_SCALES = frozenset((100, 1000, 10_000, 100_000, 1_000_000))
_POWERS = frozenset(range(102, 107))
"""What is left of 10⁵ when its exponent loses its place."""
_MOST_TOKENS = 120
_SHORT = 14
"""Characters of a remark in which one / is an or: 门诊/住院."""


def _scale_of(left: Expression) -> float | None:
    """The factor that a product ends with."""
    match left:
        case Operation("*", inner, Number(value)) if inner.leaves:
            return value
    return None


def _holds_sum(remark: str) -> bool:
    """Whether a remark in brackets holds signs that no unit and no range of ages has."""
    is_alternative = len(remark) <= _SHORT or len(re.findall(r"[/／]", remark)) != 1
    return bool(re.search(r"[*＊×÷=＝]", remark)) or not is_alternative
