"""The closed lists of inquiries; it imports nothing of ours, so that any module may use it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InquiryState(TextChoices):
    """How far a patient's message has come."""

    HELD = "held", _("Waits until its sender confirms the address")
    QUARANTINED = "quarantined", _("Waits for a moderator")
    SENT = "sent", _("Sent")
    DELETED = "deleted", _("Deleted by its sender")
    DROPPED = "dropped", _("Refused by a moderator")


class Suspicion(TextChoices):
    """Why a message waits for a moderator. Nobody else is told."""

    NONE = "", _("None")
    TRAP = "trap", _("The field that people do not see was filled in")
    TOO_FAST = "too-fast", _("Sent sooner than anybody types")
    LINKS = "links", _("Many links")
    BLOCKED = "blocked", _("The sender is blocked")
    FLOOD = "flood", _("Many messages to this therapist in a day")


class ConversationStatus(TextChoices):
    WAITING = "waiting", _("New")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    CLOSED = "closed", _("Closed")


class Answer(TextChoices):
    """How a therapist answered first."""

    NONE = "", _("Not answered")
    WRITTEN = "written", _("By a message")
    DECLINED = "declined", _("With a kind no")
    PHONED = "phoned", _("By phone")


class PatientSays(TextChoices):
    """What the patient told us about the answer, when asked."""

    NOTHING = "", _("Nothing")
    ANSWERED = "answered", _("They answered")
    NOT_ANSWERED = "not-answered", _("They did not answer")


class Writer(TextChoices):
    PATIENT = "patient", _("Patient")
    THERAPIST = "therapist", _("Therapist")


class PauseReason(TextChoices):
    """Why a therapist's form is closed for now."""

    UNDELIVERED = "undelivered", _("Our mails to them came back")
    SILENT = "silent", _("Messages wait without an answer")
    OWN_WISH = "own-wish", _("They asked us to")


class BlockScope(TextChoices):
    THERAPIST = "therapist", _("One therapist")
    SITE = "site", _("The whole site")


class ComplaintReason(TextChoices):
    """Why a therapist reports a message."""

    SEXUAL = "sexual", _("It is sexual")
    THREAT = "threat", _("It threatens or frightens me")
    HATE = "hate", _("It insults me or others")
    SPAM = "spam", _("It is advertising or a fraud")
    OTHER = "other", _("Something else")


class CaseState(TextChoices):
    """Where something stands that a moderator has to look at."""

    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Confirmed")
    DISMISSED = "dismissed", _("Not confirmed")


class ReportReason(TextChoices):
    """What somebody says is wrong with a profile."""

    CONDUCT = "conduct", _("Serious conduct: touching, sexual words or force, or danger")
    CREDENTIALS = "credentials", _("The license or training is not true")
    PERSON = "person", _("This person does not practice, or is somebody else")
    CONTACT = "contact", _("The phone number, address or hours are wrong")
    PRICES = "prices", _("The prices or policies are wrong")
    CLAIMS = "claims", _("It promises a cure or says something false about health")
    ACCURACY = "accuracy", _("A patient said that a fact was not right")
    OTHER = "other", _("Something else")


#: They come first in the queue.
SERIOUS = (ReportReason.CONDUCT,)


class InquiryEventKind(TextChoices):
    """What happened to a conversation, for the record."""

    SENT = "sent", _("Sent to the therapist")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    PHONED = "phoned", _("The therapist phoned")
    REVEALED = "revealed", _("Name and address shown to the therapist")
    CLOSED = "closed", _("Closed")
    REPORTED = "reported", _("Reported by the therapist")
    TEXT_OPENED = "text-opened", _("Text opened by a moderator")
    RELEASED = "released", _("Let go by a moderator")
    REFUSED = "refused", _("Refused by a moderator")
    BLOCKED = "blocked", _("Sender blocked")
    UNBLOCKED = "unblocked", _("Sender no longer blocked")
    UNDELIVERED = "undelivered", _("The mail to the therapist failed")
    DELETED = "deleted", _("Deleted by its sender")
    TEXT_REMOVED = "text-removed", _("Text removed by the calendar")
