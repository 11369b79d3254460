"""官方定义: official tables of indicators → definitions, each with its formula as an expression."""

from policykit.definitions.wording import Reading, read_wording

__all__ = ["Reading", "read_wording"]
