"""Made-up samples of the mails about a profile's texts, facts, dates and checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from directory import reasons, reminders
from directory.actions import check_mails, date_asking
from directory.choices import Accepting, CheckMethod, CheckResult, ProfileStatus, Verification
from directory.models import Credential, CredentialKind, Register, Therapist, VerificationRecord
from directory.presenters.availability import availability
from sciatica_site.hooks import MailSample

EVENTS = ("submitted", "approved", "changes_asked", "rejected")


def previews() -> dict[str, Callable[[], MailSample]]:
    """By name; those about decisions for a profile that is public, and for one that is not."""
    decisions = {
        f"profile-{event.replace('_', '-')}{ending}": partial(_sample, event, is_public=is_public)
        for event in EVENTS
        for ending, is_public in (("", True), ("-not-public", False))
    }
    return decisions | {
        "confirm": _confirm,
        "invited": _invited,
        "confirm-late": _confirm_late,
        "expiry": _expiry,
        "expiry-checked": _expiry_checked,
        "verified": _verified,
        "could-not-verify": _could_not_verify,
        "new-date": _new_date,
        "new-date-none-at-source": _new_date_none_at_source,
        "resumed": _resumed_today,
        "resumed-hidden": _resumed_hidden,
    }


def _sample(event: str, *, is_public: bool) -> MailSample:
    page = reverse("directory:therapist-detail", args=["ana-reyes"])
    return MailSample(
        template=f"directory/emails/{event}",
        context={
            "is_public": is_public,
            "profile_url": settings.SITE_URL + page,
            "dashboard_url": settings.SITE_URL + reverse("directory:dashboard"),
            "reasons": reasons.put_together(
                ["license-number-missing", "prices-unclear"], "Thank you for your patience."
            ),
        },
    )


def _confirm() -> MailSample:
    return _question(76)


def _confirm_late() -> MailSample:
    return _question(95)


def _resumed_today() -> MailSample:
    return _resumed(60)


def _resumed_hidden() -> MailSample:
    return _resumed(190)


def _expiry() -> MailSample:
    today = timezone.localdate()
    credential = Credential(
        kind=CredentialKind(name="State license"), expires_on=today + timedelta(days=30)
    )
    return MailSample("directory/emails/expiry", reminders.expiry(_ana(0), credential, today))


def _expiry_checked() -> MailSample:
    today = timezone.localdate()
    good_until = today + timedelta(days=30)
    credential = _credential(Verification.REGISTER_CHECKED, good_until=good_until)
    return MailSample("directory/emails/expiry", reminders.expiry(_ana(0), credential, today))


def _invited() -> MailSample:
    page = reverse("directory:invitation", args=["example-of-a-link"])
    url = settings.SITE_URL + page
    return MailSample("directory/emails/invited", {"invitation_url": url, "days": 30})


def _verified() -> MailSample:
    return _checked("verified", Verification.REGISTER_CHECKED, CheckResult.CONFIRMED)


def _could_not_verify() -> MailSample:
    return _checked("could_not_verify", Verification.COULD_NOT_VERIFY, CheckResult.NOT_FOUND)


def _new_date() -> MailSample:
    return _asked(timezone.localdate() + timedelta(days=400))


def _new_date_none_at_source() -> MailSample:
    return _asked(None)


def _asked(valid_until: date | None) -> MailSample:
    credential = _credential(Verification.REGISTER_CHECKED)
    credential.expires_on = timezone.localdate() + timedelta(days=20)
    record = VerificationRecord(valid_until=valid_until)
    return MailSample("directory/emails/new_date", date_asking.context(credential, record))


def _checked(event: str, level: Verification, result: CheckResult) -> MailSample:
    record = VerificationRecord(
        method=CheckMethod.REGISTER,
        result=result,
        register=Register(name="Board of <b>Massage</b>"),
    )
    context = check_mails.context(_credential(level), record, timezone.localdate())
    return MailSample(f"directory/emails/{event}", context)


def _credential(level: Verification, good_until: date | None = None) -> Credential:
    therapist = _ana(0)
    therapist.status = ProfileStatus.PUBLISHED
    return Credential(
        therapist=therapist,
        kind=CredentialKind(name="State license"),
        verification=level,
        checked_on=timezone.localdate(),
        good_until=good_until,
    )


def _question(days_ago: int) -> MailSample:
    today = timezone.localdate()
    context = reminders.question(_ana(days_ago), "example-of-a-link", today)
    return MailSample("directory/emails/confirm", context)


def _resumed(days_ago: int) -> MailSample:
    today, ana = timezone.localdate(), _ana(days_ago)
    context = reminders.question(ana, "example-of-a-link", today)
    says = {"says": availability(ana, today).text}
    return MailSample("directory/emails/resumed", context | says)


def _ana(confirmed_days_ago: int) -> Therapist:
    """Saved nowhere. Her name shows whether a mail escapes what people type."""
    confirmed_on = timezone.localdate() - timedelta(days=confirmed_days_ago)
    return Therapist(name="Ana <b>Reyes</b>", accepting=Accepting.YES, confirmed_on=confirmed_on)
