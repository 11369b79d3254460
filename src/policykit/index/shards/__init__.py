"""The corpus as data: bytes → rows of Arrow types, packed in Parquet shards, by whatever does the work.

rows (what the files of a policy become) → builder (tasks, shards, marks, manifest) → counts, features (what is read)
"""

from policykit.index.shards.builder import Built, Mark, build, info
from policykit.index.shards.counts import counts
from policykit.index.shards.features import Features

__all__ = ["Built", "Features", "Mark", "build", "counts", "info"]
