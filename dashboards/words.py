"""words"""

from __future__ import annotations
import panel as pn
from dashboards.page import Page
from dashboards.elements import tag


class Words(Page):
    def __panel__(self):
        return self.markup(tag("h1", "Words"))

    def refresh(self):
        pass
