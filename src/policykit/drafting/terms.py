"""Who must act, of whom a figure holds and in each of what, in the words of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.drafting.measures import BRACKETS
from policykit.drafting.narrowing import whom
from policykit.drafting.often import item_start
from policykit.drafting.phrases import part, words
from policykit.drafting.shared import whole_of
from policykit.drafting.targets import TRENDS
from policykit.model import Comparator, QuantityKind, Span
from policykit.text.normal import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policykit.drafting.duties import Duty
    from policykit.drafting.measures import Measured, Names
    from policykit.drafting.statement import Statement
    from policykit.model import Entity, Quantity
    from policykit.specs.reading import Reading

__all__ = ["bearer", "each_of", "placeless", "terms", "terms_of_duty"]

_SENTENCE = re.compile(r"[。;!?\n]")
_COUNT = "次"


def terms(read: Reading, statement: Statement, measured: Measured, names: Names) -> dict[str, Any]:
    """The keys of an entry that say who must do it, of whom it holds and in each of what."""
    text, span = read.text, statement.quantity.span
    cell = read.cell(statement.quantity)
    found = _of_row(cell.bearer) if cell is not None and cell.bearer else bearer(text, span, _days(read))
    if cell is not None and not found and re.fullmatch(words()["bodies"], statement.subject):
        found["bearer"] = [statement.subject]  # 县住建局 | 3亿元
    elif statement.subject:
        found["population"] = statement.subject.translate(BRACKETS)
    if measured.proposal is None and not measured.exact and statement.name is not None:
        label = next((name for name in measured.indicator.names if measured.words.endswith(name)), "")
        if label and len(measured.words) > len(label):
            found["population"] = measured.words.removesuffix(label)
    said = text[_own_start(text, _days(read), span) : part(text, span).end]
    before = text[part(text, span).start : statement.quantity.figure.start]
    if entity := each_of(read, statement.quantity, names):
        found["per"] = entity.name
    elif "population" not in found:
        told = (
            re.match(words()["each_of"], said),  # no 每人每月
            re.search(words()["each_count"], before),
            re.search(words()["each_behind"], before),
        )
        each = next((one[1] for one in told if one is not None), "")
        if (
            each and not each.endswith(measured.words) and each not in measured.words
        ):  # 每户年贴息 names it, too
            found["population"] = each.translate(BRACKETS)
    if "population" not in found and read.row is None and (of := whom(text, span)) is not None:
        found["population"] = of.cut(text).translate(BRACKETS)
    return found | _every(read, statement.quantity)


def placeless(found: dict[str, Any], divisions: Sequence[str]) -> dict[str, Any]:
    """The keys without a population that only names the divisions which an entry binds: no unit is a kind of 秦州区."""
    names = "|".join(Division.of(code).name for code in divisions)
    is_place = names and re.fullmatch(f"(?:{names}|、)+", found.get("population", ""))
    return {key: said for key, said in found.items() if not (is_place and key == "population")}


def terms_of_duty(read: Reading, duty: Duty) -> dict[str, Any]:
    """Who must do or leave it; of a prohibition also what it is said of: 坡度超过25度的耕地 不得新增开垦."""
    text, found = read.text, bearer(read.text, duty.span, _days(read))
    of, held = duty.of, whom(text, duty.span)
    is_own = of is None or part(text, of).overlaps(duty.span)
    if duty.form is not Comparator.FORBIDDEN or ("bearer" in found and is_own):
        return found
    if of is not None and held is not None and held.end <= of.start:
        of = Span(held.start, of.end)  # 除抢险外,保护区内
    if (of := of or held) is not None:
        found["population"] = of.cut(text).translate(BRACKETS).replace(",", "，")
    return found


def _every(read: Reading, quantity: Quantity) -> dict[str, str]:
    """In each of which periods it must be reached: 每年安排不少于800万元; a count says it in its unit (次/年)."""
    if quantity.unit == _COUNT or quantity.kind is QuantityKind.FREQUENCY or quantity.comparator in TRENDS:
        return {}
    before = Span(part(read.text, quantity.span).start, quantity.span.start)
    often = [one for one, _ in read.quantities if one.kind is QuantityKind.FREQUENCY]
    figures = [one for one, _ in read.quantities if one.value is not None and one not in often]
    is_first = not any(before.covers(one.span) for one in figures)
    where = (whole_of(read.text, quantity.span), *([before] if is_first else []))
    told = {one.surface for one in often if any(place and place.covers(one.span) for place in where)}
    said = {quantity.per, *told}
    periods: dict[str, list[str]] = load("specs")["each_period"]
    name = next((name for name, cues in periods.items() if not said.isdisjoint(cues)), None)
    return {"every": name} if name else {}


def _of_row(written: str) -> dict[str, Any]:
    """Who must act, of a cell of 责任单位: 县住建局、各乡镇."""
    return {"bearer": [one.strip() for one in re.split("[、，,；;]", written) if one.strip()]}


def each_of(read: Reading, quantity: Quantity, names: Names) -> Entity | None:
    """The kind of unit in each of which something is counted: 每个乡镇卫生院, 各县（市、区）至少1所.

    Of what is said of all of them together it is none: 各县（市、区）共1200个, 各县要…,全省达到93%.
    """
    text = read.text
    start = _own_start(text, _days(read), quantity.span)
    before = text[start : quantity.span.start]
    divisions: dict[str, str] = words()["each_division"]
    is_whole = re.search(words()["summed_over"], before) is not None
    is_own = re.match(words()["each_of"], text[start:]) is not None  # 各县应当保证 每个乡镇不少于2名
    acting = () if is_own else bearer(text, quantity.span, _days(read)).get("bearer", ())
    subjects = () if is_whole else (before, *acting)
    for entity in names.registry.entities:
        if any(re.match(divisions.get(entity.name, "(?!)"), normalize(one).text.strip()) for one in subjects):
            return entity
        for name in (entity.label, *entity.aliases):
            if len(name) > 1 and re.search(words()["each"] + re.escape(name), before):
                return entity
    return None


def bearer(text: str, span: Span, days: Sequence[Span] = ()) -> dict[str, Any]:
    """Who must act, or is encouraged to: as its part of the sentence begins, else as the sentence does.

    `days` are the dates of the text: one that opens a part of it hides nobody (2026年底前县人社局要建成2个站点).

    >>> from policykit.model import Span
    >>> bearer("县人社局要加强指导,就业率达到90%", Span(10, 18))
    {'bearer': ['县人社局']}
    """
    own = part(text, span)
    first = max((mark.end() for mark in _SENTENCE.finditer(text, 0, own.start)), default=0)
    item = item_start(text, own.start, span.start)  # 乡镇每月、村 每半月: the township does it every month
    for start in (item,) if item > own.start else dict.fromkeys((own.start, first)):
        place = text[_opened(text, days, start) :].lstrip()
        found = re.match(words()["bearer"], place) or re.match(words()["encouraged"], place)
        is_other = start != own.start and re.search(words()["actors"], text[own.start : span.start])
        if found is not None and (
            start == own.start or (re.match(words()["bearer"], place) and not is_other)
        ):
            return {"bearer": [found[1].translate(BRACKETS)]}
    return {}


def _days(read: Reading) -> list[Span]:
    return [one.span for one, _ in read.quantities if one.kind is QuantityKind.DATE and one.hint is None]


def _own_start(text: str, days: Sequence[Span], span: Span) -> int:
    """Where the words of a figure begin in its part of a sentence: 每个乡镇配备2名、每个村 配备1名 are of two."""
    start = _opened(text, days, part(text, span).start)
    places = [one.end() for one in re.compile(words()["each_within"]).finditer(text, start, span.start)]
    return max([start, *(at for at in places if re.match(words()["each_of"], text[at:]))])


def _opened(text: str, days: Sequence[Span], start: int) -> int:
    """Where a part of a sentence begins behind the day that opens it: 到2026年底 每个县至少有1家."""
    opening = (day.end for day in days if day.start >= start and not text[start : day.start].strip())
    return next(opening, start)
