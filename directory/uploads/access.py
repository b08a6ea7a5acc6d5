"""Says who may see which file; views add nothing to it."""

import re
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import is_moderator
from directory.choices import ScanState
from directory.models import Document, Photo, Therapist

Row = TypeVar("Row", bound=Model)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,40}")


def find(rows: QuerySet[Row], token: str) -> Row:
    """The row with this token among those that somebody may see; a miss is 404.

    What cannot be a token is not looked up: databases refuse some of what an address can hold.
    """
    row = rows.filter(token=token).first() if _TOKEN.fullmatch(token) else None
    if row is None:
        raise Http404
    return row


def public_photos() -> QuerySet[Photo]:
    """The approved photos of profiles that anyone may see, and no others."""
    return Photo.objects.filter(pk__in=Therapist.objects.public().values("photo"))


def photos_for(request: HttpRequest, user: User) -> QuerySet[Photo]:
    """One's own, approved or not; for a moderator all."""
    if _is_moderator_at_work(request, user, "directory.view_photo"):
        return Photo.objects.all()
    return Photo.objects.filter(therapist__in=Therapist.objects.owned_by(user))


def documents_for(request: HttpRequest, user: User) -> QuerySet[Document]:
    """One's own; for a moderator also those of others that the scanner lets through."""
    allowed = Q(therapist__in=Therapist.objects.owned_by(user))
    if _is_moderator_at_work(request, user, "directory.view_document"):
        allowed |= Q(scan__in=scans_for_others())
    return kept(timezone.localdate()).filter(allowed).select_related("therapist", "kind")


def kept(today: date) -> QuerySet[Document]:
    """Documents whose last day has not come, whether or not the job that deletes has run."""
    return Document.objects.filter(delete_on__gt=today)


def scans_for_others() -> tuple[ScanState, ...]:
    """Without a scanner nobody can wait for one; the pages say so."""
    if settings.DOCUMENT_SCANNER:
        return (ScanState.CLEAN,)
    return (ScanState.CLEAN, ScanState.WAITING)


def _is_moderator_at_work(request: HttpRequest, user: User, permission: str) -> bool:
    """With the right for these files, and signed in as strictly as the admin asks for."""
    return is_moderator(user) and user.has_perm(permission) and admin.site.has_permission(request)
