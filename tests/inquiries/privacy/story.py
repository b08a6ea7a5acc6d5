"""A message from its first try to its deletion, by what browsers send and by the clock."""

from __future__ import annotations

import io
import smtplib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse
from post_office.models import Email

from accounts.models import User
from directory.models import Therapist
from inquiries import links
from inquiries.models import Complaint, Conversation, Inquiry, Report
from sciatica_site.mail.worker import send_next
from tests.factories.accounts import PASSWORD
from tests.factories.directory import TherapistFactory
from tests.inquiries.asking import old_stamp
from tests.inquiries.privacy.eyes import (
    CAUSE,
    EMAIL,
    NAME,
    PHONE,
    WORD,
    WatchedClient,
    mails_as_text,
)

MONDAY = datetime(2026, 5, 4, 18, tzinfo=UTC)
DAY = timedelta(days=1)


def form(**changes: Any) -> dict[str, Any]:
    """Every field of a patient's form, filled in."""
    values = {
        "name": NAME,
        "email": EMAIL,
        "phone": PHONE,
        "message": f"It hurts. {WORD} in the message.",
        "cause": CAUSE,
        "times": ["evenings"],
        "tell_where": f"{WORD} where",
        "tell_medicines": f"{WORD} medicines",
        "send_tell": "on",
        "blind": "on",
        "homepage": "",
        "key": str(uuid.uuid4()),
        "stamp": old_stamp(),
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


class FailingBackend(EmailBackend):
    """A mail server that quotes what it does not take."""

    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        for message in messages:
            said = f"5.1.1 <{message.to[0]}> {message.subject} {message.body}".encode()
            raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, said)})
        return 0


def errors_of(response: Any) -> list[Any]:
    context = response.context or {}
    return [context[name].errors for name in ("form", "reply", "decline") if name in context]


