"""Therapists and what hangs on them, for tests; each write keeps the search rows true."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

import factory
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from directory.choices import ProfileStatus, Setting, Verification
from directory.models import (
    Credential,
    LocationAccess,
    OpeningHours,
    Policy,
    PracticeLocation,
    Rate,
    SessionPhase,
    SessionPlan,
    Term,
    Therapist,
    TherapistComfort,
    TherapistCondition,
    TherapistTechnique,
)
from directory.search import doc
from directory.terms import TERMS_VERSION

from .accounts import ModeratorFactory, UserFactory
from .demo import demo_geography as demo_geography
from .demo import demo_profile as demo_profile
from .demo import demo_therapist as demo_therapist
from .spots import SPOTS

DENVER = SPOTS["Denver"].point
#: Therapists whose rows come one after another: their search rows are written once, at the end.
_BEING_WRITTEN: set[int] = set()

#: What `TherapistFactory` takes beside the fields of a therapist.
ANSWERS = (
    "place", "places", "near", "techniques", "specialties", "conditions", "credentials", "rates",
    "policies", "hours", "access", "comforts", "plan", "languages", "assessment_items",
    "works_with", "payment_kinds", "setting",
)  # fmt: skip


def term(model: type[Term], slug: str) -> Term:
    found = model._default_manager.filter(slug=slug).first()
    assert found, f"No {model.__name__} {slug!r}: does the test use the `vocabulary` fixture?"
    return found


class RowFactory(factory.django.DjangoModelFactory):
    """A row of a therapist: takes slugs for words of the vocabulary and refreshes the search."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **kwargs: Any) -> models.Model:
        for name, value in kwargs.items():
            related = model_class._meta.get_field(name).related_model
            if isinstance(value, str) and related and issubclass(related, Term):
                kwargs[name] = term(related, value)
        row = super()._create(model_class, *args, **kwargs)
        therapist = cls.owner_of(row)
        if therapist.pk not in _BEING_WRITTEN:
            doc.refresh(therapist)
        return row

    @classmethod
    def owner_of(cls, row: Any) -> Therapist:
        therapist: Therapist = row.therapist
        return therapist


class TherapistFactory(factory.django.DjangoModelFactory):
    """The smallest draft; `published=True` for one that everybody sees, in Denver.

    `place="Boulder"`, `places=["Denver", "Boulder"]` or `near=(lat, lng)`; `techniques=[slug]`,
    `specialties=[slug]` (techniques or conditions), `conditions=[slug]`, `rates={60: 9500}`,
    `credentials=["diploma", {"kind": "state-license", "checked": True}]`,
    `policies={"cancellation": "24 hours"}`, `hours=[(0, 9, 17)]`, `access={"step-free": True}`,
    `comforts={"clothed": False}`, `plan=[(4, 60, 7)]` (sessions, minutes, days between),
    `languages`, `assessment_items`, `works_with`, `payment_kinds` as lists of slugs.
    """

    class Meta:
        model = Therapist

    class Params:
        confirmed_days_ago = 3
        published = factory.Trait(
            status=ProfileStatus.PUBLISHED,
            consented_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=200)),
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=199)),
            confirmed_on=factory.LazyAttribute(
                lambda therapist: (
                    timezone.localdate() - timedelta(days=therapist.confirmed_days_ago)
                )
            ),
        )

    owner = factory.SubFactory(UserFactory)
    consented_at = None
    consent_version = factory.LazyAttribute(
        lambda therapist: TERMS_VERSION if therapist.consented_at else ""
    )
    name = factory.Sequence(lambda number: f"Test Therapist {number}")
    slug = factory.LazyAttribute(lambda therapist: slugify(therapist.name))

    @classmethod
    def _create(cls, model_class: type[Therapist], *args: Any, **kwargs: Any) -> Therapist:
        answers = {name: kwargs.pop(name) for name in ANSWERS if name in kwargs}
        therapist: Therapist = super()._create(model_class, *args, **kwargs)
        add_answers(therapist, **answers)
        return therapist


def add_answers(therapist: Therapist, **answers: Any) -> None:
    """Write the rows that `TherapistFactory` describes, then the search rows."""
    _BEING_WRITTEN.add(therapist.pk)
    try:
        _add_rows(therapist, answers)
    finally:
        _BEING_WRITTEN.discard(therapist.pk)
    doc.refresh(therapist)


def _add_rows(therapist: Therapist, answers: Mapping[str, Any]) -> None:
    _add_places(therapist, answers)
    specialties = set(answers.get("specialties", ()))
    for slug in answers.get("techniques", ()):
        TherapistTechniqueFactory(
            therapist=therapist, technique=slug, is_specialty=slug in specialties
        )
    for slug in answers.get("conditions", ()):
        TherapistConditionFactory(
            therapist=therapist, condition=slug, is_specialty=slug in specialties
        )
    for credential in answers.get("credentials", ()):
        values = {"kind": credential} if isinstance(credential, str) else credential
        CredentialFactory(therapist=therapist, **values)
    for minutes, cents in answers.get("rates", {}).items():
        RateFactory(therapist=therapist, minutes=minutes, price_cents=cents)
    for kind, text in answers.get("policies", {}).items():
        PolicyFactory(therapist=therapist, kind=kind, text=text)
    for weekday, opens, closes in answers.get("hours", ()):
        OpeningHoursFactory(
            therapist=therapist, weekday=weekday, opens=time(opens), closes=time(closes)
        )
    for slug, yes in answers.get("comforts", {}).items():
        TherapistComfortFactory(therapist=therapist, feature=slug, is_available=yes)
    if "plan" in answers:
        SessionPlanFactory(therapist=therapist, phases=answers["plan"])
    for name in ("languages", "assessment_items", "works_with", "payment_kinds"):
        field = Therapist._meta.get_field(name)
        slugs = answers.get(name, ())
        getattr(therapist, name).set([term(field.related_model, slug) for slug in slugs])


