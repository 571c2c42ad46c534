"""Who does what to whom, and how an article words it: by whom, to whom, or as if nobody had done it."""

from analysis.clauses.reading import FORMS, Clause, read_clauses

__all__ = ["FORMS", "Clause", "read_clauses"]
