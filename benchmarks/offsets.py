"""Where in a corpus's text a place of the printed one has gone: reading takes datelines and credits out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel


def read_texts(path: Path) -> dict[str, str]:
    """The printed text of each article of a JSON Lines file, by ``article_id``."""
    with path.open(encoding="utf8") as lines:
        return {record["article_id"]: record["text"] for record in map(json.loads, lines)}


def carried(stories: list[dict[str, Any]], printed: Mapping[str, str], kept: Mapping[str, str]) -> list[dict[str, Any]]:
    """Stories read by eye with the offsets of their statements carried from printed texts to those of a corpus.

    Args:
        stories: with ``statements``, each of which has an ``article_id`` and ``content``, spans of characters.
        printed: the texts that the spans were made in, by article.
        kept: the corpus's texts; spans in articles that it lacks stay as they are.

    Example:
        >>> story = {"statements": [{"article_id": "a", "content": [[9, 13]]}]}
        >>> carried([story], {"a": "SALTMERE Rain fell"}, {"a": "Rain fell"})[0]["statements"][0]["content"]
        [[0, 4]]
    """
    changed = {article: text for article, text in kept.items() if printed.get(article, text) != text}
    moves = {article: places(printed[article], text) for article, text in changed.items()}
    moved = []
    for story in stories:
        statements = []
        for statement in story["statements"]:
            to = moves.get(statement["article_id"])
            spans = [[to[start], to[end]] for start, end in statement["content"]] if to else statement["content"]
            statements.append({**statement, "content": spans})
        moved.append({**story, "statements": statements})
    return moved


def places(printed: str, kept: str) -> list[int]:
    """For each character of one text, and its end, the place in the other: of what was taken out, where it stood."""
    found: list[int] = []
    for change in Indel.opcodes(printed, kept):
        same = change.tag == "equal"
        found += [change.dest_start + (at if same else 0) for at in range(change.src_end - change.src_start)]
    return [*found, len(kept)]
