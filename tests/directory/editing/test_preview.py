"""A preview is what approving gives, and leaves nothing behind."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from directory.editing.applying import OutdatedContent
from directory.editing.preview import rendered
from directory.models import AssessmentItem, SearchDoc, SearchGeneration, Therapist
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.places import load_real_places
from tests.factories.profiles import RevisionFactory, changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def asked() -> HttpRequest:
    return RequestFactory().get("/")


def rows(model: type[models.Model]) -> str:
    """A digest of everything in a table."""
    table = list(model._default_manager.order_by("pk").values_list())
    return hashlib.sha256(repr(table).encode()).hexdigest()


def all_rows() -> dict[str, str]:
    return {
        model._meta.label: rows(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def everything_new(therapist: Therapist) -> dict[str, Any]:
    """A document that touches every table that a document can touch."""
    document = changed(therapist, {"about": {"name": "Ana Lopez", "languages": ["es", "fr"]}})
    (place,) = document["place"]["locations"]
    (credential,) = document["credentials"]["credentials"]
    document["place"]["locations"] = [place | {"key": "new"}, place | {"city": "Lakewood"}]
    document["credentials"]["credentials"] = [credential | {"number": "NEW-1"}]
    document["techniques"]["techniques"] = [
        {
            "technique": "sports",
            "is_specialty": True,
            "since": 2010,
            "training_hours": 5,
            "note": "",
        }
    ]
    document["approach"] |= {
        "assessment_items": [AssessmentItem.objects.order_by("position")[0].slug],
        "conditions": [{"condition": "disc-herniation", "is_specialty": False, "approach": "New."}],
    }
    document["sessions"] |= {
        "stop_rule": "Never.",
        "phases": [{"sessions": 1, "minutes": 60, "every_days": 7}],
    }
    document["rates"]["policies"] = [
        {"kind": "cancellation", "text": "New.", "notice_hours": 1, "fee_percent": 1}
    ]
    document["access"] = {"comfort": {"clothed": True}, "places": {"new": {"step-free": False}}}
    return document


@pytest.mark.parametrize("published", [True, False])
def test_nothing_of_a_preview_stays(asked: HttpRequest, published: bool) -> None:
    therapist = TherapistFactory(
        name="Ana Ruiz", published=published, place="Denver", access={"step-free": True}
    )
    CredentialFactory(therapist=therapist, checked=True)
    load_real_places()
    document = everything_new(therapist)
    RevisionFactory(therapist=therapist, content=document)
    before = all_rows()
    generation, docs = list(SearchGeneration.objects.values()), list(SearchDoc.objects.values())

    html = rendered(asked, therapist.pk, document)

    for words in ("Ana Lopez", "NEW-1", "Lakewood", "Sports massage", "Never."):
        assert words in html
    assert all_rows() == before
    assert list(SearchGeneration.objects.values()) == generation
    assert list(SearchDoc.objects.values()) == docs
    assert not connection.needs_rollback


def test_a_preview_that_fails_leaves_nothing_either(asked: HttpRequest) -> None:
    therapist = TherapistFactory(published=True)
    document = changed(therapist, {"about": {"name": "New name", "languages": ["gone"]}})
    before = all_rows()

    with pytest.raises(OutdatedContent) as failed:
        rendered(asked, therapist.pk, document)

    assert failed.value.names == ["gone"]
    assert all_rows() == before


def test_the_transaction_around_goes_on_as_if_nothing_had_been(asked: HttpRequest) -> None:
    therapist = TherapistFactory(published=True)

    rendered(asked, therapist.pk, changed(therapist, {"about": {"name": "Other"}}))
    Therapist.objects.filter(pk=therapist.pk).update(pronouns="she/her")

    therapist.refresh_from_db()
    assert therapist.pronouns == "she/her"
    assert therapist.name != "Other"


def test_a_first_text_shows_the_address_that_its_name_will_give(asked: HttpRequest) -> None:
    therapist = TherapistFactory(name="Old Name", place="Denver")

    html = rendered(asked, therapist.pk, changed(therapist, {"about": {"name": "Ana Ruiz"}}))

    assert 'data-save="ana-ruiz"' in html
    therapist.refresh_from_db()
    assert therapist.slug == "old-name"


def test_a_published_profile_keeps_its_address(asked: HttpRequest) -> None:
    therapist = TherapistFactory(name="Old Name", published=True)

    html = rendered(asked, therapist.pk, changed(therapist, {"about": {"name": "Ana Ruiz"}}))

    assert 'data-save="old-name"' in html


@pytest.mark.parametrize(
    ("confirmed", "submitted", "shown"),
    [
        (None, None, date(2026, 6, 10)),
        (None, date(2026, 6, 8), date(2026, 6, 8)),
        (date(2026, 6, 9), date(2026, 6, 8), date(2026, 6, 9)),
        (date(2026, 1, 1), None, date(2026, 6, 10)),
    ],
)
def test_a_text_confirms_the_profile_on_the_day_of_submission(
    asked: HttpRequest, time_machine: Any, confirmed: date, submitted: date, shown: date
) -> None:
    time_machine.move_to("2026-06-10 12:00:00-06:00")
    therapist = TherapistFactory(confirmed_on=confirmed)

    html = rendered(asked, therapist.pk, changed(therapist, {}), confirmed_on=submitted)

    assert f"last confirmed this page on {shown:%B} {shown.day}, 2026" in html


def test_today_is_the_day_of_a_text_that_is_not_submitted(asked: HttpRequest) -> None:
    therapist = TherapistFactory(published=True, confirmed_days_ago=100)

    html = rendered(asked, therapist.pk, changed(therapist, {}))

    assert "more than 90 days ago" not in html
    assert therapist.confirmed_on == timezone.localdate() - timedelta(days=100)
