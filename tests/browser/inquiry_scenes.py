"""Writes messages in every state into the served site, and prints where their pages are."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from importlib import import_module
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.mail.backends.filebased import EmailBackend
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from directory.models import Therapist
from inquiries import box, links, mails
from inquiries.choices import (
    Answer,
    ComplaintReason,
    ConversationStatus,
    PauseReason,
    ReportReason,
    Writer,
)
from inquiries.letter import Letter
from inquiries.letter_words import causes
from inquiries.models import Complaint, Conversation, Inquiry, InquiryBox, Report
from sciatica_site import sealing
from sciatica_site.mail import written
from tests.factories.accounts import ModeratorFactory
from tests.factories.inquiries import ConversationFactory, InquiryFactory, MessageFactory

WORDS = "It hurts from the left hip down to the foot when I sit for an hour. "
LETTER = Letter(
    name="Maximiliane Oberstaufen-Hinterzarten",
    email="maximiliane.oberstaufen-hinterzarten@practice-of-physiotherapy.example.com",
    phone="+13035550142",
    message=f"Hello,\n\n{WORDS * 6}\n\nhttps://{'averylongword' * 6}.example.com/\n\nThank you.",
    times=("mornings", "evenings"),
    tell=(("Where it hurts", "Left hip, back of the leg, outer toes"),),
)


def write() -> None:
    """For `manage.py shell`."""
    one, two, three, closed, busy, quiet = _open_therapists(6)
    InquiryBox.objects.create(
        therapist=closed, paused_at=timezone.now(), pause_reason=PauseReason.SILENT
    )
    scenes = {
        "form": reverse("inquiries:inquire", args=[one.slug]),
        "form for three": f"{reverse('inquiries:inquire', args=[one.slug])}"
        f"?also={two.slug}&also={three.slug}",
        "form of a closed box": reverse("inquiries:inquire", args=[closed.slug]),
        "report": reverse("inquiries:report", args=[one.slug]),
        "inbox": reverse("inquiries:inbox"),
        "safety": reverse("inquiries:safety"),
        "mailbox": reverse("mailbox"),
        **_threads(one, two, three),
        **_conversations(busy, closed),
        **_cases(busy),
        "mail": _mail(one),
    }
    people = {"busy": busy.owner, "quiet": quiet.owner, "closed": closed.owner}
    sessions = {name: _session(user) for name, user in people.items()}
    sessions["moderator"] = _session(_moderator())
    print(json.dumps({"scenes": scenes, "sessions": sessions}))  # noqa: T201 (for the tests)


def _open_therapists(number: int) -> list[Therapist]:
    """From the end of the list: the first ones are looked at by other tests."""
    public = Therapist.objects.public().select_related("inquiry_box", "owner").order_by("-pk")
    found = [one for one in public if box.is_open(one, timezone.localdate())]
    return found[:number]


# Pages behind a patient's link -----------------------------------------------------------------


def _threads(*therapists: Therapist) -> dict[str, str]:
    held = _held(therapists)
    talk = _talk(therapists)
    late = ConversationFactory(
        therapist=therapists[0], inquiry__letter=LETTER, sent_at=_ago(9), inquiry__sent_at=_ago(9)
    ).inquiry
    token = _token(talk)
    with time_machine.travel(_ago(8)):
        expired = _token(late)
    return {
        "thread held": _path("thread", _token(held)),
        "thread": _path("thread", token),
        "thread without an answer": _path("thread", _token(late)),
        "thread delete": _path("thread-delete", token),
        "thread delete held": _path("thread-delete", _token(held)),
        "thread accuracy": _path("thread-accuracy", token),
        "thread copy": _path("thread-copy", token),
        "thread expired": _path("thread", expired),
        "thread gone": _path("thread", "nothing"),
    }


def _held(therapists: tuple[Therapist, ...]) -> Inquiry:
    """Two of one mailbox: both wait for its owner."""
    for _turn in range(2):
        inquiry: Inquiry = InquiryFactory(letter=_letter("held@example.com"), held=True)
        for therapist in therapists:
            Conversation.objects.create(inquiry=inquiry, therapist=therapist)
    return inquiry


def _talk(therapists: tuple[Therapist, ...]) -> Inquiry:
    """One therapist has answered, one has phoned, one has said no."""
    first, second, third = therapists
    asked = {"answered": True, "asked_accuracy_at": timezone.now()}
    answered = ConversationFactory(therapist=first, inquiry__letter=LETTER, **asked)
    inquiry: Inquiry = answered.inquiry
    MessageFactory(conversation=answered, text="Tuesday at ten is free.\n\nDoes that suit you?")
    MessageFactory(conversation=answered, text=LETTER.message, writer=Writer.PATIENT)
    ConversationFactory(therapist=second, inquiry=inquiry, answer=Answer.PHONED, **asked)
    ConversationFactory(
        therapist=third,
        inquiry=inquiry,
        status=ConversationStatus.DECLINED,
        answer=Answer.DECLINED,
        answered_at=timezone.now(),
    )
    return inquiry


def _token(inquiry: Inquiry) -> str:
    return links.token(inquiry)


def _path(name: str, token: str) -> str:
    return reverse(f"inquiries:{name}", args=[token])


# Pages of therapists ---------------------------------------------------------------------------


def _conversations(busy: Therapist, closed: Therapist) -> dict[str, str]:
    blind = _waiting(busy, "blind@example.com", hours=30)
    open_one = _waiting(busy, "revealed@example.com", hours=2, inquiry__is_blind=False)
    answered = ConversationFactory(
        therapist=busy, inquiry__letter=_letter("answered@example.com"), answered=True
    )
    MessageFactory(conversation=answered, text="Tuesday at ten is free.")
    MessageFactory(conversation=answered, text=LETTER.message, writer=Writer.PATIENT)
    _waiting(closed, "late@example.com", hours=400)
    rows = {"blind": blind, "revealed": open_one, "answered": answered}
    return {
        f"conversation {name}": reverse("inquiries:conversation", args=[row.number])
        for name, row in rows.items()
    }


def _waiting(therapist: Therapist, email: str, *, hours: int, **values: Any) -> Conversation:
    made: Conversation = ConversationFactory(
        therapist=therapist,
        inquiry__letter=_letter(email),
        inquiry__sent_at=timezone.now() - timedelta(hours=hours),
        **values,
    )
    return made


def _letter(email: str) -> Letter:
    values = LETTER.as_values() | {"email": email, "cause": causes()[0][0]}
    return Letter.of(values)


# Pages of moderators and developers ------------------------------------------------------------


def _cases(therapist: Therapist) -> dict[str, str]:
    conversation = _waiting(therapist, "rude@example.com", hours=5)
    MessageFactory(conversation=conversation, text=LETTER.message, writer=Writer.PATIENT)
    complaint = Complaint.objects.create(
        conversation=conversation,
        reason=ComplaintReason.THREAT,
        sealed=sealing.seal({"note": "He stood at my door afterwards."}),
    )
    report = Report.objects.create(
        therapist=therapist,
        reason=ReportReason.CONDUCT,
        is_serious=True,
        key="5f0e3a52-6a1c-4a39-8f2d-0c3b5d5c7a11",
        sealed=sealing.seal({"text": LETTER.message, "email": LETTER.email}),
    )
    return {
        "complaint": reverse("admin:inquiries_complaint_change", args=[complaint.pk]),
        "complaints": reverse("admin:inquiries_complaint_changelist"),
        "profile report": reverse("admin:inquiries_report_change", args=[report.pk]),
    }


def _mail(therapist: Therapist) -> str:
    """One as the development backend writes it."""
    conversation = _waiting(therapist, LETTER.email, hours=1)
    row = mails.tell_patient(conversation.inquiry, "confirm")
    assert isinstance(row, Email)
    backend = EmailBackend(file_path=str(settings.EMAIL_FILE_PATH))
    backend.send_messages([row.email_message()])
    return reverse("mailbox-message", args=[written.newest()[0].id])


def _moderator() -> User:
    user: User = ModeratorFactory(email="moderator-of-scenes@example.com", name="Scene Moderator")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    return user


def _session(user: User) -> str:
    """As after a sign-in with a second factor just now."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    now = time.time()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "account_authentication_methods_user": str(user.pk),
            "account_authentication_methods": [{"method": "mfa", "at": now}],
            "staff_since": now,
            "staff_seen": now,
        }
    )
    session.create()
    return str(session.session_key)


def _ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)
