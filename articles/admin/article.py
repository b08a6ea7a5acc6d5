"""Articles in the admin: written in Markdown, checked while they are, moved on by the desk."""

from typing import Any

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.permissions import person
from articles.actions import writing
from articles.actions.guarding import Refused
from articles.derived import refresh
from articles.diffs import content_diff
from articles.forms import OPEN_STATUSES, ArticleForm
from articles.models import Article
from sciatica_site import day_counts

from .desk.findings import check
from .desk.help import markdown_help
from .desk.listing import ArticleChangeList, IsNextVersion, ReviewState, by_urgency
from .desk.panel import panel
from .desk.views import DeskPages

#: What a working copy takes over from the article that it is the next version of.
PLACE = ["slug", "topic", "position"]


@admin.register(Article)
class ArticleAdmin(DeskPages):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = [
        "title_shown",
        "status",
        "review_shown",
        "reviewer_shown",
        "reviewed_on",
        "version_shown",
        "topic",
        "evidence_grade",
        "word_count",
    ]
    list_filter = [
        "status",
        ReviewState,
        IsNextVersion,
        "is_edited_here",
        "topic",
        "evidence_grade",
    ]
    list_select_related = ["topic", "next_version"]
    list_per_page = 50
    search_fields = ["title", "slug", "summary", "question", "body"]
    date_hierarchy = "published_on"
    filter_vertical = ["techniques", "conditions", "related"]
    prepopulated_fields = {"slug": ["title"]}

    class Media:
        css = {"all": ["admin/articles/desk.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    def get_ordering(self, request: HttpRequest) -> Any:
        return by_urgency(timezone.localdate())

    # The list

    @admin.display(description=_("title"), ordering="title")
    def title_shown(self, article: Article) -> str:
        if article.revises_id is None:
            return article.title
        return str(_("%(title)s (next version)") % {"title": article.title})

    @admin.display(description=_("reviewer"), ordering="reviewer_name")
    def reviewer_shown(self, article: Article) -> str:
        return article.reviewer

    @admin.display(description=_("next review"), ordering="next_review_on")
    def review_shown(self, article: Article) -> str:
        due = article.next_review_on
        day = date_format(due) if due else ""
        if not article.is_review_due:
            return day
        days = (timezone.localdate() - due).days if due else -1
        if days < 0:
            return str(_("due now: %(reason)s") % {"reason": article.review_reason})
        return _("%(day)s, %(days)s over") % {"day": day, "days": day_counts.in_words(days)}

    @admin.display(description=_("next version"))
    def version_shown(self, article: Article) -> str:
        version = getattr(article, "next_version", None)
        return str(version.get_status_display()) if version else ""

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        can_change = obj is None or self.has_change_permission(request, obj)
        place = ["title", "slug", "question", "summary", "topic", "position", "author"]
        dates = ["next_review_on", "updated_on"] if obj else ["next_review_on"]
        text = ["body", "source_path", "is_edited_here"] if obj and obj.source_path else ["body"]
        links = ["vetting_questions", "shows_guidelines", "techniques", "conditions", "related"]
        return [
            (None, {"fields": [*(["opened_at"] if can_change else []), *place]}),
            (_("Dates"), {"fields": dates}),
            (_("Evidence"), {"fields": ["evidence_grade", "evidence_note"]}),
            (_("Text"), {"fields": text}),
            (_("Links"), {"fields": links}),
            *([(_("About this change"), {"fields": self._about(obj)})] if can_change else []),
        ]

    def _about(self, obj: Article | None) -> list[str]:
        return ["is_small", "reader_note", "note"] if obj and obj.is_published else ["note"]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        fields = ["updated_on", "source_path"]
        if obj is None:
            return fields
        if obj.revises_id is not None:
            return [*fields, *PLACE]
        if obj.published_on or obj.source_path:
            fields.append("slug")  # readers have kept the address, and an import knows it
        if obj.is_published or obj.is_reviewed:
            fields.append("next_review_on")  # the reviewer's own word
        return fields

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Any]:
        # Only while it is new: later a change of title must not change the address.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        # A draft has no public page to view.
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.is_check = request.method == "POST" and "_check" in request.POST
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().changeform_view(request, *args, **kwargs)
        except Refused as refused:  # the form has said so already, unless somebody was very quick
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(request.path)
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        form: ArticleForm = context["adminform"].form
        # A form that was sent has put its words into `obj`: the desk is about what is saved.
        saved = Article.objects.filter(pk=obj.pk).first() if obj else None
        checks = check(saved.title, saved.summary, saved.body) if saved else None
        typed = (
            {name: form.typed(name) for name in ("title", "summary", "body")}
            if form.is_bound
            else {}
        )
        context |= {
            "panel": panel(saved, person(request), checks.findings) if saved and checks else None,
            "checks": check(**typed) if typed else checks,
            "is_check": form.is_check,
            "is_typed": bool(typed),
            "newer": form.newer,
            "opened": form.opened,
            "newer_diff": content_diff(form.opened.snapshot, form.newer.snapshot)
            if form.newer and form.opened
            else [],
            "help": markdown_help(),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving: the content by its action, the rest here

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        stored = getattr(form, "stored", None)
        if stored is None:
            super().save_model(request, obj, form, change)
            return
        place = form.place()  # type: ignore[attr-defined]  # it is an ArticleForm
        for name, value in place.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(place))

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        user = person(request)
        article: Article = form.instance
        if not change:
            form.save_m2m()
            writing.begin(article=article, by=user)
            return
        said = {name: form.cleaned_data.get(name, "") for name in ("note", "reader_note")}
        content = form.content()  # type: ignore[attr-defined]  # as above
        if form.stored.status in OPEN_STATUSES:  # type: ignore[attr-defined]
            writing.write(article=article, by=user, content=content, note=said["note"])
        else:
            writing.correct(article=article, by=user, content=content, **said)
        refresh()

    # What may not be done here

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What is scheduled was approved as it is, and what is archived is at rest."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.status in OPEN_STATUSES or obj.is_published)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Only what readers never saw goes from here: the rest is archived."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.published_on is None)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        super().delete_model(request, obj)
        refresh()
