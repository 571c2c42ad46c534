"""The same sentences with the labels of Universal Dependencies and with those of spaCy's own English pipelines."""

from contextlib import nullcontext

import polars as pl
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from analysis.annotate import annotate
from analysis.language.attribution import Attribution, set_attributions
from analysis.language.relations import UNIVERSAL, universal
from analysis.schema import ARTICLES

# word  part of speech  Universal Dependencies: relation, head  the other labels: relation, head; heads count from 1
TREES = {
    "passive with agent": """
        The       DET   det 2         det 2
        mayor     NOUN  nsubj:pass 4  nsubjpass 4
        was       AUX   aux:pass 4    auxpass 4
        praised   VERB  root 0        ROOT 0
        by        ADP   case 8        agent 4
        the       DET   det 8         det 8
        party's   NOUN  nmod:poss 8   poss 8
        lawyer    NOUN  obl:agent 4   pobj 5
        .         PUNCT punct 4       punct 4""",
    "copula, preposition on a noun, object": """
        Bell      PROPN nsubj 4       nsubj 2
        is        AUX   cop 4         ROOT 0
        a         DET   det 4         det 4
        friend    NOUN  root 0        attr 2
        of        ADP   case 7        prep 4
        the       DET   det 7         det 7
        man       NOUN  nmod 4        pobj 5
        who       PRON  nsubj 9       nsubj 9
        built     VERB  acl:relcl 7   relcl 7
        it        PRON  obj 9         dobj 9
        .         PUNCT punct 4       punct 2""",
    "copula within a relative clause, adjective": """
        Bell      PROPN nsubj 7       nsubj 6
        ,         PUNCT punct 4       punct 1
        who       PRON  nsubj 5       nsubj 4
        is        AUX   cop 5         relcl 1
        old       ADJ   acl:relcl 1   acomp 4
        was       AUX   cop 7         ROOT 0
        glad      ADJ   root 0        acomp 6
        .         PUNCT punct 7       punct 6""",
    "copula before a preposition": """
        She       PRON  nsubj 5       nsubj 2
        was       AUX   cop 5         ROOT 0
        not       PART  advmod 5      neg 2
        in        ADP   case 5        prep 2
        Rome      PROPN root 0        pobj 4
        .         PUNCT punct 5       punct 2""",
    "conjuncts": """
        Bell      PROPN nsubj 6       nsubj 6
        ,         PUNCT punct 1       punct 1
        Roe       PROPN conj 1        conj 1
        and       CCONJ cc 5          cc 3
        Fox       PROPN conj 1        conj 3
        spoke     VERB  root 0        ROOT 0
        in        ADP   case 8        prep 6
        Rome      PROPN obl 6         pobj 7
        and       CCONJ cc 11         cc 7
        in        ADP   case 11       conj 7
        Paris     PROPN conj 8        pobj 10
        .         PUNCT punct 6       punct 6""",
    "two prepositions, a clause behind one, to": """
        He        PRON  nsubj 2       nsubj 2
        walked    VERB  root 0        ROOT 0
        out       ADP   case 6        prep 2
        of        ADP   case 6        prep 3
        the       DET   det 6         det 6
        room      NOUN  obl 2         pobj 4
        without   ADP   mark 8        prep 2
        wanting   VERB  advcl 2       pcomp 7
        to        PART  mark 10       aux 10
        speak     VERB  xcomp 8       xcomp 8
        up        ADP   compound:prt 10  prt 10
        .         PUNCT punct 2       punct 2""",
    "given to and given": """
        She       PRON  nsubj 2       nsubj 2
        gave      VERB  root 0        ROOT 0
        him       PRON  iobj 2        dative 2
        books     NOUN  obj 2         dobj 2
        and       CCONJ cc 6          cc 2
        gave      VERB  conj 2        conj 2
        money     NOUN  obj 6         dobj 6
        to        ADP   case 9        dative 6
        Roe       PROPN obl 6         pobj 8
        .         PUNCT punct 2       punct 2""",
    "there is": """
        There     PRON  expl 2        expl 2
        is        VERB  root 0        ROOT 0
        no        DET   det 4         neg 4
        way       NOUN  nsubj 2       attr 2
        .         PUNCT punct 2       punct 2""",
}
NLP = spacy.blank("en")


def read(tree: str) -> tuple[list[str], list[str], list[tuple[list[str], list[int]]]]:
    """Words, parts of speech, and relations and heads of either kind."""
    rows = [line.split() for line in tree.strip().splitlines()]
    kinds = []
    for at in (2, 4):
        heads = [int(row[at + 1]) - 1 if row[at + 1] != "0" else number for number, row in enumerate(rows)]
        kinds.append(([row[at] for row in rows], heads))
    return [row[0] for row in rows], [row[1] for row in rows], kinds


