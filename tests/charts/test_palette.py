"""Outlets stay apart and words can be read, on a light page and on a dark one, whatever colours a reader sees."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from analysis.charts.colours import DARK, FAINT, INK, LINE, PALETTE, PAPER, RAMP, dark_style, recoloured

# G. Machado, M. Oliveira & L. Fernandes (2009), A physiologically-based model for simulation of color vision deficiency
SIGHT = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]])
WHITE = np.array([0.95047, 1, 1.08883])


def linear(colour: str) -> np.ndarray:
    """The light of an sRGB colour's three channels."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2.2 asks to be 4.5 for text and 3 for marks that nothing else names."""
    darker, lighter = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour: str, sight: str) -> np.ndarray:
    """CIE L*a*b* of an sRGB colour, as somebody sees it."""
    seen = XYZ @ (np.array(SIGHT[sight]) @ linear(colour)).clip(0, 1) / WHITE
    f = np.where(seen > 0.008856, np.cbrt(seen), 7.787 * seen + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


PAGES = {"light": {colour: colour for colour in DARK}, "dark": DARK}
on_both_pages = pytest.mark.parametrize("page", list(PAGES))


@on_both_pages
@pytest.mark.parametrize("sight", list(SIGHT))
def test_colours_are_told_apart(sight: str, page: str) -> None:
    for one, other in combinations((PAGES[page][colour] for colour in PALETTE), 2):
        # a difference of about 2.3 is just noticeable; marks are small, so it takes far more
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) > 15, (one, other)


@on_both_pages
def test_words_can_be_read(page: str) -> None:
    colours = PAGES[page]
    assert all(contrast(colours[name], colours[PAPER]) >= 4.5 for name in (INK, FAINT))
    assert contrast(colours[LINE], colours[PAPER]) >= 3
    for step, cell in enumerate(RAMP):
        assert contrast(colours[INK if step < 4 else PAPER], colours[cell]) >= 4.5, cell


@on_both_pages
def test_marks_stand_out_from_the_page(page: str) -> None:
    # orange and sky blue are light on white: on their rows stands whose they are, and they are thick
    assert all(contrast(PAGES[page][colour], PAGES[page][PAPER]) >= 2.2 for colour in PALETTE)


@on_both_pages
def test_cells_go_one_way_for_those_who_see_grey(page: str) -> None:
    lightness = [float(lab(PAGES[page][cell], "usual")[0]) for cell in RAMP]
    steps = np.diff(lightness) if page == "dark" else -np.diff(lightness)
    assert (steps > 5).all()


def test_no_colour_is_on_both_sides() -> None:
    assert len(set(DARK.values())) == len(DARK)
    assert not set(DARK) & set(DARK.values())


def test_names_that_are_colours_stay() -> None:
    outlet = PALETTE[0]
    scale = {"domain": [outlet], "range": [outlet]}
    spec = {
        "datasets": {"rows": [{"outlet": outlet}]},
        "encoding": {"color": {"scale": scale}, "y": {"sort": [outlet]}},
    }
    dark = recoloured(spec, DARK)
    assert dark["datasets"] == spec["datasets"]
    assert dark["encoding"]["y"] == spec["encoding"]["y"]
    assert dark["encoding"]["color"]["scale"] == {"domain": [outlet], "range": [DARK[outlet]]}


def test_the_style_of_dark_pages_has_every_colour() -> None:
    style = dark_style()
    for light, dark in DARK.items():
        assert f'svg [fill="{light}"] {{ fill: {dark} }}' in style
        assert f'svg [stroke="{light}"] {{ stroke: {dark} }}' in style
