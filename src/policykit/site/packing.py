"""What the browser loads, made small: the rulebook, scripts.

The rulebook has tables by column, nothing twice, nothing that follows from the rest. What is packed here
`policykit-selfcheck-rulebook.js` unpacks: the same rulebook comes out. A value is left out only where the browser's
rule gives this very value.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policykit.base.resources import load
from policykit.model.reading import words
from policykit.model.verdict import words as judging

__all__ = ["packed", "packed_changes", "packed_divisions", "without_comments"]

_NOTE = re.compile(r"^ *(?://.*\n|/\*(?:[^*]|\*(?!/))*\*/\n)|^ +", re.MULTILINE)
"""A comment that takes whole lines, or what stands before a line."""

Row = dict[str, Any]


def without_comments(script: str) -> str:
    r"""A script of ours without comments on lines of their own and without indentation; the same lines of code.

    A text in backquotes may not go over several lines: it would lose its indentation.

    >>> without_comments("/** @type {number} */\nlet a = 1;\n{\n  // Why.\n  a += 1; // here\n}\n")
    'let a = 1;\n{\na += 1; // here\n}\n'
    """
    return _NOTE.sub("", script)


def packed(rules: Mapping[str, Any]) -> dict[str, Any]:
    """A rulebook (see `policykit.figures.rulebook`) with `example`, as the page's script holds it.

    `requirements`, `indicators`, `variables` become tables (see `table`); `divisions` and `changes` one text each.
    """
    indicators, variables = rules["indicators"], rules["variables"]
    clauses: dict[str, Row] = {}
    numbers = {name: at for at, name in enumerate(indicators)}
    numerals = {**rules["words"]["numerals"], "patterns": load("quantities")["numerals"]}
    return {
        **rules,
        "requirements": table(
            _requirement(one, indicators, numbers, clauses) for one in rules["requirements"]
        ),
        "clauses": table({"clause": name, **about} for name, about in clauses.items()),
        "indicators": table(_indicator(name, one, variables) for name, one in indicators.items()),
        "variables": table({"name": name, **one} for name, one in variables.items()),
        "divisions": packed_divisions(rules["divisions"]),
        "changes": packed_changes(rules["changes"]),
        "words": {**rules["words"], "numerals": numerals},
        "example": _example(rules["example"], variables),
        "wording": {
            "day": judging()["day"],
            "around": judging()["sentence"]["around"],
            "header": words()["template"]["header"],
        },
    }


def table(rows: Iterable[Row]) -> dict[str, Any]:
    """Rows as columns: how many there are, and by name the values in the shortest of three forms.

    `all` values by row; `of` which values there are and `which` of them each row has; or the `usual` value, how many
    `steps` from one row with another to the next, and those `others`.

    >>> table([{"a": 1, "b": "x"}, {"a": 2, "b": "x"}, {"a": 3, "b": "y"}])
    {'rows': 3, 'columns': {'a': {'all': [1, 2, 3]}, 'b': {'all': ['x', 'x', 'y']}}}
    """
    given = list(rows)
    names = list(dict.fromkeys(name for row in given for name in row))
    columns = {name: _column([row.get(name) for row in given]) for name in names}
    return {"rows": len(given), "columns": columns}


def _column(values: Sequence[Any]) -> Row:
    written = [_written(value) for value in values]
    counted = Counter(written)
    numbers = {text: at for at, text in enumerate(counted)}
    usual = max(counted, key=lambda text: counted[text], default="null")
    others = [at for at, text in enumerate(written) if text != usual]
    steps = [at - before for at, before in zip(others, [0, *others], strict=False)]
    forms: list[Row] = [
        {"all": list(values)},
        {"of": [json.loads(text) for text in counted], "which": [numbers[text] for text in written]},
        {"usual": json.loads(usual), "steps": steps, "others": [values[at] for at in others]},
    ]
    return min(forms, key=lambda form: len(_written(form).encode()))


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _requirement(
    rule: Row, indicators: Mapping[str, Row], numbers: Mapping[str, int], clauses: dict[str, Row]
) -> Row:
    """Without what its id, its clause and its indicator say: ends of ids and addresses, names in sentences."""
    clause, indicator = rule["clause"], indicators[rule["indicator"]]
    own = rule["id"].removeprefix(f"{clause}/")
    row = {name: value for name, value in rule.items() if name not in {"id", "words", "links"}}
    row["own"] = own
    row["indicator"] = numbers[rule["indicator"]]
    row["condition_told"] = rule["words"]["condition"]
    row["plain"] = rule["plain"].replace(indicator["label"], "{name}", 1).replace(rule["asked"], "{asked}", 1)
    if "links" in rule:
        links = rule["links"]
        known = clauses.setdefault(
            clause,
            {"check": links["check"].removesuffix(own), "uri": links["clause"], "place": links["place"]},
        )
        row["link"] = None if known["check"] + own == links["check"] else links["check"]
    return row


def _indicator(name: str, one: Row, variables: Mapping[str, Row]) -> Row:
    """Without what its variables say; one that is a variable itself says nothing more."""
    row = {"name": name, **one}
    row["names"] = one["names"][1:]
    row["value"] = None if one["value"] == name else one["value"]
    row["parts"] = bool(one["parts"])
    del row["variables"]
    if row["entities"] == list(dict.fromkeys(variables[each]["entity"] for each in one["variables"])):
        row["entities"] = None
    own = variables.get(name, {}) if one["value"] == name else {}
    if one["names"][1:] == own.get("aliases"):
        row["names"] = None
    for key in ("label", "unit", "grades", "date", "share"):
        if key in own and own[key] == one[key]:
            row[key] = None
    return row


def packed_divisions(divisions: Mapping[str, Sequence[str]]) -> str:
    """By the first four digits: two more and the names; `*` for one that is usually called by all but its last sign.

    >>> packed_divisions({"110100": ["北京市", "北京"], "110101": ["东城区", "东城"], "120100": ["甲县"]})
    '1101:00北京市*,01东城区*;1201:00甲县'
    """
    groups: dict[str, list[str]] = {}
    for code, (name, *others) in divisions.items():
        short = "*" if others == [name[:-1]] else "".join(f"/{each}" for each in others)
        groups.setdefault(code[:4], []).append(f"{code[4:]}{name}{short}")
    return ";".join(f"{start}:{','.join(group)}" for start, group in groups.items())


def packed_changes(changes: Iterable[tuple[str, str, Sequence[str], int]]) -> str:
    """Former code, name, year, and the codes of now: without the first two digits where they are the former's.

    >>> packed_changes([("110103", "崇文区", ["110101"], 2010), ("130229", "丙县", ["120114", "130209"], 2012)])
    '110103崇文区20100101;130229丙县2012120114,0209'
    """
    return ";".join(
        f"{code}{name}{year}{','.join(one.removeprefix(code[:2]) for one in now)}"
        for code, name, now, year in changes
    )


def _example(example: Row | None, variables: Mapping[str, Row]) -> Row | None:
    """With the number of a variable for what stands above its column: under the title, in the second row."""
    if example is None:
        return None
    heads = {_head(one): at for at, one in enumerate(variables.values())}
    sheets = [
        [name, [title, [heads.get(text, text) for text in texts], *rows]]
        for name, (title, texts, *rows) in example["sheets"]
    ]
    return {**example, "sheets": sheets}


def _head(variable: Row) -> str:
    if variable["date"] or variable["grades"]:
        return str(variable["label"])
    return str(words()["template"]["header"].format(**variable))
