"""The pages of one's own account that the sign-in package has none for."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import actions, data_files, personal_data, sessions
from .forms import NameForm
from .models import User


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = person(request)
    # The form works on a copy: a name that is refused must not show up in the page around it.
    form = NameForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:account")
    factors = Authenticator.objects.filter(user=user)
    addresses = EmailAddress.objects.filter(user=user, verified=False)
    context = own_area(user) | {
        "form": form,
        "passkeys": factors.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "has_app": factors.filter(type=Authenticator.Type.TOTP).exists(),
        "devices": UserSession.objects.filter(user=user).count(),
        "new_address": addresses.first(),
    }
    return render(request, "accounts/account.html", context)


@require_safe
def data_json(request: HttpRequest) -> HttpResponse:
    text = data_files.as_json(personal_data.everything(person(request)))
    return download(text.encode(errors="replace"), "application/json", "my-data.json")


@require_safe
def data_csv(request: HttpRequest) -> HttpResponse:
    content = data_files.as_zip(personal_data.everything(person(request)))
    return download(content, "application/zip", "my-data.zip")


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    sessions.end_all(person(request))
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.mfa")
def close(request: HttpRequest) -> HttpResponse:
    """Asks first. Both steps need the password or second factor from the last minutes."""
    user = person(request)
    if request.method != "POST":
        return render(request, "accounts/close.html", own_area(user))
    try:
        actions.close_account(user)
    except actions.CannotClose:
        context = own_area(user) | {"is_refused": True}
        return render(request, "accounts/close.html", context, status=409)
    logout(request)
    return redirect("accounts:account-closed")


@login_not_required
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/closed.html")


def person(request: HttpRequest) -> User:
    """Every page here is closed to visitors, so there is one."""
    return cast(User, request.user)


def own_area(user: User) -> dict[str, Any]:
    """What the layout of a therapist's own area asks for; not everyone here has a profile."""
    return {"area": "account", "therapist": getattr(user, "therapist", None)}


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
