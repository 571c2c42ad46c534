"""Who is meant: hand-built Docs, in which [source], {cue} and <content> are marked and names are looked up."""

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.language.attribution import Attribution, set_attributions
from analysis.language.mentions import name_tags
from analysis.language.speakers import Speaker, resolve

NLP = spacy.blank("en")
NAMES = {
    "Ada Bell": "PERSON",
    "Bell": "PERSON",
    "Otto Crane": "PERSON",
    "Crane": "PERSON",
    "Nora Crane": "PERSON",
    "Lukas Verhoeven": "PERSON",
    "Verhoeven": "PERSON",
    "Volodymyr Halenskyy": "PERSON",
    "Halenskiy": "PERSON",
    "Halensky": "PERSON",
    "Otto Carlson": "PERSON",
    "Carson": "PERSON",
    "Kalmar": "GPE",
    "Russia": "GPE",
    "Russian": "NORP",
    "Republican": "NORP",
    "Texas": "GPE",
    "Moscow": "GPE",
    "Harbour Authority": "ORG",
    "Northern Transport Union": "ORG",
    "NTU": "ORG",
    "Reuters": "ORG",
}
TAGS = {
    "DET": "a an the some many",
    "PRON": "he she they it i we who his her",
    "ADP": "of for to from in with by on over as like",
    "VERB": "said added told warned wrote announced opened met resigned stepped speaking denied stayed agreed",
    "AUX": "is was will would has had",
    "CCONJ": "and or but",
    "ADJ": "former senior local harbour deputy top loyal familiar such",
    "PART": "'s ’s",
}
TAG_OF = {word: tag for tag, words in TAGS.items() for word in words.split()}


def build(marked: str) -> Doc:
    """A Doc of a marked text; the n-th source, cue and content belong together, an empty source is written []."""
    pieces = re.split(r"([\[\]{}<>])", marked)
    plain, spans, opened = "", {"[": [], "{": [], "<": []}, 0
    for piece in pieces:
        if piece in ("[", "{", "<"):
            opened = len(plain)
        elif piece in ("]", "}", ">"):
            spans[{"]": "[", "}": "{", ">": "<"}[piece]].append((opened, len(plain)))
        else:
            plain += piece
    made = NLP.make_doc(plain)
    words = [token.text for token in made]
    starts = [i == 0 or (words[i - 1] in (".", "?", "!", "\n\n", ".”")) for i in range(len(words))]
    doc = Doc(
        NLP.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in made],
        pos=[_tag(word) for word in words],
        deps=[
            "nsubj" if _tag(w) in ("PROPN", "PRON") and _tag(n) == "VERB" else "dep"
            for w, n in zip(words, [*words[1:], "."], strict=True)
        ],
        heads=[max(at for at in range(i + 1) if starts[at]) for i in range(len(words))],
    )
    found = [Span(doc, *_tokens(doc, m.span()), label=NAMES[m[0]]) for m in re.finditer(_NAMES, plain)]
    doc.ents = spacy.util.filter_spans(found)
    roles = zip(spans["["], spans["{"], spans["<"], strict=True)
    set_attributions(
        doc,
        [
            Attribution((_tokens(doc, s),) if s[0] < s[1] else (), (_tokens(doc, q),), (_tokens(doc, c),))
            for s, q, c in roles
        ],
    )
    return doc


_NAMES = "|".join(rf"\b{re.escape(name)}\b" for name in sorted(NAMES, key=len, reverse=True))


def _tokens(doc: Doc, span: tuple[int, int]) -> tuple[int, int]:
    found = doc.char_span(*span, alignment_mode="expand")
    return found.start, found.end


def _tag(word: str) -> str:
    if word.isspace():
        return "SPACE"
    if not word[:1].isalnum() and word not in TAG_OF:
        return "PUNCT"
    return TAG_OF.get(word.lower(), "PROPN" if word[:1].isupper() else "NOUN")


