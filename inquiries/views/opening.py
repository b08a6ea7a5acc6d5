"""Opens the link of a patient's mail for the pages behind it, or says why it does not open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from directory.forms.texts import mended
from inquiries import links
from inquiries.choices import InquiryState
from inquiries.models import Inquiry
from sciatica_site.sealing import CannotUnseal

logger = logging.getLogger(__name__)
NOT_FOUND, UNAVAILABLE = 404, 503
Page = Callable[[HttpRequest, str, Inquiry], HttpResponse]
View = Callable[[HttpRequest, str], HttpResponse]


def page(*methods: str, only_sent: bool = True) -> Callable[[Page], View]:
    """A page behind a link. Opening one changes nothing: programs open the links of mails, too.

    A message that is still held has only the pages that take it as it is.
    """

    def decorate(view: Page) -> View:
        @login_not_required
        @never_cache
        @sensitive_post_parameters()
        @sensitive_variables()
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            found = links.find(token)
            if found is None or found.is_expired:
                return closed(request, token if found else "")
            is_held = found.inquiry.state == InquiryState.HELD
            if request.method not in methods or (only_sent and is_held):
                return redirect("inquiries:thread", token=token)
            try:
                return view(request, token, found.inquiry)
            except CannotUnseal:
                return unreadable(request, found.inquiry)

        return opened

    return decorate


def closed(request: HttpRequest, expired_token: str = "") -> HttpResponse:
    """What was typed comes back: a page may have been open for longer than its link is good."""
    name = "expired" if expired_token else "gone"
    context = {"token": expired_token, "typed": mended(request.POST).get("text", "")}
    return render(request, f"inquiries/thread_{name}.html", context, status=NOT_FOUND)


def unreadable(request: HttpRequest, inquiry: Inquiry) -> HttpResponse:
    """An error of ours, such as a key that was taken away too early."""
    logger.error("No key opens inquiry %s", inquiry.number)
    context = {"typed": mended(request.POST).get("text", "")}
    return render(request, "inquiries/thread_unreadable.html", context, status=UNAVAILABLE)
