"""The models of the directory, one noun per file."""

from .credential import Credential
from .daily_count import DailyCount
from .event import ProfileEvent, Tombstone
from .facet import FacetValue
from .hiding import Appeal, Hiding
from .invitation import Invitation
from .location import LocationAccess, OpeningHours, PracticeLocation, TherapistComfort
from .pair import PossiblePair
from .place import Place
from .plan import SessionPhase, SessionPlan
from .rate import Policy, Rate
from .revision import LiveChange, ProfileRevision, UnsavedText
from .roster import RosterEntry, RosterImport, RosterProblem, RosterProposal, RosterSource
from .search_doc import SearchDoc
from .search_generation import SearchGeneration
from .search_miss import SearchMiss
from .search_text import SearchText
from .therapist import Therapist
from .treatment import TherapistCondition, TherapistTechnique
from .upkeep import Reminder, UpkeepLink
from .upload import Document, Photo
from .verification import VerificationRecord
from .vocabulary import (
    AccessFeature,
    AssessmentItem,
    ClinicianKind,
    ComfortFeature,
    ComplementaryTreatment,
    Condition,
    CredentialKind,
    Language,
    PaymentKind,
    PolicyKind,
    Register,
    Technique,
    Term,
)
from .wording import WordingCount

__all__ = [
    "AccessFeature",
    "Appeal",
    "AssessmentItem",
    "ClinicianKind",
    "ComfortFeature",
    "ComplementaryTreatment",
    "Condition",
    "Credential",
    "CredentialKind",
    "DailyCount",
    "Document",
    "FacetValue",
    "Hiding",
    "Invitation",
    "Language",
    "LiveChange",
    "LocationAccess",
    "OpeningHours",
    "PaymentKind",
    "Photo",
    "Place",
    "Policy",
    "PolicyKind",
    "PossiblePair",
    "PracticeLocation",
    "ProfileEvent",
    "ProfileRevision",
    "Rate",
    "Register",
    "Reminder",
    "RosterEntry",
    "RosterImport",
    "RosterProblem",
    "RosterProposal",
    "RosterSource",
    "SearchDoc",
    "SearchGeneration",
    "SearchMiss",
    "SearchText",
    "SessionPhase",
    "SessionPlan",
    "Technique",
    "Term",
    "Therapist",
    "TherapistComfort",
    "TherapistCondition",
    "TherapistTechnique",
    "Tombstone",
    "UnsavedText",
    "UpkeepLink",
    "VerificationRecord",
    "WordingCount",
]
