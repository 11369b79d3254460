"""The formats of others in the site: Akoma Ntoso and JSON-LD of each policy, `needs.json`, a sitemap."""

from policykit.sphinxext.interchange.setup import setup_interchange

__all__ = ["setup_interchange"]
