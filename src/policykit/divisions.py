"""行政区划: which GB/T 2260 codes there are, what they are called, which lies in which.

A code has six digits; pairs of zeros at its end make it the parent of what shares the rest:
34 安徽 ⊃ 3410 黄山 ⊃ 341021 歙县. `000000` is the nation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from policykit.model import Entity

__all__ = ["division_entity", "division_name", "divisions", "find_division", "lineage", "prefix", "within"]

_CODE = re.compile(r"\d{6}")


@cache
def divisions() -> Mapping[str, str]:
    """Every known code with its name, in the order of the codes.

    >>> divisions()["341021"]
    '歙县'
    """
    text = (resources.files("policykit") / "data" / "gb2260.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({one[0]: one[1] for one in pairs})


def prefix(code: str) -> str:
    """The digits with which the codes of a division and of all below it begin; empty for the nation.

    >>> prefix("341000"), prefix("000000"), prefix("341021")
    ('3410', '', '341021')
    """
    return re.sub(r"(00)+$", "", code)


def within(code: str, parent: str) -> bool:
    """Whether `code` is `parent` or lies in it.

    >>> within("341021", "340000"), within("340000", "341021"), within("341021", "000000")
    (True, False, True)
    """
    return code.startswith(prefix(parent))


def lineage(code: str) -> tuple[str, ...]:
    """The divisions that a division lies in, from the nation down, and itself.

    >>> lineage("341021"), lineage("000000")
    (('000000', '340000', '341000', '341021'), ('000000',))
    """
    digits = prefix(code)
    return tuple(digits[:length].ljust(len(code), "0") for length in range(0, len(digits) + 1, 2))


def division_entity(code: str) -> Entity:
    """The kind of division, by the zeros at the end of its code.

    >>> division_entity("341000").label, division_entity("341021").label
    ('市', '县')
    """
    rank = len(prefix(code)) // 2
    return (Entity.NATION, Entity.PROVINCE, Entity.CITY, Entity.COUNTY)[rank]


def division_name(code: str) -> str:
    """The name of a division, or its code when it is not known.

    >>> division_name("520100"), division_name("999999")
    ('贵阳市', '999999')
    """
    return divisions().get(code, code)


def find_division(written: str) -> str | None:
    """The code that someone wrote as code or as name; `None` when it is neither or the name is no one's own.

    >>> find_division("341021"), find_division("安徽省黄山市歙县"), find_division("朝阳区"), find_division("341099")
    ('341021', '341021', None, None)
    >>> find_division("安徽省歙县"), find_division("北京市朝阳区")
    ('341021', '110105')
    """
    text = written.strip()
    if _CODE.fullmatch(text):
        return text if text in divisions() else None
    found = [code for code, path in _paths().items() if text and text in path]
    return found[0] if len(found) == 1 else None


@cache
def _paths() -> dict[str, tuple[str, ...]]:
    """Code → its name, alone and after those of its parents."""
    known = divisions()
    paths = {}
    for code, name in known.items():
        city, province = known.get(code[:4] + "00", ""), known.get(code[:2] + "0000", "")
        above = [one for one in (province, city) if one and one != name]
        paths[code] = (name, *(f"{one}{name}" for one in above), f"{''.join(above)}{name}")
    return paths
