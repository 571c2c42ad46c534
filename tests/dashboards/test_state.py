from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.state import NO_FILTER, PAGES, TOLD, VOICES, Filter, Scope, State

texts = st.text(max_size=20)
states = st.fixed_dictionaries(
    {
        "page": st.sampled_from(PAGES),
        "story": texts,
        "outlets": st.lists(texts, unique=True, max_size=3),
        "outlet": st.lists(texts, unique=True, max_size=3),
        "source": texts,
        "quotation": texts,
        "text": texts,
        "shared": st.booleans(),
        "told": st.sampled_from(TOLD),
        "disputed": st.booleans(),
        "voice": st.sampled_from(VOICES),
        "article": texts,
        "claim": texts,
    }
)


@given(states)
def test_a_url_restores_the_state_it_was_written_from(values: dict[str, object]) -> None:
    state, other = State(**values), State(page="claims", source="left over", shared=True)
    other.read(state.query())
    assert other.values() == state.values()


def test_the_default_state_has_an_empty_query() -> None:
    assert State().query() == "?"


def test_a_link_changes_only_what_it_names() -> None:
    state = State(page="claims", outlets=["A", "B"], source="s")
    assert state.query(page="reader", source="") == "?page=reader&outlets=A&outlets=B"
    assert state.page == "claims"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("?page=nowhere&voice=loud&unknown=1", {}),
        ("?page=claims&page=words", {"page": "words"}),
        ("?outlet=A&outlet=A&outlet=B", {"outlet": ["A", "B"]}),
        ("?shared=yes", {}),
        ("?article=123&claim=true&story=null", {"article": "123", "claim": "true", "story": "null"}),
        ("?text=%00%ff%3Cscript%3E", {"text": "\x00\ufffd<script>"}),
        ("story=a+b&&==&", {"story": "a b"}),
        ("?name=State&param=1", {}),
    ],
)
def test_nonsense_in_a_url_is_left_out(query: str, values: dict[str, object]) -> None:
    state = State()
    state.read(query)
    assert state.values() == State(**values).values()


def test_one_link_is_one_change() -> None:
    state, changes = State(), []
    state.param.watch(lambda *events: changes.append(len(events)), list(state.values()))
    state.read("?page=claims&source=s&cue=say")
    assert changes == [3]


def test_scope_and_filter_do_not_depend_on_the_order_of_clicks() -> None:
    assert State(outlets=["B", "A"]).scope == State(outlets=["A", "B"]).scope == Scope("", ("A", "B"))
    assert State(text="  ").filter == Filter()
    assert set(NO_FILTER) == set(Filter.__dataclass_fields__)
