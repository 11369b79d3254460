"""How a source stands on paper: which parts it has, and each clause's number, heading and paragraphs."""

from policykit.text.paper.pieces import Line, Piece, furniture, legible, outlined, pieces
from policykit.text.paper.printed import Printed, headed, lines, printed

__all__ = [
    "Line",
    "Piece",
    "Printed",
    "furniture",
    "headed",
    "legible",
    "lines",
    "outlined",
    "pieces",
    "printed",
]
