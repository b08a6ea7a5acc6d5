"""A therapist's own area."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeGuard

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect

from accounts.models import User
from directory.forms.pages import BY_KEY, EditorPage
from directory.models import Therapist


class SignedInRequest(HttpRequest):
    """What a view gets that is not open to everybody."""

    user: User


def is_signed_in(request: HttpRequest) -> TypeGuard[SignedInRequest]:
    """For a view that is open to everybody and asks itself."""
    return request.user.is_authenticated


View = Callable[..., HttpResponse]


def own_profile(request: SignedInRequest) -> Therapist:
    """The profile of whoever asks, with all answers; a miss is 404."""
    return get_object_or_404(Therapist.objects.owned_by(request.user).with_answers())


def page_of_editor(key: str) -> EditorPage:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def behind_a_button(page: str) -> Callable[[View], View]:
    """For what only a POST may do. Signing in again ends in a GET, which leads to the button."""

    def decorate(view: View) -> View:
        @wraps(view)
        def press(request: HttpRequest, **kwargs: str) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(page)
            if request.method != "POST":
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            return view(request, **kwargs)

        return press

    return decorate
