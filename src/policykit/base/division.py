"""行政区划: a division of the country as a value, with the codes and names that staff write for it.

The table of GB/T 2260 codes is `data/gb2260.tsv`, the codes and names that were replaced `data/division-changes.tsv`.
Only this module knows how a code is built: pairs of zeros at its end make it the parent of what shares the rest
(34 安徽 ⊃ 3410 黄山 ⊃ 341021 歙县), `000000` is the nation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from policykit.base.resources import Labelled, load

__all__ = ["Change", "Division", "Level"]

_CODE = re.compile(r"(\d{6})(?:\d{3}|\d{6})?")
"""A code, or that of a township (9 digits) or village (12) in it."""
_UNSEEN = re.compile(r"[\s\u200b\ufeff]+")
_SHORTEST = 2
_MOST_NEAR = 3


class Level(Labelled):
    """层级: the levels of government, top down.

    >>> Level("county").label, Level.COUNTY.rank
    ('县', 3)
    """

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    PREFECTURE = "prefecture"
    COUNTY = "county"

    @property
    def rank(self) -> int:
        """How far below the nation."""
        return _RANKS[self]

    @property
    def ending(self) -> str:
        """With what the codes of its divisions end: `00` for 黄山市 341000."""
        return "00" * (Level.COUNTY.rank - self.rank)


_RANKS = {level: rank for rank, level in enumerate(Level)}
_ENDINGS = tuple((level.ending, level) for level in Level)


class Change(NamedTuple):
    """变更: a code with its name that was replaced in a year, and the codes of what its area is now."""

    code: str
    name: str
    successors: tuple[str, ...]
    year: int


@dataclass(frozen=True, order=True)
class Division:
    """行政区划: one division; equal and ordered by code, and one lies `in` another or not.

    Which lies in which is what the table says: 济源市 (419001) lies in its province directly, for there is no 419000.

    >>> she, guiyang = Division.of("341021"), Division.of("520100")
    >>> she in Division.of("341000"), guiyang in Division.of("500000"), "341021" in she
    (True, False, True)
    >>> she.name, she.level.label, [one.name for one in she.lineage]
    ('歙县', '县', ['全国', '安徽省', '黄山市', '歙县'])
    """

    code: str
    name: str = field(compare=False)
    """As in the table; the code itself when it is not known."""
    level: Level = field(compare=False)
    parent: Division | None = field(compare=False, repr=False)

    @classmethod
    def of(cls, code: str) -> Division:
        """The division with a code; one that is not in the table lies where its digits say.

        >>> Division.of("341021000000").parent.name, Division.of("349999").parent.name, Division.of("999999").name
        ('歙县', '安徽省', '999999')
        """
        known = Division.all()
        return known[code] if code in known else _unknown(code)

    @classmethod
    def all(cls) -> Mapping[str, Division]:
        """Every known code with its division, in the order of the codes."""
        return _table()

    @classmethod
    def find(cls, written: str, within: str | None = None, *, replaced: bool = True) -> Division | None:
        """The division that someone wrote as code or as name; `None` when it is neither or no one's own.

        A code may be that of a township or village, or one that was replaced; a name the usual short one, a former
        one, or any of these behind those of what it lies in. `within` (a code) leaves out what lies elsewhere. With
        `replaced=False` a code that was replaced is none: figures under it may be those of another area.

        >>> [Division.find(one).code for one in ("341021000000", "安徽歙县", "歙　县", "三都县", "贵阳", "延边")]
        ['341021', '341021', '341021', '522732', '520100', '222400']
        >>> Division.find("451023").name, Division.find("平果县").name, Division.find("朝阳区"), Division.find("341099")
        ('平果市', '平果市', None, None)
        """
        found = () if _is_replaced(written) and not replaced else cls.candidates(written, within)
        over = [division for division in found if all(other in division for other in found)]
        # 海南 is the province, though a prefecture of 青海 and a district of 乌海 may be called so too.
        chosen = over or [division for division in found if division.level is Level.PROVINCIAL]
        return chosen[0] if len(chosen) == 1 else None

    @classmethod
    def candidates(cls, written: str, within: str | None = None) -> tuple[Division, ...]:
        """Every division that may be meant, in the order of the codes: those so called in full, else all others.

        >>> [one.path for one in Division.candidates("朝阳区")]
        ['北京市朝阳区', '吉林省长春市朝阳区']
        >>> [one.name for one in Division.candidates("371200")]
        ['莱芜区', '钢城区']
        """
        text = _folded(written)
        code = _CODE.fullmatch(text)
        if code is not None:
            change = _changes().get(code[1])
            found: Iterable[str] = (code[1],) if code[1] in cls.all() else change.successors if change else ()
        else:
            full, other = _names()
            found = _called(text, full) or _called(text, other)
        divisions = (cls.of(code) for code in sorted(set(found)))
        return tuple(division for division in divisions if within is None or division in cls.of(within))

    @classmethod
    def changes(cls) -> tuple[Change, ...]:
        """Every code or name that was replaced, in the order of the codes."""
        return _all_changes()

    @classmethod
    def hint(cls, written: str) -> str:
        """What to say, in Chinese, of a code or name by which no division is found; empty when there is nothing.

        >>> Division.hint("330185")
        '330185（临安市）已于2017年变更，现为330112 浙江省杭州市临安区。'
        >>> Division.hint("朝阳区"), Division.hint("呼和号特市")
        ('“朝阳区”可能是110105 北京市朝阳区、220104 吉林省长春市朝阳区。', '是否想写150100 内蒙古自治区呼和浩特市？')
        """
        text = _folded(written)
        code = _CODE.fullmatch(text)
        change = _changes().get(code[1]) if code else None
        found = cls.candidates(text) or tuple(
            map(cls.of, _near(code[1] if code else text, is_code=bool(code)))
        )
        if not found or (code and code[1] in cls.all()):
            return ""
        wording: dict[str, str] = load("divisions")["hints"]
        named = "、".join(f"{division.code} {division.path}" for division in found)
        if change is not None:
            return wording["changed"].format(code=change.code, name=change.name, year=change.year, now=named)
        return wording["several" if cls.candidates(text) else "near"].format(value=text, now=named)

    def __contains__(self, other: Division | str) -> bool:
        return self in (Division.of(other) if isinstance(other, str) else other).lineage

    @property
    def is_known(self) -> bool:
        """Whether its code is in the table."""
        return self.code in Division.all()

    @cached_property
    def lineage(self) -> tuple[Division, ...]:
        """The divisions that it lies in, from the nation down, and itself."""
        return (*(self.parent.lineage if self.parent else ()), self)

    @property
    def children(self) -> tuple[Division, ...]:
        """What lies in it directly; nothing for 东莞市 and other cities without counties."""
        return tuple(division for division in Division.all().values() if division.parent == self)

    @property
    def label(self) -> str:
        """The name with the code, as far as both say something: 歙县（341021）, 全国."""
        return (
            self.name
            if self.level is Level.NATIONAL or self.name == self.code
            else f"{self.name}（{self.code}）"
        )

    @property
    def path(self) -> str:
        """The name behind those of what it lies in: 安徽省黄山市歙县."""
        names = dict.fromkeys(
            division.name for division in self.lineage if division.level is not Level.NATIONAL
        )
        return "".join(names) or self.name

    @cached_property
    def short_names(self) -> tuple[str, ...]:
        """What it is usually called instead of its name: 三都县 and 三都 for 三都水族自治县."""
        return _short_names(self.code, self.name)

    @property
    def former(self) -> tuple[Change, ...]:
        """The codes and names that it, alone, carries on."""
        return tuple(change for change in _all_changes() if change.successors == (self.code,))

    @property
    def stem(self) -> str:
        """The digits with which the codes of all that lies in it begin; empty for the nation.

        For columns of codes, where no table can be asked for every row.

        >>> Division.of("341000").stem, Division.of("000000").stem, Division.of("341021").stem
        ('3410', '', '341021')
        """
        return re.sub(r"(00)+$", "", self.code)


def _rows(name: str) -> list[list[str]]:
    text = (resources.files("policykit") / "data" / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@cache
def _table() -> Mapping[str, Division]:
    known: dict[str, Division] = {}
    for code, name in _rows("gb2260"):  # in the order of the codes a parent comes before what lies in it
        known[code] = Division(code, name, _level(code), _parent(code, known))
    return MappingProxyType(known)


@cache
def _unknown(code: str) -> Division:
    return Division(code, code, _level(code), _parent(code, _table()))


def _level(code: str) -> Level:
    return next(level for ending, level in _ENDINGS if code.endswith(ending))


def _parent(code: str, known: Mapping[str, Division]) -> Division | None:
    """The smallest known division whose digits the code begins with."""
    above = (code[:length].ljust(6, "0") for length in (6, 4, 2, 0))
    return next((known[candidate] for candidate in above if candidate in known and candidate != code), None)


@cache
def _all_changes() -> tuple[Change, ...]:
    rows = _rows("division-changes")
    return tuple(Change(code, name, tuple(now.split(",")), int(year)) for code, name, now, year in rows)


@cache
def _changes() -> Mapping[str, Change]:
    """Code that is none any more → its latest change."""
    latest = sorted(_all_changes(), key=lambda change: change.year)
    return {change.code: change for change in latest if change.code not in _table()}


@cache
def _names() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Name → codes: the names of the table, and the short and former ones."""
    full: dict[str, tuple[str, ...]] = {}
    other: dict[str, tuple[str, ...]] = {}
    for code, division in _table().items():
        full[division.name] = (*full.get(division.name, ()), code)
        for name in division.short_names:
            other[name] = (*other.get(name, ()), code)
    for change in _all_changes():
        other[change.name] = (*other.get(change.name, ()), *change.successors)
    return full, other


