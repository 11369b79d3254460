"""new_project: the folders, pages and settings of an empty knowledge base."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from string import Template

from policykit.base.diagnostics import Code, Diagnostic, PolicykitError
from policykit.base.files import write_new
from policykit.base.yamlfile import scalar
from policykit.indicators.registry import bare
from policykit.specs.format import schema_text

__all__ = ["new_project"]

_FOLDERS = ("policy_texts", "specs")
_HIDDEN = {"gitignore": ".gitignore"}


def new_project(folder: Path, title: str, field: str = "") -> list[Path]:
    """Write the files of an empty knowledge base; returns them, in the order of their names.

    One of another field has its own indicators, units and words from the start, and none of the library's.

    Raises
    ------
    PolicykitError
        Settings, pages or content are there already (PK007, for each of them): nothing is written then.
        Or the folder cannot be written (PK004): nothing is left then.
    """
    template = Path(str(resources.files(__package__ or ""))) / "template"
    sources = sorted(path for path in template.rglob("*") if path.is_file())
    made = {folder / path.relative_to(template): path.read_text("utf-8") for path in sources}
    made = {path.with_name(_HIDDEN.get(path.name, path.name)): text for path, text in made.items()}
    made[folder / "specs" / "spec.schema.json"] = schema_text(known=bare() if field else None)
    made |= _of_field(folder, field) if field else {}
    taken = [folder / name for name in ("_config.yml", "book", *_FOLDERS) if (folder / name).exists()]
    if taken:
        raise PolicykitError([Diagnostic(Code.ALREADY_THERE, {"path": path}) for path in taken])
    files: dict[Path, bytes | None] = {folder / name: None for name in _FOLDERS}
    for path, text in made.items():
        if not path.exists():  # a .gitignore of one's own
            name = scalar(title) if path.suffix == ".yml" else _as_text(title)
            files[path] = Template(text).safe_substitute(title=name).encode()
    write_new(files)
    return list(made)


def _of_field(folder: Path, field: str) -> dict[Path, str]:
    """What a knowledge base of another field declares itself: its indicators and its words."""
    texts = Path(str(resources.files(__package__ or ""))) / "field"
    named = " ".join(field.split()).replace("\\", "").replace('"', "”")
    values = {"field": named, "quoted": json.dumps(named, ensure_ascii=False)}
    made = {}
    for path in sorted(texts.glob("*.txt")):
        text = Template(path.read_text("utf-8")).substitute(values)
        made[folder / "specs" / path.name.removesuffix(".txt")] = text.replace("$", "$$")
    return made


def _as_text(title: str) -> str:
    r"""A title as Markdown that says just this: no tag, no link, no emphasis.

    >>> _as_text("<script>*县*</script> [甲](b) #1")
    '\\<script\\>\\*县\\*\\</script\\> \\[甲\\](b) #1'
    """
    return re.sub(r"[\\`*_\[\]<>&$]|#(?=#*\s*$)", r"\\\g<0>", " ".join(title.split()))
