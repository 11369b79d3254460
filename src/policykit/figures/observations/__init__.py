"""Observations: the figures that staff report, from workbook or CSV, checked; and the workbook to fill in."""

from policykit.figures.observations.needs import Needs
from policykit.figures.observations.read import read
from policykit.figures.observations.table import Observations
from policykit.figures.observations.template import write_template

__all__ = ["Needs", "Observations", "read", "write_template"]
