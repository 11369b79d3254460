"""Observations: the figures that staff report, from workbook or CSV, checked; and the workbook to fill in."""

from policykit.observations.needs import Needs
from policykit.observations.read import read
from policykit.observations.table import Observations
from policykit.observations.template import write_template

__all__ = ["Needs", "Observations", "read", "write_template"]
