"""Pages for requests that failed: none of them needs the database."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader

from sciatica_site.context_processors import site
from sciatica_site.unavailable import is_database_down, unavailable

TOO_MANY_REQUESTS_RETRY_SECONDS = 300


def error_page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """Rendered with what needs no database: no user, no session, no messages."""
    html = loader.render_to_string(template or f"{status}.html", site(request))
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, "403_csrf.html")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = error_page(request, 429)
    response["Retry-After"] = str(TOO_MANY_REQUESTS_RETRY_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if is_database_down(sys.exc_info()[1]):
        return unavailable()
    return error_page(request, 500)
