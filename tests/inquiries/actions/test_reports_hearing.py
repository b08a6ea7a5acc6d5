"""A therapist is told what is said and not by whom, and is heard once."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import User
from inquiries.actions import reports_decision, reports_hearing
from inquiries.models import Report
from inquiries.refusals import Refused
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.reports import EMAIL, SAID, TOLD, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return ModeratorFactory()


def test_the_therapist_is_told_once_and_the_mail_says_nothing(
    moderator: User, mailoutbox: list[EmailMessage]
) -> None:
    report = ReportFactory()

    reports_hearing.tell(report.pk, TOLD, by=moderator)
    with pytest.raises(Refused, match="told already"):
        reports_hearing.tell(report.pk, "Something else.", by=moderator)

    report.refresh_from_db()
    assert report.told == TOLD
    assert report.told_at
    (mail,) = mailoutbox
    assert mail.to == [report.therapist.owner.email]
    assert f"/dashboard/reports/{report.pk}/" in mail.body
    for word in ("charge", "prices", "forty", "witness"):
        assert word not in str(mail.message())
    line = AuditEntry.objects.get(subject="report")
    assert (line.kind, line.subject_number, line.why, line.after) == (
        "report.told",
        str(report.pk),
        "",
        "",
    )


@pytest.mark.parametrize("words", [SAID, f"Ask {EMAIL} about it"])
def test_words_that_give_somebody_away_are_refused(
    moderator: User, words: str, mailoutbox: list[EmailMessage]
) -> None:
    report = ReportFactory()

    with pytest.raises(reports_hearing.TellsTooMuch):
        reports_hearing.tell(report.pk, words, by=moderator)

    report.refresh_from_db()
    assert (report.told, report.told_at) == ("", None)
    assert mailoutbox == []
    assert not AuditEntry.objects.filter(subject="report").exists()


def test_words_of_another_report_of_the_profile_are_refused_too(moderator: User) -> None:
    report = ReportFactory(said="The prices are not what they were in the spring of last year.")
    ReportFactory(therapist=report.therapist)

    with pytest.raises(reports_hearing.TellsTooMuch, match="your words could tell who"):
        reports_hearing.tell(report.pk, SAID, by=moderator)

    reports_hearing.tell(report.pk, TOLD, by=moderator)


def test_the_mail_promises_what_is_kept(moderator: User, mailoutbox: list[EmailMessage]) -> None:
    reports_hearing.tell(ReportFactory(serious=True).pk, TOLD, by=moderator)

    (mail,) = mailoutbox
    body = " ".join(str(mail.body).split())
    assert "You have 14 days to answer." in body
    assert "a moderator may close it sooner" in body
    assert "read first" not in body
    assert "Nothing is decided" not in body


def test_where_no_key_opens_the_report_nobody_can_be_sure(moderator: User) -> None:
    with pytest.raises(Refused, match="No key"):
        reports_hearing.tell(ReportFactory(sealed="lost").pk, TOLD, by=moderator)


def test_after_the_decision_nobody_is_told(moderator: User) -> None:
    with pytest.raises(Refused, match="decided"):
        reports_hearing.tell(ReportFactory(upheld=True).pk, TOLD, by=moderator)


def test_only_moderators_tell_and_nobody_themselves(moderator: User) -> None:
    with pytest.raises(PermissionDenied):
        reports_hearing.tell(ReportFactory().pk, TOLD, by=UserFactory(is_staff=True))
    with pytest.raises(Refused, match="own profile"):
        own = ReportFactory(therapist__owner=moderator)
        reports_hearing.tell(own.pk, TOLD, by=moderator)


def test_an_answer_is_kept_encrypted_and_once() -> None:
    report, key = ReportFactory(is_told=True), uuid.uuid4()
    owner = report.therapist.owner

    assert reports_hearing.reply(report.pk, "CanaryAnswer.", key=key, by=owner)
    assert not reports_hearing.reply(report.pk, "CanaryAnswer.", key=key, by=owner)
    with pytest.raises(Refused, match="answered already"):
        reports_hearing.reply(report.pk, "Another.", key=uuid.uuid4(), by=owner)

    report.refresh_from_db()
    assert report.read_reply()["text"] == "CanaryAnswer."
    assert "Canary" not in (report.sealed_reply or "")
    assert report.replied_at


def test_a_late_answer_counts_until_the_decision(moderator: User) -> None:
    report = ReportFactory(is_told=True, told_at=timezone.now() - timedelta(days=40))
    owner = report.therapist.owner

    assert reports_hearing.reply(report.pk, "Late.", key=uuid.uuid4(), by=owner)

    other = ReportFactory(is_told=True, told_at=timezone.now() - timedelta(days=40))
    reports_decision.decide(other.pk, is_right=True, tells_reporter=False, by=moderator)
    with pytest.raises(Refused, match="decided meanwhile"):
        reports_hearing.reply(other.pk, "x", key=uuid.uuid4(), by=other.therapist.owner)


@pytest.mark.parametrize(
    "whose", [UserFactory, lambda: ReportFactory(is_told=True).therapist.owner]
)
def test_nobody_answers_for_somebody_else(whose: Callable[[], User]) -> None:
    report = ReportFactory(is_told=True)

    with pytest.raises(Refused, match="nothing to answer"):
        reports_hearing.reply(report.pk, "x", key=uuid.uuid4(), by=whose())

    report.refresh_from_db()
    assert report.replied_at is None


def test_there_is_nothing_to_answer_before_one_is_told_or_after_the_profile_is_erased() -> None:
    report = ReportFactory()
    owner = report.therapist.owner

    with pytest.raises(Refused, match="nothing to answer"):
        reports_hearing.reply(report.pk, "x", key=uuid.uuid4(), by=owner)
    Report.objects.all().delete()
    with pytest.raises(Refused, match="nothing to answer"):
        reports_hearing.reply(report.pk, "x", key=uuid.uuid4(), by=owner)


def test_the_same_form_is_not_known_again_where_no_key_opens_the_answer() -> None:
    report = ReportFactory(answered=True, sealed_reply="lost")

    with pytest.raises(Refused, match="answered already"):
        reports_hearing.reply(report.pk, "x", key=uuid.uuid4(), by=report.therapist.owner)
