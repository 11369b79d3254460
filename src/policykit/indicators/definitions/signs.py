"""The signs of a formula: a wording cut into arithmetic, brackets, numbers and names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from policykit.base.resources import load
from policykit.model.definition import NoFormula

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["HIDDEN", "Refused", "Token", "has_sign", "joined", "masked", "tokens", "words"]

HIDDEN = "\ue000"
"""What `masked` puts in place of each character in brackets."""
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+|\d+(?:\.\d+)?|[1lI][0OoＯ〇]{2}(?=\s*[%％]))"
    r"\s*(?P<magnitude>十万|百万|[十百千万亿])?\s*(?P<mark>[%％‰])?"
)
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff，。；：、（）＝／％×÷＋－〔〕【】～]"
_MARK = {"%": 100.0, "％": 100.0, "‰": 1000.0}
_LATIN = re.compile(r"[A-Za-z]")
_ARITHMETIC = frozenset("+-*/")


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
        out.append(HIDDEN if depth else char)
        depth += kind == "open"
    return "".join(out) if not depth else text


class Token(NamedTuple):
    """A sign, a number, or a name of a formula."""

    kind: str
    """`+ - * / open close number name`."""
    text: str
    value: float = 0
    mark: str = ""
    """% or ‰ of a factor."""


def has_sign(text: str) -> bool:
    """Whether a sign of arithmetic stands outside the brackets of a text."""
    try:
        return any(token.kind in _ARITHMETIC for token in _Scanner(masked(text)).tokens())
    except Refused:
        return True


def tokens(text: str) -> list[Token]:
    """The tokens of a formula. Raises `Refused` when a bracket is not closed.

    >>> [(one.kind, one.text) for one in tokens("（甲＋乙）÷丙")][:3]
    [('open', '（'), ('name', '甲'), ('+', '＋')]
    """
    return _Scanner(text).tokens()


class _Scanner:
    """Cuts a formula into signs, brackets, numbers and names; a name keeps the brackets that belong to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        quoted = (match.span() for match in re.finditer(words()["quoted"], text))
        self.quoted = {at for span in quoted for at in range(*span)}

    def tokens(self) -> list[Token]:
        """The tokens; `Refused` when a bracket is not closed."""
        cut = list(self._cut())
        return [self._operand(piece) if piece.kind == "name" else piece for piece in cut]

    def _cut(self) -> Iterator[Token]:
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
                yield Token(kind, text[at : at + length])
                at = begin = at + length
            else:
                at += 1
        yield from self._name(begin, at)

    def _name(self, start: int, end: int) -> Iterator[Token]:
        if self.text[start:end].strip():
            yield Token("name", self.text[start:end].strip())

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
        has_sign = any(_signs().get(char) in ("+", "-", "*", "/") for char in self.text[at:end])
        rest = self.text[end : end + 1].strip()
        is_name = bool(rest) and not self._sign(end)[0]
        if has_sign and is_name:
            raise Refused(NoFormula.BRACKETS)
        return 0 if has_sign or not is_name else end

    @staticmethod
    def _operand(token: Token) -> Token:
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
