"""Shows a profile as it would be with a document that nobody has approved yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from directory.actions import addresses
from directory.models import Therapist
from directory.presenters.profile import ProfilePage
from directory.presenters.said_elsewhere import said_elsewhere
from directory.uploads.access import public_photos

from .applying import apply
from .content import Content

PAGE = "directory/therapist_detail.html"


def rendered(
    request: HttpRequest,
    therapist_id: int,
    content: Content,
    *,
    template: str = PAGE,
    confirmed_on: date | None = None,
    extra: dict[str, Any] | None = None,
) -> str:
    """The page that the public would get if the document were approved.

    The document really is written to the tables, by the code that approving uses, and all of it
    is taken back before this returns. So a preview cannot differ from what it promises; building
    the same rows without a database would be that code a second time.

    It is safe to be asked for by GET. The transaction never ends otherwise than by taking all of
    it back, also when a template fails, so nobody else ever reads the rows; what is written has
    no effect outside the database: no mail, no file, no search row, no event. The price is a
    lock while the page is rendered: on SQLite other writers wait for it, on PostgreSQL only
    those of this profile.

    `confirmed_on` is the day of submission, if there was one. Raises `OutdatedContent`.
    """
    photo = content["about"]["photo"]
    photo_is_public = bool(photo) and public_photos().filter(token=photo).exists()
    with transaction.atomic():
        apply(therapist_id, content)
        therapist = Therapist.objects.with_answers().get(pk=therapist_id)
        if therapist.published_at is None:
            addresses.renew(therapist)
        today = timezone.localdate()
        days = [confirmed_on or today, therapist.confirmed_on]
        therapist.confirmed_on = max(day for day in days if day)
        context = {
            "profile": ProfilePage(therapist, today),
            # The menu of the site is in the state it has on the public page.
            "path": therapist.get_absolute_url(),
            "photo_is_public": photo_is_public,
            # Nobody can write yet to whom the list does not have; the page will say so no more.
            **(said_elsewhere(therapist.pk) if therapist.is_public(today) else {}),
            **(extra or {}),
        }
        html = render_to_string(template, context, request)
        transaction.set_rollback(True)
    return html
