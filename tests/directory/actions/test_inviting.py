"""Who is invited gets a draft that is theirs alone, or is forgotten, as they say."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from post_office.models import Email

from directory.actions import inviting, listing
from directory.actions.inviting import NotInvited
from directory.actions.refusals import Refused
from directory.editing import drafts
from directory.invitations import never_again
from directory.invitations.candidates import Candidate
from directory.models import Invitation, Therapist
from sciatica_site import mail
from sciatica_site.models import AuditEntry, ErasureMark
from tests.directory.invitations.test_candidates import read
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]


def invite(candidate: Candidate | None = None) -> Invitation:
    return inviting.invite(candidate or read(), batch=uuid4(), line=2, by=ModeratorFactory())


def test_the_draft_of_an_invitation_is_in_the_editor_and_nowhere_else() -> None:
    user = UserFactory()

    therapist = inviting.accept(invite(), by=user)

    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    draft = drafts.load(loaded)
    assert loaded.owner == user
    assert loaded.status == "draft"
    assert draft.revision is not None
    assert draft.revision.status == "draft"
    assert draft.content["experience"]["practicing_since"] == 2010
    assert draft.content["credentials"]["credentials"][0]["number"] == "MT.0012345"
    assert not loaded.credentials.exists()
    assert not Therapist.objects.public().exists()


def test_an_accepted_invitation_keeps_nothing_but_its_days() -> None:
    invitation = invite()
    inviting.accept(invitation, by=UserFactory())
    invitation.refresh_from_db()

    assert (invitation.content, invitation.name) == ({}, "")
    assert "ana" not in invitation.email


def test_an_invitation_is_used_once() -> None:
    invitation = invite()
    inviting.accept(invitation, by=UserFactory())

    with pytest.raises(Refused):
        inviting.accept(invitation, by=UserFactory())

    assert Therapist.objects.count() == 1


def test_a_profile_that_is_there_is_not_touched() -> None:
    therapist = TherapistFactory(name="My Own Name")

    with pytest.raises(Refused):
        inviting.accept(invite(), by=therapist.owner)

    therapist.refresh_from_db()
    assert therapist.name == "My Own Name"
    assert not therapist.revisions.exists()


def test_who_does_not_want_to_is_forgotten_and_never_asked_again() -> None:
    inviting.decline(invite())

    assert not Invitation.objects.exists()
    assert not Email.objects.exists()
    assert "ana" not in ErasureMark.objects.get().digest
    with pytest.raises(NotInvited):
        invite()


def test_declining_twice_is_declining() -> None:
    invitation = invite()
    inviting.decline(invitation)
    inviting.decline(invitation)

    assert ErasureMark.objects.count() == 1


def test_what_was_accepted_meanwhile_is_not_deleted_by_declining() -> None:
    invitation = invite()
    inviting.accept(invitation, by=UserFactory())
    inviting.decline(invitation)

    assert Invitation.objects.exists()


def test_an_accepted_invitation_goes_with_the_profile() -> None:
    therapist = inviting.accept(invite(), by=UserFactory())

    listing.erase(therapist, by=therapist.owner)

    assert not Invitation.objects.exists()
    assert never_again.is_covered("ana@example.com")


def test_whoever_accepts_with_another_address_is_not_written_to_at_the_first() -> None:
    inviting.accept(invite(), by=UserFactory(email="other@example.com"))

    assert not Email.objects.exists()
    with pytest.raises(NotInvited):
        invite()


@pytest.mark.parametrize("answer", ["decline", "accept", "nothing"])
def test_other_mails_to_the_address_stay(answer: str) -> None:
    mail.queue("directory/emails/invited", to="ana@example.com", context={"days": 1})
    invitation = invite()

    if answer == "decline":
        inviting.decline(invitation)
    elif answer == "accept":
        inviting.accept(invitation, by=UserFactory())
    else:
        inviting.forget_old(timezone.now() + timedelta(days=30))

    kept = Email.objects.get()
    assert kept.pk != invitation.mail_id


def test_who_comes_second_with_the_same_address_finds_it_invited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invite()
    monkeypatch.setattr(inviting, "why_not", lambda email: "")

    with pytest.raises(NotInvited, match="invited already"):
        invite()

    assert Email.objects.count() == 1


def test_what_was_not_answered_goes_on_its_last_day() -> None:
    invite()
    now = timezone.now()

    assert inviting.forget_old(now + timedelta(days=29)) == "0 invitations forgotten"
    assert inviting.forget_old(now + timedelta(days=30)) == "1 invitations forgotten"
    assert not Email.objects.exists()


def test_mails_of_somebody_who_has_signed_up_stay() -> None:
    invite()
    UserFactory(email="ana@example.com")
    inviting.forget_old(timezone.now() + timedelta(days=31))

    assert Email.objects.exists()


def test_only_moderators_invite() -> None:
    with pytest.raises(PermissionDenied):
        inviting.invite(read(), batch=uuid4(), line=2, by=UserFactory())


def test_that_somebody_was_invited_is_recorded_without_who_it_was() -> None:
    invitation = invite()

    line = AuditEntry.objects.get(kind="invitation.sent")
    assert line.subject_number == str(invitation.pk)
    assert "ana" not in str(vars(line)).lower()
