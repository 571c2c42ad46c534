"""What the visitor is looking at: plain values without widgets, readable from and writable to a URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import param

PAGES = ("overview", "compare", "sources", "claims", "words", "copies", "reader", "review", "data")
TOLD = ("", "one", "several", "2", "3")
SHARED = ("", "wire", "quotation", "copy")
VOICES = ("outlet", "sources", "all")
TOPICS = ("words", "names", "loaded", "certainty", "agency", "frames")
SCHEMES = ("policy", "news")
MARKS = ("claims", "names", "copies", "loaded")
DIVISIONS = ("kind", "side", "title", "anonymity", "gender")
COUNTED = ("claims", "words")
TABLES = (
    "articles",
    "claims",
    "sources",
    "sentences",
    "entities",
    "claim_links",
    "utterances",
    "passages",
    "event_names",
    "clauses",
    "quantities",
)
NO_SOURCE = "none"
LONGEST_QUERY = 8_000


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles are compared: one story (or all, "") and some outlets (or all, ())."""

    story: str = ""
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims, articles or passages of a scope are listed; an empty value lets everything through."""

    outlet: tuple[str, ...] = ()
    source: str = ""
    kind: str = ""
    cue: str = ""
    quotation: str = ""
    text: str = ""
    shared: bool = False
    since: str = ""
    until: str = ""
    told: str = ""
    disputed: bool = False
    copied: str = ""
    first: str = ""
    group: str = ""


class State(param.Parameterized):
    """Page, scope, filter and place in the reader. Nothing in it depends on a widget or on a corpus."""

    corpus = param.String(default="", doc="which corpus, where several are served")
    page = param.Selector(default="overview", objects=list(PAGES))
    story = param.String(default="")
    outlets = param.List(default=[], item_type=str)
    since = param.String(default="", doc="first day of the articles listed, ISO 8601")
    until = param.String(default="", doc="last day of the articles listed, ISO 8601")
    outlet = param.List(default=[], item_type=str)
    source = param.String(default="", doc="a source_id; 'none' for claims without a source")
    kind = param.String(default="", doc="kind of source; 'none' for claims without a source")
    cue = param.String(default="", doc="a cue's lemma")
    quotation = param.String(default="", doc="direct, mixed or indirect")
    text = param.String(default="", doc="words that the content or the source's name holds")
    shared = param.Boolean(default=False, doc="only sources that each outlet of the filter cites")
    told = param.Selector(
        default="", objects=list(TOLD), doc="claims of one or several outlets, or at least so many independent chains"
    )
    disputed = param.Boolean(default=False, doc="only claims that another outlet's contradict")
    voice = param.Selector(default="outlet", objects=list(VOICES))
    topic = param.Selector(default="words", objects=list(TOPICS), doc="what the page of words is about")
    word = param.String(default="")
    mark = param.String(default="", doc="a mark of a chart of wording, as in 'class=hedge'; its outlet is in outlet")
    event = param.String(default="", doc="an event_id, whose names are shown")
    scheme = param.Selector(default="policy", objects=list(SCHEMES), doc="which frames")
    table = param.Selector(default="articles", objects=list(TABLES), doc="which table the page of data shows")
    by = param.Selector(default="kind", objects=list(DIVISIONS), doc="what sources are divided by")
    counted = param.Selector(default="claims", objects=list(COUNTED), doc="what is counted of sources")
    copied = param.Selector(default="", objects=list(SHARED), doc="kind of shared text")
    first = param.String(default="", doc="which outlet of a pair published first; 'none' where nothing tells")
    group = param.String(default="", doc="claims by what no column says, as in 'gender:female'")
    passage = param.String(default="", doc="a passage that is open")
    article = param.String(default="")
    claim = param.String(default="")
    marks = param.String(default="claims,names", doc="what is marked in the reader, of MARKS, separated by commas")
    at = param.String(default="", doc="start and end of a word to open the reader at, as in '120-126'")

    @property
    def scope(self) -> Scope:
        """The articles that are compared."""
        return Scope(self.story, tuple(sorted(self.outlets)))

    @property
    def filter(self) -> Filter:
        """The claims that are listed."""
        return Filter(
            outlet=tuple(self.outlet),
            source=self.source,
            kind=self.kind,
            cue=self.cue,
            quotation=self.quotation,
            text=self.text.strip(),
            shared=self.shared,
            since=self.since,
            until=self.until,
            told=self.told,
            disputed=self.disputed,
            copied=self.copied,
            first=self.first,
            group=self.group,
        )

    def values(self) -> dict[str, Any]:
        """Every value that a URL holds."""
        return {name: getattr(self, name) for name in NAMES}

    def query(self, **changes: Any) -> str:
        """Write the state, with some values changed, as the query of a URL.

        Args:
            **changes: values that differ from the present ones.

        Returns:
            '?' and every value that is not the default, lists as repeated names; so the same state is the same URL.
        """
        pairs: list[tuple[str, str]] = []
        for name, value in {**self.values(), **changes}.items():
            if value == self.param[name].default:
                continue
            if isinstance(value, list | tuple):
                pairs.extend((name, item) for item in value)
            else:
                pairs.append((name, "1" if value is True else str(value)))
        return "?" + urlencode(pairs)

    def read(self, query: str) -> None:
        """Take the state from a URL's query. What it does not name goes back to its default; what is unfit is left out.

        Args:
            query: with or without the '?'. It comes from a visitor, so any of it may be nonsense.
        """
        values: dict[str, Any] = {name: self.param[name].default for name in NAMES}
        for name, value in parse_qsl(query.removeprefix("?")[:LONGEST_QUERY], keep_blank_values=True):
            if name not in values:
                continue
            parameter = self.param[name]
            if isinstance(parameter, param.List):
                values[name] = [*values[name], value] if value not in values[name] else values[name]
            elif isinstance(parameter, param.Boolean):
                values[name] = value == "1"
            elif not isinstance(parameter, param.Selector) or value in parameter.objects:
                values[name] = value
        self.param.update(**values)


NAMES = tuple(name for name in State.param if name != "name")
NO_FILTER: dict[str, Any] = {
    "outlet": [],
    "source": "",
    "kind": "",
    "cue": "",
    "quotation": "",
    "text": "",
    "shared": False,
    "since": "",
    "until": "",
    "told": "",
    "disputed": False,
    "copied": "",
    "first": "",
    "group": "",
}
