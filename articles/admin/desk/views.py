"""The pages of the desk around the form of an article: steps, preview, history."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from accounts.permissions import person
from articles.actions.guarding import Refused
from articles.actions.versions import Restored
from articles.models import Article
from sciatica_site.keys import is_key

from . import preview
from .forms import StepForm
from .history import compare, history
from .steps import STEPS, Step


class DeskPages(admin.ModelAdmin):
    """Adds them to the admin of articles; each is closed to whom the article is closed to."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/desk/<slug:step>/",
                wrap(self.step_view),
                name="articles_article_step",
            ),
            path(
                "<path:object_id>/preview/",
                wrap(self.preview_view),
                name="articles_article_preview",
            ),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """What a step asks, and on POST the step itself: no GET changes anything."""
        article = self._article(request, object_id)
        if step not in STEPS:
            raise Http404
        wanted = STEPS[step]
        user = person(request)
        if not wanted.may(user):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else None
        start = {"revision": request.GET.get("revision")} if wanted.is_hidden else {}
        form = wanted.form(given, article=article, user=user, initial=start)
        if given is not None and form.is_valid():
            try:
                return self._done(request, wanted, article, form)
            except Refused as refused:
                for reason in refused.reasons:
                    form.add_error(None, reason)
        return self._step_page(request, wanted, article, form)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        article = self._article(request, object_id)
        if request.method != "POST":
            return preview.of_saved(request, article)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form: Any = self.get_form(request, article, change=True)(request.POST, instance=article)
        names = ("title", "summary", "question", "evidence_note", "body")
        return preview.of_typed(request, article, {name: form.typed(name) for name in names})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self._article(request, object_id)
        context = {
            **self._context(request, article, _("History")),
            "history": history(article, request.GET),
            "can_restore": STEPS["restore"].is_open_to(person(request), article),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def _done(
        self, request: HttpRequest, step: Step, article: Article, form: StepForm
    ) -> HttpResponse:
        result = step.action(article=article, by=person(request), **form.cleaned_data)
        if isinstance(result, Restored):
            if result.left_out:
                text = _("No longer there, so left out: %(names)s.")
                names = ", ".join(result.left_out)
                self.message_user(request, text % {"names": names}, messages.WARNING)
            result = result.article
        self.message_user(request, str(step.done), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[result.pk]))

    def _step_page(
        self, request: HttpRequest, step: Step, article: Article, form: StepForm
    ) -> HttpResponse:
        number = form["revision"].value() if step.is_hidden else None
        context = {
            **self._context(request, article, str(step.label)),
            "step": step,
            "form": form,
            "comparison": _with_now(article, number),
        }
        return TemplateResponse(request, "admin/articles/article/step.html", context)

    def _context(self, request: HttpRequest, article: Article, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(article),
            "opts": self.opts,
            "article": article,
            "media": self.media,
        }

    def _article(self, request: HttpRequest, object_id: str) -> Article:
        article: Article | None = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        if article is None:
            raise Http404
        return article


def _with_now(article: Article, number: object) -> Any:
    """What bringing a revision back would change of the text as it is."""
    last = article.revisions.order_by("-number").first()
    text = str(number)
    if last is None or not is_key(text):
        return None
    return compare(article, int(text), last.number)
