"""Which of two times of publication was first, where some are known to the day alone."""

from __future__ import annotations

import polars as pl


def last_moment(published: pl.Expr) -> pl.Expr:
    """The latest time that a time of publication may stand for: of a day without a time, its last moment.

    One article is known to be out before another where its last moment lies before the other's ``published_at``. That
    is ``analysis.articles.dates.is_known_before`` for whole columns; of several articles the lowest and highest tell.

    Args:
        published: a column of times in UTC; a day without a time is its midnight.

    Returns:
        Times in UTC; null stays null.

    Example:
        >>> from datetime import datetime
        >>> times = pl.DataFrame({"at": [datetime(2025, 3, 3), datetime(2025, 3, 3, 8)]})
        >>> [str(moment) for moment in times.select(last_moment(pl.col("at")))["at"]]
        ['2025-03-03 23:59:59.999999', '2025-03-03 08:00:00']
    """
    whole_day = pl.duration(days=1, microseconds=-1)
    return pl.when(day_alone(published)).then(published + whole_day).otherwise(published)


def day_alone(published: pl.Expr) -> pl.Expr:
    """Whether a time of publication is a day without a time.

    Args:
        published: a column of times in UTC.

    Returns:
        True at midnight, which stands for the day.

    Example:
        >>> from datetime import datetime
        >>> pl.DataFrame({"at": [datetime(2025, 3, 3)]}).select(day_alone(pl.col("at"))).item()
        True
    """
    return published == published.dt.truncate("1d")
