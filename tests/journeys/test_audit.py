"""Everything that moderators do leaves a line, and no line holds a word about a person (M6)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import close_account
from accounts.models import User
from directory.actions import appeals, events, hiding, moderation, verifying
from directory.choices import CheckMethod, CheckResult, EventKind
from directory.models import Register, Therapist
from directory.uploads import documents
from inquiries.actions import (
    judging,
    reports_decision,
    reports_evidence,
    reports_hearing,
    sending,
)
from inquiries.choices import ComplaintReason, ReportReason
from inquiries.letter import Letter
from inquiries.models import Block, Complaint, Report
from sciatica_site import sealing
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import ConversationFactory
from tests.factories.profiles import DocumentFactory, RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
#: In every text that somebody writes here, and in every name and address.
CANARY = "canary"
LETTER = Letter(
    name="Canary Patient",
    email="canary-patient@example.com",
    message="Canary: it hurts when I sit.",
)


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def first() -> User:
    return ModeratorFactory(email="canary-first@example.com", name="Canary First")


@pytest.fixture
def second() -> User:
    return ModeratorFactory(email="canary-second@example.com", name="Canary Second")


@pytest.fixture
def therapist() -> Therapist:
    owner = UserFactory(email="canary-owner@example.com", name="Canary Owner")
    made: Therapist = TherapistFactory(
        name="Canary Therapist",
        owner=owner,
        published=True,
        phone="+13035550142",
        intro="Canary, in a few words.",
        credentials=["state-license"],
    )
    made.credentials.update(number="CANARY-77")
    return made


def kinds() -> list[str]:
    rows = AuditEntry.objects.exclude(kind="account.role-changed").order_by("pk")
    return list(rows.values_list("kind", flat=True))


def assert_that_nothing_personal_is_there() -> None:
    for line in AuditEntry.objects.values():
        said = str(line).casefold()
        assert CANARY not in said, line
        assert "@" not in said, line
        assert "5550142" not in said, line


def decide(therapist: Therapist, status: str, by: User) -> Any:
    revision = RevisionFactory(
        therapist=therapist, status="submitted", changes={"about": {"intro": "Canary again."}}
    )
    if status == "approve":
        return moderation.approve(revision.pk, version=revision.version, by=by)
    step = moderation.reject if status == "reject" else moderation.ask_for_changes
    return step(
        revision.pk, version=revision.version, by=by, reasons="Canary reason", keys=["a-key"]
    )


def test_decisions_about_texts(therapist: Therapist, first: User, second: User) -> None:
    decide(therapist, "approve", first)
    rejected = decide(therapist, "reject", first)
    made = appeals.appeal(
        therapist.pk, about=rejected, text="Canary: a mistake.", by=therapist.owner
    )
    appeals.decide(made.pk, is_granted=False, answer="Canary: it stays.", by=second)

    assert kinds() == [
        "profile.approved",
        "profile.rejected",
        "profile.appealed",
        "profile.appeal-denied",
    ]
    line = AuditEntry.objects.get(kind="profile.rejected")
    assert line.part == f"revision {rejected.number}, version {rejected.version - 1}"
    assert (line.before, line.after, line.why) == ("submitted", "rejected", "a-key")
    assert (line.actor_number, line.subject_number) == (first.pk, str(therapist.pk))
    assert_that_nothing_personal_is_there()


def test_a_request_for_changes(therapist: Therapist, first: User) -> None:
    decide(therapist, "ask", first)

    line = AuditEntry.objects.get(kind="profile.changes-asked")
    assert (line.after, line.fields) == ("changes-asked", ["about"])
    assert_that_nothing_personal_is_there()


def test_hiding_a_profile_in_two_steps(therapist: Therapist, first: User, second: User) -> None:
    hidden = hiding.hide(therapist.pk, by=first, why="Canary: somebody told us.")
    hiding.reply(hidden.pk, "Canary reply", by=therapist.owner)
    hiding.confirm(hidden.pk, by=second)
    made = appeals.appeal(therapist.pk, about=hidden, text="Canary: why?", by=therapist.owner)
    appeals.decide(made.pk, is_granted=True, answer="Canary: yes.", by=ModeratorFactory())

    found = kinds()
    assert found[:3] == ["profile.hidden", "profile.hide-confirmed", "profile.appealed"]
    assert sorted(found[3:]) == ["profile.appeal-granted", "profile.shown"]
    assert AuditEntry.objects.get(kind="profile.hidden").after == "suspended"
    assert_that_nothing_personal_is_there()


def test_checking_a_credential(
    therapist: Therapist, first: User, second: User, settings: Settings
) -> None:
    settings.VERIFICATION_NEEDS_SECOND_PERSON = True
    credential = therapist.credentials.get()

    record = verifying.check(
        credential.pk,
        method=CheckMethod.REGISTER,
        result=CheckResult.CONFIRMED,
        checked_on=timezone.localdate(),
        by=first,
        register=Register.objects.get(slug="co-massage"),
        lookup_url="https://example.com/canary",
        number="CANARY-77",
        reference="canary reference",
        valid_until=timezone.localdate() + timedelta(days=300),
        note="Canary note",
    )
    verifying.agree(record.pk, by=second)

    assert kinds() == ["credential.checked", "credential.check-agreed"]
    assert_that_nothing_personal_is_there()


def test_looking_at_a_document(
    therapist: Therapist, first: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = DocumentFactory(therapist=therapist)

    documents.opened(document, by=therapist.owner)
    assert kinds() == []
    documents.opened(document, by=first)

    line = AuditEntry.objects.get(kind="document.opened")
    assert (line.subject_number, line.part) == (str(therapist.pk), f"document {document.pk}")
    assert_that_nothing_personal_is_there()


def test_reading_and_judging_a_message(therapist: Therapist, first: User) -> None:
    conversation = ConversationFactory(therapist=therapist, inquiry__letter=LETTER)
    note = sealing.seal({"note": "Canary note"})
    complaint = Complaint.objects.create(
        conversation=conversation, reason=ComplaintReason.values[0], sealed=note
    )

    judging.open_text(complaint, reason="To see whether it threatens", by=first)
    judging.uphold(complaint, by=first, is_block=True)
    judging.unblock(Block.objects.get(), by=first)

    assert kinds() == ["message.opened", "complaint.upheld", "sender.blocked", "sender.unblocked"]
    line = AuditEntry.objects.get(kind="message.opened")
    assert (line.subject, line.subject_number) == ("conversation", conversation.number)
    assert line.why == "To see whether it threatens"
    assert_that_nothing_personal_is_there()


def test_held_messages(therapist: Therapist, first: User) -> None:
    for step in (sending.let_go, sending.drop):
        conversation = ConversationFactory(
            therapist=therapist, inquiry__letter=LETTER, inquiry__quarantined=True
        )
        step(conversation.inquiry, by=first)

    assert kinds() == ["message.released", "message.refused"]
    assert_that_nothing_personal_is_there()


def test_reports_about_a_profile(therapist: Therapist, first: User) -> None:
    said = {"text": "Canary: the hours are wrong.", "email": "canary-visitor@example.com"}
    report = Report.objects.create(
        key=uuid4(), therapist=therapist, reason=ReportReason.CONTACT, sealed=sealing.seal(said)
    )

    reports_evidence.open_words(report, by=first)
    reports_evidence.note(report.pk, "Canary note", key=uuid4(), by=first)
    reports_hearing.tell(report.pk, "Your opening times may be out of date.", by=first)
    reports_hearing.reply(report.pk, "Canary reply", key=uuid4(), by=therapist.owner)
    reports_decision.decide(report.pk, is_right=False, tells_reporter=True, by=first)

    assert kinds() == [
        "message.opened",
        "report.told",
        "report.dismissed",
        "report.result-told",
    ]
    lines = AuditEntry.objects.filter(subject="report")
    assert set(lines.values_list("subject_number", flat=True)) == {str(report.pk)}
    assert_that_nothing_personal_is_there()


@pytest.mark.parametrize(
    "kind", [EventKind.SUBMITTED, EventKind.CONSENTED, EventKind.ERASED, EventKind.REPLIED]
)
def test_what_owners_do_with_their_profile_is_theirs(therapist: Therapist, kind: EventKind) -> None:
    events.record(therapist.pk, kind, by=therapist.owner)

    assert kinds() == []


def test_a_step_without_its_line_does_not_happen(
    therapist: Therapist, first: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("sciatica_site.audit.AuditEntry.objects.create", fail)
    with pytest.raises(RuntimeError):
        decide(therapist, "reject", first)
    with pytest.raises(RuntimeError):
        hiding.hide(therapist.pk, by=first, why="Canary")

    therapist.refresh_from_db()
    assert therapist.status == "published"
    assert therapist.revisions.get().status == "submitted"


def test_after_an_account_is_closed_the_audit_is_as_before(
    therapist: Therapist, first: User
) -> None:
    decide(therapist, "ask", first)
    before = list(AuditEntry.objects.order_by("pk").values())

    close_account(therapist.owner)

    assert not Therapist.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values())[: len(before)] == before
    assert_that_nothing_personal_is_there()
