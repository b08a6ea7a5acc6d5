"""Articles in the admin: written in Markdown, checked and rendered when they are saved."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions import set_references
from articles.citations import cited_keys
from articles.forms import ArticleForm
from articles.models import Article, ArticleReference
from articles.texts import write


class ReviewState(admin.SimpleListFilter):
    """What an editor looks for: articles nobody has reviewed, and those that are due again."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("pending", _("Never reviewed")), ("due", _("Review due")), ("done", _("Reviewed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        match self.value():
            case "pending":
                return queryset.filter(reviewed_on__isnull=True)
            case "due":
                return queryset.filter(next_review_on__lte=timezone.localdate())
            case "done":
                return queryset.filter(
                    Q(next_review_on__isnull=True) | Q(next_review_on__gt=timezone.localdate()),
                    reviewed_on__isnull=False,
                )
        return queryset


class CitedReferences(admin.TabularInline):
    """Shown, not edited: the list follows from the text."""

    model = ArticleReference
    fields = ["number", "reference"]
    readonly_fields = ["number", "reference"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleReference]:
        return super().get_queryset(request).select_related("reference").order_by("number")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = [
        "title",
        "topic",
        "status",
        "evidence_grade",
        "reviewer_shown",
        "reviewed_on",
        "next_review_on",
        "word_count",
    ]
    list_filter = ["status", ReviewState, "topic", "evidence_grade", "is_edited_here"]
    list_select_related = ["topic"]
    search_fields = ["title", "slug", "summary", "question", "body"]
    date_hierarchy = "published_on"
    filter_horizontal = ["techniques", "conditions", "related"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["updated_on", "word_count", "source_path"]
    inlines = [CitedReferences]
    fieldsets = [
        (None, {"fields": ["title", "slug", "question", "summary", "topic", "position", "author"]}),
        (_("Publication"), {"fields": ["status", "published_on", "updated_on"]}),
        (
            _("Clinical review"),
            {
                "fields": ["reviewer_name", "reviewed_on", "next_review_on"],
                "description": _("Name only a health professional who has read this very text."),
            },
        ),
        (
            _("Evidence"),
            {"fields": ["evidence_grade", "evidence_note", "reading_grade"]},
        ),
        (_("Text"), {"fields": ["body", "word_count", "source_path", "is_edited_here"]}),
        (_("Links"), {"fields": ["vetting_questions", "techniques", "conditions", "related"]}),
    ]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Any]:
        # Only while it is new: later a change of title must not change the address.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        # A draft has no public page to view.
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    @admin.display(description=_("reviewer"), ordering="reviewer_name")
    def reviewer_shown(self, article: Article) -> str:
        return article.reviewer

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        set_references(form.instance, cited_keys(form.instance.body))
        write(form.instance)
