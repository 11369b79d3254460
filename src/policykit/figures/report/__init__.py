"""Reports: the results of a check as a table in the terminal, as JSON, as a workbook."""

from policykit.figures.report.asjson import to_json
from policykit.figures.report.check import Report, check
from policykit.figures.report.table import print_report
from policykit.figures.report.xlsx import write_report

__all__ = ["Report", "check", "print_report", "to_json", "write_report"]
