"""Forgets the mails to an address that an account no longer has."""

from __future__ import annotations

from post_office.models import STATUS, Email

from . import personal_data

ON_ITS_WAY = (STATUS.queued, STATUS.requeued)


def forget(address: str) -> None:
    """Closing the account later finds mails by the addresses that the account has then.

    What is on its way goes on: a warning to the old mailbox must not be hushed by whoever changed
    the address. Once sent it is a line without its text, which goes after 30 days.
    """
    found = personal_data.mails_to({address.casefold()})
    done = [mail.pk for mail in found if mail.status not in ON_ITS_WAY]
    Email.objects.filter(pk__in=done).delete()
