"""Policies of a folder, read, checked and segmented; what changed between two versions of one."""

from policykit.corpus.corpus import Corpus, Result, build, find_root

__all__ = ["Corpus", "Result", "build", "find_root"]
