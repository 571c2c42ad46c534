import re
from importlib import resources

import polars as pl
import pytest

from analysis.lexicons import load_lexicon

FILES = sorted((f for f in (resources.files("analysis.lexicons") / "en").iterdir() if f.name.endswith(".csv")), key=str)
CLASSES = {"neutral", "endorsing", "doubting", "arguing", "confrontational", "supportive", "asking", "emotive"}
CLASSES |= {"intention", "thought"}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_list_names_its_source_and_reads_in_full(file) -> None:
    lines = file.read_text(encoding="utf8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    assert any(re.search(r"\b(Source|Compiled)\b", line) for line in comments)
    frame = load_lexicon(file.name.removesuffix(".csv"))
    assert frame.height == len(lines) - len(comments) - 1
    assert set(frame.dtypes) == {pl.String}
    assert sum(frame.null_count().row(0)) == 0
    assert frame.is_unique().all()
    stripped = frame.with_columns(pl.all().str.strip_chars())
    assert frame.equals(stripped)


KEYS = {"reporting_verbs": "lemma", "media": "name", "hedges": "form", "negations": "form"}


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_keys_are_unique_and_filled(name: str, key: str) -> None:
    keys = load_lexicon(name)[key]
    assert keys.is_unique().all()
    assert (keys.str.len_chars() > 0).all()


def test_reporting_verbs_use_the_declared_values() -> None:
    verbs = load_lexicon("reporting_verbs")
    assert set(verbs["class"]) == CLASSES
    assert set(verbs["act"]) == {"said", "thought", "intention", "document"}
    assert set(verbs["denied"]) == {"true", "false"}
    classes = dict(zip(verbs["lemma"], verbs["class"], strict=True))
    expected = {
        "say": "neutral",
        "allege": "doubting",
        "reveal": "endorsing",
        "slam": "confrontational",
        "insist": "arguing",
    }
    assert {lemma: classes[lemma] for lemma in expected} == expected


def test_no_form_belongs_to_two_media() -> None:
    media = load_lexicon("media").with_columns(form=pl.concat_str("name", "aliases", separator="|").str.split("|"))
    forms = media.explode("form").filter(pl.col("form") != "")
    assert forms.filter(forms["form"].is_duplicated()).rows() == []


def test_an_unknown_list_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match="en/media"):
        load_lexicon("no_such_list")
