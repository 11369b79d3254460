"""How a source stands on paper: which parts it has, and each clause's number, heading and paragraphs."""

from policykit.paper.pieces import Line, Piece, furniture, legible, pieces
from policykit.paper.printed import Printed, headed, lines, printed

__all__ = ["Line", "Piece", "Printed", "furniture", "headed", "legible", "lines", "pieces", "printed"]
