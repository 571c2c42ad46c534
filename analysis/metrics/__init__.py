"""Metrics: tables in, tables out; every number with its n and an interval, or a note that says why it has none."""

from analysis.metrics.copies import copied_text
from analysis.metrics.coverage import coverage_over_time
from analysis.metrics.diversity import source_diversity
from analysis.metrics.event_names import event_name_counts
from analysis.metrics.frame_axes import axis_words, frame_axes
from analysis.metrics.frames import frame_sentences, frames
from analysis.metrics.labels import label_distance
from analysis.metrics.overlap import source_overlap
from analysis.metrics.pools import source_pool_test
from analysis.metrics.prominence import first_sources, source_prominence
from analysis.metrics.quotation import quotation_mix
from analysis.metrics.reply import accusations, right_of_reply
from analysis.metrics.sources import source_counts
from analysis.metrics.statements import claim_coverage
from analysis.metrics.verbs import reporting_verbs
from analysis.metrics.versions import quotation_versions, version_diffs
from analysis.metrics.wording import distinctive_words, occurrences

__all__ = [
    "accusations",
    "axis_words",
    "claim_coverage",
    "copied_text",
    "coverage_over_time",
    "distinctive_words",
    "event_name_counts",
    "first_sources",
    "frame_axes",
    "frame_sentences",
    "frames",
    "label_distance",
    "occurrences",
    "quotation_mix",
    "quotation_versions",
    "reporting_verbs",
    "right_of_reply",
    "source_counts",
    "source_diversity",
    "source_overlap",
    "source_pool_test",
    "source_prominence",
    "version_diffs",
]
