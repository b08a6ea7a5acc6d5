"""The closed lists of the directory; it imports nothing of ours, so that any module may use it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ProfileStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Waiting for a moderator")
    PUBLISHED = "published", _("Published")
    SUSPENDED = "suspended", _("Hidden")
    REMOVED = "removed", _("Removed")


class RevisionStatus(TextChoices):
    """The way of what a therapist writes, until a moderator has decided."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for a moderator")
    CHANGES_ASKED = "changes-asked", _("Changes asked")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Thrown away")


#: Of these a therapist has at most one.
OPEN_REVISIONS = (RevisionStatus.DRAFT, RevisionStatus.SUBMITTED, RevisionStatus.CHANGES_ASKED)
#: What its therapist may write into.
WRITABLE_REVISIONS = (RevisionStatus.DRAFT, RevisionStatus.CHANGES_ASKED)


class LiveFact(TextChoices):
    """What goes stale fast, and is therefore live at once, without a moderator."""

    AVAILABILITY = "availability", _("New clients, pause and waiting time")
    HOURS = "hours", _("Hours")
    RATES = "rates", _("Prices and ways to pay")
    PHONE = "phone", _("Phone")


class EventKind(TextChoices):
    """What happened to a profile, for the record."""

    SUBMITTED = "submitted", _("Sent")
    WITHDRAWN = "withdrawn", _("Taken back or thrown away")
    APPROVED = "approved", _("Approved")
    CHANGES_ASKED = "changes-asked", _("Changes asked")
    REJECTED = "rejected", _("Rejected")
    LIVE_CHANGED = "live-changed", _("Small fact changed")
    LIVE_UNDONE = "live-undone", _("Change of a small fact taken back")
    CONSENTED = "consented", _("Agreed to be listed")
    UNLISTED = "unlisted", _("Agreement to be listed taken back")
    CONFIRMED = "confirmed", _("Confirmed to be right")
    PAUSED = "paused", _("Paused")
    RESUMED = "resumed", _("Resumed")
    PUBLISHED = "published", _("Published by a moderator")
    SUSPENDED = "suspended", _("Hidden")
    #: Its profile is not always public after it.
    SHOWN = "shown", _("No longer hidden by a moderator")
    HIDING_CONFIRMED = "hide-confirmed", _("Hiding confirmed by a second moderator")
    REPLIED = "replied", _("Therapist answered to what was said")
    APPEALED = "appealed", _("Therapist asked another moderator")
    APPEAL_GRANTED = "appeal-granted", _("Another moderator agreed with the therapist")
    APPEAL_DENIED = "appeal-denied", _("Another moderator kept the decision")
    VERIFIED = "verified", _("Credential checked")
    DOCUMENT_SEEN = "document-seen", _("Document opened by a moderator")
    ERASED = "erased", _("Erased")


class ReminderKind(TextChoices):
    """Mails that go out once for one date; the number counts days."""

    CONFIRM_76 = "confirm-76", _("Confirm, first mail")
    CONFIRM_83 = "confirm-83", _("Confirm, second mail")
    CONFIRM_90 = "confirm-90", _("Confirm, last mail")
    EXPIRY_60 = "expiry-60", _("Expires in 60 days")
    EXPIRY_30 = "expiry-30", _("Expires in 30 days")
    EXPIRY_7 = "expiry-7", _("Expires in 7 days")
    RESUMED = "resumed", _("The pause is over")
    SECOND_LOOK = "look-again", _("Moderators reminded to look at a hidden profile again")
    NEW_DATE = "new-date", _("Asked for the new date of a credential")


class Counted(TextChoices):
    VIEW = "view", _("Profile opened")
    LISTED = "listed", _("Shown in a list of results")


class ScanState(TextChoices):
    """What the scanner for harmful files said about a document."""

    WAITING = "waiting", _("Not scanned yet")
    CLEAN = "clean", _("Nothing harmful found")
    HARMFUL = "harmful", _("Harmful")


class DocumentFormat(TextChoices):
    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"


class Accepting(TextChoices):
    NOT_STATED = "", _("Not stated")
    YES = "yes", _("Accepting new clients")
    WAITING_LIST = "waiting-list", _("Waiting list")
    NO = "no", _("Not accepting new clients")


class Gender(TextChoices):
    NOT_STATED = "", _("Not stated")
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    NONBINARY = "nonbinary", _("Nonbinary")


class Pressure(IntegerChoices):
    """How firm a touch is; ordered, so that a range is two of them."""

    LIGHT = 1, _("Light")
    MEDIUM = 2, _("Medium")
    FIRM = 3, _("Firm")

    @property
    def slug(self) -> str:
        return self.name.lower()


class Intention(TextChoices):
    NOT_STATED = "", _("Not stated")
    PAIN_RELIEF = "pain-relief", _("Pain relief")
    RELAXATION = "relaxation", _("Relaxation")
    BOTH = "both", _("Pain relief and relaxation")


class Setting(TextChoices):
    CLINIC = "clinic", _("Clinic or health center")
    STUDIO = "studio", _("Own studio")
    HOME_STUDIO = "home-studio", _("Studio in the therapist's home")
    HOME_VISITS = "home-visits", _("Comes to your home")
    SPORTS_CLUB = "sports-club", _("Gym or sports club")
    HOSPITAL = "hospital", _("Hospital")