@cache
def _short_names(code: str, name: str) -> tuple[str, ...]:
    words = load("divisions")
    folk = "|".join(sorted(words["nationalities"], key=len, reverse=True))
    ruled = re.fullmatch(rf"(.{{2,}}?)(?:{folk})*自治([区州县旗])", name)
    usual = ruled[1] + ruled[2] if ruled else re.sub("族?自治(?=.$)", "", name)
    bare = next((usual.removesuffix(end) for end in words["endings"] if usual.endswith(end)), usual)
    found = [*words["usual"].get(code, ()), usual, *([bare] if len(bare) >= _SHORTEST else [])]
    return tuple(form for form in dict.fromkeys(found) if form != name)


def _is_replaced(written: str) -> bool:
    code = _CODE.fullmatch(_folded(written))
    return code is not None and code[1] in _changes()


def _folded(written: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", written))


def _called(text: str, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The divisions so called, alone or behind names of what they lie in."""
    return [
        code
        for at in range(len(text))
        for code in names.get(text[at:], ())
        if _leads(text[:at], Division.of(code).lineage[:-1])
    ]


def _leads(text: str, above: tuple[Division, ...]) -> bool:
    """Whether the text is made of names of these divisions, in their order, each at most once."""
    return not text or any(
        text.endswith(name) and _leads(text[: -len(name)], above[:at])
        for at, division in enumerate(above)
        for name in (division.name, *division.short_names)
    )


def _near(text: str, *, is_code: bool) -> list[str]:
    """Codes of what is written almost like the text: one character differs, or is too many or too few."""
    known = {code: [code] for code in _table()} if is_code else _names()[0]
    found = [code for name, codes in known.items() if _is_near(text, name) for code in codes]
    return found if len(found) <= _MOST_NEAR else []


def _is_near(text: str, name: str) -> bool:
    longer, shorter = (text, name) if len(text) > len(name) else (name, text)
    if len(longer) - len(shorter) > 1 or len(longer) <= _SHORTEST:
        return False
    at = next((at for at, char in enumerate(shorter) if char != longer[at]), len(shorter))
    return longer[at + 1 :] == shorter[at + (len(longer) == len(shorter)) :]
