"""The development mailbox: what the site has sent, on the machine where it was written."""

from __future__ import annotations

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sciatica_site.mail import written
from sciatica_site.mail.written import WrittenMail


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    mails = written.newest()
    recipient = request.GET.get("to", "")
    context = {
        "mails": [mail for mail in mails if recipient in ("", *mail.recipients)],
        "recipient": recipient,
        "recipients": written.recipients_of(mails),
        "waiting": written.waiting(),
        "most": written.MOST,
    }
    return render(request, "dev/mailbox.html", context)


@login_not_required
@never_cache
@require_safe
def mailbox_message(request: HttpRequest, id: str) -> HttpResponse:
    return render(request, "dev/mailbox_message.html", {"mail": _find(id)})


@login_not_required
@never_cache
@require_safe
@csp_update({"sandbox": ["allow-top-navigation"]})  # type: ignore[arg-type]  # views take more
def mailbox_html(request: HttpRequest, id: str) -> HttpResponse:
    """A page of its own: the site's policy allows no frames. Links work, nothing else does."""
    mail = _find(id)
    if not mail.html:
        raise Http404("This mail is only text.")
    response = HttpResponse(mail.html)
    response["X-Robots-Tag"] = "noindex"
    return response


def _find(id: str) -> WrittenMail:
    mail = written.find(id)
    if mail is None:
        raise Http404("No such mail.")
    return mail
