"""The style guide's made-up data shows each component at work."""

from __future__ import annotations

import pytest
from django.test import Client

from sciatica_site.templatetags import samples


def test_the_sample_form_shows_an_error_and_a_kept_choice() -> None:
    form = samples.sample_form()

    assert set(form.errors) == {"name", "pressure"}
    assert form["length"].value() == "90"


def test_the_sample_page_has_neighbors_on_both_sides() -> None:
    page = samples.sample_page()

    assert page.has_previous()
    assert page.has_next()


def test_lists_are_not_empty() -> None:
    for sample in (
        samples.sample_trail,
        samples.sample_facts,
        samples.sample_signs,
        samples.sample_headings,
        samples.sample_references,
    ):
        assert sample()


@pytest.mark.django_db
def test_the_style_guide_shows_them(client: Client) -> None:
    html = client.get("/styleguide/").content.decode()

    assert "Style guide" in html
    assert "A made-up study of massage" in html
    assert "Numbness between the legs" in html
    assert 'aria-invalid="true"' in html
