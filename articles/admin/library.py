"""Topics and references in the admin."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.derived import refresh
from articles.models import Reference, Topic


class ShownByArticles(admin.ModelAdmin):
    """Rows whose words stand on the pages of articles."""

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        refresh()


@admin.register(Topic)
class TopicAdmin(ShownByArticles):
    list_display = ["title", "slug", "position", "article_count"]
    list_editable = ["position"]
    search_fields = ["title", "slug", "summary"]
    ordering = ["position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(
            article_total=Count("articles", filter=Q(articles__revises__isnull=True))
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Topic | None = None
    ) -> list[str] | tuple[str, ...]:
        # The slug is an address that readers have kept.
        return ["slug"] if obj else []

    @admin.display(description=_("articles"), ordering="article_total")
    def article_count(self, topic: Topic) -> int:
        return int(getattr(topic, "article_total", 0))


@admin.register(Reference)
class ReferenceAdmin(ShownByArticles):
    list_display = ["key", "short_title", "year", "certainty", "cited_by", "open_link"]
    list_filter = ["certainty", "year", "techniques"]
    search_fields = ["key", "title", "authors", "container", "doi"]
    filter_horizontal = ["techniques"]
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reference]:
        references: QuerySet[Reference] = super().get_queryset(request)
        # A next version cites the same references once more.
        return references.annotate(
            article_total=Count("citations", filter=Q(citations__article__revises__isnull=True))
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Reference | None = None
    ) -> list[str] | tuple[str, ...]:
        # Texts cite the key, so that changing it would break them.
        return ["key"] if obj else []

    @admin.display(description=_("title"), ordering="title")
    def short_title(self, reference: Reference) -> str:
        return reference.title if len(reference.title) <= 90 else f"{reference.title[:89]}…"

    @admin.display(description=_("cited by"), ordering="article_total")
    def cited_by(self, reference: Reference) -> int:
        return int(getattr(reference, "article_total", 0))

    @admin.display(description=_("address"))
    def open_link(self, reference: Reference) -> SafeString | str:
        if not reference.link:
            return "-"
        return format_html('<a href="{}" rel="noopener">{}</a>', reference.link, _("Open"))