def _add_places(therapist: Therapist, answers: Mapping[str, Any]) -> None:
    default = ["Denver"] if therapist.status == ProfileStatus.PUBLISHED else []
    names = answers.get("places", [answers["place"]] if "place" in answers else default)
    places = [{"near": answers["near"]}] if "near" in answers else [{"place": n} for n in names]
    for position, place in enumerate(places):
        location = LocationFactory(
            therapist=therapist,
            position=position,
            setting=answers.get("setting", Setting.STUDIO),
            **place,
        )
        for slug, yes in answers.get("access", {}).items():
            LocationAccessFactory(location=location, feature=slug, is_available=yes)


class LocationFactory(RowFactory):
    """`place="Boulder"` takes city, state, ZIP code and point; `near=(lat, lng)` the point."""

    class Meta:
        model = PracticeLocation

    class Params:
        place = "Denver"
        near = None

    therapist = factory.SubFactory(TherapistFactory)
    setting = Setting.STUDIO
    city = factory.LazyAttribute(lambda row: SPOTS[row.place].city)
    state = factory.LazyAttribute(lambda row: SPOTS[row.place].state)
    postal_code = factory.LazyAttribute(lambda row: SPOTS[row.place].postal_code)
    latitude = factory.LazyAttribute(lambda row: (row.near or SPOTS[row.place].point)[0])
    longitude = factory.LazyAttribute(lambda row: (row.near or SPOTS[row.place].point)[1])
    position = factory.LazyAttribute(lambda row: row.therapist.locations.count())


class LocationAccessFactory(RowFactory):
    class Meta:
        model = LocationAccess

    location = factory.SubFactory(LocationFactory)
    feature = "step-free"
    is_available = True

    @classmethod
    def owner_of(cls, row: Any) -> Therapist:
        therapist: Therapist = row.location.therapist
        return therapist


class TherapistComfortFactory(RowFactory):
    class Meta:
        model = TherapistComfort

    therapist = factory.SubFactory(TherapistFactory)
    feature = "clothed"
    is_available = True


class OpeningHoursFactory(RowFactory):
    class Meta:
        model = OpeningHours

    therapist = factory.SubFactory(TherapistFactory)
    weekday = 0
    opens = time(9)
    closes = time(17)


class CredentialFactory(RowFactory):
    """Entered by the therapist; `checked=True` for one found on the register `checked_days_ago`."""

    class Meta:
        model = Credential

    class Params:
        checked_days_ago = 10
        checked = factory.Trait(
            verification=Verification.REGISTER_CHECKED,
            checked_on=factory.LazyAttribute(
                lambda row: timezone.localdate() - timedelta(days=row.checked_days_ago)
            ),
            checked_by=factory.SubFactory(ModeratorFactory),
        )
        expired = factory.Trait(
            issued_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=800)),
            expires_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1)),
        )

    therapist = factory.SubFactory(TherapistFactory)
    kind = "state-license"
    issuer = "Colorado Office of Massage Therapy Licensure"
    number = factory.Sequence(lambda number: f"MT.{number:07}")
    region = "CO"


class TherapistTechniqueFactory(RowFactory):
    class Meta:
        model = TherapistTechnique

    therapist = factory.SubFactory(TherapistFactory)
    technique = "swedish"


class TherapistConditionFactory(RowFactory):
    class Meta:
        model = TherapistCondition

    therapist = factory.SubFactory(TherapistFactory)
    condition = "disc-herniation"


class SessionPlanFactory(RowFactory):
    """`phases=[(4, 60, 7)]`: sessions, minutes, days between."""

    class Meta:
        model = SessionPlan

    therapist = factory.SubFactory(TherapistFactory)

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **kwargs: Any) -> models.Model:
        phases = kwargs.pop("phases", ())
        plan = super()._create(model_class, *args, **kwargs)
        SessionPhase.objects.bulk_create(
            SessionPhase(plan=plan, position=at, sessions=count, minutes=minutes, every_days=days)
            for at, (count, minutes, days) in enumerate(phases)
        )
        return plan


class RateFactory(RowFactory):
    class Meta:
        model = Rate

    therapist = factory.SubFactory(TherapistFactory)
    minutes = 60
    price_cents = 9500


class PolicyFactory(RowFactory):
    class Meta:
        model = Policy

    therapist = factory.SubFactory(TherapistFactory)
    kind = "cancellation"
    text = "Please give 24 hours of notice."
