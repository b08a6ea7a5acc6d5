"""Checks of credentials: what counts, from when, and for whom it may be written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from directory import checks
from directory.actions import verifying
from directory.actions.refusals import Changed, Refused
from directory.choices import EventKind, ProfileStatus
from directory.models import Credential, ProfileEvent, VerificationRecord
from directory.search import facet_totals, rebuild
from tests.directory.actions.looking import lines, look
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import VerificationRecordFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def queued(settings: Any) -> None:
    settings.EMAIL_BACKEND = "post_office.EmailBackend"


@pytest.fixture
def credential() -> Credential:
    made: Credential = CredentialFactory(therapist=TherapistFactory(published=True), number="MT.1")
    return made


@pytest.fixture
def moderator() -> User:
    made: User = ModeratorFactory()
    return made


@pytest.mark.parametrize(
    ("method", "result", "verification"),
    [
        ("register", "confirmed", "register-checked"),
        ("roster", "confirmed", "register-checked"),
        ("document", "confirmed", "document-seen"),
        ("insurer", "confirmed", "document-seen"),
        ("register", "not-found", "could-not-verify"),
        ("roster", "not-active", "could-not-verify"),
        ("document", "differs", "could-not-verify"),
    ],
)
def test_what_was_found_says_what_the_profile_says(
    credential: Credential, moderator: User, method: str, result: str, verification: str
) -> None:
    today = timezone.localdate()
    until = today + timedelta(days=90)

    record = look(credential, moderator, method=method, result=result, valid_until=until)

    credential.refresh_from_db()
    is_good = result == "confirmed"
    assert credential.verification == verification
    assert (credential.checked_on, credential.checked_by) == (today, moderator)
    assert credential.good_until == (until if is_good else None)
    assert record.applied_at is not None
    assert facet_totals()["verified", "1"] == int(is_good)
    assert list(rebuild.differences()) == []
    event = ProfileEvent.objects.get()
    assert (event.kind, event.actor) == (EventKind.VERIFIED, moderator)
    (line,) = lines()
    assert (line.kind, line.subject, line.subject_number) == (
        "credential.checked", "credential", str(credential.pk),
    )  # fmt: skip
    assert (line.before, line.after) == ("self-declared", verification)
    assert "MT.1" not in line.part
    mail = Email.objects.get()
    assert mail.to == [credential.therapist.owner.email]
    start = "We checked: " if is_good else "We could not confirm: "
    assert mail.subject == start + credential.kind.name
    assert "MT.1" not in mail.message


def test_the_mail_says_what_to_do(credential: Credential, moderator: User) -> None:
    look(credential, moderator, result="not-found")

    text = Email.objects.get().message
    assert "We did not find your number on the register." in text
    assert "could not confirm it" in text
    assert "/dashboard/profile/credentials/" in text
    assert "/dashboard/documents/" in text


def test_no_mail_goes_out_when_the_sentence_stays(credential: Credential, moderator: User) -> None:
    look(credential, moderator)
    look(credential, moderator, reference="again")

    assert Email.objects.count() == 1
    assert VerificationRecord.objects.count() == 2


def test_who_was_removed_gets_no_mail(moderator: User) -> None:
    removed = TherapistFactory(published=True, status=ProfileStatus.REMOVED)

    look(CredentialFactory(therapist=removed, number="MT.1"), moderator)

    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"number": "MT.2"}, "has changed since you looked"),
        ({"number": ""}, "has changed since you looked"),
        ({"days": 1}, "future"),
        ({"days": -366}, "more than a year"),
        ({"register": None}, "Choose the register"),
        ({"register": None, "method": "roster"}, "Choose the register"),
        ({"until": -1}, "is not confirmed"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_changes(
    credential: Credential, moderator: User, values: dict[str, Any], why: str
) -> None:
    today = timezone.localdate()
    if "days" in values:
        values = {"checked_on": today + timedelta(days=values["days"])}
    if "until" in values:
        values = {"valid_until": today + timedelta(days=values["until"])}

    with pytest.raises(Refused, match=why):
        look(credential, moderator, **values)

    credential.refresh_from_db()
    assert credential.verification == "self-declared"
    for model in (VerificationRecord, ProfileEvent, Email):
        assert not model._default_manager.exists()
    assert not lines()


def test_a_check_of_a_year_ago_still_counts_today(credential: Credential, moderator: User) -> None:
    look(credential, moderator, checked_on=timezone.localdate() - timedelta(days=365))

    credential.refresh_from_db()
    assert credential.is_checked_and_in_date(timezone.localdate())


def test_an_older_look_does_not_undo_a_newer_one(credential: Credential, moderator: User) -> None:
    look(credential, moderator)

    with pytest.raises(Refused, match="newer check"):
        look(
            credential, moderator, result="not-found",
            checked_on=timezone.localdate() - timedelta(days=1),
        )  # fmt: skip


def test_who_sends_the_same_page_twice_is_told(credential: Credential, moderator: User) -> None:
    seen = checks.fingerprint(credential)
    look(credential, moderator, seen=seen)

    with pytest.raises(Changed):
        look(credential, moderator, seen=seen)

    assert VerificationRecord.objects.count() == 1


@pytest.mark.parametrize("name", ["number", "region", "issuer", "kind"])
def test_what_reads_differently_now_is_not_what_was_seen(
    credential: Credential, moderator: User, name: str
) -> None:
    seen = checks.fingerprint(credential)
    kind = CredentialFactory(kind="diploma").kind
    setattr(credential, name, kind if name == "kind" else "WY")
    credential.save()

    with pytest.raises(Changed):
        look(credential, moderator, number=credential.number, seen=seen)


def test_nobody_checks_their_own_credentials(credential: Credential) -> None:
    owner = credential.therapist.owner
    owner.is_staff = True
    owner.save()
    owner.user_permissions.set(Permission.objects.filter(content_type__app_label="directory"))

    with pytest.raises(Refused, match="your own profile"):
        look(credential, User.objects.get(pk=owner.pk))


def test_who_may_not_write_checks_does_not(credential: Credential) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_credential"))
    record = VerificationRecordFactory(credential=credential, waiting=True)

    for step in (
        lambda: look(credential, looker),
        lambda: verifying.agree(record.pk, by=looker),
        lambda: verifying.refuse(record.pk, by=looker),
    ):
        with pytest.raises(PermissionDenied):
            step()


def test_a_credential_or_check_that_is_gone_is_said_to_be(
    credential: Credential, moderator: User
) -> None:
    record = VerificationRecordFactory(credential=credential, waiting=True)
    number, credential_id = record.pk, credential.pk
    credential.delete()

    with pytest.raises(Refused, match="gone"):
        verifying.agree(number, by=moderator)
    with pytest.raises(Refused, match="gone"):
        verifying.check(
            credential_id, method="document", result="confirmed",
            checked_on=timezone.localdate(), by=moderator,
        )  # fmt: skip
