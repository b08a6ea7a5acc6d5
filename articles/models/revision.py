"""The history of an article: who did what to it, when, and what the text was."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import ArticleStatus, RevisionKind


class ArticleRevision(models.Model):
    """One line of the history. It is only ever added to, so that a review can be traced to the
    very text that was reviewed."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("what happened"), max_length=10, choices=RevisionKind)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for an import, or where the account is closed."),
    )
    note = models.TextField(_("note for the desk"), blank=True)
    reader_note = models.CharField(
        _("note for readers"),
        max_length=300,
        blank=True,
        help_text=_("A line of the change history on the page; empty for what is not shown."),
    )
    from_status = models.CharField(
        _("status before"), max_length=10, choices=ArticleStatus, blank=True
    )
    to_status = models.CharField(_("status after"), max_length=10, choices=ArticleStatus)
    snapshot = models.JSONField(_("content"), default=dict)

    class Meta:
        verbose_name = _("revision of an article")
        verbose_name_plural = _("revisions of articles")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="article_revision_number_is_unique", fields=["article", "number"]
            ),
            models.CheckConstraint(
                name="article_revision_kind_is_known", condition=Q(kind__in=RevisionKind.values)
            ),
            models.CheckConstraint(
                name="article_revision_statuses_are_known",
                condition=Q(to_status__in=ArticleStatus.values)
                & Q(from_status__in=["", *ArticleStatus.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
