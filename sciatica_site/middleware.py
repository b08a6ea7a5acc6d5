"""What surrounds every view: headers, an honest 503, and who may see and store a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

from .unavailable import is_database_down
from .views.errors import database_away

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
        return database_away(request)


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Public views are let through before anyone asks who the visitor is.

    Django's own order asks first, which reads the session and makes every public page
    vary by cookie.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class PrivatePagesMiddleware:
    """Keep pages made for one person out of every cache.

    A page that did not look at the session is the same for everyone, and so is one that found
    nothing in it. Somebody half-way through signing in or choosing a new password has a session.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and not request.session.is_empty():
            patch_cache_control(response, private=True, no_store=True)
        return response
