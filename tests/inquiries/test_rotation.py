"""All texts move under the first key; what no key opens is named and left as it is."""

from __future__ import annotations

import uuid

import pytest
from cryptography.fernet import Fernet
from django.db.models import Model
from django.utils import timezone
from pytest_django import Settings

from inquiries import models, rotation
from inquiries.choices import ComplaintReason, ReportReason
from inquiries.models import CaseNote, Complaint, Inquiry, Message, Report
from sciatica_site import sealing
from tests.factories.inquiries import LETTER, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts() -> list[Model]:
    """One in each table."""
    message = MessageFactory()
    conversation = message.conversation
    sealed = sealing.seal({"note": "canary"})
    report = Report.objects.create(
        key=uuid.uuid4(),
        therapist=conversation.therapist,
        reason=ReportReason.PRICES,
        sealed=sealed,
    )
    return [
        message,
        conversation.inquiry,
        Complaint.objects.create(
            conversation=conversation, reason=ComplaintReason.SPAM, sealed=sealed
        ),
        report,
        CaseNote.objects.create(report=report, sealed=sealed),
    ]


@pytest.fixture
def new_key(settings: Settings) -> str:
    key = Fernet.generate_key().decode()
    settings.MESSAGE_KEYS = [key, *settings.MESSAGE_KEYS]
    return key


def test_every_encrypted_column_is_known() -> None:
    encrypted = {
        (model, field.name)
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, Model)
        for field in model._meta.get_fields()
        if field.name.startswith("sealed")
    }

    assert set(rotation.SEALED) == encrypted


def test_answer_of_a_therapist_that_no_key_opens_is_named_by_its_column(
    texts: list[Model], new_key: str
) -> None:
    report = Report.objects.get()
    Report.objects.update(sealed_reply="lost", told_at=timezone.now(), replied_at=timezone.now())

    rotated = rotation.rotate()

    assert rotated.lost == [f"inquiries.Report {report.pk} (sealed_reply)"]
    assert rotated.done == 5


def test_after_rotating_the_old_key_is_not_needed(
    texts: list[Model], new_key: str, settings: Settings
) -> None:
    steps: list[int] = []

    rotated = rotation.rotate(progress=steps.append)

    assert (rotated.done, rotated.skipped, rotated.lost) == (5, 0, [])
    assert sum(steps) == rotation.count() == 5
    settings.MESSAGE_KEYS = [new_key]
    assert Inquiry.objects.get().read() == LETTER
    assert Message.objects.get().read() == "Tuesday at ten is free."
    assert CaseNote.objects.get().read() == {"note": "canary"}
    assert Complaint.objects.get().read() == Report.objects.get().read() == {"note": "canary"}


def test_run_that_was_broken_off_goes_on_where_it_ended(
    texts: list[Model], new_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(progress=break_off)

    rotated = rotation.rotate()

    assert (rotated.done, rotated.skipped) == (4, 1)
    assert rotation.rotate().skipped == 5


def test_chunks_leave_nothing_out(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    conversation = MessageFactory().conversation
    for _ in range(4):
        MessageFactory(conversation=conversation)
    monkeypatch.setattr(rotation, "CHUNK", 2)
    settings.MESSAGE_KEYS = [Fernet.generate_key().decode(), *settings.MESSAGE_KEYS]

    assert rotation.rotate().done == 6
    assert all(sealing.is_under_first_key(one.sealed or "") for one in Message.objects.all())


def test_what_no_key_opens_is_named_and_kept(texts: list[Model], new_key: str) -> None:
    inquiry = Inquiry.objects.get()
    Inquiry.objects.update(sealed="lost")

    rotated = rotation.rotate()

    assert rotated.lost == [f"inquiries.Inquiry {inquiry.pk}"]
    assert rotated.done == 4
    assert Inquiry.objects.get().sealed == "lost"


def test_text_that_was_removed_meanwhile_does_not_come_back(
    texts: list[Model], new_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sealing.reseal

    def removed_meanwhile(text: str) -> str:
        Message.objects.update(sealed=None)
        return real(text)

    monkeypatch.setattr(sealing, "reseal", removed_meanwhile)

    rotation.rotate()

    assert Message.objects.get().sealed is None
