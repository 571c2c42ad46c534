"""A report of one story: one HTML file that needs no network, and the same as a notebook."""

from analysis.report.files import write_report

__all__ = ["write_report"]
