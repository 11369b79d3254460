"""Source → clauses: decode, fold, blocks, roles, outline, parts, normal form."""

from policykit.text.decode import decode, read_bytes
from policykit.text.document import Document, document

__all__ = ["Document", "decode", "document", "read_bytes"]
