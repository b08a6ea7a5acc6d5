"""What counts as a claim: everything, but for a few small facts that are named."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from directory.editing import content
from directory.editing.claims import (
    SMALL_FACTS,
    changed_fields,
    claims_changed,
    has_wording_hits,
)
from directory.editing.content import LOCATIONS, PARTS, Content
from directory.models import SessionPlan, Therapist
from tests.factories.directory import TherapistFactory, demo_therapist
from tests.factories.spots import load_spots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

#: Every field that a document can hold, as the name that the rule knows it by.
FIELDS = sorted(
    {
        *(f"{part.key}.{name}" for part in PARTS for name in (*part.fields, *part.links)),
        *(
            f"{part.key}.{rows.name}.{name}"
            for part in PARTS
            for rows in part.rows
            for name in (*rows.fields, *rows.terms)
        ),
        *(f"sessions.{name}" for name in ("first_course", "review_after", "stop_rule", "note")),
        "sessions.phases",
        "about.photo",
        "access.comfort",
        "access.places",
    }
)
#: What a row is matched by is the row itself.
ROW_KEYS = {
    "techniques.techniques.technique": "techniques.techniques",
    "approach.conditions.condition": "approach.conditions",
    "rates.policies.kind": "rates.policies",
}


def document() -> Content:
    therapist = TherapistFactory(
        intro="I listen.",
        places=["Denver", "Boulder"],
        languages=["en"],
        techniques=["swedish", "deep-tissue"],
        conditions=["disc-herniation"],
        credentials=["diploma"],
        plan=[(4, 60, 7)],
        policies={"cancellation": "Please give notice."},
    )
    return content.read(Therapist.objects.with_answers().get(pk=therapist.pk))


def with_another(before: Content, name: str) -> Content:
    """The document with one field changed, whatever its kind."""
    after: Any = copy.deepcopy(before)
    section, field, *in_row = name.split(".")
    if in_row:
        after[section][field][0][in_row[0]] = "another"
    else:
        after[section][field] = "another"
    return after


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_a_claim_unless_it_is_named_as_a_small_fact(name: str) -> None:
    before = document()
    after = with_another(before, name)

    found = ROW_KEYS.get(name, name)
    assert changed_fields(before, after) == [found]
    assert claims_changed(before, after) == ([] if name in SMALL_FACTS else [found])


def test_the_list_of_small_facts_names_fields_that_there_are() -> None:
    assert set(FIELDS) >= SMALL_FACTS


def test_nothing_about_training_methods_results_or_who_it_is_is_small() -> None:
    for section in ("credentials", "experience", "techniques", "approach", "sessions", "rates"):
        assert not [name for name in SMALL_FACTS if name.startswith(f"{section}.")]
    for name in ("about.name", "about.photo", "about.intro", "about.website", "about.gender"):
        assert name not in SMALL_FACTS
    for name in ("practice_name", "city", "state"):
        assert f"place.locations.{name}" not in SMALL_FACTS
        assert name in LOCATIONS.fields


def test_a_field_that_nobody_has_thought_about_is_a_claim() -> None:
    before = document()
    for section in before:
        after = copy.deepcopy(before)
        after[section]["new_field"] = "x"

        assert claims_changed(before, after) == [f"{section}.new_field"]
    after = copy.deepcopy(before)
    after["place"]["locations"][0]["new_field"] = "x"
    assert claims_changed(before, after) == ["place.locations.new_field"]


@pytest.mark.parametrize("change", ["added", "removed", "turned around"])
def test_places_that_come_go_or_change_places_are_a_claim(change: str) -> None:
    before = document()
    after = copy.deepcopy(before)
    rows = after["place"]["locations"]
    if change == "added":
        rows.append({**rows[0], "key": "new-1"})
    elif change == "removed":
        rows.pop()
    else:
        rows.reverse()

    assert claims_changed(before, after) == ["place.locations"]


def test_the_same_document_has_no_differences() -> None:
    before = document()

    assert changed_fields(before, copy.deepcopy(before)) == []


def test_every_field_that_tables_have_is_covered_here() -> None:
    """A demo profile uses nearly all; none of its fields is unknown to this test."""
    load_spots()
    therapist = demo_therapist(1)
    text = content.read(Therapist.objects.with_answers().get(pk=therapist.pk))
    names = {f"{section}.{field}" for section, values in text.items() for field in values}
    known = {".".join(name.split(".")[:2]) for name in FIELDS}

    assert names == known
    plan = {field.name for field in SessionPlan._meta.get_fields()} - {"id", "therapist"}
    assert plan == set(text["sessions"])


def test_wording_is_looked_for_in_every_text_but_web_addresses() -> None:
    text = document()
    text["about"]["website"] = "https://ana.example.com/"
    assert not has_wording_hits(text)

    for section, field in (("about", "intro"), ("place", "hours_note"), ("rates", "rates_note")):
        other = copy.deepcopy(text)
        other[section][field] = "I cure sciatica."
        assert has_wording_hits(other)
    text["approach"]["conditions"][0]["approach"] = "Guaranteed to cure it."
    assert has_wording_hits(text)
