"""Print every figure about what is linked across articles: one benchmark after another, each on its own texts.

    python benchmarks/across.py CORPORA

CORPORA holds, or a folder ``corpora`` in it does, allsides (articles.parquet) and basil (articles.jsonl); in CORPORA
itself lie ``gold/claim-links-dev.json`` and ``seeds``, articles with an ``expected.json``. What needs something that is
not there is skipped, and a line says so. Articles are read by the shipped model into corpora that are thrown away.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis import build

HERE = Path(__file__).parent
GOLD, SEEDS, EXPECTED = Path("gold/claim-links-dev.json"), Path("seeds"), Path("seeds/expected.json")
BASIL, ALLSIDES = Path("basil/articles.jsonl"), Path("allsides/articles.parquet")


@dataclass(frozen=True)
class Step:
    """A benchmark: what it measures, its script with arguments, and the files that it cannot do without."""

    title: str
    script: str
    arguments: tuple[str | Path, ...]
    needs: tuple[Path, ...]


def steps(corpora: Path, beside: Path, built: Path) -> Iterator[Step]:
    """What is run, in order; corpora that are built lie in ``built``, under the names that ``read`` gives them."""
    gold, seeds, expected = beside / GOLD, beside / SEEDS, beside / EXPECTED
    basil, allsides = corpora / BASIL, corpora / ALLSIDES
    yield Step("Claims linked", "linking.py", (gold, built / "gold", "--articles", basil), (gold, basil))
    yield Step("Stories", "stories.py", (allsides,), (allsides,))
    yield Step("Stories among all articles", "stories.py", (allsides, "--all"), (allsides,))
    yield Step("Shared passages", "passages.py", (allsides, "--longest", "10"), (allsides,))
    yield Step("Who does what to whom", "agency.py", (), ())
    yield Step("Sentences marked for wording", "wording.py", (basil.parent,), (basil, basil.parent / "annotations"))
    sizes = ("--articles", "30", "--quantities", "30", "--sentences", "15")
    yield Step("Numbers, for reading", "quantities.py", (basil, *sizes), (basil,))
    yield Step("Names of one event, for reading", "event_names.py", (built / "gold", "--groups", "5"), (gold, basil))
    wanted = (built / "seeds", "--groups", "0", "--expected", expected)
    yield Step("Names of one event, expected", "event_names.py", wanted, (seeds, expected))


def read(corpora: Path, beside: Path, built: Path) -> None:
    """Read the articles of the gold, and the seeds, into corpora of their own; shows progress."""
    gold, basil, seeds = beside / GOLD, corpora / BASIL, beside / SEEDS
    if gold.exists() and basil.exists():
        stories = json.loads(gold.read_text(encoding="utf8"))
        wanted = {statement["article_id"] for story in stories for statement in story["statements"]}
        chosen = built / "gold.jsonl"
        with basil.open(encoding="utf8") as lines, chosen.open("w", encoding="utf8") as some:
            some.writelines(line for line in lines if json.loads(line)["article_id"] in wanted)
        build(chosen, built / "gold")
    if seeds.exists():
        build(sorted(seeds.glob("*.txt")), built / "seeds")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    args = parser.parse_args()
    corpora = args.corpora / "corpora" if (args.corpora / "corpora").exists() else args.corpora
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        read(corpora, args.corpora, built)
        for step in steps(corpora, args.corpora, built):
            print(f"\n# {step.title} (benchmarks/{step.script})\n", flush=True)
            missing = [str(path) for path in step.needs if not path.exists()]
            if missing:
                print(f"skipped: no {', no '.join(missing)}", flush=True)
                continue
            begin = time.perf_counter()
            subprocess.run([sys.executable, HERE / step.script, *step.arguments], check=True)
            print(f"\n{time.perf_counter() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    main()
