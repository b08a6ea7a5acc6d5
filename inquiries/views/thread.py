"""The pages behind a patient's link: read, send, add, say how it went, copy, delete."""

from __future__ import annotations

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from inquiries import accuracy as facts
from inquiries import links, mailboxes, proof
from inquiries.actions import sending, writing
from inquiries.choices import InquiryState, PatientSays
from inquiries.forms.thread import AccuracyForm, SaysForm, WriteForm
from inquiries.models import Conversation, Inquiry
from inquiries.presenters.thread import Attempt, ThreadPage, conversations_of, held
from inquiries.presenters.thread_copy import copy_of
from inquiries.refusals import Refused
from sciatica_site.sealing import CannotUnseal

from . import opening

#: Their rates are in settings.ACCOUNT_RATE_LIMITS, counted for each inquiry.
WRITE_LIMIT, LINK_LIMIT = "inquiry_write", "inquiry_link"
REFUSED, TOO_MANY = 409, 429
RETRY_SECONDS = 24 * 3600
#: What the page says after a step, by the word in its address.
DONE = {"written", "told", "judged", "deleted"}


@opening.page("GET", "HEAD", only_sent=False)
def thread(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    if inquiry.state == InquiryState.HELD:
        context = {"token": token, "waiting": held(inquiry), "done": _done(request)}
        return render(request, "inquiries/thread_held.html", context)
    return _show(request, token, inquiry)


@opening.page("POST", only_sent=False)
def confirm(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    """Sends what was held, of this mailbox and no other.

    The answer is the same whatever became of it: a sender who was blocked is not told.
    """
    chosen = _own(request, inquiry)
    sending.confirm(chosen)
    response = render(request, "inquiries/thread_sent.html", {"token": token})
    proof.remember(response, chosen.sender_digest)
    return response


@opening.page("POST")
def write(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    place, conversation = _addressed(request, inquiry)
    form = WriteForm(request.POST, anchor=f"therapist-{place}")
    if not form.is_valid():
        return _show(request, token, inquiry, Attempt(conversation.number, form))
    key = form.cleaned_data["key"]
    if not writing.is_kept(conversation, key) and not _is_within(request, WRITE_LIMIT, inquiry):
        form.add_error(
            None,
            _("You have sent many messages today. Please send this one tomorrow, or call them."),
        )
        attempt = Attempt(conversation.number, form)
        response = _show(request, token, inquiry, attempt, status=TOO_MANY)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    try:
        writing.write(conversation, form.cleaned_data["text"], key=key)
    except Refused as refusal:
        attempt = Attempt(conversation.number, form.again(), str(refusal))
        return _show(request, token, inquiry, attempt, status=REFUSED)
    return _back(token, "written", f"therapist-{place}")


@opening.page("POST")
def says(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    place, conversation = _addressed(request, inquiry)
    form = SaysForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        writing.says(conversation, PatientSays(form.cleaned_data["says"]))
    except Refused as refusal:
        attempt = Attempt(conversation.number, refusal=str(refusal))
        return _show(request, token, inquiry, attempt, status=REFUSED)
    return _back(token, "told", f"therapist-{place}")


@opening.page("GET", "HEAD", "POST")
def accuracy(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    """One therapist after the other, of those who have answered."""
    waiting = [c for c in conversations_of(inquiry) if facts.is_asked(c) and not facts.is_judged(c)]
    form = AccuracyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        conversation = _addressed(request, inquiry)[1]
        if form.is_valid():
            return _judged(token, conversation, form, is_last=waiting in ([], [conversation]))
    elif not waiting:
        return _back(token)
    else:
        number = request.GET.get("number")
        conversation = next((c for c in waiting if c.number == number), waiting[0])
    context = {"token": token, "form": form, "conversation": conversation}
    return render(request, "inquiries/thread_accuracy.html", context)


@opening.page("GET", "HEAD")
def copy(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    text = copy_of(inquiry, timezone.now())
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="messages.txt"',
            "X-Robots-Tag": "noindex",
        },
    )


@opening.page("GET", "HEAD", "POST", only_sent=False)
def delete(request: HttpRequest, token: str, inquiry: Inquiry) -> HttpResponse:
    """Asks first. The same for a message of this mailbox that is still held."""
    chosen = _own(request, inquiry)
    if request.method != "POST":
        context = {"token": token, "inquiry": chosen, "is_held": chosen.state == InquiryState.HELD}
        return render(request, "inquiries/thread_delete.html", context)
    writing.delete(chosen)
    if chosen.pk != inquiry.pk:
        response = _back(token, "deleted")
    else:
        response = render(request, "inquiries/thread_deleted.html")
    proof.forget(response)
    return response


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """The answer is the same whether a mail was sent or enough were sent today."""
    opened = links.find(token)
    if opened is None:
        return opening.closed(request)
    if request.method != "POST":
        return redirect("inquiries:thread", token=token)
    if _is_within(request, LINK_LIMIT, opened.inquiry):
        try:
            writing.renew(opened.inquiry)
        except CannotUnseal:
            return opening.unreadable(request, opened.inquiry)
    return render(request, "inquiries/thread_renewed.html")


def _own(request: HttpRequest, inquiry: Inquiry) -> Inquiry:
    """The inquiry that a form names: the one of the link, or one that is held for its mailbox."""
    values = request.POST if request.method == "POST" else request.GET
    number = values.get("number", inquiry.number)
    if number == inquiry.number:
        return inquiry
    for held_too in mailboxes.held_for(inquiry):
        if held_too.number == number:
            return held_too
    raise Http404


def _addressed(request: HttpRequest, inquiry: Inquiry) -> tuple[int, Conversation]:
    """The conversation that a form names, with its place on the page."""
    number = request.POST.get("number")
    for place, conversation in enumerate(inquiry.conversations.order_by("pk"), 1):
        if conversation.number == number:
            return place, conversation
    raise Http404


def _show(
    request: HttpRequest,
    token: str,
    inquiry: Inquiry,
    attempt: Attempt | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = ThreadPage(inquiry, timezone.now(), attempt)
    context = {
        "token": token,
        "page": page,
        "form": page.failed_form,
        "done": _done(request),
        "text_days": settings.INQUIRY_TEXT_DAYS,
    }
    return render(request, "inquiries/thread.html", context, status=status)


def _judged(
    token: str, conversation: Conversation, form: AccuracyForm, *, is_last: bool
) -> HttpResponse:
    try:
        writing.judge(conversation, form.facts)
    except Refused:
        raise Http404 from None
    return _back(token, "judged") if is_last else redirect("inquiries:thread-accuracy", token)


def _is_within(request: HttpRequest, limit: str, inquiry: Inquiry) -> bool:
    return bool(ratelimit.consume(request, action=limit, key=inquiry.number))


def _done(request: HttpRequest) -> str:
    word = request.GET.get("done", "")
    return word if word in DONE else ""


def _back(token: str, done: str = "", anchor: str = "") -> HttpResponse:
    path = reverse("inquiries:thread", args=[token])
    query = f"?done={done}" if done else ""
    return redirect(f"{path}{query}{f'#{anchor}' if anchor else ''}")
