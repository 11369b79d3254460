"""Signs and words of an official formula → an expression over the words that stand for figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from policykit.base.resources import load
from policykit.model.definition import NoFormula, Term
from policykit.model.expression import Expression, Number, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Parsed", "Refused", "Terms", "has_sign", "is_quantity", "joined", "masked", "parse", "words"]

_HIDDEN = "\ue000"
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+|\d+(?:\.\d+)?|[1lI][0OoＯ〇]{2}(?=\s*[%％]))"
    r"\s*(?P<magnitude>十万|百万|[十百千万亿])?\s*(?P<mark>[%％‰])?"
)
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff，。；：、（）＝／％×÷＋－〔〕【】～]"
_MARK = {"%": 100.0, "％": 100.0, "‰": 1000.0}
_LATIN = re.compile(r"[A-Za-z]")


Reader: TypeAlias = "Callable[[str, Terms], Expression | None]"


class Refused(Exception):  # noqa: N818 - no error: what a text leaves open
    """A formula is stated that is not compiled, with the reason."""

    def __init__(self, reason: NoFormula) -> None:
        super().__init__(reason.value)
        self.reason = reason


@cache
def words() -> Mapping[str, Any]:
    """The words of definitions (`data/definitions.yml`)."""
    return load("definitions")


@cache
def _signs() -> dict[str, str]:
    return {char: kind for kind, chars in words()["signs"].items() for char in chars}


def joined(text: str) -> str:
    r"""The text without the breaks of lines and cells that lie within a word of Chinese, and with plain digits.

    >>> joined("建成区绿地面积／城市建成区 … 面积＊１０O%")
    '建成区绿地面积／城市建成区面积＊100%'
    """
    text = re.sub(r"\s*\n\s*(?=[×÷*＊/／+＋=＝])|(?<=[×÷*＊/／+＋=＝])\s*\n\s*", "", text)
    text = re.sub(r"(?<=\s)…(?=\s)", " ", text).translate({0xFF10 + n: str(n) for n in range(10)})
    text = re.sub(r"[1lI][0OoＯ〇]{2}(?=\s*[%％])", "100", text)
    return re.sub(rf"(?<={_HAN})[ \t\u3000\xa0]+(?={_HAN})", "", text).strip()


def masked(text: str) -> str:
    """The text with everything in brackets hidden, each character by one; what is not closed stays.

    >>> masked("（助理）医师数").replace(chr(0xE000), "·")
    '（··）医师数'
    """
    signs, depth, out = _signs(), 0, []
    for char in text:
        kind = signs.get(char)
        depth -= kind == "close" and depth > 0
        out.append(_HIDDEN if depth else char)
        depth += kind == "open"
    return "".join(out) if not depth else text


class _Token(NamedTuple):
    kind: str
    """`+ - * / open close number name`."""
    text: str
    value: float = 0
    mark: str = ""
    """% or ‰ of a factor."""


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


class _Scanner:
    """Cuts a formula into signs, brackets, numbers and names; a name keeps the brackets that belong to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        quoted = (match.span() for match in re.finditer(words()["quoted"], text))
        self.quoted = {at for span in quoted for at in range(*span)}

    def tokens(self) -> list[_Token]:
        """The tokens; `Refused` when a bracket is not closed."""
        cut = list(self._cut())
        return [self._operand(piece) if piece.kind == "name" else piece for piece in cut]

    def _cut(self) -> Iterator[_Token]:
        text, at, begin = self.text, 0, 0
        while at < len(text):
            kind, length = self._sign(at)
            if kind == "open" and text[begin:at].strip():
                at = self._closing(at)  # a remark on the name before it
                continue
            if kind == "open" and (end := self._prefix(at)):
                at = end
                continue
            if kind:
                yield from self._name(begin, at)
                yield _Token(kind, text[at : at + length])
                at = begin = at + length
            else:
                at += 1
        yield from self._name(begin, at)

    def _name(self, start: int, end: int) -> Iterator[_Token]:
        if self.text[start:end].strip():
            yield _Token("name", self.text[start:end].strip())

    def _sign(self, at: int) -> tuple[str, int]:
        """The kind of sign at a place and its length; an empty kind where there is none."""
        text, char = self.text, self.text[at]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if at in self.quoted:
            return "", 1
        for word, sign in words()["spelled"].items():
            if text.startswith(word, at) and not re.match(words()["spelled_not"], text[at:]):
                return sign, len(word)
        kind = _signs().get(char, "")
        if char in "xX·•" and re.match(r"\s*100", text[at + 1 :]) and not _LATIN.match(before):
            return "*", 1
        if kind == "-" and (char in {after, before} or re.match(words()["range"], text[max(0, at - 3) :])):
            return "", 1
        # GB/T and R-D are names, A/B is a quotient.
        both = re.search(r"[A-Za-z]{2}$", text[:at]) and _LATIN.match(after)
        both = both or (_LATIN.match(before) and re.match(r"[A-Za-z]{2}", text[at + 1 :]))
        if kind == "/" and after.isdigit() and re.search(r"[^\d\s+＋*＊×/÷／（(\-－.][\d.]+$", text[:at]):
            both = re.match(r"\d+[^\d\s万）)]", text[at + 1 :])  # 血压<140/90mmHg
        if kind in ("-", "/", "+") and (
            both or any(text.startswith(word, at - 1) for word in words()["joined"])
        ):
            return "", 1
        return kind, 1

    def _closing(self, at: int) -> int:
        """Behind the bracket that closes the one at `at`."""
        depth = 0
        for place in range(at, len(self.text)):
            kind = _signs().get(self.text[place])
            depth += (kind == "open") - (kind == "close")
            if depth == 0:
                return place + 1
        raise Refused(NoFormula.BRACKETS)

    def _prefix(self, at: int) -> int:
        """Behind a bracket that begins a name and holds no sum: （助理）医师数; 0 for one that groups."""
        end = self._closing(at)
        inner = self.text[at + 1 : end - 1]
        has_sign = any(_signs().get(char) in ("+", "-", "*", "/") for char in inner)
        rest = self.text[end : end + 1].strip()
        is_name = bool(rest) and not self._sign(end)[0]
        if has_sign and is_name:
            raise Refused(NoFormula.BRACKETS)
        return 0 if has_sign or not is_name else end

    @staticmethod
    def _operand(token: _Token) -> _Token:
        plain = re.fullmatch(
            _NUMBER.pattern + rf"\s*(?:[（(]\s*[%％‰]\s*[）)]|{words()['tail']})?", token.text
        )
        if plain is None:
            # ×100% ≥90%, ×100%以上: what follows the factor is none of the formula.
            factor = re.match(rf"(100\s*[%％]|1000\s*‰){words()['behind']}", token.text)
            return _Scanner._operand(token._replace(text=factor[1])) if factor else token
        digits = re.sub(r"[,，]", "", plain["digits"])
        value = (
            100.0
            if not digits.isascii() or not digits[0].isdigit() or "O" in digits.upper()
            else float(digits)
        )
        value *= words()["magnitudes"].get(plain["magnitude"] or "", 1)
        if not plain["mark"]:
            return token._replace(kind="number", value=value)
        whole = _MARK[plain["mark"]]
        # ×100% makes a percentage; 40% is a weight.
        if value != whole:
            return token._replace(kind="number", value=value / whole)
        return token._replace(kind="number", value=value, mark=plain["mark"])


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
    tokens = _Scanner(text).tokens()
    if len(tokens) > _MOST_TOKENS:
        raise Refused(NoFormula.LONG)  # each is a call of what reads, prints and computes it
    parser = _Parser(tokens, terms, read, loose=loose)
    if not loose and parser.left == "number":
        raise Refused(NoFormula.OPERAND)  # 24小时/7天 is no quotient
    expression = parser.sum()
    if parser.left:
        raise Refused(NoFormula.BRACKETS if parser.left == "close" else NoFormula.OPERAND)
    if not expression.leaves:
        raise Refused(NoFormula.EXAMPLE)
    factor = _factor(expression)
    return Parsed(expression, factor, parser.mark_of(expression))


