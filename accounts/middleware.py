"""Answers 429 where a form says that there were too many tries."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sciatica_site.views.errors import TOO_MANY_REQUESTS_RETRY_SECONDS

#: Set on the request by the adapter when a limit is reached.
MARK = "has_too_many_tries"


class TooManyTriesMiddleware:
    """The page stays as it is: the form with what was typed and the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, MARK, False) and response.status_code == 200:
            response.status_code = 429
            response["Retry-After"] = str(TOO_MANY_REQUESTS_RETRY_SECONDS)
        return response