def speakers(marked: str) -> list[Speaker | None]:
    """The speakers of a marked text, in order of its cues."""
    return list(resolve(build(marked)).speakers)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        # the head of a long mention, not the other names in it
        ("[Ada Bell, a key adviser to Otto Crane,] {said} <it is over>.", "Ada Bell", "person"),
        ("[Harbour Authority director Ada Bell] {said} <it is over>.", "Ada Bell", "person"),
        ("[A spokesman for the Harbour Authority, Otto Crane,] {said} <it is over>.", "Otto Crane", "person"),
        ("[Otto Crane’s lawyer, Ada Bell,] {said} <it is over>.", "Ada Bell", "person"),
        ("[Sen. Otto Crane (R-Texas)] {said} <it is over>.", "Otto Crane", "person"),
        ("[Mayor] Ada Bell {said} <it is over>.", "Ada Bell", "person"),
        ("[Health and Harbour Authority director Ada Bell] {warned} <it is over>.", "Ada Bell", "person"),
        ("[Ada Bell’s] {warned} <it is over>.", "Ada Bell", "person"),
        ("[a statement by Ada Bell] {said} <it is over>.", "Ada Bell", "person"),
        # people without a name keep the words they are called by
        ("[A spokesman for Mr. Crane] {said} <it is over>. Otto Crane stayed.", "spokesman for Mr. Crane", "unnamed"),
        ("[senior officials] {said} <it is over>.", "senior officials", "unnamed"),
        ("[local residents] {said} <it is over>.", "local residents", "group"),
        ("[Some] {said} <it is over>.", "Some", "group"),
        # bodies, places and papers
        ("[Kalmar] {said} <it is over>.", "Kalmar", "government"),
        ("[Russia] {said} <it is over>.", "Russia", "government"),
        ("[Reuters] {wrote} <it is over>.", "Reuters", "medium"),
        ("[The Northern Transport Union] {said} <it is over>.", "Northern Transport Union", "organisation"),
        ("[the indictment] {said} <it is over>.", "indictment", "document"),
        ("[a Reuters poll] {said} <it is over>.", "Reuters poll", "document"),
        ("[some in the harbour] {said} <it is over>.", "some in the harbour", "group"),
        ("[those familiar with it] {said} <it is over>.", "those familiar with it", "group"),
        ("[local residents such as Ada Bell] {said} <it is over>.", "local residents", "group"),
        ("[a Reuters poll released of late] {said} <it is over>.", "Reuters poll", "document"),
        # a title of several words, and what is told of somebody else
        ("[Secretary of State Ada Bell] {said} <it is over>.", "Ada Bell", "person"),
        ("[A spokesman for Ada Bell] {said} <it is over>.", "spokesman for Ada Bell", "unnamed"),
        ("[An aide to President Ada Bell] {said} <it is over>.", "aide to President Ada Bell", "unnamed"),
        ("[father-of-two Otto Crane] {said} <it is over>.", "Otto Crane", "person"),
        # words for people that no list holds, by their ending; shares of people
        ("[a propagandist] {said} <it is over>.", "propagandist", "unnamed"),
        ("[the whisperers] {said} <it is over>.", "whisperers", "group"),
        ("[a number] {said} <it is over>.", "number", "group"),
        ("[some 40 percent] {said} <it is over>.", "some 40 percent", "group"),
        ("[officials and residents] {said} <it is over>.", "officials and residents", "group"),
    ],
)
def test_the_head_of_a_mention_is_the_source(text: str, name: str, kind: str) -> None:
    (speaker,) = speakers(text)
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # surnames and titles join the full name, before it or after it
        ("Mr. Crane stayed. [Crane] {said} <it is over>. Otto Crane agreed.", "Otto Crane"),
        ("Otto Crane met Nora Crane. [Mrs. Crane] {said} <it is over>.", "Nora Crane"),
        ("Otto Crane met Nora Crane. [Mr. Crane] {said} <it is over>.", "Otto Crane"),
        # one "Mr." says of every Crane in the article that no Nora is meant
        ("Mr. Crane stayed, and so did Nora Crane. [Crane] {said} <it is over>.", "Crane"),
        ("Lukas Verhoeven stayed. [Verhoevan] {said} <it is over>.", "Lukas Verhoeven"),
        # other spellings join too, and so do two of a surname that nobody completes
        ("Volodymyr Halenskyy stayed. [President Halenskiy] {said} <it is over>.", "Volodymyr Halenskyy"),
        ("President Halensky stayed. [Mr. Halenskiy] {said} <it is over>.", "Halensky"),
        # two who share a surname stay two, and so do two whose surnames differ in a consonant
        ("Otto Crane met Nora Crane. [Nora Crane] {said} <it is over>.", "Nora Crane"),
        ("Otto Carlson stayed. [Mr. Carson] {said} <it is over>.", "Carson"),
        # pronouns agree in gender, and nobody names themselves
        ("Ada Bell met Otto Crane. [She] {said} <it is over>.", "Ada Bell"),
        ("Ada Bell met Otto Crane. [He] {said} <it is over>.", "Otto Crane"),
        ("Otto Crane stayed. Lukas Verhoeven resigned. [He] {said} <Verhoeven was wrong>.", "Otto Crane"),
        ("[He] {said} <it is over>. Otto Crane stayed.", "Otto Crane"),
        # one "Mr." tells of the person's gender wherever it stands
        (
            "The senior Lou Verhoeven met with residents. Ada Bell met with Mr. Lou Verhoeven over the harbour. "
            "[He] {said} <it is over>.",
            "Lou Verhoeven",
        ),
        # descriptions
        ("Ada Bell, a former governor, met Senator Otto Crane. [The senator] {said} <it is over>.", "Otto Crane"),
        ("Ada Bell, a former governor, met Senator Otto Crane. [The former governor] {said} <it is over>.", "Ada Bell"),
        ("Otto Crane (R-Texas) met Lukas Verhoeven. [The Texas Republican] {said} <it is over>.", "Otto Crane"),
        ("Russian President Otto Crane met [Lukas Verhoeven], who {said} <it is over>.", "Lukas Verhoeven"),
        ("[A top aide to Otto Crane] {said} <it is over>. Ada Bell, an adviser to Otto Crane, stayed.", "Ada Bell"),
        ("[His lawyer] {said} <it is over>. Otto Crane met his lawyer, Ada Bell.", "Ada Bell"),
        # described in the first sentence, named in the next
        ("[A local aide] {said} <it is over>. [Ada Bell], an adviser to Otto Crane, {added} <it is late>.", "Ada Bell"),
        # named just before, and what they are is told by the description alone
        ("Ada Bell met some residents. <It is over>, {said} [the baker].", "Ada Bell"),
        # an aide is not the candidate: the one named who spoke before is
        ("[Otto Crane] {said} <no>. [An aide] {added} <never>. [The candidate] {said} <it is over>.", "Otto Crane"),
        # no president is the chairman, whom the text names without saying what they are
        (
            "President Ada Bell stayed. Otto Crane resigned. [The harbour chairman] {said} <it is over>.",
            "Otto Crane",
        ),
        # they may name themselves after all, where nobody else can be meant
        ("<Ada Bell will stay>, [she] {announced}. Otto Crane agreed.", "Ada Bell"),
        # the first words of a sentence are what it is about
        (
            "[Otto Crane] {said} <no>. Mr. Verhoeven was opened by a union. [He] {said} <it is over>.",
            "Verhoeven",
        ),
        # a name that a noun only says more of
        (
            "They met the Northern Transport Union, a harbour group, [which] {said} <it is over>.",
            "Northern Transport Union",
        ),
        ("Otto Crane, [the senior adviser], {said} <it is over>.", "Otto Crane"),
        # a clause that the model took whole
        ("[Otto Crane met Ada Bell, who] {said} <it is over>.", "Ada Bell"),
        # whose lawyers: not those spoken of before
        ("[Some lawyers] {said} <no>. [The senator’s lawyers] {said} <it is over>.", "senator’s lawyers"),
        # those of whom only some are named; the mark of a party names nobody
        ("[senior officials like Ada Bell] {said} <it is over>.", "senior officials"),
        ("[Otto Crane’s office (R-Texas)] {said} <it is over>.", "Otto Crane’s office"),
        ("[Kalmar and Mr. Crane’s office] {said} <it is over>.", "Kalmar and Mr. Crane’s office"),
        # the paper that a story stands in
        ("[An article in Kalmar magazine] {said} <it is over>.", "Kalmar magazine"),
        # a body by its kind, an acronym by what it stands for
        ("The Harbour Authority agreed. [The authority] {said} <it is over>.", "Harbour Authority"),
        ("The Northern Transport Union (NTU) met. [The NTU] {said} <it is over>.", "Northern Transport Union"),
    ],
)
def test_mentions_resolve_to_the_fullest_name(text: str, name: str) -> None:
    last = speakers(text)[-1]
    assert last is not None
    assert last.name == name


