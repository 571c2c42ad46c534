"""Sentences cut out of articles to choose a decoder by."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.language.encoder import Reading
from analysis.language.training.known import Known, lone_sentences


def as_long(texts: Iterable[Sequence[str]]) -> Iterator[Reading]:
    """Stands for the encoder: a reading as long as the words."""
    return (Reading(len(words), ()) for words in texts)


def test_sentences_with_a_part_of_an_attribution_are_left_out() -> None:
    text = "He said that it fell . ¶ Nobody saw it fall , Ada . Bell told us so again . It is all bare here ."
    words = text.split()
    whole = (frozenset({0}), frozenset({2, 3, 4}))
    across = (frozenset({12}), frozenset({16, 17}))
    found = lone_sentences(as_long, [Known(words, Reading(len(words), ()), [whole, across])])
    assert [" ".join(one.words) for one in found] == ["He said that it fell .", "It is all bare here ."]
    assert [(one.reading.n, one.gold) for one in found] == [(6, [whole]), (6, [])]


def test_places_are_counted_from_the_sentence_on() -> None:
    text = "It was now late . Ada said it was late , too ."
    words = text.split()
    bare, found = lone_sentences(as_long, [Known(words, Reading(12, ()), [(frozenset({5}), frozenset({7, 8, 9}))])])
    assert bare.gold == []
    assert found.gold == [(frozenset({0}), frozenset({2, 3, 4}))]
