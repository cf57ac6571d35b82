"""Both themes are readable, and a figure owes nothing to its host's template."""

from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from headlight.viz.style.scales import rgb
from headlight.viz.style.theme import DARK, FONTS, LIGHT, Theme, apply, template

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def luminance(colour: str) -> float:
    share = np.array(rgb(colour)) / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(light @ [0.2126, 0.7152, 0.0722])


def contrast(first: str, second: str) -> float:
    """WCAG 2.1's contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@THEMES
def test_text_can_be_read(theme: Theme) -> None:
    for colour in (theme.text, theme.muted, theme.accent):
        assert contrast(colour, theme.paper) >= 4.5  # WCAG AA for text
    for colour in (*theme.lines[:6], theme.selected):
        assert contrast(colour, theme.paper) >= 3  # AA for graphics


@THEMES
def test_apply_replaces_the_template(theme: Theme) -> None:
    figure = go.Figure(layout={"template": "plotly"})
    assert apply(figure, theme) is figure
    assert figure.layout.template == template(theme)
    assert figure.layout.template.layout.font.family == FONTS


def test_fonts_cover_chinese() -> None:
    for font in ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"):
        assert font in FONTS


def test_large_type_for_a_projector() -> None:
    large = template(replace(LIGHT, size=20)).layout
    assert large.font.size == 20
    assert large.margin.t > template(LIGHT).layout.margin.t  # the title has room
