"""The numbers of an article: what they are worth, what they count, and when they held."""

from analysis.quantities.reading import Quantity, read_quantities

__all__ = ["Quantity", "read_quantities"]
