"""Checks in the moderation area: their record, and the second look at one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from directory.models import Credential, Reminder, VerificationRecord
from tests.directory.admin.forms import address
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import VerificationRecordFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(ModeratorFactory())
    return client


@pytest.fixture
def record() -> VerificationRecord:
    credential = CredentialFactory(therapist=TherapistFactory(published=True), number="MT.1")
    made: VerificationRecord = VerificationRecordFactory(credential=credential, waiting=True)
    return made


def decide(client: Client, record: VerificationRecord, **data: Any) -> Any:
    path = reverse("admin:directory_verificationrecord_decide", args=[record.pk])
    return client.post(path, data)


@pytest.mark.parametrize("rows", [2, 12])
def test_the_list_takes_few_queries(
    moderator: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        VerificationRecordFactory()

    with django_assert_num_queries(9):
        response = moderator.get(address(VerificationRecord, "changelist"))
    assert "counted from" in response.text


def test_the_page_shows_what_would_be_said_and_two_buttons(
    moderator: Client, record: VerificationRecord, django_assert_num_queries: Any
) -> None:
    path = address(VerificationRecord, "change", record.pk)
    with django_assert_num_queries(9):
        text = moderator.get(path).text

    assert "We found it on the official register on" in text
    assert 'value="agree"' in text
    assert 'value="refuse"' in text
    assert 'rel="noopener noreferrer"' in text


@pytest.mark.parametrize(("step", "is_checked"), [("agree", True), ("refuse", False)])
def test_a_second_person_decides(
    moderator: Client, record: VerificationRecord, step: str, is_checked: bool
) -> None:
    response = decide(moderator, record, step=step)

    assert response.status_code == 302
    assert Credential.objects.get().was_checked is is_checked
    page = moderator.get(address(VerificationRecord, "change", record.pk)).text
    assert 'value="agree"' not in page
    again = decide(moderator, record, step=step)
    assert "This was decided already" in again.text


@pytest.mark.parametrize("data", [{}, {"step": ""}, {"step": "\0"}, {"step": "erase"}])
def test_an_unknown_step_does_nothing(
    moderator: Client, record: VerificationRecord, data: dict[str, str]
) -> None:
    response = decide(moderator, record, **data)

    assert response.status_code == 200
    assert response.context["form"].errors
    record.refresh_from_db()
    assert (record.applied_at, record.refused_at) == (None, None)


def test_whoever_made_the_check_has_no_buttons(client: Client, record: VerificationRecord) -> None:
    client.force_login(record.checked_by)

    page = client.get(address(VerificationRecord, "change", record.pk)).text

    assert 'value="agree"' not in page
    assert "Somebody else has to look" in page
    assert "You made this check yourself" in decide(client, record, step="agree").text


def test_who_may_only_look_decides_nothing(client: Client, record: VerificationRecord) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_verificationrecord"))
    client.force_login(looker)
    path = address(VerificationRecord, "change", record.pk)

    assert 'value="agree"' not in client.get(path).text
    assert decide(client, record, step="agree").status_code == 403
    client.force_login(UserFactory(is_staff=True))
    assert client.get(path).status_code == 403


def test_a_record_is_not_written_into(moderator: Client, record: VerificationRecord) -> None:
    path = address(VerificationRecord, "change", record.pk)

    assert moderator.post(path, {"result": "confirmed"}).status_code == 403
    assert moderator.get(address(VerificationRecord, "add")).status_code == 403
    assert moderator.post(address(VerificationRecord, "delete", record.pk)).status_code == 403


@pytest.mark.parametrize("number", ["0", "9" * 30, "x", "%00"])
def test_what_is_no_record_is_not_found(moderator: Client, number: str) -> None:
    path = f"/admin/directory/verificationrecord/{number}"

    assert moderator.get(f"{path}/change/").status_code == 404
    assert moderator.post(f"{path}/decide/", {"step": "agree"}).status_code == 404


def test_the_second_person_can_ask_for_the_new_date_and_goes_on_with_the_next(
    moderator: Client, record: VerificationRecord
) -> None:
    today = timezone.localdate()
    Credential.objects.update(expires_on=today + timedelta(days=9), issued_on=None)
    VerificationRecord.objects.update(valid_until=today + timedelta(days=400))
    other = VerificationRecordFactory(waiting=True)

    page = moderator.get(address(VerificationRecord, "change", record.pk))
    assert "The dates differ." in page.text
    path = reverse("admin:directory_verificationrecord_decide", args=[record.pk])
    done = moderator.post(path, {"step": "agree", "ask": "on"}, follow=True)

    assert Reminder.objects.get().about == str(record.credential_id)
    assert done.redirect_chain[-1][0].endswith("?attention=second")
    said = html.document_fromstring(done.text).xpath("//ul[@class='messagelist']//a/@href")
    assert [link.partition("?")[0] for link in said] == [
        address(VerificationRecord, "change", other.pk)
    ]
