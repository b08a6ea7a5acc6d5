"""What all demo profiles of one run share: vocabulary, registers, texts, day and checker."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self, TypeVar

from accounts.models import User
from directory.choices import RegisterKind
from directory.models import (
    AccessFeature,
    AssessmentItem,
    ClinicianKind,
    ComfortFeature,
    Condition,
    CredentialKind,
    Language,
    PaymentKind,
    PolicyKind,
    Register,
    Technique,
    Term,
)

from .texts import Texts, load_texts

TermT = TypeVar("TermT", bound=Term)


def _terms(model: type[TermT]) -> dict[str, TermT]:
    """The active terms of a vocabulary by slug, in their order."""
    return {term.slug: term for term in model._default_manager.filter(is_active=True)}


@dataclass(frozen=True)
class World:
    today: date
    #: Who is named as the person who checked credentials.
    checker: User
    texts: Texts = field(default_factory=load_texts)
    techniques: dict[str, Technique] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    credential_kinds: dict[str, CredentialKind] = field(default_factory=dict)
    policy_kinds: dict[str, PolicyKind] = field(default_factory=dict)
    assessment_items: dict[str, AssessmentItem] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    access_features: dict[str, AccessFeature] = field(default_factory=dict)
    comfort_features: dict[str, ComfortFeature] = field(default_factory=dict)
    payment_kinds: dict[str, PaymentKind] = field(default_factory=dict)
    clinician_kinds: dict[str, ClinicianKind] = field(default_factory=dict)
    #: The official register of each state, and of the national board certification under "".
    registers: dict[str, Register] = field(default_factory=dict)

    @classmethod
    def from_database(cls, *, today: date, checker: User) -> Self:
        techniques = {
            slug: technique for slug, technique in _terms(Technique).items() if technique.is_offered
        }
        return cls(
            today=today,
            checker=checker,
            techniques=techniques,
            conditions=_terms(Condition),
            credential_kinds=_terms(CredentialKind),
            policy_kinds=_terms(PolicyKind),
            assessment_items=_terms(AssessmentItem),
            languages=_terms(Language),
            access_features=_terms(AccessFeature),
            comfort_features=_terms(ComfortFeature),
            payment_kinds=_terms(PaymentKind),
            clinician_kinds=_terms(ClinicianKind),
            registers=_registers(),
        )


def _registers() -> dict[str, Register]:
    """One register for each state: that of the license, where a state has more than one."""
    kinds = (
        RegisterKind.CERTIFICATION,
        RegisterKind.REGISTRATION,
        RegisterKind.LICENSE,
        RegisterKind.BOARD_CERTIFICATION,
    )
    rows = sorted(Register.objects.filter(kind__in=kinds), key=lambda row: kinds.index(row.kind))
    return {row.state: row for row in rows}
