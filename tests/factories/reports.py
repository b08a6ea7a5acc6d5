"""Reports of profiles, as far as they have come."""

from __future__ import annotations

import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from inquiries.choices import CaseState, ReportReason
from inquiries.models import Report
from sciatica_site import sealing
from tests.factories.directory import TherapistFactory

SAID = "On Tuesday she asked me for forty dollars more than the page of her practice says."
EMAIL = "witness@example.com"
TOLD = "Somebody says that you charge more than your profile states. What do you charge?"


class ReportFactory(DjangoModelFactory):
    """New, of a listed profile, by somebody who left an address."""

    class Meta:
        model = Report

    class Params:
        said = SAID
        email = EMAIL
        serious = factory.Trait(reason=ReportReason.CONDUCT, is_serious=True)
        is_told = factory.Trait(told=TOLD, told_at=factory.LazyFunction(timezone.now))
        answered = factory.Trait(
            told=TOLD,
            told_at=factory.LazyFunction(timezone.now),
            replied_at=factory.LazyFunction(timezone.now),
            sealed_reply=factory.LazyFunction(lambda: sealing.seal({"text": "It is as stated."})),
        )
        upheld = factory.Trait(
            state=CaseState.UPHELD, decided_at=factory.LazyFunction(timezone.now)
        )
        dismissed = factory.Trait(
            state=CaseState.DISMISSED, decided_at=factory.LazyFunction(timezone.now)
        )

    key = factory.LazyFunction(uuid.uuid4)
    therapist = factory.SubFactory(TherapistFactory, published=True)
    reason = ReportReason.PRICES
    sealed = factory.LazyAttribute(
        lambda made: sealing.seal({"text": made.said, "email": made.email})
    )
