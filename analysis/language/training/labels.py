"""The labels of the model's heads, in their order."""

from __future__ import annotations

ATTRIBUTION = ("O", "B-S", "I-S", "B-Q", "I-Q", "B-C", "I-C")  # source, cue (Q), content
_NAMES = ("Person", "Organization", "Location", "NORP", "Facility", "Product", "Date", "Money", "Misc")
ENTITY = ("O", *(f"{prefix}-{name}" for name in _NAMES for prefix in "BI"))
_TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
_RELATIONS = """
acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound compound:prt conj cop csubj dep det discourse
dislocated expl fixed flat goeswith iobj list mark nmod nmod:poss nsubj nsubj:pass nummod obj obl obl:agent parataxis
punct root vocative xcomp
"""
TAG = tuple(_TAGS.split())
RELATION = tuple(_RELATIONS.split())
HEADS = {"att": ATTRIBUTION, "ner": ENTITY, "pos": TAG, "dep": RELATION}


def relation_number(relation: str) -> int:
    """The number of a treebank's relation; a subtype that the model does not know counts as its type.

    Example:
        >>> RELATION[relation_number("nmod:unmarked")]
        'nmod'
    """
    known = next((name for name in (relation, relation.split(":")[0]) if name in RELATION), "dep")
    return RELATION.index(known)