def test_a_description_means_the_neighbour_who_speaks() -> None:
    first, second = speakers("<“No talks,”> [Otto Crane] {said}. <“None at all,”> [the former president] {added}.")
    assert first == second


def test_a_former_president_is_not_the_president() -> None:
    text = "President Otto Crane opened it. [Lukas Verhoeven] {said} <no>. [the former president] {added} <never>."
    assert [s.name for s in speakers(text) if s] == ["Lukas Verhoeven", "Lukas Verhoeven"]


def test_we_is_whoever_says_it() -> None:
    doc = build("[Ada Bell] {said} <we announced it early>. Otto Crane stayed.")
    we = next(token.i for token in doc if token.text == "we")
    outer = Attribution(((0, 2),), ((2, 3),), ((3, 7),))
    set_attributions(doc, [outer, Attribution(((we, we + 1),), ((we + 1, we + 2),), ((we + 2, we + 3),))])
    assert [s.name for s in resolve(doc).speakers if s] == ["Ada Bell", "Ada Bell"]


@pytest.mark.parametrize("pronoun", ["I", "we", "you"])
def test_the_author_and_the_reader_are_no_sources(pronoun: str) -> None:
    assert speakers(f"[Ada Bell] {{said}} <it is over>. [{pronoun}] {{agreed}} <it is>.")[1] is None


