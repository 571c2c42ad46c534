"""Time and memory of whole builds, files in to corpus out, as they grow with the number of articles.

    python benchmarks/building.py ARTICLES [--sizes 1000 4000 12000]

ARTICLES is a file or folder that ``parallax build`` reads; each size takes its first articles. Every build runs in a
process of its own, so that its peak of memory is its own. 12,000 articles take half an hour on two cores.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis import Corpus, read_articles

MEBIBYTE = 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000, 12000])
    args = parser.parse_args()
    articles = read_articles(args.articles).articles.select("outlet", "title", "published_at", "url", "story", "text")
    for size in args.sizes:
        with tempfile.TemporaryDirectory() as folder:
            read, out = Path(folder) / "articles.parquet", Path(folder) / "corpus"
            articles.head(size).write_parquet(read)
            begin = time.perf_counter()
            command = [sys.executable, "-m", "analysis.cli", "build", str(read), "--out", str(out)]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begin
            if status:
                raise SystemExit(f"{' '.join(command)} failed: {os.waitstatus_to_exitcode(status)}")
            corpus = Corpus.open(out)
            words = int(corpus.articles["n_words"].sum())
            peak = used.ru_maxrss / MEBIBYTE
            size_read = f"{corpus.articles.height:,} articles, {words:,} words"
            linked = f"{corpus.claim_links.height:,} links, {corpus.passages.height:,} passages"
            cost = f"{seconds:,.0f} s, at most {peak:,.0f} MiB"
            print(f"{size_read}: {cost}; {corpus.claims.height:,} claims, {linked}", flush=True)


if __name__ == "__main__":
    main()
