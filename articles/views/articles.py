"""The pages of articles and their topics."""

from typing import Any

from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from articles import presenters
from articles.models import Article, Topic
from articles.structured_data import medical_web_page
from directory.search import facet_totals
from directory.structured_data import json_ld

from .public import PublicPage
from .trails import articles_trail


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
            articles=articles.in_reading_order(),
            other_topics=Topic.objects.with_something_to_read().exclude(pk=self.object.pk),
            breadcrumbs=[*articles_trail(), (self.object.title, "")],
            **kwargs,
        )


class ArticleDetail(PublicPage, DetailView):
    queryset = Article.objects.published().with_page_details()
    template_name = "articles/article_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article: Article = self.object
        page = presenters.article_page(article, facet_totals())
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
