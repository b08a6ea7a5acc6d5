"""The named sets of therapists and credentials from which every page and form starts."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from .choices import CHECKED_LEVELS, ProfileStatus, Verification
from .freshness import CHECK_HOLDS_FOR, HIDDEN_AFTER

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Credential, Therapist


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

        return self.select_related("session_plan", "photo").prefetch_related(
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
        """Credentials that this site has checked within a year and that have not ended."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=today),
            Q(good_until__isnull=True) | Q(good_until__gte=today),
            verification__in=CHECKED_LEVELS,
            checked_on__gte=today - CHECK_HOLDS_FOR,
        )

    def lapsed(self, today: date) -> Self:
        """Credentials that were checked once, but they or the check are past their date."""
        return self.filter(
            Q(expires_on__lt=today)
            | Q(good_until__lt=today)
            | Q(checked_on__lt=today - CHECK_HOLDS_FOR),
            verification__in=CHECKED_LEVELS,
        )

    def never_checked(self, today: date) -> Self:
        """In date, on a profile that is public or is to be, and never looked up or seen."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=today),
            verification=Verification.SELF_DECLARED,
            therapist__status__in=(ProfileStatus.PUBLISHED, ProfileStatus.PENDING),
        )
