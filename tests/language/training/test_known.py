"""Sentences cut out of articles to choose a decoder by."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.language.encoder import Reading
from analysis.language.training.known import Known, lone_sentences


class Echo:
    """Stands for the encoder: a reading as long as the words."""

    def read(self, texts: Iterable[Sequence[str]]) -> Iterator[Reading]:
        return (Reading(len(words), ()) for words in texts)


def test_only_sentences_with_whole_attributions_are_cut_out() -> None:
    text = "He said that it fell . ¶ Nobody saw it fall , Ada . Bell told us so again ."
    words = text.split()
    whole = (frozenset({0}), frozenset({2, 3, 4}))
    across = (frozenset({12}), frozenset({16, 17}))
    (found,) = lone_sentences(Echo(), [Known(words, Reading(len(words), ()), [whole, across])])  # type: ignore[arg-type]
    assert " ".join(found.words) == "He said that it fell ."
    assert (found.reading.n, found.gold) == (6, [whole])


def test_places_are_counted_from_the_sentence_on() -> None:
    text = "It was late . Ada said it was late , too ."
    words = text.split()
    (found,) = lone_sentences(Echo(), [Known(words, Reading(11, ()), [(frozenset({4}), frozenset({6, 7, 8}))])])  # type: ignore[arg-type]
    assert found.gold == [(frozenset({0}), frozenset({2, 3, 4}))]
