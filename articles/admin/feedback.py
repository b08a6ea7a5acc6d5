"""What readers said about articles, to read and to delete."""

from django.contrib import admin
from django.http import HttpRequest

from articles.models import ArticleFeedback


@admin.register(ArticleFeedback)
class ArticleFeedbackAdmin(admin.ModelAdmin):
    """Nobody adds or changes what readers said."""

    list_display = ["given_on", "article", "helpful", "missing"]
    list_display_links = None
    # With the number of each: answers of one article once it is chosen, articles of one answer.
    list_filter = ["helpful", ("missing", admin.EmptyFieldListFilter), "article"]
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ["article"]
    search_fields = ["missing", "article__title"]
    date_hierarchy = "given_on"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: ArticleFeedback | None = None
    ) -> bool:
        return False
