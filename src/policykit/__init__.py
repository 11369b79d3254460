"""policykit: Chinese public policy with addressable clauses and executable requirements."""

from policykit.corpus import Corpus

__all__ = ["Corpus"]
