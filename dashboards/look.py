"""How the frame around the pages looks: its theme, the page's own colours, and what every page stands in."""

from __future__ import annotations

import panel as pn

from analysis.charts.following import page_colours

INK = "#1b2430"
THEME = {
    "palette": {"primary": {"main": INK}, "background": {"default": "#ffffff", "paper": "#ffffff"}},
    "typography": {"fontFamily": "Roboto, system-ui, sans-serif"},
}
# Components are at most as high as what holds them; without a limit here, charts beyond one window would overlap.
CANVAS = {"padding": "0 clamp(16px, 3vw, 32px) 64px", "box-sizing": "border-box", "max-height": "none"}
DOCUMENT_CSS = (
    page_colours()
    + """
:root { --paper: #ffffff; --ink: #1b2430; --soft: #566270; --edge: #858f9a; color-scheme: light dark; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #15191e; --ink: #e8ebef; --soft: #aab3be; --edge: #6b7683; }
}
html, body { background: var(--paper) !important; color: var(--ink); }
#vg-tooltip-element {
  background: var(--paper); color: var(--ink); border-color: var(--edge);
  font-family: Roboto, sans-serif; font-size: 13px;
}
#vg-tooltip-element table tr td.key { color: var(--soft); }
#vg-tooltip-element table tr td.value { color: var(--ink); }
"""
)
# The frame's own parts: a bar that shows nothing while nothing is done has no name to read out, nor has an empty title.
FRAME_CSS = """
main.main { background: var(--paper) !important; }
.MuiLinearProgress-determinate { visibility: hidden; }
.MuiTypography-h5 { display: none; }
"""
PLAIN = {
    "theme_toggle": False,
    "theme_config": THEME,
    "raw_css": [DOCUMENT_CSS],
    "stylesheets": [FRAME_CSS],
}


def around(*parts: pn.viewable.Viewable) -> pn.Column:
    """What every page stands in."""
    return pn.Column(*parts, sizing_mode="stretch_width", margin=0, styles=CANVAS)
