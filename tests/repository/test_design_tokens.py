"""The colors of the design: readable in both themes, and real colors of a screen."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
Linear = tuple[float, float, float]

GROUNDS = ("paper", "surface", "sunk")
TEXT_ON_GROUND = [
    (text, ground)
    for text in ("text", "quiet", "accent", "accent-strong", "good", "caution", "alarm")
    for ground in GROUNDS
]
TEXT_ON_TINT = [
    ("text", "accent-soft"),
    ("text", "good-soft"),
    ("text", "caution-soft"),
    ("text", "alarm-soft"),
    ("quiet", "accent-soft"),
    ("quiet", "caution-soft"),
    ("quiet", "alarm-soft"),
    ("accent", "accent-soft"),
    ("accent", "good-soft"),
    ("accent", "caution-soft"),
    ("accent", "alarm-soft"),
    ("good", "good-soft"),
    ("caution", "caution-soft"),
    ("alarm", "alarm-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-alarm", "alarm"),
]
GRAPHIC = [
    (mark, ground)
    for mark in ("focus", "edge", "nerve", "accent")
    for ground in (*GROUNDS, "accent-soft", "alarm-soft")
] + [("nerve", "skin"), ("nerve", "bone-soft")]
THEMES = {"light": 0, "dark": 1}


def linear_rgb(lightness: float, chroma: float, hue: float) -> Linear:
    """Oklch to linear sRGB, with the matrices of CSS Color 4."""
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def read_colors() -> dict[str, tuple[Linear, Linear]]:
    oklch = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
    found = re.findall(
        rf"--color-([\w-]+): light-dark\({oklch}, {oklch}\);", TOKENS.read_text("utf-8")
    )
    return {
        name: (
            linear_rgb(float(numbers[0]) / 100, float(numbers[1]), float(numbers[2])),
            linear_rgb(float(numbers[3]) / 100, float(numbers[4]), float(numbers[5])),
        )
        for name, *numbers in found
    }


COLORS = read_colors()


def luminance(color: Linear) -> float:
    red, green, blue = (min(max(part, 0.0), 1.0) for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str, theme: str) -> float:
    """The ratio of WCAG 2.2 between two tokens."""
    pair = sorted(luminance(COLORS[name][THEMES[theme]]) for name in (first, second))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


def test_every_color_token_is_a_pair_for_light_and_dark() -> None:
    declared = set(re.findall(r"--color-([\w-]+):", TOKENS.read_text("utf-8")))

    assert declared == set(COLORS)


def test_black_and_white_have_the_known_contrast() -> None:
    black, white = linear_rgb(0, 0, 0), linear_rgb(1, 0, 0)

    assert (luminance(white) + 0.05) / (luminance(black) + 0.05) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", sorted(COLORS))
def test_a_color_lies_within_what_every_screen_can_show(name: str, theme: str) -> None:
    # Outside it browsers would shift the color, and the contrast with it.
    assert all(-0.002 <= part <= 1.002 for part in COLORS[name][THEMES[theme]])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND + TEXT_ON_TINT)
def test_text_can_be_read_on_its_ground(text: str, ground: str, theme: str) -> None:
    assert contrast(text, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), GRAPHIC)
def test_focus_controls_and_drawings_stand_out(mark: str, ground: str, theme: str) -> None:
    assert contrast(mark, ground, theme) >= 3
