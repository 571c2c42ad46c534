"""The page of claims: all of them, filtered, each leading to its sentence."""

from __future__ import annotations

from collections.abc import Sequence

import panel as pn

from dashboards import charted, figures
from dashboards.desk import Desk
from dashboards.elements import Html, tag
from dashboards.listing import QUOTATIONS, claims_table
from dashboards.markup import Markup
from dashboards.page import Figure, Page, plural
from dashboards.state import NO_FILTER, Filter, State

MOST_OPTIONS = 150  # a longer list is no help; the text field finds the rest


BESIDE = """
:host { display: grid !important; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 40px; align-items: start; }
@media (max-width: 900px) { :host { grid-template-columns: minmax(0, 1fr); gap: 0; } }
"""


class Claims(Page):
    """Two charts of how outlets report what others say, a filter, and the claims it lets through."""

    depends = ("story", "outlets", *Filter.__slots__)

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__(desk, state)
        self._heading = self.markup()
        self._form = Markup(tag("div"), on_link=self.go, on_field=self._choose)
        self._table = claims_table(self)
        self._mix = Figure(desk, charted.QUOTATION_MIX, on_pick=self._pick)
        self._verbs = Figure(desk, charted.REPORTING_VERBS, on_pick=self._pick)
        self._drawn: object = None
        self._charts = pn.Row(
            self._mix, self._verbs, sizing_mode="stretch_width", margin=0, stylesheets=[BESIDE], css_classes=["beside"]
        )
        self._layout = pn.Column(sizing_mode="stretch_width", margin=0)

    def __panel__(self) -> pn.viewable.Viewable:
        """Heading, filter, table, charts."""
        return self._layout

    def refresh(self) -> None:
        """Filter again; the charts show the whole scope and change with it only."""
        found = self.desk.claims(self.state.scope, self.state.filter)
        total = self.desk.claims(self.state.scope).height
        counted = plural(total, "claim") if found.height == total else f"{found.height:,} of {plural(total, 'claim')}"
        # Whoever has clicked on a mark wants its rows in sight, everybody else the charts first.
        narrowed = found.height < total
        rows = [self._form, self._table]
        order = [self._heading, *rows, self._charts] if narrowed else [self._heading, self._charts, *rows]
        turned = self._layout.objects != order
        lead = tag("p", "Everything that somebody is reported to have said, thought, planned or written.")
        heading = tag("header", tag("h1", counted), lead, class_="page", data_reveal="center" if turned else None)
        self._heading.show(heading)
        self._form.show(self._fields())
        self._table.show(found)
        if self._drawn != self.state.scope:
            self._drawn = self.state.scope
            self._mix.show(figures.drawn(self.desk, self.state.scope, charted.QUOTATION_MIX))
            self._verbs.show(figures.drawn(self.desk, self.state.scope, figures.verbs(self.desk, self.state.scope)))
        if turned:
            self._layout[:] = order

    def _fields(self) -> Html:
        scope, state = self.state.scope, self.state
        outlets = [(name, f"{name} ({count:,})") for name, count in self.desk.outlets(scope.story)]
        sources = [
            (row["source_id"], f"{row['source']} ({row['n_claims']:,})")
            for row in self.desk.sources(scope).head(MOST_OPTIONS).iter_rows(named=True)
        ]
        if state.source and state.source not in {value for value, _ in sources}:
            sources.insert(0, (state.source, self.desk.source_name(state.source) or "nobody named"))
        cues = [(cue, f"{cue} ({count:,})") for cue, count in self.desk.cues(scope)[:MOST_OPTIONS]]
        if state.cue and state.cue not in {value for value, _ in cues}:
            cues.insert(0, (state.cue, state.cue))
        chosen = state.outlet[0] if len(state.outlet) == 1 else ""
        return tag(
            "div",
            select("outlet", "Outlet", outlets, chosen, "several" if len(state.outlet) > 1 else "any"),
            select("source", "Who", sources, state.source),
            select("cue", "Verb", cues, state.cue),
            select("quotation", "How", list(QUOTATIONS.items()), state.quotation),
            tag(
                "label",
                tag("span", "Words"),
                tag("input", type="search", id="field-text", data_field="text", value=state.text, placeholder="any"),
            ),
            class_="fields",
            role="search",
        )

    def _choose(self, field: str, value: str) -> None:
        """Take over what a field says."""
        if field == "outlet":
            self.state.param.update(outlet=[value] if value else [], shared=False)
        elif field in {"source", "cue", "quotation", "text"}:
            self.state.param.update(**{field: value})

    def _pick(self, fields: figures.Fields) -> None:
        """Show the claims behind a mark."""
        self.state.read(self.state.query(page="claims", **NO_FILTER | figures.claims_of(fields)))


def select(
    field: str, label: str, options: Sequence[tuple[str, str]], value: str, anything: str = "any", *, offered: str = ""
) -> Html:
    """A labelled list to choose from; what else is ``offered`` under a name the browser adds (``Markup.offers``)."""
    shown = [tag("option", anything, value="")]
    shown += [tag("option", name, value=option, selected=option == value) for option, name in options]
    listed = tag("select", shown, id=f"field-{field}", data_field=field, data_offered=offered or None)
    return tag("label", tag("span", label), listed)
