"""Remembers in a browser whose mailbox was proved there, so that nobody has to prove it again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "proved_mailbox"
#: Where the form is; nothing else on the site gets to see it.
PATH = "/therapists/"
LASTS = timedelta(days=90)
SALT = "inquiries.proof"


def remember(response: HttpResponse, digest: str) -> None:
    """After the button behind a link. In the cookie is no address, only its keyed digest."""
    response.set_cookie(
        COOKIE,
        signing.TimestampSigner(salt=SALT).sign(digest),
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def proved(request: HttpRequest) -> str:
    """The digest of the mailbox; empty without a cookie of ours, and after its time."""
    try:
        return signing.TimestampSigner(salt=SALT).unsign(
            request.COOKIES.get(COOKIE, ""), max_age=LASTS
        )
    except (signing.BadSignature, ValueError):
        return ""
