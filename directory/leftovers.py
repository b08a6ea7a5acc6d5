"""Removes what a profile has left outside its own tables: mails, log, sessions, index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import router
from django.db.models import F, Model
from django.db.models.deletion import Collector
from django.urls import reverse
from post_office.models import STATUS

from accounts.models import User
from accounts.personal_data import addresses_of, mails_to
from sciatica_site import fulltext

from . import unsaved
from .models import SearchText, Therapist


def forget_mails(owner: User) -> None:
    """Mails to the owner, with subject and text. A mail that is still on its way and leads to the
    pages of signing in goes on: the account stays."""
    about_the_account = settings.SITE_URL + reverse("account_login").removesuffix("login/")
    for mail in mails_to(addresses_of(owner)):
        is_on_its_way = mail.status in (STATUS.queued, STATUS.requeued)
        if not (is_on_its_way and about_the_account in mail.message):
            mail.delete()


def forget_admin_log(therapist: Therapist) -> None:
    """Lines about the profile or a row of it keep who, when and which number, but no words."""
    for model, numbers in rows_of(therapist).items():
        content_type = ContentType.objects.get_for_model(model)
        LogEntry.objects.filter(content_type=content_type, object_id__in=numbers).update(
            object_repr=F("object_id"), change_message=""
        )


def forget_parked_texts(therapist: Therapist) -> None:
    """What was typed after signing out lies in a session, which may be anybody's: each is read."""
    for session in Session.objects.iterator():
        parked = session.get_decoded().get(unsaved.SESSION_KEY) or {}
        if parked.get("therapist") == therapist.pk:
            store = SessionStore(session.session_key)
            store.pop(unsaved.SESSION_KEY, None)
            store.save()


def forget_words() -> None:
    """An index of words may keep those of removed rows for a while; not after this."""
    fulltext.purge(SearchText)


def rows_of(therapist: Therapist) -> dict[type[Model], list[str]]:
    """The numbers of all rows that go with the profile, by model; found as deleting finds them,
    so that no table can be forgotten."""
    collector = Collector(using=router.db_for_write(Therapist), origin=therapist)
    collector.collect([therapist])
    found: dict[type[Model], set[str]] = defaultdict(set)
    groups: list[tuple[type[Model], Iterable[Model]]] = [
        *collector.data.items(),
        *((rows.model, rows) for rows in collector.fast_deletes),
    ]
    for model, rows in groups:
        found[model].update(str(row.pk) for row in rows)
    return {model: sorted(numbers) for model, numbers in found.items() if numbers}
