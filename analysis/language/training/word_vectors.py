"""Where single words stand among others, for everything that compares words and has no text around them.

    python -m analysis.language.training.word_vectors ARTICLES --out analysis/lexicons/en

The words are those that news uses; their vectors are what the base model makes of each alone, in as few directions as
tell them apart (as Model2Vec does: Tulkens & van Dongen 2024). No text of the articles is kept, only which words are
frequent.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from analysis.articles import read_articles
from analysis.language.encoder import Floats, Integers
from analysis.language.training.config import load_config
from analysis.language.training.examples import Pieces
from analysis.language.training.network import base_folder
from analysis.language.training.teacher import embed

WIDTH = 96  # directions: three quarters of what tells words apart, in a quarter of the size
LEAST = 15  # articles that use a word
NAME = 0.6  # share of its uses with a capital from which on a word is a name: sentences begin with others, too
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
HEADER = """# Words of which word_vectors.npy has a vector each, in the same order: the commonest in news first.
# Source: words that at least {least} of {count} articles of an AllSides crawl use; written, with the vectors, by
# analysis/language/training/word_vectors.py from all-MiniLM-L6-v2 (Apache-2.0). name: whether most uses have a capital.
"""


def common_words(texts: Iterable[str], least: int = LEAST) -> list[str]:
    """Words that several texts use, in lower case, those of most texts first.

    Args:
        texts: the texts.
        least: in how many a word must stand.

    Returns:
        The words; among equally common ones in alphabetical order.

    Example:
        >>> common_words(["A raid, the raid", "The dam’s end", "the raid"], least=2)
        ['the', 'raid']
    """
    counts: Counter[str] = Counter()
    for text in texts:
        words = {word.removesuffix("'s") for word in _WORD.findall(text.replace("’", "'").lower())}
        counts.update(word for word in words if len(word) > 1)
    return sorted((word for word, count in counts.items() if count >= least), key=lambda word: (-counts[word], word))


def names_among(texts: Iterable[str], words: Iterable[str]) -> set[str]:
    """Words that are written with a capital most of the time: they name rather than describe.

    Args:
        texts: the texts.
        words: in lower case.

    Returns:
        Those of the words; one that no text has is none.

    Example:
        >>> sorted(names_among(["Holm met May Vik", "In may, holm oaks; Holm and Vik met"], ["holm", "may", "vik"]))
        ['holm', 'vik']
    """
    known = set(words)
    every: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text.replace("’", "'")):
            plain = word.lower().removesuffix("'s")
            if plain in known:
                every[plain] += 1
                capital[plain] += word[0].isupper()
    return {word for word, count in every.items() if capital[word] >= NAME * count}


def fewer_directions(vectors: Floats, width: int) -> Integers:
    """Vectors along the directions in which they differ most, as small whole numbers.

    Args:
        vectors: a row a word.
        width: how many directions to keep (principal components).

    Returns:
        A row a word, from -127 to 127; only directions mean something, lengths do not.
    """
    own = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = own - own.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:width]
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]  # else the sign is chance
    turned = centred @ axes.T
    return np.rint(turned * (127 / np.abs(turned).max(axis=1, keepdims=True))).astype(np.int64)


def main() -> None:
    """Count words, embed them, write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="news, as parallax build takes it")
    parser.add_argument("--out", type=Path, required=True, help="folder of word lists")
    options = parser.parse_args()
    texts = read_articles(options.articles).articles["text"]
    words = common_words(texts)
    folder = base_folder(load_config().base)
    pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
    vectors = embed([[word] for word in words], folder, pieces).float().numpy()
    np.save(options.out / "word_vectors.npy", fewer_directions(vectors, WIDTH).astype(np.int8))
    header = HEADER.format(least=LEAST, count=f"{len(texts):,}")
    names = names_among(texts, words)
    rows = [f"{word},{'true' if word in names else 'false'}" for word in words]
    (options.out / "word_vectors.csv").write_text(f"{header}word,name\n" + "\n".join(rows) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
