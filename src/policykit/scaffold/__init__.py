"""Scaffold: the first files of one's own knowledge base (project), and of the policies in it (policy, batch)."""

from policykit.scaffold.batch import Outcome, add_policies, found
from policykit.scaffold.policy import Options, add_policy
from policykit.scaffold.project import new_project
from policykit.scaffold.version import add_version

__all__ = ["Options", "Outcome", "add_policies", "add_policy", "add_version", "found", "new_project"]
