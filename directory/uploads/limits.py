"""How many files one account may send within an hour: each costs time to be read and checked."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse

#: Its rate is in settings.ACCOUNT_RATE_LIMITS, counted by account in the cache of all processes.
LIMIT = "upload"
TOO_MANY = 429
RETRY_SECONDS = 3600


def is_within_limit(request: HttpRequest) -> bool:
    """Whether one more file may come from this account for now; counts this one.

    A form that came without a file is answered by its own message and counts for nothing.
    """
    return not request.FILES or bool(ratelimit.consume(request, action=LIMIT))


def refuse_for_now(response: HttpResponse) -> HttpResponse:
    response.status_code = TOO_MANY
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
