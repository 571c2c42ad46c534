"""Words per second of annotate(), text in to rows out, beside a spaCy pipeline of en_core_web_sm's architecture.

    python benchmarks/annotate.py ARTICLES [--articles 300] [--rounds 3] [--transformer 10]

The spaCy pipeline (tok2vec, tagger, parser, entity recogniser; no lemma rules) has random weights: it does the same
arithmetic as a trained one. Both read the same texts in turn, round by round, since machines drift. With --transformer,
as many articles also go through en_core_web_trf's encoder (RoBERTa-base of random weights, spans of 128 pieces that
overlap by 32), which needs the training extra.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from analysis.annotate import annotate
from analysis.articles import read_articles
from analysis.language import load_pipeline

TAGS = 50
ENTITIES = 18
RELATIONS = 45


def random_small_pipeline() -> Language:
    """en_core_web_sm's components and sizes (spaCy 3.8), initialised at random."""
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("en")
    encoder = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": encoder})
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    transitions = {"@architectures": "spacy.TransitionBasedParser.v2", "maxout_pieces": 2, "use_upper": True}
    parser = nlp.add_pipe(
        "parser",
        config={
            "model": {
                **transitions,
                "state_type": "parser",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "tok2vec": listener,
            }
        },
    )
    entities = nlp.add_pipe(
        "ner",
        config={
            "model": {
                **transitions,
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "tok2vec": encoder,
            }
        },
    )
    for number in range(TAGS):
        tagger.add_label(f"TAG{number}")
    for number in range(RELATIONS):
        parser.add_label(f"relation{number}")
    for number in range(ENTITIES):
        entities.add_label(f"KIND{number}")
    nlp.initialize()
    for component in (
        tagger,
        parser,
        entities,
    ):  # output layers begin at zero, which would take one transition for ever
        for node in component.model.walk():
            for name in node.param_names:
                if node.has_param(name) and not node.get_param(name).any():
                    shape = node.get_param(name).shape
                    node.set_param(name, np.random.default_rng(0).normal(0, 0.1, shape).astype("float32"))
    return nlp


def transformer_speed(texts: list[str]) -> float:
    """Words per second of RoBERTa-base with random weights, in the spans that spacy-transformers cuts."""
    import torch
    from transformers import RobertaConfig, RobertaModel

    torch.set_num_threads(2)
    model = RobertaModel(RobertaConfig(vocab_size=50265, max_position_embeddings=514), add_pooling_layer=False).eval()
    encoder = load_pipeline().get_pipe("parallax_reader").encoder
    words = sum(len(text.split()) for text in texts)
    begin = time.perf_counter()
    with torch.inference_mode():
        for text in texts:
            pieces = len(encoder.tokenizer.encode(text).ids)
            spans = max(1, -(-(pieces - 32) // 96))
            for start in range(0, spans, 8):
                model(torch.randint(10, 50_000, (min(8, spans - start), 128)))
    return words / (time.perf_counter() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--transformer", type=int, default=0)
    options = parser.parse_args()
    articles = read_articles([options.path]).articles.head(options.articles)
    texts = articles["text"].to_list()
    words = int(articles["n_words"].sum())
    ours, theirs = load_pipeline(), random_small_pipeline()
    ours(texts[0])
    theirs(texts[0])
    speeds: dict[str, list[float]] = {"annotate()": [], "spaCy, random weights": []}
    for _ in range(options.rounds):
        begin = time.perf_counter()
        tables = annotate(articles, ours)
        middle = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # random weights give odd sentences, which spaCy remarks on
            for _ in theirs.pipe(texts):
                pass
        end = time.perf_counter()
        speeds["annotate()"].append(words / (middle - begin))
        speeds["spaCy, random weights"].append(words / (end - middle))
    print(f"{len(texts)} articles, {words:,} words, {tables.claims.height:,} claims")
    for name, values in speeds.items():
        print(f"{name:24} {statistics.median(values):8,.0f} words/s  ({min(values):,.0f} to {max(values):,.0f})")
    if options.transformer:
        slow = transformer_speed(texts[: options.transformer])
        print(
            f"RoBERTa-base's encoder   {slow:8,.0f} words/s: {statistics.median(speeds['annotate()']) / slow:.1f} times"
        )
    ratios = [a / b for a, b in zip(*speeds.values(), strict=True)]
    print(f"ratio, round by round    {statistics.median(ratios):8.2f}  ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
