"""What a reader says about an article, without anything about the reader."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.choices import Helpful

LONGEST = 1_000


class ArticleFeedback(models.Model):
    """Only a day, an answer and perhaps a few words: no name, address, browser or time of day."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="feedback",
    )
    helpful = models.CharField(_("was it helpful?"), max_length=6, choices=Helpful)
    missing = models.TextField(_("what is missing"), max_length=LONGEST, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("feedback on an article")
        verbose_name_plural = _("feedback on articles")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="article_feedback_answer_is_known", condition=Q(helpful__in=Helpful.values)
            )
        ]

    def __str__(self) -> str:
        return f"{date_format(self.given_on)}: {self.get_helpful_display()}"
