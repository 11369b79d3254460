"""Reports: the results of a check as a table in the terminal, as JSON, as a workbook."""

from policykit.report.asjson import to_json
from policykit.report.check import Report, check
from policykit.report.table import print_report
from policykit.report.xlsx import write_report

__all__ = ["Report", "check", "print_report", "to_json", "write_report"]
