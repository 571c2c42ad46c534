import polars as pl
import pytest

from analysis.linking.entities import apply_entity_links, link_entities
from analysis.linking.sources import link_sources
from analysis.schema import ENTITY_LINKS, SOURCE_LINKS, SOURCES

ARTICLES = pl.DataFrame(
    {"article_id": ["a", "b", "c", "d"], "story": ["harbour", "harbour", "tram", None]},
    schema={"article_id": pl.String, "story": pl.String},
)


def mentions(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Mentions given as article, entity id and name."""
    return pl.DataFrame(
        list(rows), schema=dict.fromkeys(("article_id", "entity_id", "entity"), pl.String), orient="row"
    )


def link(*rows: tuple[str, str, str]) -> dict[str, tuple[str, str]]:
    """For each id, the id and the name across the corpus."""
    made = link_entities(mentions(*rows), ARTICLES, SOURCES.empty(), SOURCE_LINKS.empty())
    assert made.schema == ENTITY_LINKS.schema
    return {key: (linked, name) for key, linked, name in made.iter_rows()}


HALENSKY = ("person:volodymyr-halensky", "Volodymyr Halensky")


@pytest.mark.parametrize(
    ("rows", "key", "expected"),
    [
        (
            [("a", *HALENSKY), ("c", *HALENSKY), ("b", "person:vladimir-halenskiy", "Vladimir Halenskiy")],
            "person:vladimir-halenskiy",
            HALENSKY,
        ),
        ([("a", *HALENSKY), ("b", "person:halenskyy@b", "Halenskyy")], "person:halenskyy@b", HALENSKY),
        # two who share a surname in one story stay two, and the surname alone is neither
        (
            [("a", *HALENSKY), ("a", "person:olena-halenska", "Olena Halenska")],
            "person:olena-halenska",
            ("person:olena-halenska", "Olena Halenska"),
        ),
        (
            [
                ("a", "person:ada-bell", "Ada Bell"),
                ("b", "person:tom-bell", "Tom Bell"),
                ("b", "person:bell@b", "Bell"),
            ],
            "person:bell@b",
            ("person:bell@b", "Bell"),
        ),
        # organisations by acronym, places by id alone
        (
            [("a", "org:harbour-workers-union", "Harbour Workers Union"), ("b", "org:hwu", "HWU")],
            "org:hwu",
            ("org:harbour-workers-union", "Harbour Workers Union"),
        ),
        (
            [
                ("a", "place:russia", "Russia"),
                ("b", "place:russia", "Russia"),
                ("c", "place:russia", "Russian Federation"),
            ],
            "place:russia",
            ("place:russia", "Russia"),
        ),
        # days are each article's own
        (
            [("a", "date:monday@a", "Monday"), ("b", "date:monday@b", "Monday")],
            "date:monday@b",
            ("date:monday@b", "Monday"),
        ),
    ],
)
def test_what_is_one_entity(rows: list[tuple[str, str, str]], key: str, expected: tuple[str, str]) -> None:
    assert link(*rows)[key] == link(*reversed(rows))[key] == expected


def test_who_is_cited_has_the_id_and_name_of_the_source() -> None:
    other = ("person:vladimir-halenskiy", "Vladimir Halenskiy")
    row = {"source_id": other[0], "name": other[1], "kind": "person", "anonymous": False}
    found = pl.DataFrame(
        [{**row, "side": None, "represents": None, "aliases": [], "title": None}], schema=SOURCES.schema
    )
    claims = pl.DataFrame({"article_id": ["b"], "source_id": [other[0]]})
    sources, links = link_sources(claims, found, ARTICLES)
    named = mentions(("a", *HALENSKY), ("c", *HALENSKY), ("b", *other))
    made = link_entities(named, ARTICLES, sources, links)
    assert set(made.select("linked_id", "entity").rows()) == {other}


def test_links_reach_the_mentions() -> None:
    rows = mentions(("b", "person:bell@b", "Bell"), ("a", "person:ada-bell", "Ada Bell"), ("d", "misc:x", "X"))
    links = link_entities(rows[:2], ARTICLES, SOURCES.empty(), SOURCE_LINKS.empty())
    linked = apply_entity_links(rows, links)
    assert linked.columns == rows.columns
    assert linked["entity"].to_list() == ["Ada Bell", "Ada Bell", "X"]
    assert linked["entity_id"].to_list() == ["person:ada-bell", "person:ada-bell", "misc:x"]


def test_nothing_gives_nothing() -> None:
    assert link() == {}
