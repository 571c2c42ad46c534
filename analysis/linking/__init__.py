"""Finds the same thing in different articles: sources, so far."""
