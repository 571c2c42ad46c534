import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext

import polars as pl
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.annotate import annotate, merge_sources
from analysis.language.attribution import Attribution, set_attributions
from analysis.schema import ARTICLES, SOURCES, SchemaError, Tables, conform

STORY = (
    "The harbour of Kalmar will stay closed until spring, Governor Ada Bell said on Monday.\n\n"
    "“We will never pay for the dredging,” she told Reuters. Otto Crane, a lawyer for the dockers, called the plan “a "
    "bad joke” and said they would go to court.\n\n"
    "A senior official denied that the port had been sold."
)
OTHER = (
    "Bell said the harbour would open in spring. A spokesman for the port, Lukas Verhoeven, wrote on Telegram that the "
    "dredging had begun with three ships after dockers attacked a guard."
)


def frame(**texts: str) -> pl.DataFrame:
    rows = [
        {
            "article_id": key,
            "outlet": "Courier",
            "byline": [],
            "published_at": dt.datetime(2024, 8, 21, tzinfo=dt.UTC),
            "language": "en",
            "credits": [],
            "text": text,
            "n_words": len(text.split()),
            "origin": f"{key}.txt",
            "flags": [],
        }
        for key, text in texts.items()
    ]
    return pl.DataFrame(rows, schema=ARTICLES.schema)


@pytest.fixture(scope="module")
def tables(nlp: Language) -> Tables:
    return annotate(frame(a=STORY, b=OTHER), nlp)


def test_every_table_keeps_its_schema(tables: Tables) -> None:
    for name, table in tables.items():
        assert conform(table, name).schema == table.schema
        assert table.height > 0


def test_what_was_said_by_whom(tables: Tables) -> None:
    claims = tables.claims.join(tables.sources, on="source_id", how="left", maintain_order="left")
    found = {row["content_text"].strip("“”,."): row for row in claims.iter_rows(named=True)}
    dredging = found["We will never pay for the dredging"]
    assert (dredging["name"], dredging["source_text"]) == ("Ada Bell", "she")
    assert (dredging["quotation"], dredging["medium"], dredging["act"]) == ("direct", "Reuters", "said")
    assert (dredging["cue_lemma"], dredging["denied"], dredging["n_words"]) == ("tell", False, 7)
    denial = next(row for text, row in found.items() if "port had been sold" in text)
    assert (denial["name"], denial["kind"], denial["anonymous"]) == ("senior official", "unnamed", True)
    assert (denial["denied"], denial["quotation"]) == (True, "indirect")
    closed = next(row for text, row in found.items() if "stay closed" in text)
    assert (closed["name"], closed["title"], closed["said_on"]) == ("Ada Bell", "Governor", "2024-08-19")


def test_names_of_events_stand_in_somebodys_voice(nlp: Language) -> None:
    text = "Norland launched a raid on Saltmere. “We stopped the attack,” Mayor Ada Bell said on Monday."
    names = annotate(frame(a=text), nlp).event_names
    assert [text[start:end] for start, end in names.select("start", "end").rows()] == names["text"].to_list()
    assert names.select("head", "voice", "claim_id", "event_id", "why").rows() == [
        ("raid", "outlet", None, "a@17", None),
        ("attack", "sources", "a#0", "a@17", "'the attack' after 'raid'"),
    ]


def test_rows_are_numbered_and_point_at_their_sentence(tables: Tables) -> None:
    claims, sentences = tables.claims, tables.sentences
    for (article,), rows in claims.group_by("article_id"):
        assert rows["claim_id"].to_list() == [f"{article}#{n}" for n in range(rows.height)]
    holding = claims.join(sentences, on=["article_id", "sentence"])
    assert holding.height == claims.height
    assert holding.filter((pl.col("cue_start") < pl.col("start")) | (pl.col("cue_end") > pl.col("end"))).height == 0
    assert sentences["position"].is_between(0, 1).all()
    assert sentences.filter(pl.col("article_id") == "a")["paragraph"].unique().to_list() == [0, 1, 2]


def test_shares_and_paragraphs_of_sentences() -> None:
    text = "“We will pay,” she said. No.\n\n  Then he left.\nEnd "
    doc = spacy.blank("en").make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
    words = [token.text for token in doc]
    she = words.index("she")
    set_attributions(doc, [Attribution(((she, she + 1),), ((she + 1, she + 2),), ((1, 4),))])
    rows = annotate(frame(a=text), Prepared([doc])).sentences
    assert [text[start:end] for start, end in rows.select("start", "end").iter_rows()] == [
        "“We will pay,” she said.",
        "No.",
        "Then he left.",
        "End",
    ]
    assert rows["paragraph"].to_list() == [0, 0, 1, 2]
    assert rows["n_words"].to_list() == [5, 1, 3, 1]
    assert rows["quoted"].to_list() == rows["attributed"].to_list() == [0.6, 0.0, 0.0, 0.0]
    assert rows["position"].to_list() == pytest.approx([start / len(text) for start in rows["start"]])


