"""How many messages and reports may come from one network or account; rates are in settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sciatica_site.visitors import network_digest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RETRY_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """Its name in settings.ACCOUNT_RATE_LIMITS, and what to say when it is reached."""

    action: str
    retry_seconds: int
    text: str | _StrPromise


IN_A_MINUTE = Limit(
    "inquiry",
    60,
    _(
        "Several messages came from your network within a minute, so this one was not sent. "
        "Nothing is lost. Wait a minute, then press the button again."
    ),
)
IN_A_DAY = Limit(
    "inquiry_day",
    RETRY_SECONDS,
    _(
        "Many messages came from your network today, so this one was not sent. Nothing is lost. "
        "Try again later, or call the therapist."
    ),
)
OF_ACCOUNT = Limit(
    "inquiry_account",
    RETRY_SECONDS,
    _(
        "Many messages came from your account today, so this one was not sent. Nothing is lost. "
        "Try again tomorrow, or call the therapist."
    ),
)


def reached(request: HttpRequest) -> Limit | None:
    """What stands in the way of one more message. Looking counts nothing."""
    return next((one for one in _of(request) if not _consume(request, one, dry_run=True)), None)


def count(request: HttpRequest) -> None:
    """A message was taken. The same form once more is the same message, and not counted."""
    for limit in _of(request):
        _consume(request, limit)


def may_report(request: HttpRequest) -> bool:
    """Whether one more report may come from this network for now; counts this one."""
    key = network_digest(request, "inquiries.report")
    return bool(ratelimit.consume(request, action="inquiry_report", key=key))


def _of(request: HttpRequest) -> list[Limit]:
    network = [IN_A_MINUTE, IN_A_DAY]
    return [*network, OF_ACCOUNT] if request.user.is_authenticated else network


def _consume(request: HttpRequest, limit: Limit, *, dry_run: bool = False) -> bool:
    key = network_digest(request, "inquiries")
    return bool(ratelimit.consume(request, action=limit.action, key=key, dry_run=dry_run))