def test_i_within_quotation_marks_is_whoever_is_quoted() -> None:
    first, second = speakers("[Ada Bell] {said} <it is over>. “[I] {agreed} <it is over>.”")
    assert first == second is not None


def test_a_surname_that_is_a_title_too_is_a_name() -> None:
    doc = build("Ada King stayed. [Ms. King] {said} <it is over>.")
    doc.ents = [Span(doc, 0, 2, label="PERSON")]
    (speaker,) = resolve(doc).speakers
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Ada King", "person")


def test_i_is_no_party() -> None:
    (speaker,) = speakers("[Otto Crane], I said, {said} <it is over>.")
    assert speaker is not None
    assert (speaker.side, speaker.title) == (None, None)


def test_a_source_broken_off_before_its_noun_is_read_to_its_noun() -> None:
    doc = build("[the] harbour council {said} <it is over>.")
    for at in (0, 1):
        doc[at].head = doc[2]
    (speaker,) = resolve(doc).speakers
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("harbour council", "government")


@pytest.mark.parametrize(
    ("text", "represents"),
    [("[Kalmar] {said} <no>.", None), ("[Moscow] {said} <no>.", "Russia"), ("[Russia] {said} <no>.", "Russia")],
)
def test_a_place_that_speaks_stands_for_its_government(text: str, represents: str | None) -> None:
    (speaker,) = speakers(text)
    assert speaker is not None
    assert (speaker.kind, speaker.represents) == ("government", represents)


def test_a_null_source_stays_null() -> None:
    assert speakers("[Ada Bell] {said} <it is over>. []{added} <it is closed>.")[1] is None


