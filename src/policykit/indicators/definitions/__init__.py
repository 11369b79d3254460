"""官方定义: official tables of indicators → definitions, each with its formula as an expression."""

from policykit.indicators.definitions.store import Definitions, definitions
from policykit.indicators.definitions.wording import WordingReading, read_wording

__all__ = ["Definitions", "WordingReading", "definitions", "read_wording"]
