"""Fields that a form does not show cannot be written by sending them along."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from lxml import html

from accounts.models import User
from directory.forms.pages import PAGES
from directory.models import Credential, PracticeLocation, Therapist
from inquiries.models import Conversation, Inquiry
from tests.authz import world as people
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.places import PlaceFactory
from tests.inquiries.asking import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
#: What only the site, or a moderator, decides about.
OF_THERAPIST = (
    *("owner_id", "slug", "status", "published_at", "consented_at", "consent_version"),
    *("confirmed_on", "is_demo", "photo_id", "created_at"),
)
OF_USER = ("is_staff", "is_superuser", "is_active", "email", "password", "date_joined")
OF_CREDENTIAL = ("verification", "checked_on", "checked_by_id", "therapist_id")
OF_LOCATION = ("latitude", "longitude", "therapist_id")
PATHS = [
    *(f"/dashboard/profile/{page.key}/" for page in PAGES),
    *("/dashboard/photo/", "/dashboard/documents/", "/dashboard/account/"),
    *("/accounts/password/change/", "/accounts/email/"),
]


def extra(prefixes: set[str]) -> dict[str, Any]:
    """A value for every field of every model of ours; what is protected also under each prefix."""
    names = {
        field.attname
        for app in ("accounts", "directory", "inquiries")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    }
    values = {name: "2020-01-01" if name.endswith(("_at", "_on")) else "1" for name in names}
    values |= {"status": "published", "verification": "register-checked", "slug": "mine"}
    guarded = {"id", *OF_THERAPIST, *OF_USER, *OF_CREDENTIAL, *OF_LOCATION}
    return values | {
        f"{prefix}{name}": values[name] for prefix in prefixes for name in guarded & set(values)
    }


def sent_by_a_browser(client: Client, path: str) -> dict[str, Any]:
    """The fields of the largest form of the page, as they stand there."""
    page = html.document_fromstring(client.get(path).content)
    form = max(page.forms, key=lambda one: len(list(one.inputs)))
    return {name: value for name, value in form.form_values() if name}


def protected(therapist: Therapist) -> dict[str, Any]:
    def values(model: Any, names: tuple[str, ...], **where: Any) -> list[Any]:
        return list(model.objects.filter(**where).order_by("pk").values("pk", *names))

    return {
        "therapist": values(Therapist, OF_THERAPIST),
        "user": values(User, OF_USER),
        "credential": values(Credential, OF_CREDENTIAL),
        "location": values(PracticeLocation, OF_LOCATION),
        "number of people": User.objects.count(),
    }


@pytest.mark.parametrize("path", PATHS)
def test_what_a_form_does_not_ask_for_is_not_written(client: Client, path: str) -> None:
    world = people.build()
    therapist = world.therapists["published"]
    PlaceFactory(postal_code="80202")
    client.force_login(therapist.owner)
    fields = sent_by_a_browser(client, path)
    prefixes = {name.rpartition("-")[0] + "-" for name in fields if "-" in name}
    before = protected(therapist)

    response = client.post(path, extra(prefixes) | fields)

    assert response.status_code in (200, 302)
    assert protected(therapist) == before


def test_who_signs_up_is_a_person_without_rights(client: Client) -> None:
    answers = {"email": "new@example.com", "password1": "seven quiet lamps outside", "name": "New"}

    client.post("/accounts/signup/", extra(set()) | answers)

    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("new@example.com", False, False)
    assert not Therapist.objects.exists()


def test_who_starts_a_profile_owns_a_draft_and_nothing_else(client: Client) -> None:
    other = UserFactory()
    user = UserFactory(password=PASSWORD)
    client.force_login(user)

    client.post("/dashboard/start/", extra(set()) | {"name": "Ana", "owner_id": other.pk})

    therapist = Therapist.objects.get()
    assert therapist.owner == user
    assert (therapist.status, therapist.consented_at) == ("draft", None)


def test_rows_of_another_profile_cannot_be_named(client: Client) -> None:
    """Keys of rows are looked up among one's own: those of others make a new row."""
    world = people.build()
    PlaceFactory(postal_code="80202")
    mine, other = world.therapists["draft"], world.therapists["published"]
    before = list(Credential.objects.filter(therapist=other).values())
    client.force_login(mine.owner)
    path = "/dashboard/profile/credentials/"
    fields = sent_by_a_browser(client, path)
    fields["credentials-credentials-0-key"] = str(other.credentials.get().pk)
    fields["credentials-credentials-0-issuer"] = "Somebody"

    assert client.post(path, fields).status_code == 302

    assert list(Credential.objects.filter(therapist=other).values()) == before
    (row,) = mine.revisions.get(status="draft").content["credentials"]["credentials"]
    assert row["issuer"] == "Somebody"
    assert row["key"] != str(other.credentials.get().pk)


def test_a_message_of_a_patient_waits_whatever_is_sent_along(client: Client) -> None:
    world = people.build()
    number = Inquiry.objects.count()

    client.post("/therapists/a-published/inquire/", extra(set()) | typed())

    inquiry = Inquiry.objects.order_by("-pk")[0]
    assert Inquiry.objects.count() == number + 1
    assert (inquiry.state, inquiry.sent_at, inquiry.suspicion) == ("held", None, "")
    assert [one.therapist for one in inquiry.conversations.all()] == [world.therapists["published"]]


def test_an_answer_changes_nothing_but_what_an_answer_changes(client: Client) -> None:
    world = people.build()
    conversation = Conversation.objects.get(therapist=world.therapists["published"])
    before = Conversation.objects.filter(pk=conversation.pk).values().get()
    client.force_login(world.users["published"])

    answer = {"text": "Tuesday at ten is free.", "key": str(uuid.uuid4())}
    client.post(f"/dashboard/inquiries/{conversation.number}/reply/", extra(set()) | answer)

    assert conversation.messages.count() == 2
    assert Conversation.objects.filter(pk=conversation.pk).values().get() == before
