"""Topics and references come from the project's own data files, as often as one likes."""

import pytest

from articles.data_files import read_data
from articles.importing.foundations import load_references, load_topics
from articles.models import Reference, Topic
from directory.models import Technique

pytestmark = pytest.mark.django_db


def test_topics_keep_the_order_of_the_file() -> None:
    assert load_topics() == 7

    assert [topic.slug for topic in Topic.objects.all()][:2] == [
        "understanding-sciatica",
        "massage-techniques",
    ]


def test_loading_twice_changes_nothing_and_repairs_what_differs() -> None:
    load_topics()
    count = load_references()
    Reference.objects.filter(key="Jensen2019").update(title="Wrong")

    load_topics()
    load_references()

    assert Topic.objects.count() == 7
    assert Reference.objects.count() == count == len(read_data("references")) >= 97
    assert Reference.objects.get(key="Jensen2019").title == "Diagnosis and treatment of sciatica"


def test_references_are_tied_to_the_techniques_they_speak_about() -> None:
    Technique.objects.all().delete()
    swedish = Technique.objects.create(slug="swedish", name="Swedish massage")

    load_references()

    assert [reference.key for reference in swedish.references.all()] == ["Cherkin2011"]
    load_references()
    assert swedish.references.count() == 1


def test_no_reference_lacks_a_mark_of_certainty_or_an_honest_address() -> None:
    load_references()

    for reference in Reference.objects.all():
        reference.full_clean()
        assert not reference.link or reference.link.startswith("http")
