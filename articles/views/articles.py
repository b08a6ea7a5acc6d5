"""The pages of articles, their topics and their list."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from articles import pages, presenters
from articles.models import Article, Topic
from articles.structured_data import medical_web_page
from directory.search import facet_totals
from directory.structured_data import json_ld

from .public import PublicPage
from .trails import articles_trail

GONE = 410


class ArticleList(PublicPage, ListView):
    queryset = Article.objects.published().with_card_details().in_reading_order()
    template_name = "articles/article_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            shelves=presenters.shelves(self.object_list),
            breadcrumbs=[*articles_trail()[:-1], (_("Articles"), "")],
            **kwargs,
        )


class TopicDetail(PublicPage, DetailView):
    queryset = Topic.objects.with_something_to_read()
    template_name = "articles/topic_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = Article.objects.published().on_topic(self.object).with_card_details()
        return super().get_context_data(
            articles=list(articles.in_reading_order()),
            other_topics=Topic.objects.with_something_to_read().exclude(pk=self.object.pk),
            breadcrumbs=[*articles_trail(), (self.object.title, "")],
            **kwargs,
        )


class ArticleDetail(PublicPage, DetailView):
    """Two queries while the counts of therapists are remembered, four when they are not."""

    queryset = pages.readable()
    template_name = "articles/article_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            article = pages.archived().with_card_details().filter(slug=kwargs["slug"]).first()
            if article is None:
                raise
            return gone(request, article)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article: Article = self.object
        totals = facet_totals(getattr(article, "search_generation", None))
        page = presenters.article_page(article, totals)
        return super().get_context_data(
            page=page,
            structured_data=json_ld(medical_web_page(page)),
            breadcrumbs=[
                *articles_trail(),
                (article.topic.title, article.topic.get_absolute_url()),
                (article.title, ""),
            ],
            **kwargs,
        )


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    """For an article that was taken down: it will not come back, but its topic may go on."""
    topics = Topic.objects.with_something_to_read().filter(pk=article.topic_id)
    context = {
        "article": article,
        "topic": topics.first(),
        "breadcrumbs": [*articles_trail(), (article.title, "")],
    }
    return render(request, "articles/article_gone.html", context, status=GONE)
