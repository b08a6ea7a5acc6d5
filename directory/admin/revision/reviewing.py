"""The review page of one text: shown, previewed, decided about; then the next one opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import person
from directory import overturned
from directory.actions.refusals import Changed, Refused, decided_already
from directory.editing import preview
from directory.editing.applying import OutdatedContent
from directory.models import ProfileRevision, Therapist
from directory.permissions import can_moderate
from directory.presenters.review import SEEN_BY_MODERATORS, Review
from directory.queues.review import Left, left_for
from sciatica_site.admin.our_page import our_page
from sciatica_site.admin.reading import FixedRowsAdmin
from sciatica_site.keys import number_or_404

from . import skipping
from .deciding import DecisionForm

#: Value of `?documents=`.
HERE = "here"
PAGE = "admin/directory/profilerevision/review.html"


class ReviewPages(FixedRowsAdmin):
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        revision = self.revision(request, object_id)
        if revision.status not in SEEN_BY_MODERATORS:
            raise Http404
        skipped = skipping.numbers(request.GET.get("skipped", ""))
        form = DecisionForm(initial={"skipped": skipping.told(skipped)})
        return self.review_page(request, revision, form, skipped)

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        revision = self.revision(request, object_id)
        by = self.moderator(request)
        form = DecisionForm(request.POST)
        form.is_valid()
        skipped = form.cleaned_data.get("skipped", [])
        if form.decides:
            try:
                done = form.decide(revision, by)
            except Refused as refused:
                for reason in [refused.message, *refused.reasons]:
                    form.add_error(None, reason)
                if isinstance(refused, Changed):
                    form.cleaned_data.pop("version", None)
            else:
                return self.to_next(request, by, skipped, done)
        revision = self.revision(request, object_id)
        if not form.names(revision.version):
            # The page shows the new text now, and nobody may take it for the one that they saw.
            form.add_error(None, decided_already(revision.pk).message)
        return self.review_page(request, revision, form, skipped)

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """The oldest text that waits and was not put off."""
        by = self.moderator(request)
        return self.to_next(request, by, skipping.numbers(request.GET.get("skipped", "")))

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """By the renderer that the therapist's own preview uses."""
        review = Review(self.revision(request, object_id))
        if review.is_with_therapist:
            raise Http404
        submitted_at = review.revision.submitted_at
        try:
            html = preview.rendered(
                request,
                review.therapist.pk,
                review.content,
                template="admin/directory/profilerevision/preview.html",
                confirmed_on=timezone.localdate(submitted_at) if submitted_at else None,
                extra={"revision": review.revision},
            )
        except OutdatedContent as outdated:
            text = _("There is no preview: the text names what is no longer there: %(names)s.")
            names = {"names": ", ".join(outdated.names)}
            self.message_user(request, text % names, messages.ERROR)
            return HttpResponseRedirect(skipping.address("change", review.revision.pk))
        response = HttpResponse(html)
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = "private, no-store"
        return response

    def to_next(
        self, request: HttpRequest, by: User, skipped: list[int], done: str = ""
    ) -> HttpResponse:
        left = left_for(by, skipped=skipped)
        text = f"{done} {_left_in_words(left)}".strip() if done or left.next_pk is None else ""
        if text:
            self.message_user(request, text, messages.SUCCESS if done else messages.INFO)
        if left.next_pk is None:
            return HttpResponseRedirect(skipping.address("changelist"))
        return HttpResponseRedirect(skipping.address("change", left.next_pk, skipped=skipped))

    def review_page(
        self,
        request: HttpRequest,
        revision: ProfileRevision,
        form: DecisionForm,
        skipped: list[int],
    ) -> HttpResponse:
        review = Review(revision)
        user = person(request)
        is_own = revision.therapist.owner_id == user.pk
        is_overturned = overturned.is_closed_to(user, revision.pk)
        may_decide = not (is_own or is_overturned)
        fitting, others = form.offered([] if review.is_with_therapist else review.page_keys)
        context = {
            "title": _("Review: %(name)s") % {"name": revision.therapist.name},
            "review": review,
            "form": form,
            "fitting": fitting,
            "others": others,
            "others_are_open": any(one.is_chosen for one in others),
            "is_own": is_own,
            "is_overturned": is_overturned,
            "has_form": self._has_form(request, review, form, may_decide=may_decide),
            "shows_documents": self._shows_documents(request, review, form),
            "may_decide": self.has_change_permission(request, revision),
            "skip_url": skipping.address("next", skipped=[*skipped, revision.pk]),
        }
        return our_page(self, request, PAGE, context)

    def _has_form(
        self, request: HttpRequest, review: Review, form: DecisionForm, *, may_decide: bool
    ) -> bool:
        """Whether there is something to decide for this person, or words that they have sent."""
        if not self.has_change_permission(request, review.revision):
            return False
        return form.is_bound or (review.is_waiting and may_decide)

    def _shows_documents(self, request: HttpRequest, review: Review, form: DecisionForm) -> bool:
        """Only when a button was pressed: opening a document is recorded, and a browser that loads
        all there is on a page must not write a line that says that somebody has looked. Without a
        form there is nothing typed that could be lost, and a link does."""
        return form.shows_documents or (not form.is_bound and request.GET.get("documents") == HERE)

    def moderator(self, request: HttpRequest) -> User:
        """Whoever may decide about the texts of others; all others are refused."""
        user = person(request)
        if not (self.has_change_permission(request) and can_moderate(user)):
            raise PermissionDenied
        return user

    def revision(self, request: HttpRequest, object_id: str) -> ProfileRevision:
        """Of any state: somebody may have it on the screen while its therapist takes it back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        number = number_or_404(object_id)
        rows = ProfileRevision.objects.select_related("decided_by")
        found = get_object_or_404(rows, pk=number)
        found.therapist = Therapist.objects.with_answers().get(pk=found.therapist_id)
        return found


def _left_in_words(left: Left) -> str:
    if not left.count:
        return gettext("None left.")
    text = ngettext("%(count)d left.", "%(count)d left.", left.count) % {"count": left.count}
    if left.skipped:
        passed = ngettext("%(count)d skipped.", "%(count)d skipped.", left.skipped)
        text = f"{text} {passed % {'count': left.skipped}}"
    return text
