"""Score who-said-what against a folder in PolNeAR's layout (text/*.txt beside attributions/*.ann, brat standoff).

    python benchmarks/attributions.py POLNEAR/dev

An attribution is found when its content overlaps by IoU of at least 0.5, one to one, best first; it is right when the
sources share a character too, or both have none. Only Source, Cue and Content spans count.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from rich.progress import track

from analysis.language import attributions, load_pipeline

Role = frozenset[int]
Gold = tuple[Role, Role]  # characters of source and content

SPAN = re.compile(r"^(T\d+)\t(\w+) ([\d ;]+)\t")
EVENT = re.compile(r"^E\d+\t(.+)$")


def characters(spans: list[tuple[int, int]]) -> Role:
    """All positions that spans cover."""
    return frozenset(position for start, end in spans for position in range(start, end))


def read_gold(path: Path) -> list[Gold]:
    """The attributions of one brat file that have a content."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: list[Gold] = []
    lines = path.read_text(encoding="utf8").splitlines()
    for line in lines:
        if match := SPAN.match(line):
            pieces = (piece.split() for piece in match[3].split(";"))
            spans[match[1]] = [(int(start), int(end)) for start, end in pieces]
    for line in lines:
        if match := EVENT.match(line):
            roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Content": []}
            for part in match[1].split():
                role, _, span = part.partition(":")
                roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(span, []))
            if roles["Content"]:
                found.append((characters(roles["Source"]), characters(roles["Content"])))
    return found


def matches(gold: list[Gold], predicted: list[Gold]) -> tuple[int, int]:
    """How many contents were found, and how many of them with the right source."""
    pairs = sorted(
        (
            (len(g[1] & p[1]) / len(g[1] | p[1]), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g[1] & p[1]
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    found = right = 0
    for overlap, i, j in pairs:
        if overlap < 0.5 or i in used_gold or j in used_predicted:
            continue
        used_gold.add(i)
        used_predicted.add(j)
        found += 1
        a, b = gold[i][0], predicted[j][0]
        right += bool(a & b) or (not a and not b)
    return found, right


def f1(hit: int, gold: int, predicted: int) -> str:
    """Precision, recall and F1 as a line."""
    precision, recall = 100 * hit / max(1, predicted), 100 * hit / max(1, gold)
    return f"P {precision:.1f}  R {recall:.1f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    paths = sorted((folder / "text").glob("*.txt"))
    texts = []
    for path in paths:
        with path.open(encoding="utf8", newline="") as handle:
            texts.append(handle.read())
    totals = [0, 0, 0, 0]
    docs = track(load_pipeline().pipe(texts), "reading", total=len(texts))
    for path, doc in zip(paths, docs, strict=True):
        annotated = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        gold = read_gold(annotated[0]) if annotated else []

        def read(spans: tuple[tuple[int, int], ...], doc=doc) -> Role:
            return characters([(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in spans])

        predicted = [(read(a.source), read(a.content)) for a in attributions(doc)]
        for position, count in enumerate((len(gold), len(predicted), *matches(gold, predicted))):
            totals[position] += count
    gold_n, predicted_n, found, right = totals
    print(f"articles {len(paths)}  attributions {gold_n}  predicted {predicted_n}")
    print(f"contents       {f1(found, gold_n, predicted_n)}")
    print(f"who said what  {f1(right, gold_n, predicted_n)}")


if __name__ == "__main__":
    main()
