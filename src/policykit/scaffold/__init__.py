"""Scaffold: the first files of one's own knowledge base, and of each policy in it.

project → an empty knowledge base; policy → a text with its policy.yml; draft → what is left to account for.
"""

from policykit.scaffold.draft import draft
from policykit.scaffold.policy import add_policy
from policykit.scaffold.project import new_project

__all__ = ["add_policy", "draft", "new_project"]
