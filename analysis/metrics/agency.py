"""Who is said to act: active, passive, without an agent, or hidden in a noun."""

from __future__ import annotations

import polars as pl

from analysis.clauses import FORMS
from analysis.metrics.outlets import outlets_of
from analysis.metrics.uncertainty import shares
from analysis.metrics.voices import Voice
from analysis.schema import AnyFrame, conform

_COLUMNS = (
    *("article_id", "start", "end", "verb_start", "verb_end", "lemma", "action", "form"),
    *("actor", "actor_entity", "patient", "patient_entity", "negated", "voice"),
)


def agency(
    clauses: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "outlet",
    *,
    action: str | None = None,
    actor: str | None = None,
    patient: str | None = None,
    interval: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure how outlets word who does what to whom: as somebody's deed, or as if nobody had done it.

    "Police shot a man" names who acts first, "a man was shot by police" behind, "a man was shot" not at all; "an air
    strike killed nine" has a thing act, and "the shooting of a man" turns the deed into a noun. That passives without
    an agent and nominalisations take blame out of sight was shown on reports of police killings by T. Trew (1979,
    Theory and ideology at work, in R. Fowler et al., Language and Control, 94-116); why a writer took one, the form
    does not tell: often nobody knows who did it.

    The value is the number of clauses of a form / all clauses of the outlet that the arguments let through. Clauses
    that say that something was not done count too. How well clauses are read: ``benchmarks/agency.py``.

    The rows behind a number: the clauses of that form, as ``agency_clauses`` lists them.

    Args:
        clauses: the clauses table of a corpus.
        articles: the articles that are compared (article_id, outlet).
        voice: whose clauses: the outlet's own, its sources', or all.
        action: only this kind of action ('killing').
        actor: only clauses whose actor's name or words hold this, in any case of letters.
        patient: only clauses whose patient's name or words hold this, in any case of letters.
        interval: probability that intervals cover.
        resamples: bootstrap samples of articles within each outlet.
        seed: varies the random stream.

    Returns:
        outlet, form (active, passive, agentless passive, thing as actor, nominalisation; a row for each), value (0 to
        1; null without clauses), low, high, n (clauses of the outlet), clauses (of this form), articles (that hold
        any), note (null, or what limits the interval).

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice, or interval or resamples are out of range.

    Example:
        >>> from analysis import annotate
        >>> from analysis.schema import ARTICLES
        >>> text = "Police shot a man. Two women were arrested. The raid on a bus failed."
        >>> row = {"article_id": "a", "outlet": "Globe", "byline": [], "language": "en", "credits": [], "text": text,
        ...        "n_words": 14, "origin": "a.txt", "flags": []}
        >>> tables = annotate(pl.DataFrame([row], schema=ARTICLES.schema))
        >>> found = agency(tables.clauses, tables.articles)
        >>> found.filter(pl.col("clauses") > 0).select("form", "clauses", "n").rows()
        [('active', 1, 3), ('agentless passive', 1, 3), ('nominalisation', 1, 3)]
    """
    listed = agency_clauses(clauses, articles, voice, action=action, actor=actor, patient=patient)
    counts = listed.group_by("outlet", "article_id", "form").agg(clauses=pl.len().cast(pl.Int64))
    outlets = outlets_of(articles)["outlet"].unique().to_list()
    forms = pl.DataFrame({"form": FORMS})
    return shares(counts, outlets, forms, "clauses", interval=interval, resamples=resamples, seed=seed)


def agency_clauses(
    clauses: AnyFrame,
    articles: AnyFrame,
    voice: Voice = "outlet",
    *,
    action: str | None = None,
    actor: str | None = None,
    patient: str | None = None,
) -> pl.DataFrame:
    """List the clauses that ``agency`` counts.

    Args:
        clauses: as for ``agency``, as are the others.
        articles: the articles that are compared.
        voice: whose clauses.
        action: only this kind of action.
        actor: only clauses whose actor's name or words hold this.
        patient: only clauses whose patient's name or words hold this.

    Returns:
        outlet, article_id, start, end (offsets into the article's text of verb, actor and patient together),
        verb_start, verb_end, lemma, action, form, actor, actor_entity, patient, patient_entity, negated, voice; in the
        order of the articles' ids and the text.

    Raises:
        SchemaError: a column is missing.
        ValueError: there is no such voice.
    """
    choices: dict[str, pl.Expr] = {"all": pl.lit(value=True)} | {
        name: pl.col("voice") == name for name in ("outlet", "sources")
    }
    if voice not in choices:
        raise ValueError(f"voice is '{voice}'; it must be one of {', '.join(choices)}.")
    conditions = [choices[voice]]
    if action is not None:
        conditions.append(pl.col("action") == action)
    conditions += [_holds(who, name) for who, name in (("actor", actor), ("patient", patient)) if name is not None]
    rows = conform(clauses, "clauses", columns=_COLUMNS).select(_COLUMNS).filter(*conditions)
    placed = rows.join(outlets_of(articles), on="article_id")
    return placed.select("outlet", *_COLUMNS).sort("article_id", "verb_start")


def _holds(who: str, name: str) -> pl.Expr:
    """Whether a participant's name or words hold a name."""
    wanted = name.lower()
    return pl.any_horizontal(
        pl.col(column).str.to_lowercase().str.contains(wanted, literal=True).fill_null(value=False)
        for column in (who, f"{who}_entity")
    )
