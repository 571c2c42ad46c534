"""The tables of articles and of claims, as more than one page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dashboards.elements import Html, join, tag
from dashboards.page import Page, empty
from dashboards.palette import swatch
from dashboards.state import NO_FILTER, Filter
from dashboards.table import Shown, Table

Row = Mapping[str, Any]
QUOTATIONS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "in the outlet's words"}


def day(value: date | None) -> Html | None:
    """A day as a reader writes it; nothing where nobody knows it."""
    return tag("time", f"{value.day} {value:%b %Y}", datetime=value.isoformat(), class_="day") if value else None


def moment(when: datetime | None) -> Html:
    """When something was published: in UTC, which the page puts beside the reader's own time; midnight is a mere day.

    Example:
        >>> moment(datetime(2024, 8, 19, 7, 5))
        '<time datetime="2024-08-19T07:05:00Z" class="day">19 Aug 2024, 07:05 UTC</time>'
    """
    if when is None:
        return tag("span", "no date")
    if (when.hour, when.minute, when.second) == (0, 0, 0):
        return day(when.date()) or join()
    said = f"{when.day} {when:%b %Y, %H:%M} UTC"
    return tag("time", said, datetime=f"{when:%Y-%m-%dT%H:%M:%S}Z", class_="day")


def written(value: str) -> object:
    """A day from a URL as a reader writes it; what is no day stays as it is.

    Example:
        >>> written("2024-08-19"), written("soon")
        ('<time datetime="2024-08-19" class="day">19 Aug 2024</time>', 'soon')
    """
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def outlet(page: Page, name: str) -> Html:
    """An outlet's name beside its colour."""
    return tag("span", swatch(page.desk, page.state.scope, name), name, class_="outlet-name")


def headline(row: Row) -> Html:
    """A title, or that there is none."""
    return tag("span", row["title"], class_="headline") if row["title"] else tag("em", "no headline")


def no_articles(page: Page) -> Html:
    """What stands where articles would: the way out of a filter, or out of a story that has none."""
    if page.state.filter != Filter():
        return empty("No article matches.", page.state.query(**NO_FILTER), "Clear the filter")
    return empty("No article matches.", page.state.query(story="", outlets=[]), "Show all articles")


def articles_table(page: Page) -> Table:
    """Articles; a row opens the reader."""
    return Table(
        [
            Shown("Headline", headline, "title", "wide"),
            Shown("Outlet", lambda row: outlet(page, row["outlet"]), "outlet"),
            Shown("Published", lambda row: day(row["day"]), "published_at"),
            Shown("Words", lambda row: f"{row['n_words']:,}", "n_words", "number"),
            Shown("Claims", lambda row: f"{row['n_claims']:,}", "n_claims", "number"),
        ],
        lambda row: page.state.query(page="reader", article=row["article_id"], claim="", at=""),
        lambda: no_articles(page),
        on_link=page.go,
        sort="published_at",
        caption="Articles, each leading to its text",
    )


def claims_table(page: Page) -> Table:
    """Claims; a row opens the reader at the claim."""
    return Table(
        [
            Shown("What was said", said, "content_text", "wide"),
            Shown("Who", who, "source"),
            Shown("Verb", lambda row: row["cue_lemma"], "cue_lemma", "short"),
            Shown("Outlet", lambda row: outlet(page, row["outlet"]), "outlet"),
            Shown("Published", lambda row: day(row["day"]), "published_at"),
        ],
        lambda row: claim_link(page, row),
        lambda: empty("No claim matches.", page.state.query(page="claims", **NO_FILTER), "Clear the filter"),
        on_link=page.go,
        sort="published_at",
        caption="Claims, each leading to its sentence",
    )


def claim_link(page: Page, row: Row) -> str:
    """The reader at a claim."""
    return page.state.query(page="reader", article=row["article_id"], claim=row["claim_id"], at="")


def said(row: Row) -> Html:
    """A claim's content, cut to a length that a table can hold, and how it is reported."""
    content = row["content_text"]
    shortened = content if len(content) <= 240 else content[:239].rstrip() + "…"
    marks = [tag("span", QUOTATIONS.get(row["quotation"], row["quotation"]), class_=f"how {row['quotation']}")]
    if row["denied"]:
        marks.append(tag("span", "denied", class_="how denied"))
    if row["hedged"]:
        marks.append(tag("span", "hedged", class_="how hedged"))
    return join(tag("span", shortened, class_="said"), tag("span", marks, class_="hows"))


def who(row: Row) -> Html:
    """A claim's source: its name, and under it the words the article used where they differ."""
    if row["source"] is None:
        return join(row["source_text"] or tag("em", "nobody named"))
    printed = row["source_text"]
    differs = printed and printed.casefold() != row["source"].casefold()
    return join(row["source"], tag("small", f"“{printed}”") if differs else "")
