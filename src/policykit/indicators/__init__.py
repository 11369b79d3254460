"""指标: one Python function per indicator, a module per theme; variables stand in `data/variables.yml`."""

from policykit.indicators.registry import IndicatorError, indicator, indicators, themes
from policykit.indicators.variables import variables

__all__ = ["IndicatorError", "indicator", "indicators", "themes", "variables"]
