"""The main navigation knows where the visitor is."""

from __future__ import annotations

import pytest

from sciatica_site.nav import nav_items


def current(path: str) -> list[str]:
    return [str(item.label) for item in nav_items(path) if item.is_current]


def test_it_leads_to_the_main_parts_and_to_the_search() -> None:
    assert [(str(item.label), item.url) for item in nav_items("/")] == [
        ("Find a therapist", "/therapists/"),
        ("Articles", "/articles/"),
        ("Types of massage", "/techniques/"),
        ("Warning signs", "/warning-signs/"),
        ("Search", "/search/"),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", []),
        ("/articles/", ["Articles"]),
        ("/articles/what-is-sciatica/", ["Articles"]),
        ("/therapists/ana-ruiz/", ["Find a therapist"]),
        ("/about/", []),
    ],
)
def test_an_entry_is_current_on_its_pages(path: str, expected: list[str]) -> None:
    assert current(path) == expected
