"""Scaffold: the first files of one's own knowledge base (project), and of each policy in it (policy)."""

from policykit.scaffold.policy import add_policy
from policykit.scaffold.project import new_project

__all__ = ["add_policy", "new_project"]
