"""自查: a page that judges a filled workbook in the browser, by the rulebook of this build."""

from policykit.sphinxext.selfcheck.setup import setup_selfcheck

__all__ = ["setup_selfcheck"]