def test_full_names_have_one_id_and_partial_ones_their_articles(tables: Tables) -> None:
    ids = tables.sources["source_id"].to_list()
    assert {"person:ada-bell", "person:bell@b", "person:otto-crane", "unnamed:senior-official@a"} <= set(ids)
    assert ids == sorted(set(ids))
    assert set(tables.claims["source_id"].drop_nulls()) == set(ids)


def test_entities_share_ids_within_their_article(tables: Tables) -> None:
    bell = tables.entities.filter(pl.col("text") == "Ada Bell")
    assert bell["label"].to_list() == ["PERSON"]
    assert bell["entity_id"][0] == "person:ada-bell"
    assert tables.entities["entity"].str.len_chars().min() > 0


def test_batches_and_neighbours_change_nothing(nlp: Language, tables: Tables) -> None:
    alone = [annotate(frame(a=STORY), nlp), annotate(frame(b=OTHER), nlp)]
    turned = annotate(frame(b=OTHER, a=STORY), nlp)
    for name in ("sentences", "entities", "claims"):
        whole = getattr(tables, name)
        assert whole.equals(pl.concat([getattr(part, name) for part in alone]))
        key = ["article_id", pl.nth(1), pl.nth(2)]
        assert whole.sort(key).equals(getattr(turned, name).sort(key))
    assert tables.sources.equals(merge_sources([part.sources for part in reversed(alone)]))
    assert tables.sources.equals(turned.sources)


def test_the_words_of_articles_leave_the_vocabulary_with_them(nlp: Language) -> None:
    text = "The mayor of Zwyvenhoek said the qorblaxes are safe."
    found = annotate(frame(a=text), nlp)
    assert found.claims["content_text"].str.contains("qorblaxes").any()
    assert "qorblaxes" not in nlp.vocab.strings
    with nlp.memory_zone():  # a caller's own zone is no obstacle
        assert annotate(frame(a=text), nlp).claims.equals(found.claims)


def test_articles_in_other_languages_are_kept_without_rows(nlp: Language) -> None:
    articles = frame(a=STORY, b="Der Hafen bleibt geschlossen, sagte Ada Bell.").with_columns(
        language=pl.Series(["und", "de"])
    )
    result = annotate(articles, nlp)
    assert result.articles["flags"].to_list() == [[], ["not_annotated"]]
    assert set(result.sentences["article_id"]) == {"a"}
    again = annotate(result.articles, nlp)
    assert again.articles["flags"].to_list() == [[], ["not_annotated"]]


def test_texts_longer_than_any_article_are_kept_without_rows(nlp: Language, monkeypatch) -> None:
    monkeypatch.setattr(sys.modules["analysis.annotate"], "LONGEST", len(STORY))
    result = annotate(frame(a=STORY, b=STORY + " More."), nlp)
    assert result.articles["flags"].to_list() == [[], ["not_annotated"]]
    assert set(result.claims["article_id"]) == {"a"}


def test_pandas_frames_are_taken_and_other_tables_refused(nlp: Language) -> None:
    assert annotate(frame(a=STORY).to_pandas(), nlp).claims.height > 0
    with pytest.raises(SchemaError, match="text"):
        annotate(pl.DataFrame({"article_id": ["a"]}), nlp)


def test_an_empty_table_gives_empty_tables(nlp: Language) -> None:
    for name, table in annotate(frame(), nlp).items():
        assert table.height == 0
        assert conform(table, name).height == 0


def test_labels_of_other_pipelines_become_ours() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    assert hasattr(ruler, "add_patterns")
    patterns = {
        "Kalmar": "GPE",
        "Ada Bell": "PERSON",
        "Courier": "ORG",
        "Danish": "NORP",
        "Quay Bridge": "FAC",
        "Denmark": "LOC",  # as pipelines of four labels call countries
        "Oresund": "LOC",
        "Saga Act": "LAW",
        "Regatta Week": "EVENT",
        "three": "CARDINAL",
        "40 percent": "PERCENT",
        "8 pm": "TIME",
    }
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in patterns.items()])
    nlp.add_pipe("sentencizer")
    text = (
        "Ada Bell of Kalmar met the Danish Courier at Quay Bridge at 8 pm. The Saga Act splits Denmark at the "
        "Oresund in three after Regatta Week, said 40 percent."
    )
    found = annotate(frame(a=text), nlp).entities
    assert dict(found.select("text", "label").iter_rows()) == {
        "Ada Bell": "PERSON",
        "Kalmar": "GPE",
        "Danish": "NORP",
        "Courier": "ORG",
        "Quay Bridge": "FAC",
        "8 pm": "DATE",
        "Saga Act": "MISC",
        "Denmark": "GPE",
        "Oresund": "LOC",
        "Regatta Week": "EVENT",
    }


