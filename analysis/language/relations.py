"""One kind of tree for all rules: Universal Dependencies, whichever labels a pipeline uses.

spaCy's own English pipelines use the labels of CLEAR (Choi and Palmer, "Guidelines for the CLEAR Style Constituent to
Dependency Conversion", 2012). They call many relations by other names, and build some phrases the other way round:
prepositions hold their nouns, forms of "be" hold their predicates, and conjuncts hang on one another in a chain.
"""

from __future__ import annotations

from collections.abc import Sequence

UNIVERSAL = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nmod": "compound",
    "npadvmod": "obl",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc",
    "predet": "det",
    "prep": "obl",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
"""CLEAR's labels and what Universal Dependencies calls them; labels that are not here have one name in both."""
_ITS_OWN = frozenset(UNIVERSAL) - {"ROOT", "nmod"}  # these two occur in trees of both kinds
_BE = frozenset(["be", "is", "are", "was", "were", "am", "been", "being", "'s", "'re", "'m", "’s", "’re", "’m"])
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET"))
_OBJECTS = ("pobj", "pcomp", "prep")
_PREDICATES = ("attr", "acomp", "prep")
_CLAUSES = frozenset(("ccomp", "xcomp", "expl", "csubj"))


def universal(
    lower: Sequence[str], pos: Sequence[str], dep: Sequence[str], head: Sequence[int]
) -> tuple[list[str], list[int]]:
    """Give an article's relations in Universal Dependencies.

    Args:
        lower: its tokens, in lower case.
        pos: their parts of speech.
        dep: their relations, in Universal Dependencies or with the labels of spaCy's own English pipelines.
        head: the index of each token's head; a root is its own.

    Returns:
        The relations and the heads. Trees in Universal Dependencies come back as they are, but for the root's label.

    Example:
        >>> universal(["she", "spoke", "in", "rome"], ["PRON", "VERB", "ADP", "PROPN"],
        ...           ["nsubj", "ROOT", "prep", "pobj"], [1, 1, 1, 2])
        (['nsubj', 'root', 'case', 'obl'], [1, 1, 3, 1])
    """
    if _ITS_OWN.isdisjoint(dep):
        return ["root" if label == "ROOT" else label for label in dep], list(head)
    return _Tree(lower, pos, dep, head).turned()


class _Tree:
    """A tree with CLEAR's labels; ``inner`` is, for each word that leaves its place to another one, that other one."""

    def __init__(self, lower: Sequence[str], pos: Sequence[str], dep: Sequence[str], head: Sequence[int]) -> None:
        self.lower, self.pos, self.dep, self.head = lower, pos, dep, head
        self.children: list[list[int]] = [[] for _ in head]
        for at, above in enumerate(head):
            if above != at:
                self.children[above].append(at)
        found = ((at, self._inner(at)) for at in range(len(head)))
        self.inner = {at: word for at, word in found if word is not None}
        self.outer = {word: at for at, word in self.inner.items()}

    def turned(self) -> tuple[list[str], list[int]]:
        """Relations and heads in Universal Dependencies."""
        relations, heads = [], []
        for at in range(len(self.head)):
            relation, above = self._place(at)
            relations.append(relation)
            heads.append(above)
        return relations, heads

    def _inner(self, at: int) -> int | None:
        """The word that stands in a word's place: the object of a preposition, the predicate of "be"."""
        below = [child for child in self.children[at] if self.dep[child] in (*_OBJECTS, *_PREDICATES)]
        labels = [self.dep[child] for child in below]
        if self.lower[at] in _BE and self.pos[at] in ("AUX", "VERB"):
            if not _CLAUSES.isdisjoint(self.dep[child] for child in self.children[at]):
                return None
            wanted = [label for label in _PREDICATES if label in labels]
        elif self.dep[at] in ("prep", "agent", "dative") or "pobj" in labels or "pcomp" in labels:
            wanted = [label for label in _OBJECTS if label in labels]
        else:
            return None
        return below[labels.index(wanted[0])] if wanted else None

    def _innermost(self, at: int) -> int:
        while at in self.inner:
            at = self.inner[at]
        return at

    def _place(self, at: int) -> tuple[str, int]:
        """A word's relation and head."""
        if at in self.inner:
            label = "cop" if self.lower[at] in _BE else "mark" if self.dep[self.inner[at]] == "pcomp" else "case"
            return label, self._innermost(at)
        top = at
        while top in self.outer:
            top = self.outer[top]
        above = self.head[top]
        label = self._label(at, top)
        if self.dep[top] == "conj":
            while self.dep[above] == "conj" and self.head[above] != above:
                above = self.head[above]
        elif self.dep[top] == "cc":
            above = next((child for child in self.children[above] if child > top and self.dep[child] == "conj"), above)
        return label, at if self.head[top] == top else self._innermost(above)

    def _label(self, at: int, top: int) -> str:
        label, above = self.dep[top], self.head[top]
        nominal = self.pos[above] in _NOMINAL
        if label == "dative" and top != at:
            return "obl"
        if label in ("prep", "pcomp"):
            if top == at:
                return "case" if label == "prep" else "advcl"  # a preposition whose object stands elsewhere
            if self.dep[at] == "pcomp":
                return "acl" if nominal else "advcl"
            return "nmod" if nominal else "obl"
        if label == "attr" and self.lower[above] in _BE:
            return "nsubj"  # "there is a way"
        if label == "aux" and self.lower[top] == "to":
            return "mark"
        if label == "neg" and self.lower[top] == "no":
            return "det"
        return UNIVERSAL.get(label, label)
