"""Stories are read whole, some at a time, and what is found in them does not depend on how many."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import batches
from analysis.batches import rows_of, story_batches, whole_table
from analysis.commits import Part, write_part
from analysis.schema import ARTICLES


def part(root: Path, name: str, ids: Sequence[str]) -> Part:
    empty = ARTICLES.empty()
    rows = pl.DataFrame({"article_id": list(ids)}, schema={"article_id": pl.String})
    return write_part(root, f"parts/{name}", {"articles": pl.concat([empty, rows], how="diagonal")}, "")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Part]]:
    """Nine articles in three parts."""
    root = tmp_path_factory.mktemp("corpus")
    return root, [part(root, name, [f"{name}{number}" for number in range(3)]) for name in "abc"]


IDS = [f"{name}{number}" for name in "abc" for number in range(3)]


@settings(max_examples=50, deadline=None)
@given(
    stories=st.lists(st.sampled_from(["dam", "ferry", "a0", None]), min_size=9, max_size=9), together=st.integers(1, 10)
)
def test_every_article_is_in_one_batch_and_no_story_in_two(
    parts: tuple[Path, list[Part]], stories: list[str | None], together: int
) -> None:
    root, every = parts
    articles = pl.DataFrame({"article_id": IDS, "story": stories}, schema={"article_id": pl.String, "story": pl.String})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "TOGETHER", together)
        found = list(story_batches(root, every, articles))
    assert sorted(name for _, some in found for name in some["article_id"]) == IDS
    told = [set(some["story"].drop_nulls()) for _, some in found]
    assert sum(map(len, told)) == len(set().union(*told))
    for here, some in found:
        assert {one.folder for one in here} == {f"parts/{name[0]}" for name in some["article_id"]}
        largest = some.group_by("story").len().filter(pl.col("story").is_not_null())["len"].max() or 1
        assert some.height < together + largest  # one story more than there is room for, at most
        assert rows_of(root, here, "articles", ["article_id"], some.select("article_id")).height == some.height


def test_a_corpus_without_parts_has_no_batches(tmp_path: Path) -> None:
    articles = pl.DataFrame(schema={"article_id": pl.String, "story": pl.String})
    assert list(story_batches(tmp_path, [], articles)) == []
    assert whole_table(tmp_path, [], "articles", ["article_id"]).is_empty()
