"""Who has read a report is recorded once; what was found out stays as it was written."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from inquiries.actions import reports_evidence
from inquiries.models import CaseNote, Report
from inquiries.refusals import Refused
from sciatica_site.models import AuditEntry
from sciatica_site.sealing import CannotUnseal
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.reports import EMAIL, SAID, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return ModeratorFactory()


def test_the_first_reading_of_each_moderator_is_recorded(moderator: User) -> None:
    report, other = ReportFactory(), ModeratorFactory()

    for by in (moderator, moderator, other, moderator):
        assert reports_evidence.open_words(report, by=by) == {"text": SAID, "email": EMAIL}

    lines = AuditEntry.objects.filter(subject="report", subject_number=str(report.pk))
    assert sorted(lines.values_list("kind", "actor_number")) == [
        ("message.opened", moderator.pk),
        ("message.opened", other.pk),
    ]


def test_words_that_are_gone_cannot_be_read(moderator: User) -> None:
    report = ReportFactory(upheld=True, sealed=None)

    assert reports_evidence.open_words(report, by=moderator) == {}
    assert not AuditEntry.objects.filter(subject="report").exists()


def test_nothing_is_recorded_where_no_key_opens_it(moderator: User) -> None:
    with pytest.raises(CannotUnseal):
        reports_evidence.open_words(ReportFactory(sealed="lost"), by=moderator)

    assert not AuditEntry.objects.filter(subject="report").exists()


def test_others_read_and_note_nothing() -> None:
    report, nobody = ReportFactory(), UserFactory(is_staff=True)

    with pytest.raises(PermissionDenied):
        reports_evidence.open_words(report, by=nobody)
    with pytest.raises(PermissionDenied):
        reports_evidence.note(report.pk, "x", key=uuid.uuid4(), by=nobody)

    assert not AuditEntry.objects.filter(subject="report").exists()
    assert not CaseNote.objects.exists()


def test_a_note_is_encrypted_and_kept_once(moderator: User) -> None:
    report, key = ReportFactory(), uuid.uuid4()

    for _ in range(2):
        reports_evidence.note(report.pk, "I called the CanaryPractice.", key=key, by=moderator)

    note = CaseNote.objects.get()
    assert note.read()["text"] == "I called the CanaryPractice."
    assert "Canary" not in (note.sealed or "")
    assert note.written_by == moderator


def test_a_note_beside_one_that_no_key_opens(moderator: User) -> None:
    report = ReportFactory()
    CaseNote.objects.create(report=report, sealed="lost")

    reports_evidence.note(report.pk, "Another.", key=uuid.uuid4(), by=moderator)

    assert CaseNote.objects.count() == 2


def test_after_the_decision_nothing_is_noted(moderator: User) -> None:
    report = ReportFactory(dismissed=True)

    with pytest.raises(Refused, match="decided"):
        reports_evidence.note(report.pk, "Late.", key=uuid.uuid4(), by=moderator)


def test_a_report_that_is_gone_and_one_of_the_own_profile(moderator: User) -> None:
    own = ReportFactory(therapist__owner=moderator)
    gone = ReportFactory()
    Report.objects.filter(pk=gone.pk).delete()

    for number, why in ((gone.pk, "erased"), (own.pk, "your own profile")):
        with pytest.raises(Refused, match=why):
            reports_evidence.note(number, "x", key=uuid.uuid4(), by=moderator)
