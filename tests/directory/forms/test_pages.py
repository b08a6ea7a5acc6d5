"""The pages of the editor, and the words on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from directory.choices import LiveFact
from directory.editing import content, live
from directory.forms.base import EditorForm
from directory.forms.pages import BY_KEY, PAGES
from directory.forms.texts import LineField
from directory.vetting import QUESTIONS
from sciatica_site.wording import lint
from tests.directory.forms.browser import loaded, opened
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

#: What is in the document and not asked.
NOT_ASKED = {"photo", "register"}


def test_the_pages_stand_in_their_order() -> None:
    assert [page.key for page in PAGES] == [
        "place",
        "availability",
        "credentials",
        "experience",
        "techniques",
        "approach",
        "sessions",
        "rates",
        "access",
    ]


def test_every_section_and_every_small_fact_has_its_page() -> None:
    sections = [part.target for page in PAGES for part in page.parts if not part.is_live]
    facts = [part.target for page in PAGES for part in page.parts if part.is_live]

    assert sorted(sections) == sorted(content.SECTION_KEYS)
    assert sorted(facts) == sorted(LiveFact.values)


def test_the_six_questions_have_their_pages_in_their_order() -> None:
    assert [page.question for page in PAGES if page.question] == list(QUESTIONS)
    assert all(page.question is None or page.question.key == page.key for page in PAGES)


def all_forms() -> Iterator[EditorForm]:
    therapist = TherapistFactory(places=["Denver"])
    for page in PAGES:
        for bound in opened(page.key, therapist).parts:
            yield from bound.forms()


def test_the_names_of_fields_are_the_keys_of_the_document() -> None:
    therapist = loaded(
        TherapistFactory(
            places=["Denver"], credentials=["diploma"], techniques=["swedish"], plan=[(3, 60, 7)],
            conditions=["disc-herniation"], rates={60: 9500}, hours=[(0, 9, 17)],
            policies={"cancellation": "A day."},
        )
    )  # fmt: skip
    document = content.read(therapist)
    for page in PAGES:
        for part in page.parts:
            if part.target == "access":
                continue  # its keys are the places and features themselves
            saved = (
                live.read(therapist, LiveFact(part.target))
                if part.is_live
                else document[part.target]
            )
            fields = set(part.form.base_fields) if part.form else set()
            tables = {table.name for table in part.tables}
            assert fields | tables == set(saved) - NOT_ASKED
            for table in part.tables:
                assert set(table.form.base_fields) == set(saved[table.name][0]) - NOT_ASKED


def test_the_name_of_a_table_is_enough_to_find_it_on_its_page() -> None:
    for page in PAGES:
        names = [table.name for _prefix, table in page.tables()]
        assert len(names) == len(set(names))


def test_every_field_has_a_label_in_words() -> None:
    for form in all_forms():
        for name, field in form.fields.items():
            assert field.widget.is_hidden or str(field.label)[0].isupper(), name


def test_every_field_for_free_text_has_one_example() -> None:
    for form in all_forms():
        for name, field in form.fields.items():
            if isinstance(field, LineField) and not field.widget.is_hidden:
                assert str(field.help_text).count("Example: ") == 1, name


def test_examples_keep_to_the_wording_that_is_asked_of_therapists() -> None:
    for form in all_forms():
        for name, field in form.fields.items():
            if isinstance(field, LineField) and field.is_free_text:
                assert lint(str(field.help_text), audience="profile") == [], name


def test_limits_of_texts_are_those_of_the_tables() -> None:
    from directory.models import (
        Credential,
        Policy,
        PracticeLocation,
        SessionPlan,
        Therapist,
        TherapistCondition,
        TherapistTechnique,
    )

    models = {
        "AboutForm": Therapist, "PlaceForm": Therapist, "LocationForm": PracticeLocation,
        "CredentialForm": Credential, "ExperienceForm": Therapist, "TechniquesForm": Therapist,
        "TechniqueForm": TherapistTechnique, "ApproachForm": Therapist,
        "ConditionForm": TherapistCondition, "SessionsForm": SessionPlan, "RatesForm": Therapist,
        "PolicyForm": Policy,
    }  # fmt: skip
    checked = 0
    for form in all_forms():
        for name, field in form.fields.items():
            model = models.get(type(form).__name__)
            if model and isinstance(field, LineField) and name != "postal_code":
                assert field.max_length == model._meta.get_field(name).max_length, name
                checked += 1
    assert checked > 20


def test_pages_can_be_found_by_their_keys() -> None:
    assert all(BY_KEY[page.key] is page for page in PAGES)
