"""Outlets stay apart for readers who do not tell red from green."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from analysis.charts.theme import PALETTE

# G. Machado, M. Oliveira & L. Fernandes (2009), A physiologically-based model for simulation of color vision deficiency
SIGHT = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]])
WHITE = np.array([0.95047, 1, 1.08883])


def lab(colour: str, sight: str) -> np.ndarray:
    """CIE L*a*b* of an sRGB colour, as somebody sees it."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = XYZ @ (np.array(SIGHT[sight]) @ linear).clip(0, 1) / WHITE
    f = np.where(seen > 0.008856, np.cbrt(seen), 7.787 * seen + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", list(SIGHT))
def test_colours_are_told_apart(sight: str) -> None:
    for one, other in combinations(PALETTE, 2):
        # a difference of about 2.3 is just noticeable; marks are small, so it takes far more
        assert np.linalg.norm(lab(one, sight) - lab(other, sight)) > 15, (one, other)