class Times(TextChoices):
    EVENING = "evening", _("Evenings")
    WEEKEND = "weekend", _("Weekends")


class SessionLength(IntegerChoices):
    """The standard session lengths, in minutes."""

    M30 = 30, _("30 minutes")
    M45 = 45, _("45 minutes")
    M60 = 60, _("60 minutes")
    M75 = 75, _("75 minutes")
    M90 = 90, _("90 minutes")
    M120 = 120, _("120 minutes")


class FirstCourse(TextChoices):
    NOT_STATED = "", _("Not stated")
    ONE_THEN_REVIEW = "one-then-review", _("One session, then decide together")
    THREE_TO_FOUR = "three-to-four", _("Three or four sessions, then review")
    FIVE_TO_TEN = "five-to-ten", _("Five to ten sessions, with a review on the way")
    NO_FIXED_COURSE = "no-fixed-course", _("No set number; reviewed every time")


class Verification(TextChoices):
    """What the site itself did to check a credential."""

    SELF_DECLARED = "self-declared", _("Entered by the therapist; not checked")
    DOCUMENT_SEEN = "document-seen", _("We saw a copy of the document")
    REGISTER_CHECKED = "register-checked", _("We found it on the official register")
    COULD_NOT_VERIFY = "could-not-verify", _("We tried to check it and could not confirm it")


#: Levels at which a person of this site has confirmed the credential.
CHECKED_LEVELS = (Verification.DOCUMENT_SEEN, Verification.REGISTER_CHECKED)


class CheckMethod(TextChoices):
    """How a person of this site checked a credential."""

    REGISTER = "register", _("Looked up on the official register")
    ROSTER = "roster", _("Found in the list of the board")
    DOCUMENT = "document", _("Saw a copy of the document")
    INSURER = "insurer", _("Read a letter of the insurer")


class CheckResult(TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    NOT_FOUND = "not-found", _("Not found")
    DIFFERS = "differs", _("Found, but something differs")
    NOT_ACTIVE = "not-active", _("Found, but not active")


class ImportState(TextChoices):
    WAITING = "waiting", _("Waits")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


#: Still to be read, or being read.
UNFINISHED_IMPORTS = (ImportState.WAITING, ImportState.RUNNING)


class RosterEncoding(TextChoices):
    """How the letters of a list are stored, unless its first bytes say it."""

    UTF_8 = "utf-8", _("UTF-8")
    UTF_16 = "utf-16", _("UTF-16, with its mark")
    WINDOWS_1252 = "cp1252", _("Windows-1252 (Western European)")


class ProposalKind(TextChoices):
    """What the list of a board says about a credential that somebody states here."""

    CONFIRMS = "confirms", _("Number and name are on the list, and active")
    NAME_DIFFERS = "name-differs", _("The number is there, under another name")
    NOT_ACTIVE = "not-active", _("It is on the list, and not active")
    NOT_FOUND = "not-found", _("The number is not on the list")
    CHANGED = "changed", _("Its state on the list has changed since the last one")
    ALIKE = "number-alike", _("Same digits and surname, the number is written differently")


class ProposalState(TextChoices):
    OPEN = "open", _("Waits for a moderator")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    OUTDATED = "outdated", _("Outdated by a newer list")


class AppealState(TextChoices):
    OPEN = "open", _("Waits for another moderator")
    GRANTED = "granted", _("The therapist is right")
    DENIED = "denied", _("The decision stays")
    WITHDRAWN = "withdrawn", _("No longer needed")


class ConditionKind(TextChoices):
    CAUSE = "cause", _("Cause of sciatica")
    PATTERN = "pattern", _("Pattern of pain")
    LOOKALIKE = "lookalike", _("Pain that can feel like sciatica")


class RegisterKind(TextChoices):
    LICENSE = "license", _("License required")
    REGISTRATION = "registration", _("Registration")
    CERTIFICATION = "certification", _("Voluntary certification")
    NONE = "none", _("No state regulation")
    BOARD_CERTIFICATION = "board-certification", _("National board certification")


class Weekday(IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class FacetGroup(TextChoices):
    """The groups of search filters; each value is a query parameter of the therapist search."""

    TECHNIQUE = "technique", _("Type of massage")
    CONDITION = "condition", _("Cause they work with")
    CREDENTIAL = "credential", _("Credential")
    VERIFIED = "verified", _("Checked by us")
    ACCEPTING = "accepting", _("New clients")
    LENGTH = "length", _("Session length")
    PRESSURE = "pressure", _("Pressure")
    TIMES = "times", _("Evenings and weekends")
    SETTING = "setting", _("Where they work")
    ACCESS = "access", _("Access")
    COMFORT = "comfort", _("Comfort")
    LANGUAGE = "language", _("Language")
    PAYMENT = "payment", _("Paying")
    INTENTION = "intention", _("Main aim")
    WORKS_WITH = "works_with", _("Works with my clinician")
    GENDER = "gender", _("Gender of the therapist")
