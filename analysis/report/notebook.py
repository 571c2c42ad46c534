"""The report of one story as a notebook to go on from: every number and chart by code."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from analysis.corpus import Corpus
from analysis.report.figures import PLANS, figures_of
from analysis.report.findings import findings_of
from analysis.report.page import scope
from analysis.report.selection import Story

OPENED = """import altair as alt
import polars as pl

import analysis

analysis.enable_theme()
alt.renderers.enable("png")  # pictures that show without a network
corpus = analysis.Corpus.open({path!r})
story = {story!r}
outlets = {outlets!r}
articles = corpus.articles.filter(story=story)
shown = pl.col("outlet").is_in(outlets)
compared = articles.filter(shown)
claims = corpus.claims.filter(pl.col("article_id").is_in(articles["article_id"].implode()))
articles.select("outlet", "title", "published_at", "n_words")"""
DIFFERING = """shares = analysis.differences(analysis.source_counts, claims, corpus.sources, compared)
shares.sort(pl.col("value").abs(), descending=True, nulls_last=True).head(10)"""
BEHIND = """counts = analysis.source_counts(claims, corpus.sources, compared)
row = counts.sort("value", descending=True, nulls_last=True).row(0, named=True)
analysis.rows_behind(analysis.source_counts, row, claims, corpus.sources, compared).select("outlet", "content_text")"""


def notebook(corpus: Corpus, story: Story, out: Path) -> str:
    """Write the notebook of a story.

    Args:
        corpus: where the story is.
        story: what ``choose_story`` gave.
        out: where the notebook will lie; it opens the corpus from there.

    Returns:
        A notebook, not executed, as JSON (nbformat 4.5).
    """
    path = Path(os.path.relpath(corpus.path.resolve(), out.resolve().parent)).as_posix()
    said = "\n".join(f"{place}. {plain(one.sentence)}" for place, one in enumerate(findings_of(story), 1))
    cells = [
        _markdown(f"# {plain(story.title)}\n\n{plain(scope(story))}"),
        _code(OPENED.format(path=path, story=story.name, outlets=story.outlets)),
        _markdown(f"## Findings\n\n{said or 'One outlet alone cannot be compared.'}"),
        _code(DIFFERING),
        _markdown("## From a number to its sentences"),
        _code(BEHIND),
    ]
    drawn = {figure.key for figure in figures_of(story)}
    for plan in PLANS:
        if plan.key in drawn:
            cells += [_markdown(f"## {plan.title}\n\n{plan.about}"), _code(plan.code)]
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    written = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(written, ensure_ascii=True, indent=1, sort_keys=True) + "\n"


def plain(text: str) -> str:
    r"""Escape what Markdown or HTML would make of a text.

    Example:
        >>> plain("<b>[a](b)")
        '&lt;b&gt;\\[a\\]\\(b\\)'
    """
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|$~])", r"\\\1", line)


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
