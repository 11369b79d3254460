"""指标: variables and indicators, declared in a module per theme; the registry names and finds them."""

from policykit.indicators.registry import Registry, indicators, registry, themes, variables

__all__ = ["Registry", "indicators", "registry", "themes", "variables"]
