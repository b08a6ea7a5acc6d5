"""Documents in the moderation area: the oldest first, each with the way to its check and on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from lxml import html

from directory.models import Credential, Document
from tests.directory.admin.forms import address
from tests.directory.admin.test_credential import form
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.profiles import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(ModeratorFactory())
    return client


def waiting(days: int) -> tuple[Document, Credential]:
    """A copy of a license that came so many days ago."""
    credential = CredentialFactory(therapist=TherapistFactory(published=True), number="MT.1")
    document = DocumentFactory(
        therapist=credential.therapist,
        kind=credential.kind,
        uploaded_at=timezone.now() - timedelta(days=days),
    )
    return document, credential


def links(page: Any, path: str = "//*[@id='content-main']//a/@href") -> list[str]:
    assert page.status_code == 200
    return [str(link) for link in html.document_fromstring(page.text).xpath(path)]


def test_a_document_leads_to_the_check_and_on_to_the_next_one(moderator: Client) -> None:
    (late, _one), (document, credential), (next_one, _other) = waiting(1), waiting(9), waiting(5)
    path = address(Document, "changelist")
    rows = moderator.get(path, {"attention": "unchecked"}).context["cl"].result_list
    assert list(rows) == [document, next_one, late]

    check = f"{address(Credential, 'change', credential.pk)}?document={document.pk}"
    own = address(Document, "change", document.pk)
    assert check in links(moderator.get(own))
    page = moderator.get(check)
    assert own in links(page)
    (action,) = links(page, "//form[@aria-labelledby]/@action")
    sent = form(credential, method="document", register="", step="record")
    done = moderator.post(action.partition("#")[0], sent, follow=True)

    assert done.redirect_chain[-1][0] == f"{path}?attention=unchecked"
    (following,) = links(done, "//ul[@class='messagelist']//a/@href")
    assert following.startswith(address(Document, "change", next_one.pk))


def test_a_copy_of_what_is_not_on_the_profile_says_where_to_look(moderator: Client) -> None:
    document = DocumentFactory(therapist=TherapistFactory(published=True))

    page = moderator.get(address(Document, "change", document.pk))

    assert "no credential of this kind" in page.text
    assert address(type(document.therapist), "change", document.therapist_id) in links(page)


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, "%00", "-1", "1%002"])
def test_no_crafted_document_is_a_server_error(moderator: Client, number: str) -> None:
    _document, credential = waiting(1)

    assert moderator.get(f"/admin/directory/document/{number}/change/").status_code == 404
    page = moderator.get(f"{address(Credential, 'change', credential.pk)}?document={number}")
    assert "Back to the document" not in page.text


def test_nothing_is_written_and_who_has_no_right_sees_nothing(moderator: Client) -> None:
    document, _credential = waiting(1)
    path = address(Document, "change", document.pk)

    assert moderator.post(path, {"scan": "clean"}).status_code == 403
    looker = UserFactory(is_staff=True)
    moderator.force_login(looker)
    assert moderator.get(path).status_code == 403
    looker.user_permissions.set(Permission.objects.filter(codename="view_document"))
    moderator.force_login(looker)
    assert "Check this credential" not in moderator.get(path).text
