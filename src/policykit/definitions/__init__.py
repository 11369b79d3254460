"""官方定义: official tables of indicators → definitions, each with its formula as an expression."""

from policykit.definitions.store import Definitions, definition_problems, definitions
from policykit.definitions.wording import Reading, read_wording

__all__ = ["Definitions", "Reading", "definition_problems", "definitions", "read_wording"]
