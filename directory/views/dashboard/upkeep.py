"""Is it still right? The page that a mail leads to, and the same answer from the dashboard."""

from datetime import date

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory import formatting, upkeep
from directory.freshness import CONFIRMED_FOR
from directory.models import Credential, Therapist, UpkeepLink
from directory.presenters.profile import ProfilePage

from . import SignedInRequest, behind_a_button

LENGTHS = {
    "4-weeks": gettext_lazy("4 weeks, until %(day)s"),
    "3-months": gettext_lazy("3 months, until %(day)s"),
    "6-months": gettext_lazy("6 months, until %(day)s"),
}


class PauseForm(forms.Form):
    """For how long; each choice says until which day."""

    def __init__(self, data: QueryDict | None, *, today: date) -> None:
        super().__init__(data)
        self.days = {length: today + time for length, time in upkeep.PAUSES.items()}
        self.fields["length"] = forms.ChoiceField(
            label=_("How long are you away?"),
            choices=[
                (length, LENGTHS[length] % {"day": formatting.day(day)})
                for length, day in self.days.items()
            ],
            widget=forms.RadioSelect,
            initial="4-weeks",
            error_messages={
                "required": _("Choose how long you are away."),
                "invalid_choice": _("Choose one of these three."),
            },
        )

    @property
    def until(self) -> date:
        return self.days[self.cleaned_data["length"]]


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, since programs that scan mails follow every link in them."""
    now = timezone.now()
    link = upkeep.find(token, now)
    if link is None:
        return _no_longer_open(request)
    wanted = request.POST.get("answer")
    form = PauseForm(request.POST if wanted == "pause" else None, today=timezone.localdate(now))
    try:
        if wanted == "confirm":
            upkeep.confirm(link, now=now)
            return _done(request, link, confirmed=True)
        if wanted == "pause" and form.is_valid():
            upkeep.pause(link, until=form.until, now=now)
            return _done(request, link, until=form.until)
    except upkeep.NoLongerOpen:
        return _no_longer_open(request)
    return _ask(request, link, form)


def _ask(request: HttpRequest, link: UpkeepLink, form: PauseForm) -> HttpResponse:
    is_about_pause = form.is_bound or request.GET.get("choice") == "pause"
    # With their kinds in one query, however many there are.
    shown = Prefetch("credentials", Credential.objects.select_related("kind"))
    prefetch_related_objects([link.therapist], shown)
    profile = ProfilePage(link.therapist, timezone.localdate())
    context = {"profile": profile, "form": form, "is_about_pause": is_about_pause}
    return render(request, "directory/upkeep/question.html", context)


def _done(
    request: HttpRequest, link: UpkeepLink, *, confirmed: bool = False, until: date | None = None
) -> HttpResponse:
    context = {
        "name": link.therapist.name,
        "until": formatting.day(until) if until else "",
        "good_until": formatting.day(timezone.localdate() + CONFIRMED_FOR) if confirmed else "",
    }
    return render(request, "directory/upkeep/done.html", context)


def _no_longer_open(request: HttpRequest) -> HttpResponse:
    """One page for all: it does not tell whether there ever was such a link."""
    return render(request, "directory/upkeep/no_longer_open.html", status=410)


@behind_a_button("directory:dashboard")
def confirm_now(request: SignedInRequest) -> HttpResponse:
    therapist = get_object_or_404(Therapist.objects.owned_by(request.user))
    try:
        upkeep.confirm_own(therapist, by=request.user)
    except upkeep.NoLongerOpen:
        messages.warning(request, _("Only a published profile can be confirmed."))
    else:
        day = formatting.day(timezone.localdate() + CONFIRMED_FOR)
        messages.success(
            request, _("Thank you. Your profile counts as confirmed until %(day)s.") % {"day": day}
        )
    return redirect("directory:dashboard")
