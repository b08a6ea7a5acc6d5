"""The public page of an article before it is public, or with words that are not even saved."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from articles import pages
from articles.actions import set_body
from articles.models import Article, Claim, Reference
from articles.page_data import listed, listed_claim
from articles.rendering import render_article
from articles.views import ArticleDetail


class ArticlePreview(ArticleDetail):
    """Template, presenter and data are those of the public page; only the banner is added."""

    template_name = "admin/articles/article/preview.html"
    http_method_names = ["get", "head", "post"]

    def get_object(self, queryset: Any = None) -> Article:
        """It comes with the call, perhaps with words that no database has."""
        article: Article = self.kwargs["article"]
        return article

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Not that of the public page, which looks for what was archived.
        return DetailView.get(self, request, *args, **kwargs)

    post = get

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(banner=self.kwargs["banner"], **kwargs)


def of_saved(request: HttpRequest, article: Article) -> HttpResponseBase:
    banner = (
        _("This is what readers see now.")
        if article.is_published
        else _("This is the text as it is saved. Readers do not see it.")
    )
    return _page(request, article, banner)


def of_typed(request: HttpRequest, article: Article, typed: dict[str, str]) -> HttpResponseBase:
    """With the words of the form instead of those that are saved; nothing is written."""
    for name in ("title", "summary", "question", "evidence_note"):
        setattr(article, name, typed[name])
    rendered = render_article(typed["body"])
    set_body(article, typed["body"], rendered)
    claims = Claim.objects.stated().in_bulk(rendered.claims, field_name="key")
    article.page_data = replace(
        pages.data_of(article),
        references=listed(Reference.objects.all().numbered(rendered.keys)),
        claims=[listed_claim(claims[key]) for key in rendered.claims if key in claims],
    ).plain()
    return _page(request, article, _("This is what you typed. Nothing of it is saved."))


def _page(request: HttpRequest, article: Article, banner: str) -> HttpResponseBase:
    if article.revises:
        # What it will keep of the article whose place it takes.
        article.slug, article.published_on = article.revises.slug, article.revises.published_on
    response = ArticlePreview.as_view()(request, article=article, banner=banner)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