def is_quantity(name: str) -> bool:
    """Whether words end as those for a figure do: 人次数, 面积, 收入（万元）.

    >>> is_quantity("出院患者手术台次数（例）"), is_quantity("转诊制度")
    (True, False)
    """
    last = re.sub(r"[（(\[［【〔][）)\]］】〕]", "", masked(name).replace(_HIDDEN, "")).strip() or name
    return bool(re.search(rf"(?:{words()['quantities']})$", last)) and not re.search(words()["bound"], last)


def is_summand(name: str) -> bool:
    """Whether words may be added: they end as a figure's do, or are a letter that stands for one."""
    return is_quantity(name) or bool(re.fullmatch(r"[A-Za-z]\w?", name))


def has_sign(text: str) -> bool:
    """Whether a sign of arithmetic stands outside the brackets of a text."""
    try:
        return any(token.kind in _ARITHMETIC for token in _Scanner(masked(text)).tokens())
    except Refused:
        return True


def _factor(expression: Expression) -> float:
    """By what a quotient or a group is multiplied: 100 in 甲÷乙×100."""
    match expression:
        case Operation("*", left, Number(value)) | Operation("*", Number(value), left) if left.leaves:
            return (value if value in _SCALES else 1) * _factor(left)
        case Operation("/", left, right) if right.leaves:
            return _factor(left)
    return 1


class _Parser:
    """Recursive descent over tokens: sums of products of operands."""

    def __init__(self, tokens: list[_Token], terms: Terms, read: Reader | None, *, loose: bool) -> None:
        self.tokens, self.terms, self.read, self.loose, self.at = tokens, terms, read, loose, 0
        self.marked: list[tuple[Number, str]] = []

    @property
    def left(self) -> str:
        """The kind of the token that is next; empty at the end."""
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _take(self) -> _Token:
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
        """A name; 标准（月*12） is twelve of it; a remark that holds another sum is not read."""
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
        is_broken = (
            is_or
            or re.match(r"\d+(?:\.\d+)?[A-Za-z]|\d+\.\d|100\s*[%％]|[\d.]+$|[-—–─_－\s]+$", name)
            or name.endswith(("%", "％"))
        )
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


_SCALES = frozenset((100, 1000, 10_000, 100_000, 1_000_000))
_POWERS = frozenset(range(102, 107))
"""What is left of 10⁵ when its exponent loses its place."""
_MOST_TOKENS = 120
_SHORT = 14
"""Characters of a remark in which one / is an or: 门诊/住院."""
_ARITHMETIC = frozenset("+-*/")


def _scale_of(left: Expression) -> float | None:
    """The factor that a product ends with."""
    match left:
        case Operation("*", inner, Number(value)) if inner.leaves:
            return value
    return None


def _holds_sum(remark: str) -> bool:
    """Whether a remark in brackets holds signs that no unit and no range of ages has."""
    if re.fullmatch(words()["unit"], remark.strip()):
        return False
    is_alternative = len(remark) <= _SHORT or len(re.findall(r"[/／]", remark)) != 1
    return bool(re.search(r"[*＊×÷=＝]", remark)) or not is_alternative
