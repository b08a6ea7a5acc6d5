"""Pages for requests that failed: each can be shown without the database."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.urls import reverse
from django.utils.http import escape_leading_slashes

from sciatica_site.context_processors import site
from sciatica_site.kept_form import Kept, keep
from sciatica_site.unavailable import RETRY_AFTER_SECONDS, is_database_down, unavailable

TOO_MANY_REQUESTS_RETRY_SECONDS = 300


def error_page(
    request: HttpRequest, status: int, template: str = "", context: dict[str, Any] | None = None
) -> HttpResponse:
    """Rendered with what needs no database: no user, no session, no messages."""
    html = loader.render_to_string(template or f"{status}.html", site(request) | (context or {}))
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, context=_way_on(request))


def _way_on(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in is not asked to sign in. Without the database nobody is known to be."""
    user = getattr(request, "user", None)  # missing where a request failed early
    try:
        if user is None or not user.is_authenticated:
            return {}
        own_area = get_adapter(request).get_login_redirect_url(request)
    except (DatabaseError, InterfaceError):
        return {}
    return {
        "own_area": own_area,
        "after_signing_out": _sign_in_for(request),
        "csrf_token": get_token(request),
    }


def _sign_in_for(request: HttpRequest) -> str:
    """The way back is for what can be asked for again: a form is not sent by somebody else."""
    sign_in = reverse("account_login")
    if request.method not in ("GET", "HEAD"):
        return sign_in
    back = escape_leading_slashes(request.get_full_path())
    return f"{sign_in}?{urlencode({'next': back})}"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Most often the visitor signed in or out in another tab, which changes the token."""
    if kept := keep(request):
        return send_again(request, kept)
    return error_page(request, 403, "403_csrf.html")


def send_again(request: HttpRequest, kept: Kept, *, is_signed_out: bool = False) -> HttpResponse:
    """Gives back all that was typed, with a button that sends it to the same address."""
    context = {
        "kept": kept,
        "is_signed_out": is_signed_out,
        "csrf_token": get_token(request),
        "action": escape_leading_slashes(request.get_full_path()),
    }
    return error_page(request, 403, "403_kept.html", context)


def database_away(request: HttpRequest) -> HttpResponse:
    """A form comes back with all that was typed, if this site has sent it out."""
    kept = keep(request)
    if kept is None:
        return unavailable()
    context = {
        "kept": kept,
        "csrf_token": get_token(request),
        "action": escape_leading_slashes(request.get_full_path()),
    }
    response = error_page(request, 503, "503_kept.html", context)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = error_page(request, 429)
    response["Retry-After"] = str(TOO_MANY_REQUESTS_RETRY_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if is_database_down(sys.exc_info()[1]):
        return database_away(request)
    return error_page(request, 500)
