"""Notebooks of a book: their pages are read again when what they were computed from has changed.

MyST-NB knows a notebook by its code alone; what a page shows also depends on the policies, the specs and the
engine. `policykit build` says by `policykit_computed` of what, and has run the notebooks before (`site.notebooks`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]

_LABEL = ' aria-label="Toggle hidden content"'


def setup(app: Sphinx) -> dict[str, Any]:
    """Sphinx's entry point."""
    app.add_config_value("policykit_computed", "", "", str)
    app.connect("env-get-outdated", _outdated)
    app.connect("html-page-context", _unlabel)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _outdated(app: Sphinx, env: Any, *_: object) -> list[str]:  # noqa: ANN401 - what Sphinx keeps has no type for what is added
    """Every notebook, when what it was made from has changed since."""
    before, env.policykit_computed = getattr(env, "policykit_computed", ""), app.config.policykit_computed
    if before == env.policykit_computed:
        return []
    return [page for page, metadata in env.metadata.items() if "kernelspec" in metadata]


def _unlabel(_: Sphinx, __: str, ___: str, context: dict[str, Any], doctree: object) -> None:
    """A fold is called by the words that it shows, not by an English label that only a screen reader has."""
    if doctree is not None:
        context["body"] = context["body"].replace(_LABEL, "")
