"""Policies of a folder, read, checked and segmented; what changed between two versions of one."""

from policykit.base.files import find_root
from policykit.corpus.corpus import Corpus
from policykit.corpus.folder import Result, build

__all__ = ["Corpus", "Result", "build", "find_root"]
