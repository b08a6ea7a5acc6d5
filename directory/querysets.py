"""The named sets of therapists and credentials from which every page and form starts."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from .choices import CHECKED_LEVELS, ProfileStatus, SessionLength
from .freshness import CHECK_HOLDS_FOR, HIDDEN_AFTER

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Credential, SearchDoc, Therapist


#: What a result card reads, so that a page of results carries no long texts.
CARD_FIELDS = (
    "confirmed_on", "since", "specialty_bits", "specialty_bits2",
    "therapist__accepting", "therapist__confirmed_on", "therapist__is_demo", "therapist__name",
    "therapist__paused_until", "therapist__practicing_since", "therapist__slug",
    "therapist__status", "therapist__waiting_weeks",
    "location__city", "location__neighborhood", "location__practice_name", "location__setting",
    "location__state",
    "lead_credential__checked_on", "lead_credential__expires_on", "lead_credential__issued_on",
    "lead_credential__issuer", "lead_credential__kind__name", "lead_credential__region",
    "lead_credential__title", "lead_credential__verification",
)  # fmt: skip


class TherapistQuerySet(QuerySet["Therapist"]):
    def public(self, today: date | None = None) -> Self:
        """Profiles that anyone may see: published and confirmed within the last 180 days.

        Every public page starts here. The rule reads dates, so that a profile disappears
        on its day even when no scheduled job has run.
        """
        today = today or timezone.localdate()
        return self.filter(status=ProfileStatus.PUBLISHED, confirmed_on__gte=today - HIDDEN_AFTER)

    def owned_by(self, user: "User") -> Self:
        return self.filter(owner=user)

    def awaiting_review(self) -> Self:
        return self.filter(status=ProfileStatus.PENDING)

    def with_answers(self) -> Self:
        """Everything that a whole profile shows, in a fixed number of queries."""
        from .models import Credential, Policy, TherapistCondition, TherapistTechnique

        return self.select_related("session_plan").prefetch_related(
            "languages",
            "assessment_items",
            "works_with",
            "payment_kinds",
            "rates",
            "opening_hours",
            "locations__access_facts__feature",
            "comfort_facts__feature",
            "session_plan__phases",
            Prefetch("credentials", Credential.objects.select_related("kind", "register")),
            Prefetch("offered_techniques", TherapistTechnique.objects.select_related("technique")),
            Prefetch(
                "condition_approaches", TherapistCondition.objects.select_related("condition")
            ),
            Prefetch("policies", Policy.objects.select_related("kind")),
        )


class CredentialQuerySet(QuerySet["Credential"]):
    def checked_and_in_date(self, today: date) -> Self:
        """Credentials that this site has checked within a year and that have not expired."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=today),
            verification__in=CHECKED_LEVELS,
            checked_on__gte=today - CHECK_HOLDS_FOR,
        )


class SearchDocQuerySet(QuerySet["SearchDoc"]):
    def for_cards(self, location_ids: Sequence[int]) -> "dict[int, SearchDoc]":
        """What result cards show, by location, in one query that leaves the long texts alone."""
        docs = self.filter(location__in=location_ids).select_related(
            "therapist", "location", "lead_credential__kind"
        )
        names = CARD_FIELDS + tuple(f"rate_{minutes}" for minutes in SessionLength.values)
        return {doc.location_id: doc for doc in docs.only(*names)}
