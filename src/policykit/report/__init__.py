"""The report on paper: what a check found, told in sentences and tables, on the page of an official document.

::

    Report + Corpus ─ findings ─▶ Findings (sentences, annexes) ─ paper, chart ─▶ .docx

Needs `policykit.figures` for what was found; the sentences are free of Word.
"""

from policykit.report.document import write_docx
from policykit.report.findings import Findings, findings

__all__ = ["Findings", "findings", "write_docx"]
