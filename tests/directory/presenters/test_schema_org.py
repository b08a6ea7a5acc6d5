"""Schema.org data say what the page says, and nothing that has lapsed."""

from typing import Any

import pytest
from django.utils import timezone

from directory.models import Therapist
from directory.presenters.schema_org import describe
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def described(therapist: Therapist) -> dict[str, Any]:
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    return describe(loaded, timezone.localdate())


def test_structured_data_say_what_the_page_says() -> None:
    therapist = TherapistFactory(
        published=True, name="Ana Ruiz", phone="+13035550142", places=["Denver", "Boulder"],
        languages=["es"], rates={60: 9550},
    )  # fmt: skip
    CredentialFactory(therapist=therapist, title="LMT", checked=True)
    CredentialFactory(therapist=therapist, title="Own word", kind="diploma")
    CredentialFactory(
        therapist=therapist, title="Lapsed", kind="insurance", checked=True, expired=True
    )

    data = described(therapist)

    assert data["name"] == "Ana Ruiz"
    assert data["url"] == "http://testserver/therapists/ana-ruiz/"
    assert [one["addressLocality"] for one in data["address"]] == ["Denver", "Boulder"]
    assert data["telephone"] == "+13035550142"
    assert data["makesOffer"][0]["price"] == "95.50"
    assert data["founder"]["knowsLanguage"] == ["es"]
    assert [one["name"] for one in data["founder"]["hasCredential"]] == ["LMT"]


def test_structured_data_name_only_what_is_known() -> None:
    data = described(TherapistFactory(published=True, places=[]))

    assert data["address"] == []
    assert not {"telephone", "makesOffer"} & set(data)
    assert "hasCredential" not in data["founder"]


def test_the_street_is_only_where_the_therapist_shows_it() -> None:
    therapist = TherapistFactory(published=True)
    therapist.locations.update(street="12 Elm Street")

    (address,) = described(therapist)["address"]

    assert address["streetAddress"] == "12 Elm Street"
    assert "streetAddress" not in described(TherapistFactory(published=True))["address"][0]