@pytest.mark.parametrize(
    ("text", "title", "side", "anonymous"),
    [
        (
            "[Otto Crane, deputy head of the Russian council,] {said} <no>.",
            "deputy head of the Russian council",
            "Russia",
            False,
        ),
        ("[Russian President Otto Crane] {said} <no>.", "Russian President", "Russia", False),
        ("[Sen. Otto Crane (R-Texas)] {said} <no>.", "Sen.", "Republican Party", False),
        ("[Otto Crane, an envoy to Russia,] {said} <no>.", "envoy to Russia", None, False),
        ("[a Russian official speaking on Monday] {said} <no>.", None, "Russia", True),
        ("[a person familiar with the matter] {said} <no>.", None, None, True),
        ("[local critics] {said} <no>.", None, None, False),
        ("[Russia] {said} <no>.", None, "Russia", False),
    ],
)
def test_title_side_and_anonymity(text: str, title: str | None, side: str | None, anonymous: bool) -> None:
    (speaker,) = speakers(text)
    assert speaker is not None
    assert (speaker.title, speaker.side, speaker.anonymous) == (title, side, anonymous)


def test_two_sources_of_one_statement_are_named_together() -> None:
    (speaker,) = speakers("[Ada Bell and Otto Crane] {said} <it is over>.")
    assert speaker is not None
    assert (speaker.name, speaker.kind) == ("Ada Bell and Otto Crane", "group")


def test_partial_names_are_marked_as_such() -> None:
    bare, full = speakers("[Crane] {said} <no>. [Ada Bell] {said} <yes>.")
    assert bare is not None
    assert full is not None
    assert (bare.complete, full.complete) == (False, True)


def test_mentions_of_one_name_share_entity_and_label() -> None:
    doc = build("Ada Bell stayed. Bell agreed. Otto Crane met Bell in Kalmar.")
    doc.ents = [Span(doc, e.start, e.end, label="ORG" if e.text == "Bell" else e.label_) for e in doc.ents]
    found = resolve(doc)
    names = [(doc[m.start : m.end].text, m.label, found.entities[m.entity].name) for m in found.mentions]
    assert names == [
        ("Ada Bell", "PERSON", "Ada Bell"),
        ("Bell", "PERSON", "Ada Bell"),
        ("Otto Crane", "PERSON", "Otto Crane"),
        ("Bell", "PERSON", "Ada Bell"),
        ("Kalmar", "GPE", "Kalmar"),
    ]


@pytest.mark.parametrize(
    ("text", "label", "wrong", "right"),
    [
        ("They met in New York on Monday.", "GPE", "York", ("New York", "GPE")),
        ("Ada Bell met Crane.", "PERSON", "Bell met", ("Ada Bell", "PERSON")),
        ("The Senate met Crane.", "PERSON", "Senate", ("Senate", "ORG")),
        ("He met Mr. Bloomberg.", "ORG", "Bloomberg", ("Bloomberg", "PERSON")),
        ("Secretary of State Ada Bell resigned.", "PERSON", "State Ada Bell", ("Ada Bell", "PERSON")),
        (
            "Texas met with the loyal Ada Bell (R-Texas) over some harbour.",
            "PERSON",
            "Bell (R-Texas",
            ("Ada Bell", "PERSON"),
        ),
        ("The Texas team met.", "PERSON", "Texas", ("Texas", "GPE")),
        ("Senate Whip Ada Bell of Texas met.", "ORG", "Senate Whip Ada Bell of Texas", ("Ada Bell", "PERSON")),
        ("Crane’s lawyer Ada Bell met.", "PERSON", "Crane’s lawyer Ada Bell", ("Ada Bell", "PERSON")),
        ("They met Reps. Ada Bell.", "ORG", "Reps.", ("Ada Bell", "PERSON")),
        ("Sen. Ada King of Texas met.", "ORG", "Sen. Ada King of Texas", ("Ada King", "PERSON")),
        ("Crane’s lawyer Ty Bell met.", "ORG", "Crane’s lawyer Ty Bell", ("Ty Bell", "PERSON")),
        (
            "The Republican Governors Association met.",
            "ORG",
            "Republican Governors Association",
            ("Republican Governors Association", "ORG"),
        ),
        ("He met Ms. Page.", "ORG", "Ms. Page", ("Page", "PERSON")),
        ("He met Mr. Sellers.", "PERSON", "Mr. Sellers", ("Sellers", "PERSON")),
        ("The United States met.", "ORG", "United", ("United States", "GPE")),
        ("Ada Bell met the Bells.", "PERSON", "Ada Bell", ("Bells", "PERSON")),
        ("They met over the Harbour Rights Act.", "MISC", "Harbour Rights Act", ("Harbour Rights Act", "MISC")),
        ("The NATO team met.", "LOC", "NATO", ("NATO", "ORG")),
        (
            "The Senate aides and allies of Mr. Crane met.",
            "ORG",
            "Senate aides and allies of Mr. Crane",
            ("Senate", "ORG"),
        ),
    ],
)
def test_names_are_mended(text: str, label: str, wrong: str, right: tuple[str, str]) -> None:
    doc = build(text)
    at = text.index(wrong)
    doc.ents = [Span(doc, *_tokens(doc, (at, at + len(wrong))), label=label)]
    found = resolve(doc)
    assert right in [(doc[m.start : m.end].text, m.label) for m in found.mentions]


