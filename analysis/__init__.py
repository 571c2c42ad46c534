"""Parallax: see how outlets differ when they cover the same story.

Example:
    >>> import analysis
    >>> sorted(analysis.__all__)[:3]
    ['Corpus', 'CorpusError', 'SchemaError']
"""

from analysis.annotate import annotate
from analysis.articles import read_articles
from analysis.builder import build, sample_path
from analysis.charts import (
    copied_text_chart,
    coverage_over_time_chart,
    distinctive_words_chart,
    enable_theme,
    first_sources_chart,
    quotation_mix_chart,
    reporting_verbs_chart,
    right_of_reply_chart,
    source_counts_chart,
    source_overlap_chart,
    source_prominence_chart,
)
from analysis.commits import CorpusError
from analysis.corpus import Corpus
from analysis.correcting import add_correction
from analysis.corrections.replay import apply_corrections
from analysis.language import attributions, load_pipeline
from analysis.linking.sources import link_sources
from analysis.metrics import (
    accusations,
    axis_words,
    claim_coverage,
    copied_text,
    coverage_over_time,
    distinctive_words,
    event_name_counts,
    first_sources,
    frame_axes,
    frame_sentences,
    frames,
    label_distance,
    occurrences,
    quotation_mix,
    quotation_versions,
    reporting_verbs,
    right_of_reply,
    source_counts,
    source_diversity,
    source_overlap,
    source_pool_test,
    source_prominence,
    version_diffs,
)
from analysis.schema import TABLES, SchemaError, Tables, conform

__all__ = [
    "TABLES",
    "Corpus",
    "CorpusError",
    "SchemaError",
    "Tables",
    "accusations",
    "add_correction",
    "annotate",
    "apply_corrections",
    "attributions",
    "axis_words",
    "build",
    "claim_coverage",
    "conform",
    "copied_text",
    "copied_text_chart",
    "coverage_over_time",
    "coverage_over_time_chart",
    "distinctive_words",
    "distinctive_words_chart",
    "enable_theme",
    "event_name_counts",
    "first_sources",
    "first_sources_chart",
    "frame_axes",
    "frame_sentences",
    "frames",
    "label_distance",
    "link_sources",
    "load_pipeline",
    "occurrences",
    "quotation_mix",
    "quotation_mix_chart",
    "quotation_versions",
    "read_articles",
    "reporting_verbs",
    "reporting_verbs_chart",
    "right_of_reply",
    "right_of_reply_chart",
    "sample_path",
    "source_counts",
    "source_counts_chart",
    "source_diversity",
    "source_overlap",
    "source_overlap_chart",
    "source_pool_test",
    "source_prominence",
    "source_prominence_chart",
    "version_diffs",
]
