"""The command that loads the vocabulary."""

from io import StringIO

import pytest
from django.core.management import call_command

from directory.models import FacetValue, Technique

pytestmark = pytest.mark.django_db


def run(**options: bool) -> str:
    out = StringIO()
    call_command("load_vocabulary", stdout=out, **options)
    return out.getvalue()


def test_an_empty_database_gets_all_words_and_their_filters() -> None:
    assert ", 0 updated, 0 unchanged." in run()
    assert Technique.objects.exists()
    assert FacetValue.objects.exists()


@pytest.mark.usefixtures("vocabulary")
def test_it_says_what_it_did() -> None:
    Technique.objects.filter(slug="swedish").delete()
    Technique.objects.filter(slug="sports").update(name="Edited")

    assert "1 added, 0 updated" in run()
    assert "0 added, 1 updated" in run(overwrite=True)
    assert "0 added, 0 updated" in run(overwrite=True)
