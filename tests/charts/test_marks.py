"""What single charts draw, counted in the finished picture."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import vl_convert

from analysis import charts
from analysis.charts.colours import PAPER
from analysis.charts.overlap import MOST_DOTS, alike


def svg(chart) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict() | {"width": 600})


def marks(picture: str, kind: str) -> int:
    return picture.count(f'aria-roledescription="{kind}"')


def intervals(picture: str) -> int:
    """Lines of marks, which no reader of screens is told of: the dot beside says the interval."""
    return sum(group.count("<line") for group in re.findall(r'<g class="mark-rule role-mark.*?</g>', picture))


def share_rows(*rows: tuple) -> pl.DataFrame:
    columns = ["outlet", "kind", "value", "low", "high", "n", "claims", "articles", "note"]
    return pl.DataFrame(rows, schema=columns, orient="row", schema_overrides={"note": pl.String})


def test_a_dot_for_each_share_and_a_line_for_each_interval() -> None:
    table = share_rows(
        ("Globe", "person", 0.6, 0.4, 0.8, 10, 6, 8, None),
        ("Globe", "none", 0.4, 0.2, 0.6, 10, 4, 8, None),
        ("Courier", "person", 1.0, None, None, 3, 3, 1, "one article: no interval"),
        ("Herald", "person", None, None, None, 0, 0, 0, "no claims"),
    )
    picture = svg(charts.source_counts_chart(table))
    assert marks(picture, "circle") == 3
    assert picture.count(">Globe</text>") == 2
    assert intervals(picture) == 2
    assert "nobody named" in picture


def test_rows_name_those_who_are_there() -> None:
    rows = [(outlet, "person", 0.6, 0.4, 0.8, 10, 6, 8, None) for outlet in ("Globe", "Herald")]
    picture = svg(charts.source_counts_chart(share_rows(*rows), outlets=["Courier", "Globe", "Herald"]))
    assert ">Globe</text>" in picture
    assert ">Courier</text>" not in picture


def test_rough_intervals_are_dashed() -> None:
    sure = ("Globe", "person", 0.6, 0.4, 0.8, 10, 6, 8, None)
    rough = ("Courier", "person", 0.6, 0.2, 0.8, 10, 6, 3, "only 3 articles: rough interval")
    assert 'stroke-dasharray="2,2"' in svg(charts.source_counts_chart(share_rows(sure, rough)))
    assert 'stroke-dasharray="2,2"' not in svg(charts.source_counts_chart(share_rows(sure)))


def test_the_most_cited_kind_stands_on_top() -> None:
    rows = [
        ("Globe", kind, 0.5, 0.4, 0.6, 9, claims, 8, None)
        for kind, claims in (("medium", 1), ("person", 6), ("group", 2))
    ]
    spec = charts.source_counts_chart(share_rows(*rows)).to_dict()
    rows = [row.split("\u2063") for row in spec["layer"][0]["encoding"]["y"]["sort"]]
    assert [group for group, outlet in rows if not outlet] == ["person", "group", "medium"]
    assert rows[1] == ["person", "Globe"]


def test_verbs_beyond_the_most_frequent_are_left_out(tables) -> None:
    spec = charts.reporting_verbs_chart(tables["verbs"], most=2).to_dict()
    assert {row["cue_lemma"] for row in next(iter(spec["datasets"].values()))} == {"say", "add"}


def test_articles_without_date_stand_beside_the_name(tables) -> None:
    picture = svg(charts.coverage_over_time_chart(tables["coverage"]))
    assert "Globe · 6 articles (2 without date)" in picture
    assert "Courier · 6 articles (1 without date)" in picture


def test_a_bar_for_each_day_and_no_line_where_there_is_nothing(tables) -> None:
    table = tables["coverage"].filter(pl.col("day").is_not_null())
    picture = svg(charts.coverage_over_time_chart(tables["coverage"]))
    assert marks(picture, "rect mark") == table.height
    assert intervals(picture) == table.filter(pl.col("value") > 0).height


def test_lanes_share_one_scale(tables) -> None:
    rows = max(charts.coverage_over_time_chart(tables["coverage"]).to_dict()["datasets"].values(), key=len)
    units = {round((row["top"] - row["base"]) / row["value"], 9) for row in rows if row["value"]}
    assert len(units) == 1
    (unit,) = units
    for row in rows:
        if row["value"]:
            assert row["to"] - row["base"] <= row["high"] * unit + 1e-9  # cut at the lane's edge, never longer
    highest = max(row["top"] - row["base"] for row in rows)
    assert highest >= 0.3  # however long the intervals, bars can be seen
    assert all(row["base"] <= row["from"] <= row["top"] <= row["to"] < row["base"] + 1 for row in rows if row["value"])


def test_every_lane_says_how_high_its_bars_are() -> None:
    days = [date(2024, 8, 19), date(2024, 8, 20)]
    rows = [(f"Outlet {letter}", *days, 4, 1.1, 10.2, 4, 900) for letter in "ABCDEFGH"]
    columns = ["outlet", "day", "until", "value", "low", "high", "n", "words"]
    axis = svg(charts.coverage_over_time_chart(pl.DataFrame(rows, schema=columns, orient="row")))
    assert axis.count(">0</text>") == axis.count(">4</text>") == 8


def test_only_undated_articles_still_name_their_outlets(tables) -> None:
    undated = tables["coverage"].filter(pl.col("day").is_null())
    assert "Globe · 6 articles (2 without date)" in svg(charts.coverage_over_time_chart(undated))


def pairs(outlets: int) -> pl.DataFrame:
    names = [f"Outlet {letter}" for letter in "ABCDEFGHIJ"[:outlets]]
    rows = [
        (a, b, "jaccard", 0.1 + 0.01 * i * j, 0.05, 0.9, 30, 20, 20, 5, None)
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        if i < j
    ]
    columns = ["outlet_a", "outlet_b", "method", "value", "low", "high", "n", "n_a", "n_b", "shared", "note"]
    return pl.DataFrame(rows, schema=columns, orient="row", schema_overrides={"note": pl.String})


def test_few_pairs_get_a_row_with_an_interval_each() -> None:
    picture = svg(charts.source_overlap_chart(pairs(6)))
    assert pairs(6).height == MOST_DOTS
    assert marks(picture, "circle") == intervals(picture) == 15
    assert "5 of 30 sources" in picture


def test_many_pairs_become_a_heat_map_with_a_cell_each() -> None:
    picture = svg(charts.source_overlap_chart(pairs(7)))
    assert marks(picture, "rect mark") == 21
    assert marks(picture, "text mark") == 42
    assert picture.count(">.05–.90<") == 21


def test_a_heat_map_without_room_for_intervals_leaves_them_to_tooltips() -> None:
    picture = svg(charts.source_overlap_chart(pairs(9)))
    assert marks(picture, "text mark") == marks(picture, "rect mark") == 36


def test_a_pair_without_interval_has_none_in_its_cell() -> None:
    unknown = pl.when(pl.col("outlet_a") != "Outlet A").then(pl.col("low")).alias("low")
    picture = svg(charts.source_overlap_chart(pairs(7).with_columns(unknown)))
    assert picture.count(">.05–.90<") == 15
    assert "None" not in picture


def test_cells_stand_below_the_diagonal() -> None:
    rows = next(iter(charts.source_overlap_chart(pairs(7)).to_dict()["datasets"].values()))
    order = alike(pairs(7))
    assert all(order.index(row["row"]) > order.index(row["column"]) for row in rows)
    assert all({row["row"], row["column"]} == {row["outlet_a"], row["outlet_b"]} for row in rows)


def test_a_pair_without_sources_says_so() -> None:
    table = (
        pairs(2)
        .with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in ("value", "low", "high"))
        .with_columns(note=pl.lit("no named source"))
    )
    picture = svg(charts.source_overlap_chart(table))
    assert "no named source" in picture
    assert marks(picture, "circle") == 0


def test_words_of_each_outlet_stand_below_its_name(tables) -> None:
    chart = charts.distinctive_words_chart(tables["words"], most=2)
    spec = chart.to_dict()
    rows = max(spec["datasets"].values(), key=len)
    assert all(row["value"] > 0 for row in rows)
    of_globe = [row["word"] for row in rows if row["outlet"] == "Globe"]
    assert of_globe == ["invasion", "offensive"]
    domain = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert domain[domain.index("Globe\u2063") :] == ["Globe\u2063", "Globe\u2063invasion", "Globe\u2063offensive"]


def test_words_that_may_be_chance_are_hollow() -> None:
    rows = [("Globe", word, 1.0, low, 1.5, 2.0, 9, 1, 3) for word, low in (("raid", 0.5), ("talks", -0.5))]
    columns = ["outlet", "word", "value", "low", "high", "z", "n", "n_rest", "articles"]
    picture = svg(charts.distinctive_words_chart(pl.DataFrame(rows, schema=columns, orient="row")))
    fills = dict(re.findall(r'word: (\w+);[^>]*"circle"[^>]*fill="([^"]+)" stroke=', picture))
    assert fills == {"raid": "#0072B2", "talks": PAPER}


def test_one_word_may_mark_two_outlets() -> None:
    rows = [(outlet, "raid", 1.0, 0.5, 1.5, 2.0, 9, 1, 3) for outlet in ("Globe", "Courier")]
    columns = ["outlet", "word", "value", "low", "high", "z", "n", "n_rest", "articles"]
    picture = svg(charts.distinctive_words_chart(pl.DataFrame(rows, schema=columns, orient="row")))
    assert marks(picture, "circle") == 2


def coverage_rows(*rows: tuple[str, str, str, int, str]) -> pl.DataFrame:
    """Story, claim, outlet, outlets that state it, status."""
    named = pl.DataFrame(rows, schema=["story", "claim", "outlet", "outlets", "status"], orient="row")
    unseen = pl.col("status").str.starts_with("not")
    return named.with_columns(
        quotation=pl.lit("direct"),
        claim_ids=pl.lit([], pl.List(pl.String)),
        missed=pl.when(unseen).then(0.34),
        low=pl.when(unseen).then(0.22),
        high=pl.when(unseen).then(0.46),
        n=pl.when(unseen).then(129),
    )


def test_the_grid_is_of_the_story_with_the_most_shared_claims_and_of_the_claims_that_most_have() -> None:
    table = coverage_rows(
        ("a tram", "t#0", "Globe", 1, "stated"),
        ("a tram", "t#0", "Post", 1, "not found"),
        ("bridge", "b#0", "Globe", 1, "stated"),
        ("bridge", "b#0", "Post", 1, "contradicted"),
        ("bridge", "b#1", "Globe", 2, "stated"),
        ("bridge", "b#1", "Post", 2, "stated"),
        ("bridge", "b#2", "Globe", 1, "not yet possible"),
        ("bridge", "b#2", "Post", 1, "stated"),
    )
    told = {"claim_id": ["b#1"], "source_text": ["Ada\nBell"], "content_text": ["it   will be shut"]}
    spec = charts.claim_coverage_chart(table, told, most=2).to_dict()
    assert [row["claim"] for row in max(spec["datasets"].values(), key=len)] == ["b#0", "b#0", "b#1", "b#1"]
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["b#1", "b#0"]
    picture = svg(charts.claim_coverage_chart(table, told, most=2))
    assert "Ada Bell: it will be shut" in picture
    assert "b#0" in picture  # of which the table has no words
    assert "t#0" in svg(charts.claim_coverage_chart(table, story="a tram"))


def test_statuses_are_told_apart_without_colour() -> None:
    spec = charts.claim_coverage_chart(coverage_rows(("s", "c", "Globe", 1, "stated"))).to_dict()
    shapes, strokes, fills = (spec["layer"][0]["encoding"][name]["scale"] for name in ("shape", "stroke", "fill"))
    assert len(set(shapes["range"])) == 4
    assert shapes["domain"] == strokes["domain"] == fills["domain"]
    assert len(set(zip(shapes["range"], fills["range"], strict=True))) == 4


def test_tooltips_tell_how_often_what_is_there_is_missed() -> None:
    picture = svg(charts.claim_coverage_chart(coverage_rows(("s", "c", "Globe", 1, "not found"))))
    assert "versions missed that are there: 34%" in picture


def curve_rows(*rows: tuple[str, float, float, float, float, float]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=["outlet", "hours", "until", "value", "low", "high"], orient="row")
    return table.with_columns(n=pl.lit(9), reported=pl.lit(1), note=pl.lit(None, pl.String))


def test_a_step_reaches_to_the_next_and_the_last_as_far_as_was_watched() -> None:
    table = curve_rows(
        ("Globe", 2, 5, 0.1, 0.0, 0.2), ("Globe", 5, 400, 0.3, 0.2, 0.4), ("Globe", 200, 400, 0.5, 0.4, 0.6)
    )
    spec = charts.delay_curves_chart(table).to_dict()
    rows = max(spec["datasets"].values(), key=len)
    assert [(row["hours"], row["then"]) for row in rows] == [(2, 5), (5, 168)]
    # each riser begins where the step before it was
    assert rows[1]["below"] == rows[0]["top"]
    assert rows[0]["below"] == rows[0]["base"]


def test_bands_stay_in_their_lane() -> None:
    table = curve_rows(("Globe", 2, 50, 0.1, 0.0, 1.0), ("Post", 2, 50, 0.05, 0.0, 0.1))
    spec = charts.delay_curves_chart(table).to_dict()
    rows = max(spec["datasets"].values(), key=len)
    assert all(row["base"] <= row["from"] <= row["top"] <= row["to"] < row["base"] + 0.7 for row in rows)
    assert {row["base"] for row in rows} == {0, 1}
