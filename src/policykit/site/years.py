"""Pages of what was collected over the years: an index of indicators, and scripts with values, by indicator.

A page opened from the disk may load a script, and nothing else; it loads those of what is looked at.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from policykit.base.division import Division, Level
from policykit.base.resources import load
from policykit.figures.series import Series, series
from policykit.model import Comparator, Entity
from policykit.site.search import safe_script
from policykit.site.selfcheck import FILES, READING, site_scripts, worker_address
from policykit.site.wording import words
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from policykit.model import Indicator, Requirement
    from policykit.site.content import Arguments, Content
    from policykit.site.links import Links

__all__ = ["FOLDER", "SCRIPTS", "collected_series", "sample", "write_years", "years_view"]

FOLDER = "years"
"""Of the site, in which the scripts with values are."""
SCRIPTS = ("model", "chart", "elements", "parts", "chooser", "page", "files")
RULES = "rules.js"
"""What files of a reader's own are held against; in `FOLDER`, loaded when there are such files."""
_COLLECTING = ("rules", "questions", "files", "pool")
_LEAST = frozenset({Comparator.GE, Comparator.GT})
_MOST = frozenset({Comparator.LE, Comparator.LT})
_ALL = "all"
"""In the place of a province: all of them."""
_CALL = "policykitYears.take({});\n"