@pytest.mark.parametrize("name", TREES)
def test_other_labels_give_the_tree_of_universal_dependencies(name: str) -> None:
    words, pos, (wanted, other) = read(TREES[name])
    lower = [word.lower() for word in words]
    if name.startswith("copula within"):  # the comma goes with what it stands beside, and nobody reads it
        wanted[1][1] = 0
    assert universal(lower, pos, *other) == wanted
    assert universal(lower, pos, *wanted) == wanted


labels = st.sampled_from([*UNIVERSAL, "nsubj", "conj", "cc", "aux", "ccomp", "case", "cop", "expl", ""])
rows = st.lists(
    st.tuples(st.sampled_from(["is", "in", "to", "roe", "said"]), st.sampled_from(["AUX", "NOUN", "ADP"]), labels),
    min_size=1,
    max_size=9,
)


@given(rows, st.data())
def test_trees_stay_trees(rows, data) -> None:
    lower, pos, dep = ([row[i] for row in rows] for i in range(3))
    order = data.draw(st.permutations(range(len(rows))))
    head = list(range(len(rows)))
    for place, at in enumerate(order[1:], 1):
        head[at] = order[data.draw(st.integers(0, place - 1))]
    relations, heads = universal(lower, pos, dep, head)
    assert sum(above == at for at, above in enumerate(heads)) == 1
    for at in range(len(heads)):
        for _ in heads:
            at = heads[at]
        assert heads[at] == at
    assert not (set(UNIVERSAL) - {"nmod"}) & set(relations)


# Whom "who" means, what somebody is, and whom a possessor belongs to hang on the tree.
STORIES = [
    """
        Ada       PROPN compound 2    compound 2
        Bell      PROPN nsubj 5       nsubj 3
        is        AUX   cop 5         ROOT 0
        a         DET   det 5         det 5
        senator   NOUN  root 0        attr 3
        .         PUNCT punct 5       punct 3
        Tom       PROPN compound 8    compound 8
        Fox       PROPN nsubj:pass 10 nsubjpass 10
        was       AUX   aux:pass 10   auxpass 10
        seen      VERB  root 0        ROOT 0
        .         PUNCT punct 10      punct 10
        The       DET   det 13        det 13
        senator   NOUN  nsubj 14      nsubj 14
        said      VERB  root 0        ROOT 0
        it        PRON  nsubj 16      nsubj 16
        works     VERB  ccomp 14      ccomp 14
        .         PUNCT punct 14      punct 14""",
    """
        A         DET   det 2         det 2
        clerk     NOUN  nsubj 10      nsubj 10
        at        ADP   case 5        prep 2
        the       DET   det 5         det 5
        port      NOUN  nmod 2        pobj 3
        who       PRON  nsubj 7       nsubj 7
        said      VERB  acl:relcl 2   relcl 2
        it        PRON  nsubj 9       nsubj 9
        works     VERB  ccomp 7       ccomp 7
        left      VERB  root 0        ROOT 0
        Ada       PROPN compound 12   compound 12
        Bell      PROPN obj 10        dobj 10
        .         PUNCT punct 10      punct 10""",
]


class Ready:
    """A pipeline that has read its one text already."""

    vocab = Vocab()
    memory_zone = staticmethod(nullcontext)

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def pipe(self, texts):
        return (self.doc for _ in texts)


@pytest.mark.parametrize("tree", STORIES)
def test_the_tables_are_the_same_with_either_kind_of_labels(tree: str) -> None:
    words, pos, kinds = read(tree)
    tables = []
    for dep, head in kinds:
        doc = Doc(NLP.vocab, words=words, pos=pos, deps=["ROOT" if d == "root" else d for d in dep], heads=head)
        doc.set_ents([Span(doc, at, at + 2, label="PERSON") for at, word in enumerate(words) if word in ("Ada", "Tom")])
        cue = words.index("said")
        source = (cue - 2, cue) if words[cue - 1] == "senator" else (cue - 1, cue)
        set_attributions(doc, [Attribution((source,), ((cue, cue + 1),), ((cue + 1, cue + 3),))])
        row = {"article_id": "a", "outlet": "o", "byline": [], "language": "en", "credits": [], "text": doc.text}
        row |= {"n_words": len(words), "origin": "a.txt", "flags": []}
        tables.append(annotate(pl.DataFrame([row], schema=ARTICLES.schema), Ready(doc)))
    first, second = tables
    for name in ("sentences", "entities", "claims", "sources"):
        assert getattr(first, name).equals(getattr(second, name)), name
    assert first.sources["name"].to_list() == (["Ada Bell"] if "senator" in words else ["clerk at the port"])
