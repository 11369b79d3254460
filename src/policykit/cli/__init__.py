"""The command `policykit`: what staff, developers and reviewers ask for at a prompt.

Output is Chinese. A problem with what was given is a coded diagnostic and exit code 2, never a
traceback.
"""

from policykit.cli import build, changes, data, files, scaffold, search, texts
from policykit.cli.app import app

__all__ = ["app", "build", "changes", "data", "files", "main", "scaffold", "search", "texts"]


def main() -> None:
    """Run the command; diagnostics go to standard error with exit code 2."""
    app()
