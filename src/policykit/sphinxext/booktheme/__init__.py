"""Dresses sphinx-book-theme: every word in Chinese, every asset from the site itself, little to load."""

from policykit.sphinxext.booktheme.setup import setup

__all__ = ["setup"]
