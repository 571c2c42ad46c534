from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.quotation import quotation_kind, quoted_spans

QUOTED = [
    # marks of every kind
    ('He said "we will stay" today.', ["we will stay"]),
    ("He said “we will stay” today.", ["we will stay"]),
    ("He said ‘we will stay’ today.", ["we will stay"]),
    ("He said 'we will stay' today.", ["we will stay"]),
    ("He said «we will stay» today.", ["we will stay"]),
    ("He said « we will stay » today.", [" we will stay "]),
    ("He said »we will stay« today.", ["we will stay"]),
    ("He said „we will stay“ today.", ["we will stay"]),
    ("He said „we will stay” today.", ["we will stay"]),
    ("He said ”we will stay” today.", ["we will stay"]),
    ("He said “we will stay“ today.", ["we will stay"]),
    ("He said ``we will stay'' today.", ["we will stay"]),
    ("He said ''we will stay'' today.", ["we will stay"]),
    ("He said ‹we will stay› today.", ["we will stay"]),
    ("他说：「我们会留下」。", ["我们会留下"]),
    ('He said " we will stay " today.', [" we will stay "]),
    # mixed pairs
    ('The pact means “no more talks until spring."', ["no more talks until spring."]),
    ('"No more talks,” she added.', ["No more talks,"]),
    ("He said ‚we will stay‘ today, ‚all‘.", ["we will stay", "all"]),
    ("He said »we will stay«, then »we go«.", ["we will stay", "we go"]),
    (
        "He said «\u00a0we will stay\u00a0», then «\u202fwe go\u202f».",
        ["\u00a0we will stay\u00a0", "\u202fwe go\u202f"],
    ),
    ("He said “we” \"will\" ‘stay’ 'here' «today».", ["we", "will", "stay", "here", "today"]),
    ("So-called “experts”/“pundits” agreed (“all”).", ["experts", "pundits", "all"]),
    ("He said:“We stay”—“all of us”.", ["We stay", "all of us"]),
    # several, and pieces around the speaker
    ('"We go," he said, "and we stay." They left.', ["We go,", "and we stay."]),
    ('He said—"we go"—and left ("at once").', ["we go", "at once"]),
    ('"I was—" he began, and stopped.', ["I was—"]),
    ('He told us."We are done," he said.', ["We are done,"]),
    # nested
    ("“She called it ‘a trap’ twice,” he said.", ["She called it ‘a trap’ twice,"]),
    ("'She called it \"a trap\" twice', he said.", ['She called it "a trap" twice']),
    ("“She called it “a trap” twice,” he said.", ["She called it “a trap” twice,"]),
    ("«Elle a dit „non“ hier», dit-il.", ["Elle a dit „non“ hier"]),
    ("He said ‘no’ once: “he said ‘no’ twice,” she said.", ["no", "he said ‘no’ twice,"]),
    ("“‘No’ means no,” he said.", ["‘No’ means no,"]),
    ("\"'No' means no,\" he said.", ["'No' means no,"]),
    ("“He said, ‘no.’” She left.", ["He said, ‘no.’"]),
    ("\"He said, 'no.'\" She left.", ["He said, 'no.'"]),
    ("“He said, ‘go.’ I did not,” she said. ‘Odd.’", ["He said, ‘go.’ I did not,", "Odd."]),
    ("„Er sagte ‚nein‘ dazu“, sagte sie.", ["Er sagte ‚nein‘ dazu"]),
    ("»Er sagte ›nein‹ dazu«, sagte sie.", ["Er sagte ›nein‹ dazu"]),
    ("« Elle a dit “non” hier », dit-il.", [" Elle a dit “non” hier "]),
    # unpaired: to the end of the paragraph, or to the next mark that opens
    ("“We will stay.\nThe mayor left.", ["We will stay."]),
    ('"We will stay, he said.\n\nThe mayor left.', ["We will stay, he said."]),
    ('The mayor left," he said. Nobody spoke.', []),
    ("“We go, he said. “We stay,” she said.", ["We go, he said. ", "We stay,"]),
    ("She said “we stay. And so on.\nThen “one” more.\nThe end.", ["we stay. And so on.", "one"]),
    ('She said "we stay. And so on.\nThen "one" more.\nThe end.', ["we stay. And so on.", "one"]),
    ("She said « we stay. And so on.\nThen « one » more.\nThe end.", [" we stay. And so on.", " one "]),
    ("She said ‘we stay. And so on.\nThen ‘one’ more.\nThe end.", ["one"]),
    ("“We go,” he said, adding “the rest.\n\nThe mayor said “no”.", ["We go,", "the rest.", "no"]),
    # a long quotation: a mark at the head of each paragraph, one at the end
    ("“First we go.\n\n“Then we stay,” he said.", ["First we go.", "Then we stay,"]),
    ('"First we go.\n\n"Then we stay," he said.', ["First we go.", "Then we stay,"]),
    ("‘First we go.\n\n‘Then we stay,’ he said.", ["First we go.", "Then we stay,"]),
    ("'First we go.\n\n'Then we stay,' he said.", ["First we go.", "Then we stay,"]),
    ("“One.\n\n“Two.\n\n“Three,” she said.\n\nThe end.", ["One.", "Two.", "Three,"]),
    ("„Eins.\n\n„Zwei“, sagte sie.", ["Eins.", "Zwei"]),
    ("»Eins.\n\n»Zwei«, sagte sie.", ["Eins.", "Zwei"]),
    ("« Un.\n\n« Deux », dit-il.", [" Un.", " Deux "]),
    ("'Tis so.\n\n'Tis not so.", []),
    # lines broken within a quotation
    ('He said "we will\nstay here" today.', ["we will\nstay here"]),
    # measures and apostrophes
    ('He is 6\'2" tall and has a 5" knife.', []),
    ('"He is 6\'2" and strong," she said.', ["He is 6'2\" and strong,"]),
    ('"It is a 5" pipe," he said.', ['It is a 5" pipe,']),
    ('"We won in 2016" was his reply. "Twice," he said.', ["We won in 2016", "Twice,"]),
    ('A 5-foot-10" man, 6\' long, with 19" and 21" screens.', []),
    ("He is 6′2″ and said “yes”.", ["yes"]),
    ("The Smiths' dog bit the Joneses' cat. 'Bad dog,' he said.", ["Bad dog,"]),
    ("It's 'never' the workers' fault, they're 'told'.", ["never", "told"]),
    ("James' and Mary's 'house' is the boss's.", ["house"]),
    ("'We're done,' said O'Neil, 'and that's that.'", ["We're done,", "and that's that."]),
    ("In the '90s, rock 'n' roll and the workers' strike weren't news.", []),
    ("In the ’90s, rock ’n’ roll and the workers’ strike weren’t news.", []),
    ("'The workers' strike is over', he said.", ["The workers' strike is over"]),
    ("They spoke of 'two ways' of leaving.", ["two ways"]),
    ("‘It’s the ministers’ fault,’ he said.", ["It’s the ministers’ fault,"]),
    ("Don't wait. Give 'em time, y'all.", []),
    ('""', []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quoted_spans(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == expected


@pytest.mark.parametrize("mark", ['"', "“", "”", "‘", "'", "«", "„", "``", "''", '"“', "5'6\""])
@pytest.mark.parametrize("between", [" word", " word\n", "word"])
def test_unclosed_marks_break_nothing(mark: str, between: str) -> None:
    assert len(quoted_spans((mark + between) * 200)) <= 200
    # Linear work takes some 0.2 s; quadratic work would hold the tests up for minutes.
    assert len(quoted_spans((mark + between) * 30_000)) <= 30_000


@given(st.text(alphabet="ab5 .,\n\"'“”‘’«»„`-", max_size=80))
def test_spans_are_ordered_apart_and_hold_something(text: str) -> None:
    spans = quoted_spans(text)
    assert all(text[start:end].strip() for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"'“”„‟‘’‚`«»‹›「」\n 5s"))))
