"""The pages that read files, 自查 and 收表: their frames, and the rulebook as a script, which any page may load."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from policykit.base.resources import load
from policykit.figures.rulebook import example, form_words, rulebook
from policykit.interchange.tasks import bodies
from policykit.site import WEB
from policykit.site.packing import packed, without_comments
from policykit.site.search import safe_script
from policykit.site.wording import words
from policykit.text.cite import pinpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from policykit.model import Requirement
    from policykit.site.content import Arguments, Content
    from policykit.site.links import Links

__all__ = [
    "COLLECTING",
    "FILES",
    "FORM",
    "READING",
    "RULEBOOK",
    "SCRIPTS",
    "WORKER",
    "collect_view",
    "form_script",
    "script",
    "selfcheck_script",
    "selfcheck_view",
    "site_scripts",
    "worker_address",
    "worker_script",
]

RULEBOOK = "selfcheck/rulebook.js"
"""The script's file in the site."""
FORM = "selfcheck/form.js"
"""The file of what only a form to fill in says; a page loads it when one is asked for."""
READING = (
    "rulebook",
    "numbers",
    "pace",
    "words",
    "divisions",
    "archive",
    "scan",
    "xml",
    "cells",
    "workbook",
    "writer",
    "table",
    "numerals",
    "figures",
    "heads",
    "units",
    "header",
    "tables",
    "shapes",
    "validate",
    "period",
    "keys",
    "totals",
    "rows",
    "expressions",
    "targets",
    "situation",
    "rules",
    "reading",
    "account",
    "report",
    "parcels",
    "desk",
    "files",
    "elements",
)
"""The nouns that the scripts of any page that reads files are about, in the order in which they are loaded."""
SCRIPTS = (*READING, "findings", "ledger", "paper", "form", "page", "hand")
"""The same of the self-check page."""
COLLECTING = ("rules", "questions", "marks", "files", "pool", "list", "page")
"""The same of the page that collects."""
WORKER = "selfcheck/worker.js"
"""The file with the text of a worker that reads and judges files; a page loads it for many, or a large one."""
FIELD = ("county-field",)
"""The script of a field for a division; beside those that every page has."""
FILES = ("files",)
"""The script by which files come in on a page that takes many; beside those that every page has."""


def selfcheck_view(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The frame of the page, with the scripts to load; their addresses change with what is in them."""
    scripts = site_scripts(content, links, {"pages": FIELD, "selfcheck": SCRIPTS})
    form = f"{FORM}?v={digest(form_script(content.requirements.specs.requirements).encode())}"
    return {
        "words": words("selfcheck")["page"],
        "root": links.to_file(""),
        "form": form,
        "worker": worker_address(links),
        "scripts": scripts,
    }


def collect_view(_: Arguments, content: Content, links: Links) -> dict[str, Any]:
    """The frame of the page that collects: it reads as the self-check does, by the rules of `policykit collect`."""
    said = words("collect")
    parts = {"pages": (*FILES, *FIELD), "selfcheck": READING, "collect": COLLECTING}
    return {
        "words": said["page"],
        "root": links.to_file(""),
        "worker": worker_address(links),
        "rules": json.dumps({**load("collect"), "screen": said["screen"]}, ensure_ascii=False),
        "scripts": site_scripts(content, links, parts),
    }


def worker_address(links: Links) -> str:
    """Where the text of the worker is, which changes with what is in it."""
    return f"{links.to_file(WORKER)}?v={digest(worker_script().encode())}"


def site_scripts(content: Content, links: Links, parts: Mapping[str, Sequence[str]]) -> list[str]:
    """The addresses of the rulebook and of the scripts of some folders."""
    scripts = [f"{links.to_file(RULEBOOK)}?v={digest(content.rulebook.encode())}"]
    for folder, names in parts.items():
        for name in names:
            file = f"policykit-{name}.js" if folder == "pages" else f"policykit-{folder}-{name}.js"
            version = digest((WEB / folder / file).read_bytes())
            scripts.append(f"{links.to_file(f'_static/{file}')}?v={version}")
    return scripts


def digest(content: bytes) -> str:
    """What changes in an address when the content does."""
    return hashlib.sha256(content).hexdigest()[:8]


@cache
def worker_script() -> str:
    """The text of a worker that reads and judges files, as a script: the rulebook is given to it by the page."""
    judging = SCRIPTS[: SCRIPTS.index("desk") + 1]
    names = [*(("selfcheck", name) for name in judging), ("collect", "rules"), ("selfcheck", "worker")]
    files = [WEB / folder / f"policykit-{folder}-{name}.js" for folder, name in names]
    text = "".join(without_comments(file.read_text("utf-8")) for file in files)
    return f"window.policykitWorker = {safe_script(json.dumps(text, ensure_ascii=False))};\n"


def form_script(requirements: Sequence[Requirement]) -> str:
    """The wording of forms and the definitions of variables, as a script."""
    text = json.dumps(form_words(requirements), ensure_ascii=False, separators=(",", ":"))
    return f"window.policykitForm = {safe_script(text)};\n"


def selfcheck_script(content: Content, links: Links) -> str:
    """The script of a site; `links` as seen from the top of the site.

    Raises `PolicykitError` (PK501) when an indicator's function cannot be written as a tree.
    """

    def about(requirement: Requirement) -> dict[str, str]:
        """Addresses, and where in the policy the clause stands."""
        clause, policy = content.corpus.clause(requirement.clause), content.corpus.policy(requirement.policy)
        return {
            "check": links.to_requirement(requirement),
            "clause": links.to_clause(requirement.clause),
            "place": pinpoint(clause.label, policy.script),
        }

    policies = {each.id: [each.title, each.level.value, each.level.label] for each in content.corpus.policies}
    # In the order of `policykit check`: two may come in another by their places in the text.
    standings = content.corpus.standings
    lapses = [(each.id, standings.lapses(each)) for each in content.corpus.policies]
    return script(content.requirements.specs.requirements, about, policies, lapses)


def script(
    requirements: Sequence[Requirement],
    about: Callable[[Requirement], Mapping[str, str]] | None = None,
    policies: Mapping[str, Sequence[str]] | None = None,
    lapses: Iterable[tuple[str, Sequence[tuple[date | None, str]]]] = (),
) -> str:
    """The rulebook, the fictional example and the page's words, as a script.

    `about` is what the page says of a requirement besides: addresses of its check and clause, and where
    the clause stands; `policies` are title, level and the level's Chinese name of each policy;
    `lapses` are the policies that are out of force some day, with what is said then: see `Standings.lapses`.
    Raises `PolicykitError` (PK501) when an indicator's function cannot be written as a tree.
    """
    rules = rulebook(requirements)
    for row, requirement in zip(rules["requirements"], requirements, strict=True):
        row["bodies"] = "、".join(bodies(requirement))
    if about is not None:
        for row, requirement in zip(rules["requirements"], requirements, strict=True):
            row["links"] = about(requirement)
    rules["example"] = example(requirements)
    rules["policies"] = policies or {}
    rules["out_of_force"] = [
        [policy, [[first.isoformat() if first else "", line] for first, line in phases]]
        for policy, phases in lapses
        if phases
    ]
    rules["page"] = {
        **{
            name: said for name, said in words("selfcheck").items() if name != "page"
        },  # that is in the page itself
        **{name: load("report")[name] for name in ("formats", "refused", "report", "account")},
    }
    text = json.dumps(packed(rules), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"window.policykitPacked = {safe_script(text)};\n"