class Prepared:
    """Stands for a pipeline that has read the texts already."""

    vocab = Vocab()
    memory_zone = staticmethod(nullcontext)

    def __init__(self, docs: list[Doc]) -> None:
        self.docs = docs

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        assert [doc.text for doc in self.docs] == list(texts)
        return iter(self.docs)


class Arbitrary:
    """Stands for a pipeline: cuts a text into sentences and statements wherever it is told."""

    vocab = Vocab()
    memory_zone = staticmethod(nullcontext)

    def __init__(self, cuts: list[int]) -> None:
        self.blank = spacy.blank("en")
        self.cuts = cuts

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        for text in texts:
            doc = self.blank.make_doc(text)
            size = len(doc)
            for token in doc:
                token.is_sent_start = token.i == 0 or token.i in self.cuts
            if size:
                a, b, c, d = sorted(cut % size for cut in (*self.cuts, 0, 1, 2, 3)[:4])
                spans = [((a, a + 1),), ((b, b + 1),), ((c, d + 1),)]
                set_attributions(doc, [Attribution(*spans), Attribution((), *spans[1:])])
            yield doc


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.text(max_size=60), st.lists(st.integers(0, 30), max_size=4))
def test_offsets_hold_for_any_text(text: str, cuts: list[int]) -> None:
    tables = annotate(frame(a=text.encode("utf8", "ignore").decode("utf8")), Arbitrary(cuts))
    text = tables.articles["text"][0]
    for row in tables.sentences.iter_rows(named=True):
        piece = text[row["start"] : row["end"]]
        assert piece
        assert piece == piece.strip()
        assert 0 <= row["quoted"] <= 1
        assert 0 <= row["attributed"] <= 1
    for row in tables.claims.iter_rows(named=True):
        pieces = [text[span["start"] : span["end"]] for span in row["content_spans"]]
        assert row["content_text"] == " ... ".join(pieces)
        assert all(piece and piece == piece.strip() for piece in pieces)
        assert (row["content_start"], row["content_end"]) == (
            row["content_spans"][0]["start"],
            row["content_spans"][-1]["end"],
        )
        assert text[row["cue_start"] : row["cue_end"]].strip()
        if row["source_start"] is not None:
            assert text[row["source_start"] : row["source_end"]] == row["source_text"] != ""
    for row in [*tables.entities.iter_rows(named=True), *tables.event_names.iter_rows(named=True)]:
        assert text[row["start"] : row["end"]] == row["text"] != ""
    # every character that is not white space stands in exactly one sentence
    covered = [at for row in tables.sentences.iter_rows(named=True) for at in range(row["start"], row["end"])]
    assert len(covered) == len(set(covered))
    assert {at for at, c in enumerate(text) if not c.isspace()} <= set(covered)


def test_merging_sources_keeps_the_fullest_and_ignores_order() -> None:
    rows = [
        ("person:ada-bell", "Ada Bell", "person", False, None, None, ["Bell"], None, "female", None),
        ("person:ada-bell", "Ada  Bell", "person", False, "Kalmar", None, [], "mayor", None, None),
        ("person:ada-bell", "Ada Bell", "person", False, None, None, ["Ada"], "mayor of Kalmar", "male", None),
    ]
    parts = [pl.DataFrame([row], schema=SOURCES.schema, orient="row") for row in rows]
    merged = merge_sources(parts)
    assert merged.rows() == [
        (
            "person:ada-bell",
            "Ada  Bell",
            "person",
            False,
            "Kalmar",
            None,
            ["Ada", "Ada Bell", "Bell"],
            "mayor of Kalmar",
            "both",
            None,
        )
    ]
    assert merged.equals(merge_sources([parts[2], merge_sources(parts[:2][::-1])]))


def test_claims_that_say_alike_things_have_vectors_that_point_alike() -> None:
    texts = {
        "a": "The mayor said the bridge will be closed for repairs until May.",
        "b": "Repairs will keep the bridge shut until May, the mayor said.",
        "c": "The mayor said the opera had sold more tickets than ever before.",
    }
    tables = annotate(frame(**texts))
    assert tables.claim_vectors["claim_id"].to_list() == tables.claims["claim_id"].to_list()
    vectors = tables.claim_vectors["vector"].to_numpy().astype(float)
    assert vectors.shape == (3, 384)
    a, b, c = vectors / (vectors**2).sum(1, keepdims=True) ** 0.5
    assert a @ b > 0.8
    assert a @ c < 0.5


def test_attributions_without_vector_have_no_row_of_vectors() -> None:
    class Plain:
        vocab = Vocab()
        memory_zone = staticmethod(nullcontext)

        def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
            for text in texts:
                doc = spacy.blank("en")(text)
                set_attributions(doc, [Attribution(((0, 1),), ((1, 2),), ((2, 4),))])
                yield doc

    tables = annotate(frame(a="Bell said nothing more."), Plain())
    assert (len(tables.claims), len(tables.claim_vectors)) == (1, 0)
