"""The models of the directory, one noun per file."""

from .credential import Credential
from .facet import FacetValue
from .location import LocationAccess, OpeningHours, PracticeLocation, TherapistComfort
from .place import Place
from .plan import SessionPhase, SessionPlan
from .rate import Policy, Rate
from .search_doc import SearchDoc
from .search_generation import SearchGeneration
from .search_text import SearchText
from .therapist import Therapist
from .treatment import TherapistCondition, TherapistTechnique
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
    "FacetValue",
    "Language",
    "LocationAccess",
    "OpeningHours",
    "PaymentKind",
    "Place",
    "Policy",
    "PolicyKind",
    "PracticeLocation",
    "Rate",
    "Register",
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
]
