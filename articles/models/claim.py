"""A claim about health, as people make it, and what became of it when it was checked."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import ClaimGrade, ClaimSection, Verdict
from articles.claim_labels import Label, label_of
from articles.querysets import ClaimQuerySet

from .reference import Reference

KEY_PATTERN = r"C[0-9]{2,3}"


class Claim(models.Model):
    """One line of the claim ledger. Articles name it by its key wherever they state it."""

    key = models.CharField(
        _("key"),
        max_length=4,
        unique=True,
        validators=[RegexValidator(rf"^{KEY_PATTERN}\Z", _("Write it like C07 or C128."))],
        help_text=_("What an article writes as [#C07]; it never changes."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    section = models.CharField(_("about"), max_length=10, choices=ClaimSection)
    said = models.CharField(_("what people say"), max_length=300)
    wording = models.TextField(
        _("what this site says"),
        blank=True,
        help_text=_("Empty for a claim that is left out: no article may state it."),
    )
    verdict = models.CharField(_("verdict"), max_length=11, choices=Verdict)
    grade = models.CharField(_("certainty of the evidence"), max_length=12, choices=ClaimGrade)
    grade_note = models.CharField(
        _("about the grade"), max_length=300, blank=True, help_text=_("Who rated it; a range.")
    )
    mismatch = models.TextField(
        _("what the sources really show"),
        blank=True,
        help_text=_("Who was studied, how many, compared with what, where the claim goes past it."),
    )
    heard_in = models.CharField(
        _("heard in"),
        max_length=20,
        blank=True,
        help_text=_("Letters of the texts that this site set out to check, such as “A D”."),
    )
    graded_on = models.DateField(_("graded on"), default=timezone.localdate)
    references = models.ManyToManyField(
        Reference, verbose_name=_("references"), related_name="claims", blank=True
    )
    is_edited_here = models.BooleanField(
        _("edited here"),
        default=False,
        help_text=_("It was changed here, so that an import leaves it alone."),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["position", "key"]
        constraints = [
            models.CheckConstraint(
                name="claim_verdict_is_known", condition=Q(verdict__in=Verdict.values)
            ),
            models.CheckConstraint(
                name="claim_grade_is_known", condition=Q(grade__in=ClaimGrade.values)
            ),
            models.CheckConstraint(
                name="claim_section_is_known", condition=Q(section__in=ClaimSection.values)
            ),
            models.CheckConstraint(
                name="claim_that_is_corrected_says_why",
                condition=~Q(
                    verdict__in=(Verdict.OVERCLAIMED, Verdict.UNSUPPORTED, Verdict.PROMOTIONAL)
                )
                | ~Q(mismatch=""),
                violation_error_message=_("Say what the sources really show."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.said}"

    def get_absolute_url(self) -> str:
        return f"{reverse('articles:claims')}#{self.key}"

    @property
    def label(self) -> Label:
        """The evidence label that articles show beside the sentence."""
        return label_of(Verdict(self.verdict), ClaimGrade(self.grade))

    @property
    def is_left_out(self) -> bool:
        """No article may state it."""
        return not self.wording


class ArticleClaim(models.Model):
    """A claim that an article states, numbered by its first use in the text."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="claim_uses"
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="uses")
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("claim of an article")
        verbose_name_plural = _("claims of articles")
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(name="article_lists_a_claim_once", fields=["article", "claim"]),
            models.UniqueConstraint(
                name="article_claim_number_is_unique", fields=["article", "number"]
            ),
            models.CheckConstraint(
                name="article_claim_numbers_start_at_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.claim.key
