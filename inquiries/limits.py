"""How many messages and reports may come from one network or account; rates are in settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as usages
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


class Reached(Exception):
    """One more message is too many for now."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit.action)
        self.limit = limit


class Allowance:
    """One message of this network, and of this account; given back when there was none."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._used: list[usages.RateLimitUsage] = []

    def take(self) -> None:
        """Looking and counting are one step: of twenty at once no more are taken than may be."""
        for limit in _of(self._request):
            used = usages.consume(
                self._request,
                app="allauth.account",
                action=limit.action,
                key=network_digest(self._request, "inquiries"),
            )
            if used is None:
                self.give_back()
                raise Reached(limit)
            self._used.append(used)

    def give_back(self) -> None:
        while self._used:
            self._used.pop().rollback()


def may_report(request: HttpRequest) -> bool:
    """Whether one more report may come from this network for now; counts this one."""
    key = network_digest(request, "inquiries.report")
    return bool(ratelimit.consume(request, action="inquiry_report", key=key))


def _of(request: HttpRequest) -> list[Limit]:
    network = [IN_A_MINUTE, IN_A_DAY]
    return [*network, OF_ACCOUNT] if request.user.is_authenticated else network
