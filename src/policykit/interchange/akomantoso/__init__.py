"""A policy as Akoma Ntoso 3.0 (OASIS LegalDocML): one XML document, valid against its schema.

markup → meta → document.
"""

from policykit.interchange.akomantoso.document import akoma_ntoso, akoma_ntosos
from policykit.interchange.akomantoso.meta import work_uri

__all__ = ["akoma_ntoso", "akoma_ntosos", "work_uri"]
