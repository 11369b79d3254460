"""Any file → its text, with a map back to page, paragraph and cell."""

from policykit.intake.drawn import MAP, TEXT, Drawn, from_files, left_out
from policykit.intake.kinds import kind_of
from policykit.intake.package import Package
from policykit.intake.readers import MOST_BYTES, read

__all__ = ["MAP", "MOST_BYTES", "TEXT", "Drawn", "Package", "from_files", "kind_of", "left_out", "read"]
