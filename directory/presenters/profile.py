"""The profile page: the first facts a patient looks for, then the six answers in order."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting
from directory.choices import Pressure, Weekday
from directory.models import (
    Credential,
    LocationAccess,
    OpeningHours,
    PracticeLocation,
    Rate,
    Therapist,
    TherapistComfort,
    TherapistTechnique,
)
from directory.plan_cost import stop_rule
from directory.search.query import USUAL_LENGTH
from directory.vetting import QUESTIONS, Question, answered

from . import credentials, plan_cost, schema_org
from .availability import Availability, availability


@dataclass(frozen=True)
class Answer:
    """One of the six questions on the page; empty answers are shown as such."""

    question: Question
    is_answered: bool


@dataclass(frozen=True)
class CredentialLine:
    credential: Credential
    text: str
    check: credentials.CheckStatement
    limits: str
    definition: str
    lookup_url: str
    lookup_name: str
    lookup_checked: str


@dataclass(frozen=True)
class TechniqueLine:
    name: str
    slug: str
    is_specialty: bool
    detail: str
    note: str


@dataclass(frozen=True)
class RateLine:
    minutes: int
    price: str
    hands_on: int | None


@dataclass(frozen=True)
class FactLine:
    name: str
    definition: str
    answer: str
    is_available: bool


@dataclass(frozen=True)
class HoursLine:
    day: str
    spans: str


@dataclass(frozen=True)
class ProfilePage:
    """A therapist loaded `with_answers()`, in words; it asks the database for nothing."""

    therapist: Therapist
    today: date

    @property
    def title(self) -> str:
        return _("%(name)s, massage therapist in %(place)s") % {
            "name": self.therapist.name,
            "place": self.main_location or _("the United States"),
        }

    @cached_property
    def answers(self) -> list[Answer]:
        done = answered(self.therapist)
        return [Answer(question, question in done) for question in QUESTIONS]

    @property
    def answered_text(self) -> str:
        number = sum(answer.is_answered for answer in self.answers)
        if number == len(QUESTIONS):
            return _("Answers all six questions")
        return _("Answers %(number)d of 6 questions") % {"number": number}

    @cached_property
    def locations(self) -> list[PracticeLocation]:
        return list(self.therapist.locations.all())

    @property
    def main_location(self) -> PracticeLocation | None:
        return self.locations[0] if self.locations else None

    @cached_property
    def availability(self) -> Availability:
        return availability(self.therapist, self.today)

    @property
    def is_stale(self) -> bool:
        return not self.therapist.is_confirmed(self.today)

    @property
    def confirmed(self) -> str:
        if self.therapist.confirmed_on is None:
            return ""
        return formatting.day(self.therapist.confirmed_on)

    @property
    def phone(self) -> str:
        return formatting.phone(self.therapist.phone) if self.therapist.phone else ""

    @cached_property
    def usual_price(self) -> str:
        """The price of 60 minutes, or an empty text."""
        for rate in self.therapist.rates.all():
            if rate.minutes == USUAL_LENGTH:
                return formatting.dollars(rate.price_cents)
        return ""

    @property
    def languages(self) -> str:
        return ", ".join(language.name for language in self.therapist.languages.all())

    @cached_property
    def hours(self) -> list[HoursLine]:
        by_day = groupby(self.therapist.opening_hours.all(), key=lambda span: span.weekday)
        return [
            HoursLine(str(Weekday(day).label), ", ".join(_span(one) for one in spans))
            for day, spans in by_day
        ]

    @cached_property
    def credentials(self) -> list[CredentialLine]:
        return [self._credential(one) for one in self.therapist.credentials.all()]

    def _credential(self, credential: Credential) -> CredentialLine:
        register = credential.register
        checked = ""
        if register:
            checked = (
                _("We last opened that page on %(day)s.")
                % {"day": formatting.day(register.checked_on)}
                if register.checked_on
                else _("We have not opened that address ourselves yet.")
            )
        return CredentialLine(
            credential,
            credentials.statement(credential),
            credentials.check(credential, self.today),
            credential.kind.limits,
            credential.kind.definition,
            register.lookup_url if register else "",
            register.name if register else "",
            checked,
        )

    @property
    def years(self) -> str:
        years = self.therapist.years_of_practice(self.today)
        if years is None:
            return ""
        if years == 0:
            return _("Since this year")
        return ngettext(
            "%(years)d year, since %(since)d", "%(years)d years, since %(since)d", years
        ) % {"years": years, "since": self.therapist.practicing_since}

    @cached_property
    def techniques(self) -> list[TechniqueLine]:
        return [_technique(one) for one in self.therapist.offered_techniques.all()]

    @property
    def pressure(self) -> str:
        """ "Light to firm", "Medium", or an empty text."""
        low, high = self.therapist.pressure_lightest, self.therapist.pressure_firmest
        if low is None or high is None:
            return ""
        if low == high:
            return str(Pressure(low).label)
        return _("%(lightest)s to %(firmest)s") % {
            "lightest": Pressure(low).label,
            "firmest": str(Pressure(high).label).lower(),
        }

    @cached_property
    def phases(self) -> list[str]:
        plan = getattr(self.therapist, "session_plan", None)
        if plan is None:
            return []
        return [plan_cost.phase(one) for one in plan.phases.all()]

    @property
    def review(self) -> str:
        plan = getattr(self.therapist, "session_plan", None)
        if plan is None or plan.review_after is None:
            return ""
        return ngettext(
            "We review together after %(number)d session.",
            "We review together after %(number)d sessions.",
            plan.review_after,
        ) % {"number": plan.review_after}

    @cached_property
    def cost(self) -> plan_cost.CostPart | None:
        return plan_cost.describe(self.therapist, self.today)

    @property
    def stop_rule(self) -> str:
        plan = getattr(self.therapist, "session_plan", None)
        return "" if plan is None else stop_rule(plan)

    @cached_property
    def rates(self) -> list[RateLine]:
        return [_rate(one) for one in self.therapist.rates.all()]

    @cached_property
    def comfort(self) -> list[FactLine]:
        return [_fact(one) for one in self.therapist.comfort_facts.all()]

    @cached_property
    def access(self) -> list[tuple[PracticeLocation, list[FactLine]]]:
        return [
            (location, [_fact(one) for one in location.access_facts.all()])
            for location in self.locations
        ]

    def structured_data(self) -> dict[str, Any]:
        return schema_org.describe(self.therapist, self.today)


def _span(hours: OpeningHours) -> str:
    opens, closes = hours.opens, hours.closes
    return _("%(opens)s to %(closes)s") % {
        "opens": _clock(opens.hour, opens.minute),
        "closes": _clock(closes.hour, closes.minute),
    }


def _clock(hour: int, minute: int) -> str:
    """ "9 a.m.", "5:30 p.m.", the way US readers write it."""
    half = _("a.m.") if hour < 12 else _("p.m.")
    shown = hour % 12 or 12
    return f"{shown}:{minute:02d} {half}" if minute else f"{shown} {half}"


def _technique(offered: TherapistTechnique) -> TechniqueLine:
    parts = []
    if offered.since:
        parts.append(_("since %(year)s") % {"year": offered.since})
    if offered.training_hours:
        parts.append(_("%(hours)s hours of training") % {"hours": offered.training_hours})
    technique = offered.technique
    return TechniqueLine(
        technique.name, technique.slug, offered.is_specialty, ", ".join(parts), offered.note
    )


def _rate(rate: Rate) -> RateLine:
    return RateLine(rate.minutes, formatting.dollars(rate.price_cents), rate.hands_on_minutes)


def _fact(fact: LocationAccess | TherapistComfort) -> FactLine:
    answer = _("Yes") if fact.is_available else _("No")
    return FactLine(fact.feature.name, fact.feature.definition, answer, fact.is_available)
