"""Charts: metric tables in, Altair charts out; nothing is computed here but where things stand on the page."""

from analysis.charts.agencies import agency_dependence_chart
from analysis.charts.agency import agency_chart
from analysis.charts.certainty import certainty_markers_chart
from analysis.charts.colours import dark_style
from analysis.charts.copies import copied_text_chart
from analysis.charts.correction import corrected_shares_chart
from analysis.charts.corroboration import corroboration_chart, exclusive_claims_chart
from analysis.charts.coverage import coverage_over_time_chart
from analysis.charts.delays import delay_curves_chart, first_reports_chart
from analysis.charts.differences import differences_chart
from analysis.charts.diversity import source_diversity_chart
from analysis.charts.drawing import chart_png, chart_spec, chart_svg
from analysis.charts.event_names import event_name_counts_chart
from analysis.charts.exclusive_sources import exclusive_sources_chart
from analysis.charts.frames import frame_axes_chart, frames_chart
from analysis.charts.labels import label_distance_chart
from analysis.charts.loaded import loaded_words_chart
from analysis.charts.overlap import source_overlap_chart
from analysis.charts.pools import source_pool_test_chart
from analysis.charts.prominence import first_sources_chart, source_prominence_chart
from analysis.charts.quotation import quotation_mix_chart
from analysis.charts.reply import right_of_reply_chart
from analysis.charts.reporting_delay import reporting_delay_chart
from analysis.charts.source_matrix import source_matrix_chart
from analysis.charts.sources import source_counts_chart
from analysis.charts.statuses import claim_coverage_chart, claim_statuses_chart
from analysis.charts.theme import enable_theme
from analysis.charts.tone import tone_chart
from analysis.charts.verbs import reporting_verbs_chart
from analysis.charts.wording import distinctive_words_chart

__all__ = [
    "agency_chart",
    "agency_dependence_chart",
    "certainty_markers_chart",
    "chart_png",
    "chart_spec",
    "chart_svg",
    "claim_coverage_chart",
    "claim_statuses_chart",
    "copied_text_chart",
    "corrected_shares_chart",
    "corroboration_chart",
    "coverage_over_time_chart",
    "dark_style",
    "delay_curves_chart",
    "differences_chart",
    "distinctive_words_chart",
    "enable_theme",
    "event_name_counts_chart",
    "exclusive_claims_chart",
    "exclusive_sources_chart",
    "first_reports_chart",
    "first_sources_chart",
    "frame_axes_chart",
    "frames_chart",
    "label_distance_chart",
    "loaded_words_chart",
    "quotation_mix_chart",
    "reporting_delay_chart",
    "reporting_verbs_chart",
    "right_of_reply_chart",
    "source_counts_chart",
    "source_diversity_chart",
    "source_matrix_chart",
    "source_overlap_chart",
    "source_pool_test_chart",
    "source_prominence_chart",
    "tone_chart",
]
