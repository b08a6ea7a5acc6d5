"""What a search reads of an article: its words in their basic form, one row per public article."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sciatica_site.fulltext import TextModel

from .article import Article


class ArticleText(TextModel):
    """Written by `articles.texts` alone, with words that come from `fulltext.stored()`.

    An article that is not published has no row, so that no search can find it.
    """

    text_columns: ClassVar[tuple[str, ...]] = ("title", "summary", "body")

    article = models.OneToOneField(
        Article,
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    title = models.TextField(_("title"))
    summary = models.TextField(_("summary, question and headings"))
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("searched text of an article")
        verbose_name_plural = _("searched texts of articles")

    def __str__(self) -> str:
        return self.title
