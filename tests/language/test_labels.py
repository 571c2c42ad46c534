"""What the labels of the shipped model and of other pipelines become."""

import json

import pytest

from analysis.language import load_pipeline
from analysis.language.encoder import MODEL
from analysis.language.labels import entity_label, place_label
from analysis.schema import ENTITY_LABELS


def test_every_label_of_the_model_has_its_own_place_in_the_table() -> None:
    tags = json.loads((MODEL / "labels.json").read_text(encoding="utf8"))["ner"]
    labels = {tag[2:] for tag in tags if tag.startswith("B-")}
    found = {label: entity_label(label, "Kalmar") for label in labels}
    assert len(set(found.values())) == len(labels)
    assert set(found.values()) | {"LOC", "EVENT"} == set(ENTITY_LABELS)
    assert {entity_label(label, "x") for label in found.values()} == set(found.values())


def test_docs_carry_the_labels_of_the_table() -> None:
    doc = load_pipeline()("Mayor Ada Bell of Denmark sailed the Baltic Sea on Monday, Reuters said.")
    assert [(span.text, span.label_) for span in doc.ents] == [
        ("Ada Bell", "PERSON"),
        ("Denmark", "GPE"),
        ("Baltic Sea", "LOC"),
        ("Monday", "DATE"),
        ("Reuters", "ORG"),
    ]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Denmark", "GPE"),
        ("Kalmar", "GPE"),
        ("New York", "GPE"),
        ("South Africa", "GPE"),
        ("Northern Ireland", "GPE"),
        ("Salt Lake City", "GPE"),
        ("the Middle East", "LOC"),
        ("EUROPE", "LOC"),
        ("West Africa", "LOC"),
        ("northern Denmark", "LOC"),
        ("Mount Kenya", "LOC"),
        ("Po Valley", "LOC"),
        ("the Nile’s", "LOC"),
        ("", "GPE"),
    ],
)
def test_regions_seas_and_mountains_are_no_countries(name: str, label: str) -> None:
    assert place_label(name) == label
