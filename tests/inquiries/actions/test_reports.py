"""A report is kept once; one of serious conduct calls those who may decide about it."""

import uuid

import pytest
from django.core.mail import EmailMessage

from accounts.models import User
from inquiries.actions import reports
from inquiries.choices import ReportReason
from inquiries.models import Report
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = pytest.mark.django_db

WORDS = {"text": "CanaryOfTheReporter happened", "email": "canary@example.com"}


def test_those_who_may_decide_get_one_mail_without_a_word_of_it(
    mailoutbox: list[EmailMessage],
) -> None:
    first, second = ModeratorFactory(), ModeratorFactory()
    root = User.objects.create_superuser("root@example.com", None)
    ModeratorFactory(is_active=False)
    UserFactory(is_staff=True)
    UserFactory()
    therapist = TherapistFactory(published=True, name="CanaryOfTheTherapist")
    key = uuid.uuid4()

    for _ in range(2):
        reports.make(therapist, reason=ReportReason.CONDUCT, key=key, **WORDS)

    report = Report.objects.get()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(
        [first.email, second.email, root.email]
    )
    for mail in mailoutbox:
        assert f"/admin/inquiries/report/{report.pk}/change/" in mail.body
        assert "Canary" not in str(mail.message())
        assert "canary@" not in str(mail.message())


def test_a_moderator_gets_no_mail_about_the_own_profile(mailoutbox: list[EmailMessage]) -> None:
    therapist = TherapistFactory(published=True, owner=ModeratorFactory())

    reports.make(therapist, reason=ReportReason.CONDUCT, key=uuid.uuid4(), **WORDS)

    assert mailoutbox == []


def test_other_reports_wait_in_their_list(mailoutbox: list[EmailMessage]) -> None:
    ModeratorFactory()

    reports.make(
        TherapistFactory(published=True), reason=ReportReason.PRICES, key=uuid.uuid4(), **WORDS
    )

    assert mailoutbox == []


def test_an_address_that_no_mail_reaches_stops_nothing(mailoutbox: list[EmailMessage]) -> None:
    ModeratorFactory(email='"a,b"@example.com')
    other = ModeratorFactory()

    reports.make(
        TherapistFactory(published=True), reason=ReportReason.CONDUCT, key=uuid.uuid4(), **WORDS
    )

    assert [mail.to for mail in mailoutbox] == [[other.email]]
