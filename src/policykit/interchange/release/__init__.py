"""A dated release of the knowledge base as open data, and what changed from one to the next.

columns (what each table holds: JSON Schema, CSVW, Arrow types) → catalogue (DCAT) → folder (all files) → compared
"""

from policykit.interchange.release.catalogue import About
from policykit.interchange.release.compared import Compared, Rows, compare, is_release
from policykit.interchange.release.folder import Released, release

__all__ = ["About", "Compared", "Released", "Rows", "compare", "is_release", "release"]