@dataclass
class Story:
    """`told` is what jobs print; `mails` are those that were there, before they are forgotten."""

    therapist: Therapist
    #: Sees every list of the admin.
    boss: User
    patient: WatchedClient = field(default_factory=WatchedClient)
    owner: WatchedClient = field(default_factory=WatchedClient)
    moderator: WatchedClient = field(default_factory=WatchedClient)
    told: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls) -> Story:
        therapist = TherapistFactory(published=True, slug="ana", name="Ana Reyes", place="Denver")
        boss = User.objects.create_superuser("boss@example.com", PASSWORD)
        return cls(therapist, boss)

    def signs_in(self) -> None:
        self.owner.force_login(self.therapist.owner)
        self.moderator.force_login(self.boss)

    @property
    def clients(self) -> list[WatchedClient]:
        return [self.patient, self.owner, self.moderator]

    @property
    def inquiry(self) -> Inquiry:
        return Inquiry.objects.order_by("pk").first() or Inquiry()

    @property
    def conversation(self) -> Conversation:
        return self.inquiry.conversations.get()

    def thread(self, step: str = "", token: str = "") -> str:
        name = f"inquiries:thread{f'-{step}' if step else ''}"
        return reverse(name, args=[token or links.token(self.inquiry)])

    def own(self, step: str = "conversation") -> str:
        return reverse(f"inquiries:{step}", args=[self.conversation.number])

    def asks(self, client: WatchedClient, path: str, expected: int = 200, **values: Any) -> Any:
        return self._noted(client.get(path, values), path, expected)

    def sends(self, client: WatchedClient, path: str, expected: int, **values: Any) -> Any:
        return self._noted(client.post(path, values), path, expected)

    def _noted(self, response: Any, path: str, expected: int) -> Any:
        assert response.status_code == expected, (path, response.status_code, errors_of(response))
        self.mails += mails_as_text()
        return response

    # Chapters

    def is_written(self) -> None:
        path = reverse("inquiries:inquire", args=["ana"])
        self.asks(self.patient, path)
        wrong = {"email": f"{WORD} at example", "cause": WORD, "times": [WORD], "key": WORD}
        self.sends(self.patient, path, 200, **form(**wrong))
        self.sends(self.patient, path, 200, **form(name=f"{WORD}\nBcc: x", message=WORD * 999))
        self.sends(self.patient, path, 200, **form(numb="yes"))
        values = form()
        for _ in range(2):
            self.sends(self.patient, path, 302, **values)
        self.sends(self.patient, path, 200, **(values | {"email": f"other-{EMAIL}"}))
        self.asks(self.patient, reverse("inquiries:inquire-sent", args=["ana"]))
        self.sends(self.patient, path, 302, **form(homepage=WORD))

    def is_confirmed(self) -> None:
        self.asks(self.patient, self.thread())
        self.sends(self.patient, self.thread("confirm"), 200, number=self.inquiry.number)
        self.sends(self.patient, self.thread("write", f"{WORD}:x:y"), 404, text=WORD)
        self.sends(self.patient, self.thread("link"), 200)

    def is_answered(self) -> None:
        key = str(uuid.uuid4())
        self.asks(self.owner, reverse("inquiries:inbox"))
        self.asks(self.owner, self.own())
        self.sends(self.owner, self.own("reveal"), 302)
        self.sends(self.owner, self.own("reply"), 200, key=key, text=f"{WORD} " * 999)
        for _ in range(2):
            self.sends(self.owner, self.own("reply"), 302, key=key, text=f"{WORD} answer")
        self.sends(self.owner, self.own("reply"), 409, key=key, text=f"{WORD} otherwise")
        self.sends(self.owner, self.own("decline"), 409, key=uuid.uuid4(), text=f"{WORD} no")

    def goes_on(self) -> None:
        key = str(uuid.uuid4())
        values = {"number": self.conversation.number, "key": key}
        self.sends(self.patient, self.thread("write"), 200, text=WORD * 999, **values)
        self.sends(self.patient, self.thread("write"), 302, text=f"{WORD} more", **values)
        self.sends(self.patient, self.thread("write"), 409, text=f"{WORD} other", **values)
        self.asks(self.patient, self.thread(), done=WORD)
        self.asks(self.patient, self.thread("copy"))
        self.asks(self.owner, self.own(), ready=WORD)

    def is_reported(self) -> None:
        values = {"reason": "threat", "note": f"{WORD} note"}
        self.sends(self.owner, self.own("complain"), 200, reason=WORD, note=f"{WORD} note")
        self.sends(self.owner, self.own("complain"), 302, **values)
        self.sends(self.owner, self.own("block"), 302)
        report = reverse("inquiries:report", args=["ana"])
        words = {"text": f"{WORD} happened", "email": f"witness-{EMAIL}", "key": uuid.uuid4()}
        self.sends(self.patient, report, 200, reason=WORD, **words)
        self.sends(self.patient, report, 302, reason="conduct", **words)

    def is_judged(self) -> None:
        for name in ("inquiry", "conversation", "complaint", "report", "inquiryevent", "block"):
            path = reverse(f"admin:inquiries_{name}_changelist")
            self.asks(self.moderator, path)
            self.asks(self.moderator, path, q=f"{WORD} {EMAIL}")
        self.asks(self.moderator, reverse("admin:sciatica_site_queuedmail_changelist"))
        complaint = Complaint.objects.get()
        decide = reverse("admin:inquiries_complaint_decide", args=[complaint.pk])
        self.asks(self.moderator, reverse("admin:inquiries_complaint_change", args=[complaint.pk]))
        self.sends(self.moderator, decide, 200, step="read", reason="")
        page = self.sends(self.moderator, decide, 200, step="read", reason="A threat is said.")
        assert WORD in page.rendered_content
        self.sends(self.moderator, decide, 302, step="uphold", reason=WORD)
        report = Report.objects.get()
        self.asks(self.moderator, reverse("admin:inquiries_report_change", args=[report.pk]))
        decide = reverse("admin:inquiries_report_decide", args=[report.pk])
        self.sends(self.moderator, decide, 302, step="wrong")
        values = {"action": "drop", "_selected_action": [one.pk for one in Inquiry.objects.all()]}
        self.sends(self.moderator, reverse("admin:inquiries_inquiry_changelist"), 302, **values)

    def is_deleted(self) -> None:
        with time_machine.travel(MONDAY + 11 * DAY, tick=True):
            self.signs_in()
            path = self.thread("delete")
            own, reply = self.own(), self.own("reply")
            self.asks(self.patient, path)
            self.sends(self.patient, path, 200, number=self.inquiry.number)
            self.asks(self.patient, path, 404)
            self.asks(self.owner, own, 410)
            self.sends(self.owner, reply, 410, key=uuid.uuid4(), text=f"{WORD} late")

    # By the clock

    def mails_are_sent(self) -> None:
        """As far as the mail server lets them; each is then tried once more."""
        while send_next():
            pass
        Email.objects.update(scheduled_time=None)
        send_next()

    def calendar_runs(self) -> None:
        said = io.StringIO()
        call_command("run_due", stdout=said, stderr=said)
        self.told.append(said.getvalue())
        self.mails += mails_as_text()

    def is_told(self) -> None:
        """The whole of it, within ten days."""
        with time_machine.travel(MONDAY, tick=True):
            self.is_written()
            self.is_confirmed()
            self.mails_are_sent()
        with time_machine.travel(MONDAY + 2 * DAY, tick=True):
            self.signs_in()
            self.calendar_runs()
            self.is_answered()
            self.goes_on()
            self.is_reported()
        with time_machine.travel(MONDAY + 10 * DAY, tick=True):
            self.calendar_runs()
            self.signs_in()
            self.is_judged()
            self.mails_are_sent()
