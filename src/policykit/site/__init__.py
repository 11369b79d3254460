"""What the site says and shows, free of Sphinx; `web` holds what runs in the browser."""

from pathlib import Path

__all__ = ["WEB"]

WEB = Path(__file__).with_name("web")
"""The folder of the browser's scripts, styles and the templates of the pages' parts."""
