"""What people do to their account: another name, signing out everywhere, closing it."""

from __future__ import annotations

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from post_office.models import Email

from sciatica_site import erasure_marks, hooks
from sciatica_site.models import ErasureMark

from . import personal_data, sessions
from .models import User


class CannotClose(Exception):
    """Others' records name this account as the one who decided; they would lose their proof."""


@transaction.atomic
def close_account(user: User) -> None:
    """Every app removes its part first, then the account goes; all of it or nothing."""
    addresses = personal_data.addresses_of(user)
    for _name, erase in hooks.erasers:
        erase(user)
    forget_in_admin_log(user, addresses)
    mails = [mail.pk for mail in personal_data.mails_to(addresses)]
    Email.objects.filter(pk__in=mails).delete()
    sessions.forget(user, addresses)
    erasure_marks.leave(ErasureMark.Kind.ACCOUNT, personal_data.identity(user))
    try:
        user.delete()
    except (ProtectedError, RestrictedError) as error:
        raise CannotClose from error


def forget_in_admin_log(user: User, addresses: set[str]) -> None:
    """That something was done stays, with when and by whom; whose account it was does not."""
    kind = ContentType.objects.get_for_model(User)
    found = Q(content_type=kind, object_id=str(user.pk))
    for address in addresses:
        found |= Q(object_repr__icontains=address) | Q(change_message__icontains=address)
    LogEntry.objects.filter(found).update(object_repr="", change_message="")
