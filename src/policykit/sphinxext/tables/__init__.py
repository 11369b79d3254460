"""Every table of the site as files beside it: for Excel, for any spreadsheet, for programs.

table (what one is) → {checks, crossindex, texts} fill them → content (by name) → files writes them.
"""

from policykit.sphinxext.tables.setup import setup_tables

__all__ = ["setup_tables"]