def years_view(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The frame of the page, with its scripts; the values, and what reads files, come when they are asked for."""
    # The first is the rulebook, which only reading needs.
    scripts = site_scripts(content, links, {"pages": FILES, "years": SCRIPTS})[1:]
    parts = {"selfcheck": READING, "collect": _COLLECTING, "years": ("series",)}
    reading = [links.to_file(f"{FOLDER}/{RULES}"), *site_scripts(content, links, parts)]
    said = words("years")
    return {
        "words": said["page"],
        "said": json.dumps({**said["screen"], "endings": load("collect")["endings"]}, ensure_ascii=False),
        "root": links.to_file(""),
        "data": links.to_file(FOLDER),
        "worker": worker_address(links),
        "reading": json.dumps(reading),
        "scripts": scripts,
    }


def collected_series(
    figures: pd.DataFrame | None, requirements: Sequence[Requirement]
) -> tuple[Series, ...] | None:
    """The values of every indicator of a requirement of which there are some; nothing when there are no figures."""
    if figures is None or figures.empty:
        return None
    indicators = {each.indicator.name: each.indicator for each in requirements}
    entities = dict.fromkeys((*Entity.ALL, *(each.entity for each in requirements)))
    return tuple(series(figures, indicators.values(), entities))


def write_years(site: Path, content: Content, links: Links) -> None:
    """Write the index and the values of every indicator of which some were collected; what went is removed.

    When nothing was, a made-up sample is written, and said to be one.
    """
    requirements = content.requirements.requirements
    is_sample = content.collected is None
    known = collected_series(sample(requirements), requirements) if is_sample else content.collected
    targets = _targets(requirements, content, links)
    rules = _rules(requirements, targets, content, links)
    if is_sample:
        # No document binds a made-up county: the sample borrows what some ask of theirs, and says so.
        for borrowed in (each for listed_of in targets.values() for each in listed_of):
            borrowed["binds"] = [load("series")["sample"]["province"][0]]
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / RULES).write_text(rules, "utf-8", newline="\n")
    listed = []
    for one in known or ():
        provinces = _write_values(folder / one.indicator.name, one)
        about = _about(one.indicator, targets[one.indicator.name], content, links)
        periods = [[each.label, each.year, each.first, each.last] for each in one.periods]
        listed.append({**about, "periods": periods, "provinces": provinces, "units": len(one.units)})
    told = {"fictional": is_sample, "names": _names(listed), "indicators": listed}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (folder / "index.js").write_text(f"policykitYears.open({safe_script(text)});\n", "utf-8", newline="\n")


def _rules(
    requirements: Sequence[Requirement],
    targets: Mapping[str, list[dict[str, Any]]],
    content: Content,
    links: Links,
) -> str:
    """The script with kinds of division, every indicator that has values over the years, and the words of 收表."""
    every = {each.indicator.name: each.indicator for each in requirements}
    kinds = load("series")["kinds"]
    told = {
        "kinds": [kinds[level.value] for level in Level],
        "indicators": {
            name: _about(one, targets.get(name, []), content, links)
            for name, one in every.items()
            if not one.is_date and not one.grades
        },
        "collect": load("collect"),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"window.policykitYearsRules = {safe_script(text)};\n"


def _about(
    indicator: Indicator, targets: Sequence[dict[str, Any]], content: Content, links: Links
) -> dict[str, Any]:
    return {
        "name": indicator.name,
        "label": indicator.label,
        "unit": indicator.unit,
        "rises": indicator.rises,
        "theme": content.requirements.themes.get(indicator.theme, ""),
        "uri": links.to_indicator(indicator),
        "targets": targets,
    }


def _names(listed: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The provinces' names, by their codes."""
    codes = {code for one in listed for code in one["provinces"]}
    made_up, name = load("series")["sample"]["province"]
    return {code: name if code == made_up else Division.of(code).name for code in sorted(codes)}


def _write_values(folder: Path, one: Series) -> list[str]:
    """A script for each province, and one for all when there are several; the codes of the provinces."""
    folder.mkdir()
    province = np.asarray([_province(unit.division) for unit in one.units])
    codes = sorted(set(province.tolist()))
    places = [_place(unit.division) for unit in one.units]
    for code in (*codes, *([_ALL] if len(codes) > 1 else ())):
        chosen = np.argsort(province, kind="stable") if code == _ALL else np.flatnonzero(province == code)
        values = one.table[chosen].tolist()
        table = {
            "indicator": one.indicator.name,
            "province": code,
            # NaN is no JSON, and no number is unlike itself.
            "values": [[None if each != each else each for each in row] for row in values],  # noqa: PLR0124 - NaN only
            "units": [[*one.units[index], places[index]] for index in chosen],
        }
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{code}.js").write_text(_CALL.format(safe_script(text)), "utf-8", newline="\n")
    return codes


def _province(code: str) -> str:
    lineage = Division.of(code).lineage
    found = next((each.code for each in lineage if each.level is Level.PROVINCIAL), None)
    made_up, _ = load("series")["sample"]["province"]
    return found or (made_up if code in dict(load("series")["sample"]["units"]) else code)


def _place(code: str) -> str:
    """Where a unit is, without the nation and without what has no name: 安徽省黄山市歙县, 北京市东城区."""
    lineage = Division.of(code).lineage
    named = (each.name for each in lineage if each.level is not Level.NATIONAL and each.is_known)
    return "".join(dict.fromkeys(named))


def _targets(
    requirements: Iterable[Requirement], content: Content, links: Links
) -> dict[str, list[dict[str, Any]]]:
    """By indicator what is asked of it with a figure of its own."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in requirements:
        target = each.target
        is_number = target.value is not None and not target.compares and not target.grade
        if not is_number or target.comparator not in _LEAST | _MOST:
            continue
        policy = content.corpus.policy(each.policy)
        place = pinpoint(content.corpus.clause(each.clause).label, policy.script)
        found[each.indicator.name].append(
            {
                "value": float(target.value or 0),
                "below": target.comparator in _MOST,
                "due": each.due.isoformat() if each.due else None,
                "binds": list(each.binds),
                "entity": each.entity.name,
                "population": each.population,
                "asked": target.plain,
                "cited": f"《{policy.title}》{place}",
                "uri": links.to_requirement(each),
            }
        )
    return found


# --- a sample --------------------------------------------------------------------------------------


def sample(requirements: Sequence[Requirement]) -> pd.DataFrame | None:
    """Made-up figures of made-up counties for the indicators that most requirements put a figure to, if any does.

    They follow from the targets alone, and are the same at every build.
    """
    given = load("series")["sample"]
    chosen: dict[str, tuple[Indicator, float, int]] = {}
    for each in requirements:
        target = each.target
        if each.entity is Entity.COUNTY and target.value and target.comparator in _LEAST | _MOST:
            year = each.due.year if each.due else 0
            before = chosen.get(each.indicator.name)
            if before is None or year > before[2]:
                chosen[each.indicator.name] = each.indicator, float(target.value), year
    named = sorted(chosen.values(), key=lambda one: (-one[2], one[0].name))[: given["most"]]
    last = min((year for *_, year in named if year), default=2026) - 1
    if not named:
        return None
    import pandas as pd

    return pd.DataFrame([figure for one in named for figure in _made_up(*one[:2], last, given)])


def _made_up(
    indicator: Indicator, target: float, last: int, given: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    for place, (code, name) in enumerate(given["units"]):
        for step in range(given["years"]):
            # Some are there, some are near, some fall behind; two are equal.
            share = 0.8 + 0.03 * (place // 2) + (0.03 + 0.004 * (place % 3 - 1)) * step
            value = min(target * share, 100.0) if indicator.unit == "%" else target * share
            yield {
                "unit": name,
                "division": code,
                "entity": "county",
                "population": "",
                "period": "",
                "year": last - given["years"] + 1 + step,
                "name": indicator.name,
                "value": round(value, 1),
            }
