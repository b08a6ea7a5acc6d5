"""Removes what the mail queue knows of a patient who wants nothing of themselves kept."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from post_office.models import Email

from accounts.models import User
from accounts.personal_data import mails_to
from sciatica_site.sealing import CannotUnseal

from . import senders
from .choices import InquiryState
from .models import Inquiry


def address_of(inquiry: Inquiry) -> str:
    """Empty where the text is gone, and where no key opens it: that must not stop its removal."""
    try:
        return inquiry.read().email if inquiry.has_text else ""
    except CannotUnseal:
        return ""


def forget(inquiry: Inquiry, address: str) -> None:
    """After its text was removed: mails that lead to it, and the records that name the address.

    Records without a text do not say what they were about. They stay where the address is known
    for another reason, until their own day. A mail that is being sent at this moment arrives.
    """
    Email.objects.filter(message__contains=f"/messages/{inquiry.number}:").delete()
    if address and not _is_known_otherwise(address):
        mails = [mail.pk for mail in mails_to({address.casefold()})]
        Email.objects.filter(pk__in=mails).delete()


def _is_known_otherwise(address: str) -> bool:
    """By another message from there, or by an account."""
    # Not by one that was deleted and waits for a moderator.
    others = Inquiry.objects.of_sender(senders.digest(address))
    return (
        others.exclude(state=InquiryState.DELETED).exists()
        or User.objects.filter(email__iexact=address).exists()
        or EmailAddress.objects.filter(email__iexact=address).exists()
    )
