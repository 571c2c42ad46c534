"""What of a content belongs to it: "<" and ">" stand around its pieces and "[" and "]" around its cue."""

import pytest

from analysis.language.marks import read_marks
from analysis.language.pieces import trimmed, without_strays


def marked(text: str) -> tuple[list[str], list[tuple[str, int, int]], tuple[str, int, int]]:
    words, pieces, cue, start = [], [], ("Q", 0, 0), 0
    for word in text.split():
        if word in "<[":
            start = len(words)
        elif word == ">":
            pieces.append(("C", start, len(words)))
        elif word == "]":
            cue = ("Q", start, len(words))
        else:
            words.append(word)
    return words, pieces, cue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She [ asked ] < why it leaked . ¶ The gas burned >", "why it leaked ."),
        ("She [ said ] < “ It leaked . ¶ “ The gas burned >", "“ It leaked . ¶ “ The gas burned"),
        ("She [ said ] < “ It leaked . ¶ The gas burned >", "“ It leaked . ¶ The gas burned"),  # the mark was forgotten
        ("She [ said ] < “ It leaked . ” ¶ The gas burned >", "“ It leaked . ”"),
        ("She [ said ] < it was “ bad ” for us . ¶ The gas burned >", "it was “ bad ” for us ."),
        ("She [ asked ] < why the firm 's pipe leaked . ¶ The gas burned >", "why the firm 's pipe leaked ."),
        ("[ said ] Ada . < “ Keep quiet . ” Then he closed the door >", "“ Keep quiet . ”"),
        ("[ said ] Ada . < “ Keep quiet . ” “ Do . ” Then he left >", "“ Keep quiet . ” “ Do . ”"),
        ("He [ said ] < “ it ” was late >", "“ it ” was late"),
        ("Foreign Navies ¶ < Dorvia fired > , she [ said ]", "Dorvia fired"),
        ("< Foreign Navies ¶ Dorvia fired first > , she [ said ]", "Dorvia fired first"),
        ("< He fell . ¶ Nobody saw it > , she [ said ]", "He fell . ¶ Nobody saw it"),
    ],
)
def test_a_piece_ends_where_its_quotation_or_paragraph_does(text: str, expected: str) -> None:
    words, (piece,), cue = marked(text)
    _, first, stop = trimmed(piece, cue, words, read_marks(words))
    assert " ".join(words[first:stop]) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("< “ We go , ” > she [ said ] . < “ At once . ” >", [0, 1]),
        ("< “ We go , ” > she [ said ] on Monday . ¶ < “ At once . >", [0, 1]),
        ("< “ We go , ” > she [ said ] . Ada slammed it . < “ At once . >", [0]),
        ("She [ said ] < “ We go . ” > Ada slammed it . < “ At once . ” >", [0]),
        ("< “ At once . ” > Ada slammed it . < “ We go , ” > she [ said ] .", [1]),
        ("< “ At once . ” > < “ We go , ” > she [ said ] .", [0, 1]),
        ("< It was late . > Ada [ said ] < it fell >", [1]),
        ("< “ Will it fall ? ” > he [ asked ] .", [0]),
        ("< Will it fall > ? ” he [ asked ] < now >", [0, 1]),
        ("Ada [ said ] < it fell > . < ’s own house fell >", [0]),
        ("< It fell . > Ada [ said ] so .", [0]),  # none is in the cue's sentence
    ],
)
def test_what_another_sentence_keeps_apart_is_no_part(text: str, kept: list[int]) -> None:
    words, pieces, cue = marked(text)
    assert without_strays(pieces, cue, words, read_marks(words)) == [pieces[at] for at in kept]
