"""Staff are signed out half an hour after their last request, and twelve hours after signing in."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from .kept_form import keep
from .views.errors import send_again

IDLE = datetime.timedelta(minutes=30)
ABSOLUTE = datetime.timedelta(hours=12)
#: A session is written to the database at most this often only to say that it is in use.
NOTED_EVERY = datetime.timedelta(minutes=1)
SINCE = "staff_since"
SEEN = "staff_seen"

P = ParamSpec("P")


def begin(request: HttpRequest) -> None:
    """To be called when somebody has just signed in."""
    request.session[SINCE] = request.session[SEEN] = timezone.now().timestamp()


class StaffSessionMiddleware:
    """Looks at requests of staff to pages that are closed; on public pages it asks nothing.

    A view that is open to everybody and asks itself who is there says `@holds_for_staff`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True) or not is_staff(request):
            return None
        if is_over(request):
            return sign_out(request)
        note(request)
        return None


def holds_for_staff(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For a view that is open to everybody and has its own way for those who were signed out.

    Staff whose time is over are among them: the session has ended when the view begins.
    """

    @wraps(view)
    def look_first(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_staff(request):
            if is_over(request):
                logout(request)
            else:
                note(request)
        return view(request, *args, **kwargs)

    return look_first


def is_staff(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.is_staff


def is_over(request: HttpRequest) -> bool:
    """A session from before somebody became staff counts from when they last signed in."""
    now = timezone.now().timestamp()
    signed_in = getattr(request.user, "last_login", None)
    begun = request.session.get(SINCE, signed_in.timestamp() if signed_in else now)
    seen = request.session.get(SEEN, begun)
    return bool(now - begun >= ABSOLUTE.total_seconds() or now - seen >= IDLE.total_seconds())


def note(request: HttpRequest) -> None:
    now = timezone.now().timestamp()
    if SINCE not in request.session:
        signed_in = getattr(request.user, "last_login", None)
        request.session[SINCE] = signed_in.timestamp() if signed_in else now
    if now - request.session.get(SEEN, 0) >= NOTED_EVERY.total_seconds():
        request.session[SEEN] = now


def sign_out(request: HttpRequest) -> HttpResponse:
    """What was typed comes back, to be sent again after signing in."""
    kept = keep(request)
    logout(request)
    if kept is not None:
        return send_again(request, kept, is_signed_out=True)
    messages.info(
        request,
        _("You were signed out: staff are after 30 minutes without a click, and after 12 hours."),
    )
    return redirect_to_login(request.get_full_path())
