"""Invites therapists, and does what they answer: begin a profile, or never be asked again.

Uses `directory.invitations.candidates` and `never_again`, and is used by `importing` there.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import Email

from accounts.models import User
from directory import audited
from directory.editing import drafts
from directory.invitations import never_again
from directory.invitations.candidates import Candidate
from directory.models import Invitation, Therapist
from directory.permissions import can_invite
from sciatica_site import mail

from . import profiles
from .refusals import Refused

#: After so many days all that is known of somebody who did not answer is deleted.
LASTS = timedelta(days=30)
#: What `secrets.token_urlsafe(32)` gives; anything else is not worth a query.
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class NotInvited(Exception):
    """Nobody is asked twice, nor who does not want to be; the message says which it is."""


@transaction.atomic
def invite(candidate: Candidate, *, batch: UUID, line: int, by: User) -> Invitation:
    """One mail, ever. Nothing of it is public, whatever becomes of the invitation."""
    if not can_invite(by):
        raise PermissionDenied
    if reason := why_not(candidate.email):
        raise NotInvited(reason)
    # Before the row: a restored backup tells by the moment whether the row was all there was.
    never_again.leave(candidate.email)
    token = secrets.token_urlsafe(32)
    invitation = _written_down(candidate, token, batch=batch, line=line, by=by)
    page = reverse("directory:invitation", args=[token])
    try:
        invitation.mail = mail.queue(
            "directory/emails/invited",
            to=candidate.email,
            context={"invitation_url": settings.SITE_URL + page, "days": LASTS.days},
        )
    except mail.UnusableAddress:
        raise NotInvited(_("No mail can be sent to this address.")) from None
    invitation.save(update_fields=["mail"])
    audited.invitation(invitation.pk, by=by, part=f"line {line}")
    return invitation


def why_not(email: str) -> str:
    """Why this address is not invited; empty when it may be.

    Who has an account is not told apart from who has answered, or did not: with a list of
    addresses one could otherwise find out who is a member here.
    """
    if Invitation.objects.filter(email=email).exists():
        return _already()
    if User.objects.filter(email__iexact=email).exists() or never_again.is_covered(email):
        return _("This address has an account or has had its one mail, and is not asked again.")
    return ""


def sent_lately(by: User) -> int:
    """How many mails this person has let go out within a day."""
    since = timezone.now() - timedelta(days=1)
    return Invitation.objects.filter(invited_by=by, invited_at__gt=since).count()


def digest(token: str) -> str:
    """Without salt or key: nobody guesses a token of 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def unanswered() -> QuerySet[Invitation]:
    """Invitations that can still be answered."""
    return Invitation.objects.filter(accepted_at__isnull=True, delete_on__gt=timezone.localdate())


def find(token: str) -> Invitation | None:
    if not TOKEN.fullmatch(token):
        return None
    return unanswered().filter(digest=digest(token)).first()


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Therapist:
    """The draft is theirs now, in the editor, and nowhere else. Whoever has the mail may use it,
    with whatever address; the one that was invited is not written to again."""
    if Therapist.objects.owned_by(by).exists():
        raise Refused(_("You have a profile already. Nothing was changed in it."))
    therapist = profiles.start(by=by, name=invitation.name)
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    draft = drafts.load(loaded)
    sections = {
        key: draft.content[key] | values
        for key, values in invitation.content.items()
        if key in draft.content
    }
    profiles.save(loaded, by=by, sections=sections, seen=drafts.seen(draft, sections))
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    taken = still_open.update(
        accepted_at=timezone.now(),
        therapist=therapist,
        # The profile holds it from here on; of the invitation only the day stays.
        content={},
        name="",
        email=f"accepted-{invitation.pk}@example.invalid",
    )
    if not taken:
        raise Refused(_("This invitation was used meanwhile."))
    never_again.leave(invitation.email)
    _forget_mail(invitation)
    return therapist


@transaction.atomic
def decline(invitation: Invitation) -> None:
    """All that is known goes at once, but for a digest that keeps us from asking again."""
    never_again.leave(invitation.email)
    if Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).delete()[0]:
        _forget_mail(invitation)


def forget_old(now: datetime) -> str:
    """What was not answered goes on its last day, together with the mail."""
    old = Invitation.objects.filter(delete_on__lte=timezone.localdate(now))
    numbers = list(old.values_list("pk", flat=True))
    for number in numbers:
        _forget(number)
    return f"{len(numbers)} invitations forgotten"


@transaction.atomic
def _forget(number: int) -> None:
    """Read once more and held: it may have been accepted since the list was made."""
    for invitation in Invitation.objects.select_for_update().filter(pk=number):
        if not invitation.accepted_at:
            never_again.leave(invitation.email)
            _forget_mail(invitation)
        invitation.delete()


def _written_down(
    candidate: Candidate, token: str, *, batch: UUID, line: int, by: User
) -> Invitation:
    """Two people may send the same file at once: the one who comes second finds it sent."""
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                batch=batch,
                line=line,
                email=candidate.email,
                name=candidate.name,
                content=candidate.content,
                digest=digest(token),
                invited_by=by,
                delete_on=timezone.localdate() + LASTS,
            )
    except IntegrityError:
        raise NotInvited(_already()) from None


def _already() -> str:
    return _("This address has been invited already.")


def _forget_mail(invitation: Invitation) -> None:
    """The one mail, and no other to that address: its owner may have written to somebody here.
    Of somebody who has an account by now, mails are the account's affair."""
    if not User.objects.filter(email__iexact=invitation.email).exists():
        Email.objects.filter(pk=invitation.mail_id).delete()