def test_any_text_is_read(text: str) -> None:
    spans = quoted_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    kind = quotation_kind(text, [(0, len(text))])
    assert kind == "indirect" or spans


@given(st.text(alphabet="ab5 .,\"'“”‘’‚«»„`-", max_size=60))
def test_no_quotation_reaches_into_a_paragraph_without_marks(text: str) -> None:
    assert all(end <= len(text) for _, end in quoted_spans(text + "\nThe mayor left, and nobody spoke."))


@given(st.lists(st.text(alphabet="abcdefgh ,", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_well_formed_quotations_are_found_whatever_the_marks(quotations: list[str]) -> None:
    for opening, closing in ('""', "“”", "„“", "«»", '“"', '"”'):
        words = [q.strip(" ,") or "a" for q in quotations]
        text = " he said. ".join(f"{opening}{q}{closing}" for q in words)
        assert [text[start:end] for start, end in quoted_spans(text)] == words


KINDS = [
    ("[“We will stay,”] he said.", "direct"),
    ("“[We will stay],” he said.", "direct"),
    ("[“We will stay,”] he said. [“For good.”]", "direct"),
    ("She said [it was “over”].", "mixed"),
    ("She said [the treaty “is dead and buried”].", "mixed"),
    ("She read [“The Long Road” aloud to them].", "mixed"),
    ("She said [it was over].", "indirect"),
    ("She said [it was over], “for good”.", "indirect"),
    ("[In the '90s it wasn't so], she said.", "indirect"),
    ("[“First we go.\n\n“Then we stay,”] he said.", "direct"),
    ("“She told me, ‘[we go]’,” he said.", "direct"),
    ("She said [“we go” and “we stay”].", "mixed"),
    ("He said [„wir bleiben“].", "direct"),
    ("He said [they would stay »for good«].", "mixed"),
    ("[“One.\n\n“Two.\n\n“Three,”] she said.", "direct"),
    ("She said “stop. [The clerk said so].\n[The mayor left].", "mixed"),
    ("She said “stop.\n[The mayor left], he said.", "indirect"),
    ("She said [he is 6'2\" tall].", "indirect"),
    ("She said [—].", "indirect"),
    ("She said [].", "indirect"),
]


@pytest.mark.parametrize(("marked", "expected"), KINDS)
def test_quotation_kind(marked: str, expected: str) -> None:
    spans, text = [], ""
    for piece in marked.split("["):
        inside, closed, after = piece.partition("]")
        if closed:
            spans.append((len(text), len(text) + len(inside)))
        text += inside + after
    assert quotation_kind(text, spans) == expected
