from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.elements import Html, join, outward, tag, text
from dashboards.markup import Markup

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt;",
    "{{ 7 * 7 }} ${7 * 7} <%= 7 %>",
    "[click](javascript:alert(1))",
    "]]><svg onload=alert(1)>",
    "\x00<b>\ufeff",
]


class Parsed(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_content_and_attributes_stay_text(hostile: str) -> None:
    parsed = Parsed(tag("p", hostile, title=hostile, data_value=hostile))
    assert parsed.tags == ["p"]
    assert parsed.text == hostile
    assert parsed.attributes == [("title", hostile), ("data-value", hostile)]


@given(st.text(), st.text())
def test_any_text_comes_back_from_what_was_written(content: str, attribute: str) -> None:
    parsed = Parsed(join(tag("p", content, title=attribute)))
    assert parsed.tags == ["p"]
    assert parsed.attributes == [("title", attribute)]


def test_what_is_html_is_not_escaped_twice() -> None:
    once = tag("b", "a & b")
    assert text(once) is once
    assert join([once, ["<", None]]) == "<b>a &amp; b</b>&lt;"


def test_none_and_false_leave_an_attribute_out() -> None:
    assert tag("input", value=None, disabled=False, selected=True, max=0) == '<input selected max="0">'


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt://x.example/%0aalert(1)",
        "data:text/html,x",
        "//x.example",
        "http://[",
        "ftp://x.example/",
        " https:alert(1)",
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert outward(url, "Original") == "Original"


def test_a_web_address_opens_without_telling_where_from() -> None:
    link = outward('https://x.example/?a=1&b="2"', "Original")
    assert Parsed(link).attributes[0] == ("href", 'https://x.example/?a=1&b="2"')
    assert 'rel="noopener noreferrer"' in link


def test_markup_refuses_text_that_nobody_escaped() -> None:
    with pytest.raises(TypeError, match="escaped"):
        Markup("<b>bold</b>")
    with pytest.raises(TypeError, match="escaped"):
        Markup(Html("<b>bold</b>")).show("plain")
