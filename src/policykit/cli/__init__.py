"""The command `policykit`: what staff, developers and reviewers ask for at a prompt.

Output is Chinese. A problem with what was given is a coded diagnostic and exit code 2, never a
traceback.
"""

import sys

import typer

from policykit.cli import changes, files, texts
from policykit.cli.app import app
from policykit.diagnostics import PolicykitError

__all__ = ["app", "changes", "files", "main", "texts"]


def main() -> None:
    """Run the command; diagnostics go to standard error with exit code 2."""
    try:
        app()
    except PolicykitError as error:
        for diagnostic in error.diagnostics:
            typer.echo(diagnostic.render(), err=True)
        sys.exit(2)
