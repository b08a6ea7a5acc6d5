"""The command fills the table from the package, which nothing else may read."""

import re
from io import StringIO
from pathlib import Path

import pytest
import zipcodes
from django.conf import settings
from django.core.management import call_command

from directory.models import Place
from directory.places import resolve
from tests.factories.places import PlaceFactory

ROOT = Path(settings.BASE_DIR)


def load(**options: object) -> str:
    out = StringIO()
    call_command("load_places", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_real_data_answers_what_people_type() -> None:
    first = load()

    assert re.search(r"\d\d,\d{3} added, 0 updated, 0 removed", first)
    for text, label in {
        "80202": "80202 (Denver, CO)",
        "10001": "10001 (New York, NY)",
        "77352": "77352 (Livingston, TX)",  # has no coordinates of its own
        "denver, co": "Denver, CO",
        "NYC": "New York, NY",
        "Brooklyn": "Brooklyn, NY",
        "Queens": "Queens, NY",
        "The Bronx": "Bronx, NY",
        "Manhattan, NY": "Manhattan, NY",
        "Hollywood, CA": "Hollywood, CA",
        "The Woodlands, TX": "The Woodlands, TX",
        "Paradise, NV": "Paradise, NV",
        "Lexington-Fayette": "Lexington, KY",
        "D.C.": "Washington, DC",
        "Coeur d'Alene": "Coeur d'Alene, ID",
        "O'Fallon, IL": "O'Fallon, IL",
        "St. Louis": "St. Louis, MO",
        "Philly": "Philadelphia, PA",
        "SLC": "Salt Lake City, UT",
    }.items():
        answer = resolve(text)
        assert answer.place is not None, text
        assert answer.place.label == label
    assert len(resolve("Springfield").choices) > 20
    assert resolve("00000").problem
    assert Place.objects.get(key="79901", kind="zip").time_zone == "America/Denver"
    assert not Place.objects.zip_codes().filter(time_zone="").exists()

    second = load()

    assert "0 added, 0 updated, 0 removed" in second


@pytest.mark.django_db
def test_if_empty_adds_what_a_database_of_an_earlier_version_lacks() -> None:
    load()
    Place.objects.zip_codes().filter(state="CO").update(time_zone="")

    assert "added, " in load(if_empty=True)
    assert not Place.objects.zip_codes().filter(time_zone="").exists()
    assert "already" in load(if_empty=True)


@pytest.mark.django_db
def test_if_empty_leaves_a_filled_table_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipcodes, "list_all", lambda: pytest.fail("The package was read."))
    PlaceFactory()

    assert "already" in load(if_empty=True)
    assert Place.objects.count() == 1


def test_only_the_command_imports_the_package() -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for app in ("accounts", "articles", "directory", "sciatica_site")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"^\s*(import|from) zipcodes\b", path.read_text("utf-8"), re.MULTILINE)
    ]

    assert importing == ["directory/management/commands/load_places.py"]
