"""An article, with the references that it cites in numbered order."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.choices import PUBLIC_STATUSES, ArticleStatus, EvidenceGrade
from articles.querysets import ArticleQuerySet

from .claim import Claim
from .constraints import ARTICLE_CONSTRAINTS, ARTICLE_REFERENCE_CONSTRAINTS
from .reference import Reference
from .topic import Topic

#: Slugs that would hide another page under /articles/.
RESERVED_SLUGS = frozenset({"topics", "feed", "search"})
WORDS_PER_MINUTE = 200


def validate_article_slug(value: str) -> None:
    if value in RESERVED_SLUGS:
        raise ValidationError(_("“%(slug)s” is a reserved word."), params={"slug": value})


def validate_vetting_questions(value: object) -> None:
    if not isinstance(value, list) or any(type(number) is not int for number in value):
        raise ValidationError(_("Enter a list of question numbers, such as [1, 4]."))
    if not set(value) <= set(range(1, 7)) or len(set(value)) != len(value):
        raise ValidationError(_("The questions are numbered 1 to 6, each at most once."))


class Article(models.Model):
    """Written in Markdown; the HTML, contents list and word count are derived from it when it is
    saved (see `articles.actions.set_body`), so that showing a page renders and parses nothing.
    """

    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, validators=[validate_article_slug]
    )
    title = models.CharField(_("title"), max_length=150)
    summary = models.CharField(_("summary"), max_length=400)
    question = models.CharField(
        _("question it answers"), max_length=200, help_text=_("In the reader's words.")
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="articles"
    )
    position = models.PositiveSmallIntegerField(_("position in the topic"), default=0)
    author = models.CharField(
        _("author"), max_length=150, help_text=_("The team that answers for the text.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ArticleStatus, default=ArticleStatus.DRAFT
    )
    revises = models.OneToOneField(
        "self",
        verbose_name=_("next version of"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="next_version",
        help_text=_("Readers see the published version until this one takes its place."),
    )
    publish_on = models.DateField(
        _("publish on"), null=True, blank=True, help_text=_("The day on which it goes online.")
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    updated_on = models.DateField(_("text last changed on"), default=timezone.localdate)
    reviewer_name = models.CharField(
        _("reviewer"),
        max_length=150,
        blank=True,
        help_text=_("The health professional who checked this text. Empty until somebody has."),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    next_review_on = models.DateField(_("next review due"), null=True, blank=True)
    review_reason = models.CharField(
        _("why a review is due"), max_length=300, blank=True, editable=False
    )
    evidence_grade = models.CharField(_("evidence grade"), max_length=10, choices=EvidenceGrade)
    evidence_note = models.CharField(_("what the grade means here"), max_length=400, blank=True)
    reading_grade = models.DecimalField(
        _("US reading grade"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    vetting_questions = models.JSONField(
        _("vetting questions"),
        default=list,
        blank=True,
        validators=[validate_vetting_questions],
        help_text=_("Numbers of the six questions that this article explains, such as [1, 4]."),
    )
    techniques = models.ManyToManyField(
        "directory.Technique", verbose_name=_("techniques"), related_name="articles", blank=True
    )
    conditions = models.ManyToManyField(
        "directory.Condition", verbose_name=_("conditions"), related_name="articles", blank=True
    )
    related = models.ManyToManyField(
        "self", verbose_name=_("read next"), symmetrical=False, related_name="+", blank=True
    )
    references = models.ManyToManyField(
        Reference,
        verbose_name=_("references"),
        through="ArticleReference",
        related_name="articles",
    )
    claims = models.ManyToManyField(
        Claim, verbose_name=_("claims"), through="ArticleClaim", related_name="articles"
    )
    shows_guidelines = models.BooleanField(
        _("shows where guidelines disagree"),
        default=False,
        help_text=_("Adds the table of what guidelines say about each treatment."),
    )
    body = models.TextField(
        _("text (Markdown)"), help_text=_("Cite a reference as [@Key], name a claim as [#C07].")
    )
    body_html = models.TextField(_("text (HTML)"), editable=False, default="")
    contents = models.JSONField(_("contents list"), editable=False, default=list)
    word_count = models.PositiveIntegerField(_("words"), editable=False, default=0)
    page_data = models.JSONField(_("what the page shows of others"), editable=False, default=dict)
    source_path = models.CharField(_("imported from"), max_length=200, blank=True, editable=False)
    is_edited_here = models.BooleanField(
        _("edited here"),
        default=False,
        help_text=_("The text was changed here, so that an import leaves it alone."),
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["topic__position", "position", "title"]
        constraints = ARTICLE_CONSTRAINTS
        permissions = [
            ("review_article", _("Can review articles clinically")),
            ("publish_article", _("Can publish and archive articles")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:article-detail", kwargs={"slug": self.slug})

    @property
    def is_published(self) -> bool:
        return self.status in PUBLIC_STATUSES

    @property
    def is_review_due(self) -> bool:
        """Somebody said so, or the day has come: no job has to run first."""
        if self.status == ArticleStatus.REVIEW_DUE:
            return True
        due = self.next_review_on
        return self.is_published and due is not None and due <= timezone.localdate()

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewer_name and self.reviewed_on)

    @property
    def reviewer(self) -> str:
        """Who reviewed it, or the plain fact that nobody has yet."""
        return self.reviewer_name or str(_("Clinical review pending"))

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / WORDS_PER_MINUTE))

    @property
    def html(self) -> SafeString:
        """The stored text: sanitized by `sciatica_site.markdown` before it was saved, and written
        by `set_body` alone (the field is not editable), so it is trusted here."""
        return mark_safe(self.body_html)  # noqa: S308 (sanitized before it was saved)


class ArticleReference(models.Model):
    """One line of an article's reference list."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("cited reference")
        verbose_name_plural = _("cited references")
        ordering = ["article", "number"]
        constraints = ARTICLE_REFERENCE_CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.number}. {self.reference.key}"
