"""The drawings of the articles: complete, described, in the colors of the theme, and light."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from articles.content_checks import sentences, wording
from articles.illustrations import Illustration, figure, illustrations

FOLDER = Path(settings.BASE_DIR) / "templates" / "illustrations"
DRAWINGS = sorted(FOLDER.glob("*.svg"))
STYLES = Path(settings.BASE_DIR) / "static" / "css" / "components"
PICTURES = list(illustrations().values())
SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 7 * 1024
LEAST_DESCRIPTION = 40
SMALLEST_LABEL = 13
# The column of an article on a phone 390 pixels wide.
COLUMN = 358
MASK = re.compile(r"<(mask|linearGradient|radialGradient)\b.*?</\1>", re.DOTALL)
PAINT = re.compile(r'\b(?:fill|stroke|color|stop-color)="([^"]*)"')

every_drawing = pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
every_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.key)


def drawn(key: str) -> ET.Element:
    """The drawing as a browser gets it."""
    svg = render_to_string(f"illustrations/{key}.svg").strip()
    return ET.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG.strip("{}")}" ', 1))  # noqa: S314


def label_size(name: str) -> float:
    """Pixels of a label before the drawing is scaled."""
    style = (STYLES / f"{name}.css").read_text("utf-8")
    found = re.search(rf"\.{name}__label {{[^}}]*font: 600 ([\d.]+)px", style)
    assert found
    return float(found[1])


def test_every_picture_is_drawn_and_every_drawing_is_described() -> None:
    assert {path.stem for path in DRAWINGS} == set(illustrations())


@every_drawing
def test_a_drawing_is_light(path: Path) -> None:
    assert path.stat().st_size <= MOST_BYTES


@every_drawing
def test_a_drawing_leaves_its_colors_to_the_theme(path: Path) -> None:
    # How much of a mask shows is written as shades of white.
    text = MASK.sub("", path.read_text("utf-8"))

    assert set(PAINT.findall(text)) <= {"none"}
    assert "style=" not in text


@every_drawing
def test_a_drawing_names_itself_with_ids_of_its_own(path: Path) -> None:
    svg = drawn(path.stem)
    prefix = f"fig-{path.stem}-"
    ids = [found for element in svg.iter() if (found := element.get("id"))]
    named = {element.get("id"): element for element in svg.iter()}
    title, description = (named[name] for name in svg.attrib["aria-labelledby"].split())

    assert svg.get("role") == "img"
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text and description.text
    assert len(set(ids)) == len(ids)
    assert all(name.startswith(prefix) for name in ids)


@every_drawing
def test_a_drawing_points_only_at_its_own_parts(path: Path) -> None:
    text = render_to_string(f"illustrations/{path.stem}.svg")
    ids = set(re.findall(r'\bid="([^"]+)"', text))

    assert set(re.findall(r'(?:href="#|url\(#)([\w-]+)', text)) <= ids


@every_drawing
def test_labels_are_large_enough_on_a_phone(path: Path) -> None:
    svg = drawn(path.stem)
    name = "nerve" if svg.get("class") == "nerve" else "illustration"
    width = float(svg.attrib["viewBox"].split()[2])

    assert label_size(name) * COLUMN / width >= SMALLEST_LABEL


def test_no_two_drawings_share_an_id() -> None:
    page = "".join(figure(picture) for picture in PICTURES)
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert len(set(ids)) == len(ids)


def test_every_class_of_a_drawing_has_a_style() -> None:
    style = (STYLES / "illustration.css").read_text("utf-8")
    used = {
        name
        for path in DRAWINGS
        for names in re.findall(r'class="([^"]+)"', path.read_text("utf-8"))
        for name in names.split()
    }

    assert {name for name in used if f".{name} " not in style and f".{name}," not in style} == set()


@every_picture
def test_a_description_says_in_plain_sentences_what_the_picture_shows(
    picture: Illustration,
) -> None:
    assert len(picture.description) >= LEAST_DESCRIPTION
    assert len(list(sentences(picture.description))) in range(2, 6)
    assert len(list(sentences(picture.caption))) == 1
    assert picture.description.endswith(".")
    assert picture.caption.endswith(".")
    assert not picture.title.endswith(".")


@every_picture
def test_the_words_of_a_picture_keep_the_house_rules(picture: Illustration) -> None:
    words = f"{picture.title}. {picture.description} {picture.caption}"

    assert [str(finding) for finding in wording(words)] == []


@every_picture
def test_a_figure_ends_with_its_caption(picture: Illustration) -> None:
    html = " ".join(figure(picture).split())

    assert html.endswith(f"<figcaption>{picture.caption}</figcaption> </figure>")
    assert "<summary>Describe this picture</summary>" in html
