"""What the dashboard writes HTML with: the elements of the report."""

from analysis.elements import Html, join, outward, tag, text

__all__ = ["Html", "join", "outward", "tag", "text"]
