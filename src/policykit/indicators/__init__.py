"""指标: variables and indicators, declared in a module per theme; the registry names and finds them."""

from policykit.indicators.registry import Registry, indicators, library, registry, themes, variables

__all__ = ["Registry", "indicators", "registry", "themes", "variables"]

library()  # so that whoever takes a declaration from its module finds it named
