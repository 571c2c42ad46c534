"""A corpus in the formats of other tools: CSV and Parquet, SQLite, DuckDB and Excel, each with a data dictionary."""

from analysis.export.exporting import export_corpus
from analysis.export.writing import ExportError

__all__ = ["ExportError", "export_corpus"]
