"""The style sheets stay small, layered and linked."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import pytest

from sciatica_site.stylesheets import BUNDLES, MESSAGES, PUBLIC

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
LINKED = [f"{sheet}.css" for bundle in BUNDLES.values() for sheet in bundle]
#: What no public page asks for: the sheets of a therapist's own area.
OWN_AREA = [
    CSS / f"{sheet}.css"
    for name in BUNDLES.keys() - PUBLIC.keys() - {"messages"}
    for sheet in BUNDLES[name]
]
#: Shared by patients' pages and the inbox, and loaded by no page that is read.
MESSAGES_SHEETS = [CSS / f"{sheet}.css" for sheet in MESSAGES]
TOTAL_BYTES = 62 * 1024
OWN_AREA_BYTES = 12 * 1024
MESSAGES_BYTES = 3 * 1024
FILE_BYTES = 6 * 1024
UTILITIES = 25
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities", "print")


def without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL).strip()


def name(path: Path) -> str:
    return path.relative_to(CSS).as_posix()


def test_all_style_sheets_of_public_pages_together_stay_small() -> None:
    public = [path for path in FILES if path not in [*OWN_AREA, *MESSAGES_SHEETS]]

    assert sum(path.stat().st_size for path in public) <= TOTAL_BYTES


def test_the_style_sheets_of_the_own_area_stay_small() -> None:
    assert sum(path.stat().st_size for path in OWN_AREA) <= OWN_AREA_BYTES


def test_the_style_sheet_of_messages_stays_small() -> None:
    assert sum(path.stat().st_size for path in MESSAGES_SHEETS) <= MESSAGES_BYTES


def test_only_pages_of_the_own_area_load_its_sheets() -> None:
    templates = ROOT / "templates"
    loading = {
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if re.search(r"\{% stylesheet ['\"](dashboard|preview|paper)", path.read_text("utf-8"))
    }
    own = {name for name in loading if name.startswith("dashboard/")}

    assert loading - own == {"layouts/dashboard.html"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_style_sheet_stays_small(path: Path) -> None:
    assert path.stat().st_size <= FILE_BYTES


def test_the_order_of_the_layers_is_written_down_first() -> None:
    assert without_comments(CSS / "layers.css") == f"@layer {', '.join(LAYERS)};"
    assert LINKED[0] == "layers.css"


def test_every_style_sheet_is_linked_once() -> None:
    assert sorted([*LINKED, "print.css"]) == sorted(name(path) for path in FILES)


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "layers.css"], ids=name)
def test_a_style_sheet_wraps_itself_in_one_layer(path: Path) -> None:
    layer = "components" if path.parent.name == "components" else path.stem
    text = without_comments(path)
    depths = list(accumulate({"{": 1, "}": -1}.get(character, 0) for character in text))
    outside = depths[text.index("{") : -1]

    assert text.startswith(f"@layer {layer} {{")
    assert 0 not in outside, "Something stands outside the layer."


@pytest.mark.parametrize("path", FILES, ids=name)
def test_important_is_for_paper_and_reduced_motion(path: Path) -> None:
    text = without_comments(path)
    if path.name == "base.css":
        text = re.sub(
            r"@media \(prefers-reduced-motion: reduce\) \{.*?\n  \}", "", text, flags=re.S
        )

    assert path.name == "print.css" or "!important" not in text


@pytest.mark.parametrize("path", FILES, ids=name)
def test_selectors_name_no_ids_and_no_colors_of_their_own(path: Path) -> None:
    text = without_comments(path)

    assert not re.findall(r"#[a-zA-Z][\w-]*[^;{}]*\{", text)
    if path.name not in {"tokens.css", "print.css"}:
        assert not re.findall(r"#[0-9a-f]{3,8}\b|oklch\(|rgb\(|hsl\(", text)


def test_utilities_are_few() -> None:
    classes = set(re.findall(r"\.([a-z][\w-]*)", without_comments(CSS / "utilities.css")))

    assert len(classes) <= UTILITIES


def test_the_style_guide_shows_every_component() -> None:
    guide = "".join(
        path.read_text("utf-8") for path in (ROOT / "templates" / "styleguide").glob("*.html")
    )
    shown = {
        path.stem
        for path in (ROOT / "templates" / "components").glob("*.html")
        if f"components/{path.name}" in guide or re.search(rf"{{% {path.stem} ", guide)
    }
    # Drawn inside other components, or shown as plain markup because it takes the focus.
    indirect = {"icon", "error_summary"}

    assert {path.stem for path in (ROOT / "templates" / "components").glob("*.html")} == (
        shown | indirect
    )
