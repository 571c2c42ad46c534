"""The report of one story as one file of HTML that needs nothing else."""

from __future__ import annotations

from analysis.corpus import Corpus
from analysis.elements import Html, join, outward, tag
from analysis.report import method, tables
from analysis.report.drawing import drawn
from analysis.report.excerpts import Excerpt
from analysis.report.figures import Figure, figures_of
from analysis.report.findings import Finding, findings_of
from analysis.report.policy import data, library, own, policy, style
from analysis.report.selection import Story
from analysis.report.wording import plural

_TELLS = {
    "differs": "They differ. ",
    "alike": "No difference that matters. ",
    "cannot tell": "The data cannot tell. ",
    "counted": "",
}


def page(corpus: Corpus, story: Story) -> str:
    """Write the report of a story.

    Args:
        corpus: where the story is from.
        story: what ``choose_story`` gave.

    Returns:
        HTML; the same for the same corpus.
    """
    found, figures = findings_of(story), figures_of(story)
    specifications = {figure.key: drawn(figure.chart) for figure in figures}
    keys = set(specifications)
    body = tag(
        "body",
        _head(story),
        tag(
            "main",
            _findings(found, keys),
            _figures(figures, specifications),
            _evidence(story, found),
            _rest(corpus, story),
        ),
        data("charts", specifications),
        Html(f"<script>{library()}</script>"),
        Html(f"<script>{own('report.js')}</script>"),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        policy(),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name_="referrer", content="no-referrer"),
        tag("title", f"{story.title}: how outlets differ"),
        Html(f"<style>{style()}</style>"),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def scope(story: Story) -> str:
    """What the report is about, in a sentence."""
    first, last = story.days
    when = f"{_day(first)} to {_day(last)}" if first != last else _day(first) if first else "without a date"
    outlets = story.articles["outlet"].n_unique()
    claims = plural(story.claims.height, "claim")
    says = f"{plural(story.articles.height, 'article')} by {plural(outlets, 'outlet')}, {when}, with {claims}."
    if story.left_out:
        says += f" Compared are the {len(story.outlets)} with the most articles; {story.left_out:,} more are left out."
    return says


def _day(value: object) -> str:
    return f"{value.day} {value:%B %Y}" if value is not None else "?"  # type: ignore[attr-defined]


def _head(story: Story) -> Html:
    """Title, scope, and where to find what."""
    places = (("findings", "Findings"), ("charts-drawn", "Charts"), ("sentences", "Sentences"), ("tables", "Tables"))
    links = [tag("li", tag("a", name, href=f"#{key}")) for key, name in (*places, ("method", "Method and limits"))]
    return tag(
        "header",
        tag("p", "How outlets differ on one story", class_="faint"),
        tag("h1", story.title),
        tag("p", scope(story)),
        tag("nav", tag("ul", links), aria_label="Sections"),
    )


def _findings(found: list[Finding], keys: set[str]) -> Html:
    """Each finding with the way to its chart and its sentences."""
    items = []
    for place, one in enumerate(found, 1):
        links = []
        if one.figure in keys:
            links.append(tag("a", "Chart and table", href=f"#figure-{one.figure}"))
        if one.excerpts:
            shown = f"{len(one.excerpts):,} of {plural(one.behind, one.unit)}" if one.behind else "Sentences"
            links.append(tag("a", f"In the articles: {shown}", href=f"#sentences-{place}"))
        ways = [links[0], *(join(" · ", link) for link in links[1:])] if links else []
        lead = tag("span", _TELLS[one.tells], class_="tells") if one.figure and _TELLS[one.tells] else ""
        items.append(tag("li", lead, one.sentence, tag("small", ways) if ways else "", id=f"finding-{place}"))
    nothing = tag("p", "One outlet alone cannot be compared; its charts follow.")
    return tag(
        "section", tag("h2", "Findings"), tag("ol", items, class_="findings") if items else nothing, id="findings"
    )


def _figures(figures: list[Figure], specifications: dict[str, dict[str, object]]) -> Html:
    """Charts, each with the table behind it."""
    parts = []
    for one in figures:
        alt = str(specifications[one.key].get("description") or f"{one.title}. {one.about}")
        frame = tables.behind_chart(one.table)
        parts.append(
            tag(
                "article",
                tag("h3", one.title),
                tag(
                    "figure",
                    tag("figcaption", one.about),
                    tag("div", id=f"chart-{one.key}", class_="chart", role="group", aria_label=alt),
                ),
                tag("details", tag("summary", f"Table: {plural(frame.height, 'row')}"), tables.table(frame, one.title)),
                id=f"figure-{one.key}",
            )
        )
    without = tag("noscript", tag("p", "Charts are drawn by a script in this file; the tables need none."))
    return tag("section", tag("h2", "Charts"), without, parts, id="charts-drawn")


def _evidence(story: Story, found: list[Finding]) -> Html:
    """The sentences of articles that findings rest on."""
    articles = {row["article_id"]: row for row in story.articles.drop("text").iter_rows(named=True)}
    parts = [
        tag(
            "section",
            tag("h3", f"Finding {place}"),
            tag("p", one.sentence, " ", tag("a", "Back", href=f"#finding-{place}"), class_="faint"),
            [_quoted(articles[quote.article_id], quote) for quote in one.excerpts],
            id=f"sentences-{place}",
        )
        for place, one in enumerate(found, 1)
        if one.excerpts
    ]
    about = tag(
        "p",
        "The first of each outlet; numbers are the characters of the article’s text, counted from 0.",
        class_="faint",
    )
    return tag("section", tag("h2", "Sentences in the articles"), about, parts, id="sentences")


def _quoted(article: dict[str, object], quote: Excerpt) -> Html:
    """An excerpt under its outlet, headline and place."""
    url = str(article["url"]) if article["url"] else None
    headline = outward(url, article["title"] or "no headline")
    place = tag("small", f", characters {quote.start:,}–{quote.end:,}")
    text = tag("blockquote", quote.before, tag("mark", quote.marked), quote.after)
    return join(tag("p", tag("b", article["outlet"]), ", ", headline, place), text)


def _rest(corpus: Corpus, story: Story) -> Html:
    """Tables, limits, and what the report was made of."""
    told = (("Articles", tables.articles), ("Sources", tables.sources), ("Claims", tables.claims))
    parts = [tag("details", tag("summary", name), write(story)) for name, write in told]
    return join(
        tag("section", tag("h2", "Tables"), parts, id="tables"),
        tag(
            "section",
            tag("h2", "Method and limits"),
            method.limits(corpus),
            tag("h3", "What this report was made of"),
            method.made_of(corpus, story.days[1]),
            id="method",
        ),
    )
