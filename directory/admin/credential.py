"""Credentials in the admin: a list of what to check, and a page each to write a check down."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.permissions import person
from directory import formatting
from directory.actions import verifying
from directory.actions.refusals import Refused
from directory.forms.checking import CheckForm, first_values
from directory.forms.texts import mended
from directory.models import Credential, Document
from directory.permissions import can_check
from directory.places.states import STATES
from directory.presenters import checking
from directory.queues import verification, waiting
from sciatica_site.admin import next_case
from sciatica_site.admin.our_page import RowPageAdmin, our_page
from sciatica_site.admin.reading import ReadOnlyAdmin
from sciatica_site.keys import is_key

from . import cells
from .attention import CredentialFilter

#: What waits in the list of documents.
DOCUMENTS = "attention=unchecked"
PAGE = "admin/directory/credential/check.html"


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Credential]
    ) -> QuerySet[Credential]:
        state = self.value()
        return queryset.filter(region=state) if state in STATES else queryset


@admin.register(Credential)
class CredentialAdmin(RowPageAdmin, ReadOnlyAdmin):
    """A record of what was looked up changes a credential, never a tick."""

    list_display = ("named", "verification", "good_through", "since")
    list_display_links = ("named",)
    list_filter = (CredentialFilter, "verification", StateFilter, "register", "kind")
    list_select_related = ("therapist", "kind")
    search_fields = ("therapist__name", "=number")
    actions = None

    class Media:
        css = {"all": ["admin/articles/desk.css", "admin/directory/checks.css"]}

    @admin.display(description=gettext_lazy("credential"))
    def named(self, credential: Credential) -> str:
        return checking.named(credential)

    @admin.display(description=gettext_lazy("counts through"))
    def good_through(self, credential: Credential) -> str:
        return cells.day(credential.last_good_day)

    @admin.display(description=gettext_lazy("since"))
    def since(self, credential: Credential) -> str:
        """What makes it wait: the day of the last check, or how long nobody has made one."""
        if credential.checked_on:
            return _("checked %(day)s") % {"day": formatting.day(credential.checked_on)}
        published = credential.therapist.published_at
        if published is None:
            return _("never checked")
        day = formatting.day(timezone.localdate(published))
        return _("on a profile since %(day)s") % {"day": day}

    def get_ordering(self, request: HttpRequest) -> Any:
        """What was never checked by how long it is there; what lapses by the day of that."""
        attention = request.GET.get(CredentialFilter.parameter_name)
        if attention == "never":
            return [F("therapist__published_at").asc(nulls_last=True), "pk"]
        return [waiting.by_last_good_day(), "pk"] if attention else ["checked_on", "pk"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.check_view))
        name = "directory_credential_check"
        return [path("<path:object_id>/check/", view, name=name), *super().get_urls()]

    def page_rows(self, request: HttpRequest) -> QuerySet[Credential]:
        return Credential.objects.select_related("therapist", "kind", "register")

    def row_page(self, request: HttpRequest, row: Credential) -> HttpResponse:
        return self.check_page(request, row, CheckForm(initial=first_values(row)))

    def check_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        credential = self.row(request, object_id)
        by = person(request)
        if not can_check(by):
            raise PermissionDenied
        form = CheckForm(mended(request.POST))
        if form.is_valid():
            try:
                if form.is_recorded:
                    asks = form.cleaned_data["ask"]
                    record = verifying.check(
                        credential.pk, by=by, asks_for_date=asks, **form.values()
                    )
                    return self.done(request, credential, record.needs_second)
                verifying.refuse_what_is_not_so(form.record(credential), credential)
                verifying.refuse_telling_note(form.record(credential), credential)
            except Refused as refused:
                is_note = isinstance(refused, verifying.NoteTells)
                form.add_error("note" if is_note else None, refused.message)
                credential = self.row(request, object_id)
        return self.check_page(request, credential, form)

    def check_page(
        self, request: HttpRequest, credential: Credential, form: CheckForm
    ) -> HttpResponse:
        today = timezone.localdate()
        page = checking.CheckPage(credential, today)
        is_previewed = form.is_bound and form.is_valid()
        register = form.cleaned_data["register"] if is_previewed else credential.register
        is_own = credential.therapist.owner_id == request.user.pk
        context = {
            "title": _("Check: %(credential)s") % {"credential": checking.named(credential)},
            "page": page,
            "form": form,
            "doubts": page.doubts(register) if is_previewed else [],
            "preview": (
                checking.preview(credential, form.record(credential), today)
                if is_previewed
                else None
            ),
            "document": self.document(request, credential),
            "check_url": self.check_url(request, credential),
            "is_own": is_own,
            "may_check": can_check(request.user) and not is_own,
            "needs_second": verifying.needs_second(),
        }
        return our_page(self, request, PAGE, context)

    def document(self, request: HttpRequest, credential: Credential) -> Document | None:
        """The one whose page led here."""
        number = request.GET.get("document", "")
        return credential.therapist.documents.filter(pk=number).first() if is_key(number) else None

    def check_url(self, request: HttpRequest, credential: Credential) -> str:
        url = reverse("admin:directory_credential_check", args=[credential.pk])
        document = self.document(request, credential)
        url += f"?document={document.pk}" if document else ""
        return self.with_filters(request, url)

    def done(self, request: HttpRequest, credential: Credential, is_waiting: bool) -> HttpResponse:
        """Back to the list that led here, and on to what waits next in it."""
        text = (
            _("The check was written down. It waits for a second person.")
            if is_waiting
            else _("The check was written down, and the profile says so.")
        )
        if self.document(request, credential):
            return self.next_document(request, text)
        left = verification.to_check().exclude(pk=credential.pk)
        said = next_case.offered(
            self,
            request,
            text,
            left.exclude(therapist__owner=request.user.pk),
            next_case.filters_of(request),
        )
        self.message_user(request, said, messages.SUCCESS)
        url = reverse("admin:directory_credential_changelist")
        return HttpResponseRedirect(self.with_filters(request, url))

    def next_document(self, request: HttpRequest, text: str) -> HttpResponse:
        """Whoever came from a document goes on with the one that has waited longest."""
        left = waiting.documents(timezone.localdate()).exclude(therapist__owner=request.user.pk)
        documents = self.admin_site.get_model_admin(Document)
        return next_case.to_list(documents, request, text, left, DOCUMENTS)

    def with_filters(self, request: HttpRequest, url: str) -> str:
        """Whoever came from a filtered list goes on in it."""
        filters: Any = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return str(add_preserved_filters(filters, url))
