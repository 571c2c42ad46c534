"""Text to spaCy Doc: sentences, tags, trees, entities, and who said what."""

from analysis.language.attribution import Attribution, attributions
from analysis.language.pipeline import load_pipeline

__all__ = ["Attribution", "attributions", "load_pipeline"]
