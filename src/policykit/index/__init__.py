"""The cross-index: words, search, and what ties the levels together."""
