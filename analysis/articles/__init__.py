"""Files in any format to one table of articles."""

from analysis.articles.duplicates import Duplicate
from analysis.articles.readers import Reading, iter_articles, read_articles
from analysis.articles.records import Rejected

__all__ = ["Duplicate", "Reading", "Rejected", "iter_articles", "read_articles"]
