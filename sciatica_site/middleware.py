"""Headers that no package sends, and an honest page when the database is away."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .unavailable import is_database_down, unavailable

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]


class CrossOriginHeadersMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for header, value in settings.CROSS_ORIGIN_HEADERS.items():
            response.headers.setdefault(header, value)
        return response


class DatabaseDownMiddleware:
    """Answer 503 instead of 500 when the database cannot be reached.

    An error in a view or its template arrives here; one that strikes in another
    middleware ends in the 500 handler, which asks `is_database_down` as well.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        # A developer wants to see the error itself, such as a missing table.
        if settings.DEBUG or not is_database_down(error):
            return None
        logger.error("The database is unavailable", exc_info=error)
        return unavailable()


class PrivatePagesMiddleware:
    """Keep pages made for one signed-in person out of every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Asking for the user of a visitor without a session would make the page vary.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


