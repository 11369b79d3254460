"""Policies of a folder, read, checked and segmented; what changed between two versions of one."""

from policykit.corpus.corpus import Corpus, find_root
from policykit.corpus.folder import Result, build

__all__ = ["Corpus", "Result", "build", "find_root"]
