"""The models of the directory, one noun per file."""

from .credential import Credential
from .daily_count import DailyCount
from .event import ProfileEvent, Tombstone
from .facet import FacetValue
from .location import LocationAccess, OpeningHours, PracticeLocation, TherapistComfort
from .place import Place
from .plan import SessionPhase, SessionPlan
from .rate import Policy, Rate
from .revision import LiveChange, ProfileRevision, UnsavedText
from .search_doc import SearchDoc
from .search_generation import SearchGeneration
from .search_text import SearchText
from .therapist import Therapist
from .treatment import TherapistCondition, TherapistTechnique
from .upkeep import Reminder, UpkeepLink
from .upload import Document, Photo
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

__all__ = [
    "AccessFeature",
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
    "Language",
    "LiveChange",
    "LocationAccess",
    "OpeningHours",
    "PaymentKind",
    "Photo",
    "Place",
    "Policy",
    "PolicyKind",
    "PracticeLocation",
    "ProfileEvent",
    "ProfileRevision",
    "Rate",
    "Register",
    "Reminder",
    "SearchDoc",
    "SearchGeneration",
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
]
