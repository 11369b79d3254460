"""Numbers that identify and do not measure: 文号, citations, ordinals, enumerators, slogans, versions, phones.

They are read first, so that no other rule takes them for figures. Each rule is one small pattern; the
words in it come from the tables.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING

from policykit.model import Hint
from policykit.text.quantities.tables import alternatives, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from policykit.text.quantities.parse import Parse

__all__ = ["read_identifiers"]

_DIGIT = re.compile("[0-9]")
_NUMERAL = r"(?:[0-9]{1,4}|[〇零一二三四五六七八九十百千两]{1,7})"
_BRACKETED_YEAR = re.compile(r"[〔\[(〈【]\s?(?:19|20)[0-9]{2}\s?[〕\])〉】]\s?(?:第\s?)?[0-9]{1,5}\s?号")
_ISSUER_LETTERS = re.compile(r"[一-鿿A-Za-z]{1,14}$")
_ORDINAL = re.compile(f"第(?:[0-9]{{1,9}}|{_NUMERAL})(?:[至、和—-]第?{_NUMERAL}(?![年月日%个])){{0,9}}")
_ITEM = re.compile(f"第?[(]{_NUMERAL}[)]项?")
_BRACKET_NUMBER = re.compile(rf"\({_NUMERAL}\)")
_HEAD = re.compile(
    rf"(?:(?<=^)|(?<=[。;!?\n]))(?:[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}(?![0-9%‰×万亿元倍])|(?!(?:19|20)[0-9]{{2}}、(?:19|20)[0-9]{{2}}){_NUMERAL}(?:[、)]|\.(?![0-9])))"
)
_ONE_IS = re.compile(r"(?:(?<=^)|(?<=[。;:,!?\n]))[一二三四五六七八九十]{1,2}(?:是|要(?=[^求]))")
_TIMES = re.compile(r"(?<![0-9.])[0-9]{1,3}[×*][0-9]{1,3}(?:小时)?")
_SUM = re.compile(r"(?<![0-9A-Za-z.])[0-9]{1,3}(?:\+[0-9NnXxMm]{1,3})+\+?(?![0-9%])")
_ASCII_WORD = re.compile(
    r"(?<![0-9A-Za-z.@_-])[0-9A-Za-z.-]{0,64}(?:[@_][0-9A-Za-z.-]{0,64}){1,9}|[A-Za-z]{2,8}://[!-~]+|www\.[!-~]+"
)
_LATIN = re.compile(
    r"[A-Za-z][A-Za-z/-]{0,11}[0-9][0-9A-Za-z./:-]{0,24}\+?|(?<![0-9.])[0-9]{1,3}[A-Z](?![A-Za-z/])\+?"
)
_VERSION = re.compile(
    r"(?<![0-9A-Za-z.])(?:[Vv][0-9]{1,4}(?:\.[0-9]{1,4}){0,3}版?|[0-9]{1,3}\.[0-9]{1,3}版|(?:19|20)[0-9]{2}(?:年版|版|年修订版?|年修正))"
)
_PHONE = re.compile(
    r"(?<![0-9.])(?:0[0-9]{2,3}-?)[0-9]{7,8}(?![0-9])|(?<![0-9.])1[3-9][0-9]{9}(?![0-9]|[元人张个名家户吨亩])"
    r"|(?<![0-9.至到自从止于])[0-9]{7,}(?![0-9.%]|[,·×*^:/ -][0-9]|[^\x00-\x7f])"
)
_TIME = r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?"
_CLOCK = re.compile(rf"{_TIME}[-~—至]{{1,2}}{_TIME}|(?<=[0-9] ){_TIME}|(?<=[午日天]){_TIME}")
_HOUR = re.compile(
    r"(?<![0-9.])[0-2]?[0-9]时(?:[0-5]?[0-9]分)?(?=[至到前后起之止,。、)]|$)"
    r"|(?<![一二三四五六七八九十百])(?:二?十[一二三四五六七八九]?|[二三四五六七八九零])时(?:[二三四五]?十?[一二三四五六七八九]?分)?(?=[至到前后起之止,。、)]|$)"
    r"|(?<=[早晚中上午夜])(?:[0-2]?[0-9]|十[一二]?|[一二三四五六七八九])点(?:半|[0-5]?[0-9]分)?(?=[至到前后起之止,。、)]|$)"
)
"""二十二时至次日六时: hours of the day."""
_PLACE = re.compile(r"[一二三四五六七八九十]{1,3}里(?=[河铺店庄堡桥村坪台营沟墩岗屯湾])|十三陵")
_GRAND = re.compile(
    r"[一二三四五六七八九十两]{1,3}大(?![于部多约概量致小批])|[0-9]{1,2}大(?=[一-鿿])(?![于部多约概量致小批])"
)
_REPUBLIC = re.compile(rf"(?:中华)?民国{_NUMERAL}年(?:{_NUMERAL}月(?:{_NUMERAL}日)?)?")
_DECADE = re.compile(r"(?:[0-9]{2}|[一二]十[一二]?)世纪(?:[0-9]{2}年代)?|(?<![0-9])[0-9]{2}年代")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tables().at("labels")

    order = rf"(?:{alternatives(table['orders'])})(?:\([^()]{{0,20}}\))?(?:(?:19|20)[0-9]{{2}}年)?第?[0-9]{{1,5}}号"
    return {
        "order": re.compile(order),
        "not_issuer": re.compile(f".*(?:{alternatives(table['not_issuers'])})"),
        "citation": re.compile(f"^(?:{alternatives(table['citations'])})"),
        "section": re.compile(
            rf"(?<![代列报发外])(?:{alternatives(table['sections_before'])})(?:[0-9]{{1,3}}(?:[-.][0-9]{{1,3}})*|[一二三四五六七八九十]{{1,3}})(?![0-9%年月日个]|\.[0-9])"
        ),
        "phone": re.compile(
            rf"(?:{alternatives(table['phones_before'])})[一-鿿]{{0,3}}[::]?\s?([0-9][0-9-]{{2,}})"
        ),
        "name": re.compile(rf"(?<![0-9.第月])[0-9]{{1,20}}(?={alternatives(table['name_after'])})"),
        "hotline": re.compile(rf"(?<![0-9.])(?:{alternatives(table['hotlines'])})(?![0-9.%])"),
        "slogan": re.compile(alternatives(table["slogans"])),
        "congress": re.compile(alternatives(table["congress"])),
    }


def read_identifiers(parse: Parse) -> None:
    """Add every number that names something, and claim its characters."""
    # Half of the rules are about digits, which most clauses of a law have not.
    has_digits = _DIGIT.search(parse.text) is not None
    for rule, in_digits in _rules():
        if has_digits or not in_digits:
            rule(parse)


@cache
def _rules() -> tuple[tuple[Callable[[Parse], None], bool], ...]:
    """The rules in their order, the more certain before the less, each with whether it finds nothing without digits."""
    patterns = _patterns()

    def named(pattern: re.Pattern[str], hint: Hint) -> Callable[[Parse], None]:
        return partial(_label_all, pattern=pattern, hint=hint)

    return (
        (_document_numbers, True),
        (_ascii_words, True),
        (named(_PHONE, Hint.PHONE), True),
        (named(_CLOCK, Hint.NAME), True),
        (named(_HOUR, Hint.NAME), False),
        (named(_PLACE, Hint.NAME), False),
        (named(_VERSION, Hint.VERSION), True),
        (named(_DECADE, Hint.NAME), False),
        (named(_REPUBLIC, Hint.ACT_DATE), False),
        (_phones, True),
        (named(patterns["hotline"], Hint.PHONE), True),
        (named(patterns["congress"], Hint.NAME), False),
        (_ordinals, False),
        (named(patterns["section"], Hint.SECTION), False),
        (named(_HEAD, Hint.ENUMERATOR), False),
        (named(_ONE_IS, Hint.ENUMERATOR), False),
        (named(_BRACKET_NUMBER, Hint.ENUMERATOR), False),
        (named(_SUM, Hint.SLOGAN), True),
        (named(_TIMES, Hint.NAME), True),
        (_latin, True),
        (named(patterns["name"], Hint.NAME), True),
        (named(patterns["slogan"], Hint.SLOGAN), False),
        (named(_GRAND, Hint.NAME), False),
    )


def _ascii_words(parse: Parse) -> None:
    """Addresses and file names: the digits in them are claimed and are no quantities at all."""
    for match in _ASCII_WORD.finditer(parse.text):
        parse.claim(*match.span())


def _phones(parse: Parse) -> None:
    for match in _patterns()["phone"].finditer(parse.text):
        parse.label(*match.span(1), Hint.PHONE)


def _label_all(parse: Parse, pattern: re.Pattern[str], hint: Hint) -> None:
    for match in pattern.finditer(parse.text):
        parse.label(*match.span(), hint)


def _document_numbers(parse: Parse) -> None:
    """文号 with the letters of its issuer: 黔党办发〔2023〕15号, 国务院令第735号."""
    text = parse.text
    for match in _BRACKETED_YEAR.finditer(text):
        start = match.start()
        letters = _ISSUER_LETTERS.search(text, max(0, start - 14), start)
        if letters is not None:
            leading = _patterns()["not_issuer"].match(letters.group())
            start = letters.start() + (leading.end() if leading else 0)
            start += text[start] in "年月日" and text[start - 1 : start].isdigit()
        parse.label(start, match.end(), Hint.DOCUMENT_NUMBER)
    _label_all(parse, _patterns()["order"], Hint.DOCUMENT_NUMBER)


def _ordinals(parse: Parse) -> None:
    """第十条第二款 is a citation; 第三批, 第49次, 第五次会议 are ordinals; 第三方 is a word."""
    text, citation, at = parse.text, _patterns()["citation"], 0
    skip, plans = tables().words("labels", "ordinal_words"), tables().words("dates", "plans")
    for match in _ORDINAL.finditer(text):
        start, end = match.span()
        if start < at or skip.at(text, start) or plans.at(text, start):  # 第十五个五年规划
            continue
        cited = False
        while True:
            tail = citation.match(text[end : end + 4])
            if tail is None:
                break
            cited, end = True, end + tail.end()
            after = _ORDINAL.match(text, end) or _ITEM.match(text, end)
            if after is None:
                break
            end = after.end()
        if cited:
            parse.label(start, end, Hint.CITATION)
        elif text[end : end + 2] != "季度":
            unit = tables().words("labels", "ordinal_units").at(text, end)
            hint = Hint.DOCUMENT_NUMBER if text[end : end + 1] == "号" else Hint.ORDINAL
            parse.label(start, end + (len(unit) or (hint is Hint.DOCUMENT_NUMBER)), hint)
        at = end


def _latin(parse: Parse) -> None:
    """Digits grown together with letters are names: 5G, PM2.5, GB3095-2012; units and 4A级 are not."""
    text, units = parse.text, tables().unit_words
    for match in _LATIN.finditer(text):
        start, end = match.span()
        if text[start].isdigit() and (units.at(text, start + 1) or text.startswith("A级", end - 1)):
            continue
        is_counted = (
            re.search(r"[0-9][十百千]?[万亿]?$", text[max(0, start - 3) : start]) is not None
        )  # 120万m2
        if is_counted and units.at(text, start):
            continue
        parse.label(start, end, Hint.NAME)
