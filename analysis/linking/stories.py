"""Stories: which articles tell of one event, where nobody has said so.

Articles belong together that share many telling words, in headlines and leads above all, and were published within
days of each other. Every pair within a story counts, so a topic that runs for months is many stories, not one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np
import polars as pl

from analysis.linking.clusters import average_link
from analysis.linking.neighbours import find_pairs
from analysis.linking.sources import Frame
from analysis.linking.terms import LEAD, Floats, Vectors, article_terms, listed_shares, weigh
from analysis.schema import STORY_LINKS

WINDOW = 10.0
"""Days after which two articles no longer count as alike; until then less from day to day."""
UNDATED = 0.5
"""What two articles count of which one has no date: as much as two that are half a window apart."""
LEAST = 0.11
"""How alike the two halves of a story must be on average."""
READ = ("en", "und")
"""Languages that are grouped: the list of common words is English."""
_NAMED_BY = 3  # terms in a story's name
_SHOWN = 5  # terms that say why


def group_stories(articles: pl.DataFrame) -> pl.DataFrame:
    """Group articles that come without a story by the event that they tell of.

    Articles that have a story keep it and take no part: a story that somebody chose holds what was chosen. An article
    that goes with no other has no story. Thresholds were chosen on 300 stories of AllSides; ``benchmarks/stories.py``
    measures on others.

    Args:
        articles: columns ``article_id``, ``title``, ``text``, ``published_at``, ``language`` and ``story``.

    Returns:
        The table ``story_links``, sorted by article; it does not depend on the order of the rows. The name of a story
        is made of the terms that most of its articles share and its first day; ``(undated)`` where no day is known.

    Example:
        >>> row = {"title": "Cranes of Saltmere fall", "text": "", "language": "en", "published_at": None}
        >>> rows = [{"article_id": name, "story": None, **row} for name in "ab"]
        >>> links = group_stories(pl.DataFrame(rows))
        >>> links.select("article_id", "story").rows()
        [('a', 'Cranes, Saltmere, fall (undated)'), ('b', 'Cranes, Saltmere, fall (undated)')]
    """
    loose = articles.filter(pl.col("story").is_null(), pl.col("language").is_in(READ))
    day = pl.col("published_at").cast(pl.Datetime("us", "UTC")).dt.date()
    loose = loose.with_columns(day=day, text=pl.col("text").str.head(LEAD))
    loose = loose.sort("day", "article_id", nulls_last=True)
    counted = article_terms(loose)
    vectors = weigh(counted, loose.height)
    days = loose["day"].cast(pl.Int32).cast(pl.Float64).fill_null(np.nan).to_numpy()
    pairs = find_pairs(vectors, days, WINDOW, LEAST / 2, nearness)
    stories = average_link(pairs.iter_rows(), LEAST)
    names = _names(stories, loose, counted, set(articles["story"].drop_nulls()))
    return _links(stories, names, loose, vectors, pairs)


def apply_story_links(articles: Frame, story_links: Frame) -> Frame:
    """Fill ``story`` where the input left it empty.

    Args:
        articles: the table, as it was read, or a lazy frame of it.
        story_links: what ``group_stories`` returned, lazy if articles are.

    Returns:
        The same rows and columns in the same order.

    Example:
        >>> read = pl.DataFrame({"article_id": ["a", "b"], "story": ["mine", None]})
        >>> links = pl.DataFrame({"article_id": ["b"], "story": ["Cranes (2025-03-03)"]})
        >>> apply_story_links(read, links)["story"].to_list()
        ['mine', 'Cranes (2025-03-03)']
    """
    found = story_links.select("article_id", found="story")
    joined = articles.join(found, on="article_id", how="left", maintain_order="left")
    return joined.with_columns(story=pl.coalesce("story", "found")).drop("found")


def nearness(days: Floats) -> Floats:
    """What counts of the likeness of two articles, by the days between them: 1 on one day, 0 after ten days.

    Args:
        days: NaN where one has no date.

    Returns:
        Factors from 0 to 1.

    Example:
        >>> nearness(np.array([0.0, 5.0, 12.0, np.nan])).tolist()
        [1.0, 0.5, 0.0, 0.5]
    """
    return np.where(np.isnan(days), UNDATED, np.clip(1 - days / WINDOW, 0, None))


def _names(
    stories: Sequence[Sequence[int]], loose: pl.DataFrame, counted: pl.DataFrame, taken: Collection[str]
) -> list[str]:
    """A name for each story that no other has: its most telling terms and its first day.

    How telling a term is depends on the story's own articles and the list of common words only, so that articles of
    other stories change no name.
    """
    ranked = _ranked_terms(stories, counted)
    used, names = set(taken), []
    for number, members in enumerate(stories):
        first = loose["day"][members[0]]  # those without a day come last
        day = "undated" if first is None else first.isoformat()
        terms = list(_printed(ranked[number], loose[members]).values())
        terms[0] = terms[0][:1].upper() + terms[0][1:]
        choice = [f"{', '.join(terms[:count])} ({day})" for count in range(_NAMED_BY, len(terms) + 1)]
        choice.append(f"{', '.join(terms)}, {loose['article_id'][members[0]]} ({day})")
        names.append(next(name for name in choice if name not in used))
        used.add(names[-1])
    return names


def _ranked_terms(stories: Sequence[Sequence[int]], counted: pl.DataFrame) -> dict[int, list[str]]:
    """Terms that articles of a story share, the most telling first, by number of the story."""
    placed = pl.DataFrame(
        [(number, article, len(members)) for number, members in enumerate(stories) for article in members],
        schema={"story": pl.Int64, "article": pl.Int64, "size": pl.Int64},
        orient="row",
    )
    grouped = counted.join(placed, on="article").group_by("story", "term", "size")
    shared = grouped.agg(pl.col("count").sum(), n=pl.len()).filter(pl.col("n") > 1)
    share, often = pl.col("n") / pl.col("size"), (1 + pl.col("count") / 1_000 / pl.col("n")).log()
    # The share counts twice: what all articles have says more of the story than what some have often.
    telling = (share**2 * often * -pl.col("listed").log()).round(6)
    ranked = listed_shares(shared).with_columns(telling=telling).sort("story", -pl.col("telling"), "term")
    best = ranked.group_by("story", maintain_order=True).agg(pl.col("term").head(2 * _NAMED_BY))
    return dict(best.iter_rows())


def _printed(terms: Sequence[str], members: pl.DataFrame) -> dict[str, str]:
    """Each term as texts print it most often; where none does, as headlines do."""
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})s?\b", re.IGNORECASE)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for column in ("title", "text"):
        for text in members[column].drop_nulls():
            for form in pattern.findall(text.replace("’", "'")):
                term = next((t for t in (form.lower(), form.lower().removesuffix("s")) if t in terms), None)
                if term:
                    forms[term][form] += 1 if column == "title" else 1_000
    return {term: min(forms[term], key=lambda form: (-forms[term][form], form), default=term) for term in terms}


def _links(
    stories: Sequence[Sequence[int]], names: Sequence[str], loose: pl.DataFrame, vectors: Vectors, pairs: pl.DataFrame
) -> pl.DataFrame:
    """The rows of ``story_links``."""
    alike = {(one, other): similarity for one, other, similarity in pairs.iter_rows()}
    rows = []
    for name, members in zip(names, stories, strict=True):
        why = list(_shared(members, vectors))
        printed = _printed(sorted({term for terms in why for term in terms}), loose[members])
        for article, terms in zip(members, why, strict=True):
            others = [alike.get((min(article, m), max(article, m)), 0.0) for m in members if m != article]
            similarity = round(sum(others) / len(others), 6)
            rows.append((loose["article_id"][article], name, [printed[term] for term in terms], similarity))
    return pl.DataFrame(rows, schema=STORY_LINKS.schema, orient="row").sort("article_id")


def _shared(members: Sequence[int], vectors: Vectors) -> Iterator[list[str]]:
    """For each article the terms that bind it to the others of its story, the strongest first."""
    slices = [slice(vectors.starts[article], vectors.starts[article + 1]) for article in members]
    terms, numbers = np.unique(np.concatenate([vectors.terms[s] for s in slices]), return_inverse=True)
    totals = np.bincount(numbers, np.concatenate([vectors.weights[s] for s in slices]))
    for mine in slices:
        weights = vectors.weights[mine]
        bound = np.round(weights * (totals[np.searchsorted(terms, vectors.terms[mine])] - weights), 6)
        best = np.argsort(-bound, kind="stable")[:_SHOWN]
        yield [vectors.names[vectors.terms[mine][place]] for place in best if bound[place] > 0]
