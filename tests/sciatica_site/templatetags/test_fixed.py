"""What is the same on many pages is the same whether it is remembered or not."""

from typing import Any

import pytest
from django.template.context import Context

from sciatica_site.templatetags.fixed import fixed, site_header

SHEETS = "includes/_stylesheets.html"


def test_development_reads_the_fragment_anew(settings: Any) -> None:
    remembered = fixed(SHEETS)
    settings.DEBUG = True

    assert fixed(SHEETS) == remembered


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/articles/one/", "/therapists/shortlist/", ""]
)
def test_the_menu_marks_where_one_is(settings: Any, path: str) -> None:
    remembered = site_header(Context({"path": path}))
    settings.DEBUG = True

    assert site_header(Context({"path": path})) == remembered
    expected = {"/articles/": 'aria-current="page"', "/articles/one/": 'aria-current="true"'}
    assert remembered.count("aria-current") == (path not in ("/", ""))
    assert expected.get(path, "") in remembered
