"""我的县: what the browser is told of divisions and of what binds each, in scripts that a page loads when it is asked.

No page carries any of it: who chose a division loads what binds the nation and what binds its province, and
divisions themselves are loaded by who is about to choose.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from policykit.base.division import Division
from policykit.base.resources import load
from policykit.interchange.tasks import rank
from policykit.site.packing import packed_divisions
from policykit.site.search import safe_script
from policykit.site.views import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from policykit.model import Requirement
    from policykit.site.content import Arguments, Content
    from policykit.site.links import Links

__all__ = [
    "DIVISIONS",
    "FOLDER",
    "binding_scripts",
    "called",
    "county_view",
    "divisions_script",
    "policy_row",
    "province",
    "syllables",
]

FOLDER = "county"
"""The scripts' folder in the site; a script of what binds is called by the code of the nation or a province."""
DIVISIONS = "divisions"
"""The script of all divisions."""
_NATION = "000000"
_SYLLABLE = re.compile("([a-z]+)(.+)")
_PAGES = ("selfcheck", "tasks", "timeline", "cascade", "search")


def county_view(_: Arguments, __: Content, links: Links) -> dict[str, Any]:
    """The place in a page where the chosen division is spoken of, with the pages that it leads to."""
    pages = {name: links.uri(name) if name == "search" else links.page(name) for name in _PAGES}
    return {"pages": {name: uri for name, uri in pages.items() if uri}}


def divisions_script(policies: Iterable[str]) -> str:
    """Every division with its names, and how their characters are read; `policies` are the divisions of policies."""
    known = {code: (division.name, *division.short_names) for code, division in Division.all().items()}
    made = {
        "divisions": packed_divisions(known),
        "syllables": ";".join(f"{sound}{chars}" for sound, chars in syllables().items()),
        "places": load("pinyin")["places"],
        "own": sorted(set(policies) - {_NATION}),
    }
    return called("divisions", made)


@cache
def syllables() -> Mapping[str, str]:
    """Syllable → the characters that names of divisions read so; ü is v, or u as passports have it.

    Of a few places a character is read otherwise (六安): they stand in the table `places` of pinyin.yml.

    >>> "歙" in syllables()["she"], "宿" in syllables()["qi"], "吕" in syllables()["lv"], "吕" in syllables()["lu"]
    (True, False, True, True)
    """
    found = (_SYLLABLE.fullmatch(one) for one in load("pinyin")["divisions"].split())
    return {each[1]: each[2] for each in found if each}


def binding_scripts(content: Content, links: Links) -> dict[str, str]:
    """Code of the nation or a province → the script of what binds there; `links` as seen from the top of the site."""
    parts: dict[str, list[Requirement]] = defaultdict(list)
    policies: dict[str, dict[str, None]] = defaultdict(dict)
    for policy in content.requirements.policies:
        policies[province(policy.division)][policy.id] = None
    for requirement in content.requirements.requirements:
        for code in {province(code) for code in requirement.binds or (_NATION,)}:
            parts[code].append(requirement)
            policies[code][requirement.policy] = None
    made = {}
    for code in sorted({_NATION, *policies}):
        part = _part_of(list(policies[code]), parts[code], content, links)
        if code == _NATION:
            part["parts"] = sorted(set(policies) - {_NATION})
        made[code] = called("part", {"code": code, **part})
    return made


def province(code: str) -> str:
    """The province that a division lies in, or the nation itself."""
    return Division.of(code).lineage[:2][-1].code


def _part_of(
    policies: list[str], requirements: list[Requirement], content: Content, links: Links
) -> dict[str, Any]:
    """Policies as rows, how many of their requirements bind whom, and those with a due date."""
    numbers = {policy: at for at, policy in enumerate(policies)}
    counts = Counter((numbers[each.policy], each.binds, rank(each)) for each in requirements)
    dated = sorted((each for each in requirements if each.due), key=lambda each: each.due.isoformat())  # type: ignore[union-attr]  # filtered just before
    return {
        "policies": [policy_row(policy, content, links) for policy in policies],
        "counts": [[at, list(binds), level, count] for (at, binds, level), count in counts.items()],
        "due": [
            [
                each.due.isoformat() if each.due else "",
                numbers[each.policy],
                list(each.binds),
                rank(each),
                each.undated,
                links.to_requirement(each),
                [each.modality.value, each.modality.label],
            ]
            for each in dated
        ],
    }


def policy_row(policy_id: str, content: Content, links: Links) -> list[Any]:
    """Title, address, level, division, and when it is in force: a row of a part."""
    policy = content.corpus.policy(policy_id)
    phases = [
        [str(phase["from"]), phase["standing"].status.value, phase["standing"].status.label]
        for phase in phases_of(policy_id, content)
    ]
    level = [policy.level.value, policy.level.label]
    return [policy.title, links.to_clause(policy_id), level, policy.division, phases]


def called(name: str, given: Mapping[str, Any]) -> str:
    """A script that gives something to the choice's kit, by the name of its function."""
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    return f"policykitCounty.{name}({safe_script(text)});\n"
