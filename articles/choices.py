"""The closed lists of the articles; it imports nothing of ours, so that any module may use it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArticleStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class EvidenceGrade(TextChoices):
    """How sure the research is about what an article says, from most to least."""

    HIGH = "high", _("High")
    MODERATE = "moderate", _("Moderate")
    LOW = "low", _("Low")
    VERY_LOW = "very-low", _("Very low")
    NOT_GRADED = "not-graded", _("Not graded")


class Certainty(TextChoices):
    """How closely a source was read."""

    SEEN = "S", _("Read at the source")
    MIRROR = "M", _("Read in a summary or on a secondary page")
    PRIOR = "P", _("General knowledge, to be confirmed")
