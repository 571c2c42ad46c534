"""Metrics: tables in, tables out; every number with its n and an interval, or a note that says why it has none."""

from analysis.metrics.agencies import agency_dependence
from analysis.metrics.agency import agency, agency_clauses
from analysis.metrics.behind import rows_behind
from analysis.metrics.certainty import certainty_markers, certainty_uses
from analysis.metrics.chains import claim_chains, corroboration
from analysis.metrics.copies import copied_text
from analysis.metrics.correction import corrected_shares
from analysis.metrics.coverage import coverage_over_time
from analysis.metrics.delays import delay_curves, reporting_delay
from analysis.metrics.differences import differences
from analysis.metrics.diversity import source_diversity
from analysis.metrics.event_names import event_name_counts
from analysis.metrics.exclusive_claims import exclusive_claims
from analysis.metrics.exclusive_sources import exclusive_sources
from analysis.metrics.first import first_reports
from analysis.metrics.frame_axes import axis_words, frame_axes
from analysis.metrics.frames import frame_sentences, frames
from analysis.metrics.labels import label_distance
from analysis.metrics.loaded import loaded_sentences, loaded_uses, loaded_words
from analysis.metrics.overlap import source_overlap
from analysis.metrics.pools import source_pool_test
from analysis.metrics.prominence import first_sources, source_prominence
from analysis.metrics.quotation import quotation_mix
from analysis.metrics.reply import accusations, right_of_reply
from analysis.metrics.slant import slanted_sentences
from analysis.metrics.source_matrix import source_matrix
from analysis.metrics.sources import source_counts
from analysis.metrics.statements import claim_coverage
from analysis.metrics.statuses import claim_statuses
from analysis.metrics.tone import tone, tone_words
from analysis.metrics.verbs import reporting_verbs
from analysis.metrics.versions import quotation_versions, version_diffs
from analysis.metrics.waits import reporting_waits
from analysis.metrics.wording import distinctive_words, occurrences

__all__ = [
    "accusations",
    "agency",
    "agency_clauses",
    "agency_dependence",
    "axis_words",
    "certainty_markers",
    "certainty_uses",
    "claim_chains",
    "claim_coverage",
    "claim_statuses",
    "copied_text",
    "corrected_shares",
    "corroboration",
    "coverage_over_time",
    "delay_curves",
    "differences",
    "distinctive_words",
    "event_name_counts",
    "exclusive_claims",
    "exclusive_sources",
    "first_reports",
    "first_sources",
    "frame_axes",
    "frame_sentences",
    "frames",
    "label_distance",
    "loaded_sentences",
    "loaded_uses",
    "loaded_words",
    "occurrences",
    "quotation_mix",
    "quotation_versions",
    "reporting_delay",
    "reporting_verbs",
    "reporting_waits",
    "right_of_reply",
    "rows_behind",
    "slanted_sentences",
    "source_counts",
    "source_diversity",
    "source_matrix",
    "source_overlap",
    "source_pool_test",
    "source_prominence",
    "tone",
    "tone_words",
    "version_diffs",
]