def test_a_name_stays_one_where_the_tagger_takes_it_for_a_pronoun() -> None:
    text = ["Crane", "met", "Bell", ".", "Crane", "left", "."]
    tags = ["PRON", "VERB", "VERB", "PUNCT", "PROPN", "VERB", "PUNCT"]
    found = [(0, 1, "PERSON"), (2, 3, "PERSON"), (4, 5, "PERSON")]
    assert name_tags(text, tags, found) == ["PROPN", "VERB", "VERB", "PUNCT", "PROPN", "VERB", "PUNCT"]


TEXT = "Ada Bell Otto Crane Mr. Sen. , . ( ) - “ ” ' 's said he she who and of the a senator one R Texas \n\n ’ 5 İß"
TOKENS = st.sampled_from(re.split(" ", TEXT))


@given(st.lists(TOKENS, max_size=25), st.data())
def test_any_words_in_any_order_resolve(words: list[str], data: st.DataObject) -> None:
    doc = Doc(NLP.vocab, words=words or ["x"], sent_starts=[i % 7 == 0 for i in range(len(words) or 1)])
    position = st.integers(0, len(doc) - 1)
    labels = st.sampled_from(["PERSON", "ORG", "GPE", "DATE"])
    entities = [Span(doc, s, s + 1, label=data.draw(labels)) for s in data.draw(st.sets(position, max_size=4))]
    doc.ents = entities
    starts = data.draw(st.lists(st.tuples(position, position, position), max_size=3))
    set_attributions(doc, [Attribution(((s, len(doc)),), ((q, q + 1),), ((c, c + 1),)) for s, q, c in starts])
    found = resolve(doc)
    assert len(found.speakers) == len(starts)
    assert all(0 <= m.start < m.end <= len(doc) and m.entity < len(found.entities) for m in found.mentions)
    assert all(a.end <= b.start for a, b in zip(found.mentions, found.mentions[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Governor Ada Bell signed the order on Tuesday. “The harbour stays open,” she told reporters in Kalmar.\n\n"
            "Otto Crane, a lawyer for the dockers, said the order came too late. He said they would appeal.",
            {"Ada Bell", "Otto Crane"},
        ),
        # whose adviser somebody is does not make the owner the next "he"
        (
            "That is the message from Lukas Verhoeven, one of Otto Crane's oldest advisers. "
            "He told Reuters that the harbour would stay open.",
            {"Lukas Verhoeven"},
        ),
        (
            "A senior official said the talks had failed. The official added that no date was set.",
            {"senior official"},
        ),
    ],
)
def test_with_the_shipped_model(nlp: Language, text: str, names: set[str]) -> None:
    found = resolve(nlp(text)).speakers
    assert {speaker.name for speaker in found if speaker} == names
