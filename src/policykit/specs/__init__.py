"""Specs: requirements in `specs/*.yml`, read strictly and bound to the words of their policies."""

from policykit.specs.specs import SpecFile, Specs, requirement

__all__ = ["SpecFile", "Specs", "requirement"]
