"""Which articles are there already: exact duplicates, and two articles with one id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any


def content_hash(*parts: str | None) -> str:
    """A hash of texts, 16 hexadecimal digits, the same everywhere.

    Example:
        >>> content_hash("a", None) == content_hash("a", ""), content_hash("a", "b") == content_hash("ab", "")
        (False, False)
    """
    digest = blake2b(digest_size=8)
    for part in parts:
        data = b"" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update(f"{-1 if part is None else len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that was not kept because one like it is there already.

    Attributes:
        article_id: of the one kept.
        origin: where the one dropped was.
        kept_origin: where the one kept is.
    """

    article_id: str
    origin: str
    kept_origin: str


@dataclass(slots=True)
class Seen:
    """The articles of one reading so far, by id and by content; holds hashes, no texts."""

    _by_content: dict[str, tuple[str, str]] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    def admit(self, article: Mapping[str, Any]) -> dict[str, Any] | Duplicate:
        """Let an article in.

        Args:
            article: a row of ``articles``.

        Returns:
            The article; with another id and the flag ``id_clash`` where a different one has its id; or
            a ``Duplicate`` where the same outlet, title and text were there already.
        """
        content = content_of(article)
        kept = self._by_content.get(content)
        if kept is not None:
            return Duplicate(kept[0], article["origin"], kept[1])
        admitted = set_apart(article) if article["article_id"] in self._ids else dict(article)
        self._by_content[content] = (admitted["article_id"], admitted["origin"])
        self._ids.add(admitted["article_id"])
        return admitted


def content_of(article: Mapping[str, Any]) -> str:
    """What makes two articles the same: a hash of outlet, title and text, whatever its spaces and line breaks."""
    return content_hash(article["outlet"], article["title"], " ".join(article["text"].split()))


def set_apart(article: Mapping[str, Any]) -> dict[str, Any]:
    """An article whose id is another's, under an id of its own and with the flag ``id_clash``."""
    own = f"{article['article_id']}-{content_of(article)}"
    return {**article, "article_id": own, "flags": [*article["flags"], "id_clash"]}
