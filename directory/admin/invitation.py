"""Invitations in the admin: whom we have asked, and a page to ask the therapists of a file."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import person
from directory import formatting
from directory.invitations import importing
from directory.invitations.candidates import COLUMNS, NEEDED
from directory.models import Invitation
from directory.permissions import can_invite
from sciatica_site.admin.our_page import our_page
from sciatica_site.admin.people import name_without_link
from sciatica_site.admin.reading import ReadOnlyAdmin
from sciatica_site.csv_reading import UTF_16_MARKS, WrongFile

#: In bytes.
LARGEST = 300_000
#: More rows take longer than a page may; the command reads them.
LIMITS = importing.Limits(rows=500, a_day=500)
CHECK, SEND = "check", "send"
#: Lines that a message names; the dry run has told them all.
MOST_NAMED = 20


class InviteForm(forms.Form):
    """After a look at what the file says, its text comes along, so that nobody has to choose the
    file a second time and what is sent is what was looked at."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "CSV in UTF-8, at most 500 rows and 300 KB. The first line names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(
        # On its way, browsers make each end of a line one longer.
        required=False,
        strip=False,
        max_length=2 * LARGEST,
        widget=forms.HiddenInput,
    )
    step = forms.ChoiceField(choices=[(CHECK, CHECK), (SEND, SEND)])

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST:
            raise ValidationError(
                _("The file is larger than 300 KB. Split it, or ask an administrator to import it.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("file") or data.get("text")):
            self.add_error("file", _("Choose a file."))
        return data

    @property
    def content(self) -> bytes:
        file = self.cleaned_data["file"]
        text: str = self.cleaned_data["text"]
        return file.read() if file else text.encode("utf-8", "replace")

    @property
    def wants_to_send(self) -> bool:
        """A file that was just chosen is looked at first, whichever button was pressed."""
        return self.cleaned_data["step"] == SEND and not self.cleaned_data["file"]


class AnswerFilter(admin.SimpleListFilter):
    """Who has declined is in no list: nothing of them is left."""

    title = gettext_lazy("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", _("No answer yet")), ("accepted", _("Accepted"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Invitation]
    ) -> QuerySet[Invitation]:
        if self.value() not in ("none", "accepted"):
            return queryset
        return queryset.filter(accepted_at__isnull=self.value() == "none")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("who", "email_shown", "invited_on", "goes_on", "accepted_on", "by")
    list_display_links = ("who",)
    list_filter = (AnswerFilter, "invited_at")
    list_select_related = ("invited_by", "therapist")
    search_fields = ("name", "=email")
    fields = ("who", "email_shown", "invited_on", "by", "goes_on", "accepted_on")
    change_list_template = "admin/directory/invitation/change_list.html"
    actions = None
    by = name_without_link("invited_by", gettext_lazy("invited by"))

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def who(self, invitation: Invitation) -> str:
        return str(invitation.therapist or invitation.name)

    @admin.display(description=gettext_lazy("email"))
    def email_shown(self, invitation: Invitation) -> str:
        return "–" if invitation.accepted_at else invitation.email

    @admin.display(description=gettext_lazy("invited"), ordering="invited_at")
    def invited_on(self, invitation: Invitation) -> str:
        return formatting.day(timezone.localtime(invitation.invited_at))

    @admin.display(description=gettext_lazy("deleted on"), ordering="delete_on")
    def goes_on(self, invitation: Invitation) -> str:
        return formatting.day(invitation.delete_on)

    @admin.display(description=gettext_lazy("accepted"), ordering="accepted_at")
    def accepted_on(self, invitation: Invitation) -> str:
        at = invitation.accepted_at
        return formatting.day(timezone.localtime(at)) if at else _("not yet")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(
            require_http_methods(["GET", "HEAD", "POST"])(self.invite)
        )
        return [path("invite/", view, name="directory_invitation_invite"), *super().get_urls()]

    def invite(self, request: HttpRequest) -> HttpResponse:
        by = person(request)
        if not can_invite(by):
            raise PermissionDenied
        if request.method != "POST":
            return self._show(request, InviteForm())
        form = InviteForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(request, form)
        content = form.content
        try:
            outcome = importing.run(
                BytesIO(content), by=by, is_trial=not form.wants_to_send, limits=LIMITS
            )
        except WrongFile as wrong:
            form.add_error("file", str(wrong))
            return self._show(request, form)
        if form.wants_to_send:
            self._tell(request, outcome)
            return HttpResponseRedirect(reverse("admin:directory_invitation_changelist"))
        text = _as_text(content)
        return self._show(request, InviteForm(initial={"text": text}), outcome=outcome)

    def _tell(self, request: HttpRequest, outcome: importing.Outcome) -> None:
        said = ngettext(
            "%(n)d therapist is invited.", "%(n)d therapists are invited.", outcome.invited
        )
        self.message_user(request, said % {"n": outcome.invited}, messages.SUCCESS)
        if outcome.bad:
            said = ngettext(
                "%(n)d row cannot be used: line %(lines)s. Mend it, and choose the file again.",
                "%(n)d rows cannot be used: lines %(lines)s. Mend them, and choose the file again.",
                outcome.bad,
            )
            values = {"n": outcome.bad, "lines": _numbers(outcome.bad_lines)}
            self.message_user(request, said % values, messages.WARNING)
        for reason, number in outcome.reasons:
            said = ngettext(
                "%(n)d row was left out: %(why)s", "%(n)d rows were left out: %(why)s", number
            )
            self.message_user(request, said % {"n": number, "why": reason}, messages.WARNING)

    def _show(
        self, request: HttpRequest, form: InviteForm, outcome: importing.Outcome | None = None
    ) -> HttpResponse:
        context = {
            "title": _("Invite therapists"),
            "form": form,
            "outcome": outcome,
            "columns": [(name, name in NEEDED) for name in COLUMNS],
        }
        return our_page(self, request, "admin/directory/invitation/invite.html", context)


def _as_text(content: bytes) -> str:
    """In the encoding in which it was read."""
    encoding = "utf-16" if content.startswith(UTF_16_MARKS) else "utf-8-sig"
    return content.decode(encoding, "replace")


def _numbers(lines: list[importing.Line]) -> str:
    named = [str(line.number) for line in lines[:MOST_NAMED]]
    return ", ".join(named) + (" …" if len(lines) > MOST_NAMED else "")
