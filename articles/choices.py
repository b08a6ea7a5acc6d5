"""The closed lists of the articles; it imports nothing of ours, so that any module may use it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ArticleStatus(TextChoices):
    """The way of an article, from the first words to the archive."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In clinical review")
    SCHEDULED = "scheduled", _("Approved, waits for its date")
    PUBLISHED = "published", _("Published")
    REVIEW_DUE = "review-due", _("Published, review due")
    ARCHIVED = "archived", _("Archived")


#: What anyone may read. An article whose review is due stays up, and says so.
PUBLIC_STATUSES = (ArticleStatus.PUBLISHED, ArticleStatus.REVIEW_DUE)


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


class ClaimSection(TextChoices):
    """What a claim is about, in the order of the ledger."""

    SCIATICA = "sciatica", _("What sciatica is, and its causes")
    MECHANISM = "mechanism", _("How massage is said to work")
    EFFECTS = "effects", _("What massage is said to do")
    TECHNIQUES = "techniques", _("Types of massage")
    CHOOSING = "choosing", _("Choosing a massage therapist, sessions, oils")
    SELF_CARE = "self-care", _("Self-care and other treatments")
    SAFETY = "safety", _("Safety, medical care and surgery")


class Verdict(TextChoices):
    """What became of a claim when it was checked against its sources."""

    SUPPORTED = "supported", _("Supported")
    PARTLY = "partly", _("Partly right")
    UNSUPPORTED = "unsupported", _("No support found")
    OVERCLAIMED = "overclaimed", _("Overstated")
    PRACTICE = "practice", _("Good practice")
    PROMOTIONAL = "promotional", _("Advertising")
    NOT_CHECKED = "not-checked", _("Not checked yet")


class ClaimGrade(TextChoices):
    """How sure the research is about a claim; the last five are no grades of certainty."""

    HIGH = "high", _("High")
    MODERATE = "moderate", _("Moderate")
    LOW = "low", _("Low")
    VERY_LOW = "very-low", _("Very low")
    MECHANISTIC = "mechanistic", _("Laboratory studies only")
    CASE_REPORTS = "case-reports", _("Reports of single cases")
    GUIDELINE = "guideline", _("Advice of guidelines")
    NONE_FOUND = "none-found", _("No study found")
    NOT_GRADED = "not-graded", _("Nothing to grade")


class RevisionKind(TextChoices):
    """What happened to an article when a line was added to its history."""

    IMPORTED = "imported", _("Imported from its file")
    WRITTEN = "written", _("Text written")
    CORRECTED = "corrected", _("Small correction")
    SUBMITTED = "submitted", _("Sent to clinical review")
    RETURNED = "returned", _("Sent back with questions")
    REVIEWED = "reviewed", _("Clinically reviewed")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    REVIEW_DUE = "review-due", _("Review due")
    RESTORED = "restored", _("Earlier text restored")
    ARCHIVED = "archived", _("Archived")


class Helpful(TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
