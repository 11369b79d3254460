"""Data × requirements → verdicts → report."""
