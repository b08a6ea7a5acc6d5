"""The words that therapists' profiles are made of, explained group by group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.choices import FirstCourse, Intention, SessionLength, Setting, Verification
from directory.models import (
    AccessFeature,
    AssessmentItem,
    ClinicianKind,
    ComfortFeature,
    CredentialKind,
    PaymentKind,
    PolicyKind,
)


@dataclass(frozen=True)
class Word:
    """`facts` are further lines, each with what it is about."""

    anchor: str
    name: str
    definition: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    """`article` is the slug of the article that says more, or empty."""

    anchor: str
    heading: str
    intro: str
    article: str
    words: tuple[Word, ...]


#: anchor, heading, introduction, article that says more
GROUPS: tuple[tuple[str, str | Promise, str | Promise, str], ...] = (
    (
        "credentials",
        _("Credentials"),
        _("What a massage therapist can show for their training, and what a check of it tells."),
        "checking-a-massage-therapists-credentials",
    ),
    (
        "checks",
        _("What we checked"),
        _("How far a person of this site has looked at a credential, and when."),
        "checking-a-massage-therapists-credentials",
    ),
    (
        "assessment",
        _("How they assess"),
        _("Steps that therapists say they take before and during a session."),
        "what-a-good-assessment-looks-like",
    ),
    (
        "clinicians",
        _("Who they work with"),
        _("Notes are shared only if you agree."),
        "combining-massage-with-other-treatments",
    ),
    (
        "sessions",
        _("Sessions"),
        _("How long a visit lasts, how many come first, and what it aims at."),
        "how-many-sessions-and-how-long",
    ),
    (
        "policies",
        _("Policies"),
        _("The rules that you agree to when you book."),
        "rates-insurance-and-policies",
    ),
    (
        "payment",
        _("Ways to pay"),
        _("What a therapist takes, and ways to a lower price."),
        "rates-insurance-and-policies",
    ),
    (
        "access",
        _("Access"),
        _("Facts about the place. “Not stated” means that the therapist has not said."),
        "your-first-session",
    ),
    (
        "comfort",
        _("Comfort"),
        _("How a session can be fitted to you."),
        "your-first-session",
    ),
    ("places", _("Where they work"), _("The kinds of places that profiles name."), ""),
)

#: What a visit of this length is like. The remark on 30 minutes rests on Sherman2014.
LENGTHS = {
    SessionLength.M30: _(
        "Short, for a single area. In a neck-pain trial, visits of 30 minutes did no better than"
        " waiting."
    ),
    SessionLength.M45: _("A focused session with time to talk."),
    SessionLength.M60: _("The most common length, and the one that was studied most."),
    SessionLength.M75: _("A longer first visit, with time for an assessment."),
    SessionLength.M90: _("Long. No study shows that it is better for back or leg pain."),
    SessionLength.M120: _("Rare. It may be tiring with back or leg pain."),
}


#: What the closed lists of the directory mean, where the label does not say it all.
CHECKS = {
    Verification.SELF_DECLARED: _("The therapist says so. Nobody of this site has checked it."),
    Verification.DOCUMENT_SEEN: _("A moderator has seen a copy of the document."),
    Verification.REGISTER_CHECKED: _(
        "A moderator found it on the official public register, on the day that is shown."
    ),
    Verification.COULD_NOT_VERIFY: _("A moderator tried to confirm it and could not."),
}
COURSES = {
    FirstCourse.ONE_THEN_REVIEW: _("You try one session and then talk about going on."),
    FirstCourse.THREE_TO_FOUR: _(
        "A short trial. If nothing has changed by the last one, it is time to stop."
    ),
    FirstCourse.FIVE_TO_TEN: _("About as many as studies of back pain used. Ask for a review."),
    FirstCourse.NO_FIXED_COURSE: _("You decide after each session whether there is a next one."),
}
AIMS = {
    Intention.PAIN_RELIEF: _("The session is planned around the painful area."),
    Intention.RELAXATION: _("The session is planned to calm the whole body."),
    Intention.BOTH: _("Some of each. In one large trial, both kinds did equally well."),
}
PLACES = {
    Setting.CLINIC: _("A clinic or health center, often with other health professionals."),
    Setting.STUDIO: _("A room of their own, used for massage only."),
    Setting.HOME_STUDIO: _("A room for massage in the home of the therapist."),
    Setting.HOME_VISITS: _("The therapist brings a table and comes to you."),
    Setting.SPORTS_CLUB: _("A room in a gym or a sports club."),
    Setting.HOSPITAL: _("A room in a hospital."),
}


def groups() -> list[Group]:
    """All groups with the words that are in use; one query for each table."""
    words = dict(_words())
    return [
        Group(anchor, str(heading), str(intro), article, words[anchor])
        for anchor, heading, intro, article in GROUPS
    ]


def _words() -> Iterator[tuple[str, tuple[Word, ...]]]:
    yield "credentials", tuple(_credentials())
    yield "checks", tuple(_choices("check", CHECKS))
    yield "assessment", tuple(_assessment())
    yield "clinicians", _terms("clinician", ClinicianKind.objects.filter(is_active=True))
    yield "sessions", tuple(_sessions())
    yield "policies", _terms("policy", PolicyKind.objects.filter(is_active=True))
    yield "payment", _terms("payment", PaymentKind.objects.filter(is_active=True))
    yield "access", _terms("access", AccessFeature.objects.filter(is_active=True))
    yield "comfort", _terms("comfort", ComfortFeature.objects.filter(is_active=True))
    yield "places", tuple(_choices("place", PLACES))


def _terms(
    prefix: str,
    terms: "QuerySet[ClinicianKind] | QuerySet[PolicyKind] | QuerySet[PaymentKind]"
    " | QuerySet[AccessFeature] | QuerySet[ComfortFeature]",
) -> tuple[Word, ...]:
    """Words that need no explanation, such as “cash”, have none and are not listed."""
    return tuple(
        Word(f"{prefix}-{term.slug}", term.name, term.definition)
        for term in terms
        if term.definition
    )


def _credentials() -> Iterator[Word]:
    for kind in CredentialKind.objects.filter(is_active=True):
        facts = (
            (gettext("How it can be checked"), kind.how_checked),
            (gettext("What a check shows"), kind.limits),
        )
        stated = tuple((about, text) for about, text in facts if text)
        yield Word(f"credential-{kind.slug}", kind.name, kind.definition, stated)


def _assessment() -> Iterator[Word]:
    for item in AssessmentItem.objects.filter(is_active=True):
        facts = ((gettext("How usual"), gettext("Part of every good assessment")),)
        yield Word(
            f"assessment-{item.slug}", item.name, item.definition, facts if item.is_core else ()
        )


def _sessions() -> Iterator[Word]:
    yield from _choices("length", LENGTHS)
    yield from _choices("course", COURSES)
    yield from _choices("aim", AIMS)


def _choices(prefix: str, meanings: Mapping[Any, str | Promise]) -> Iterator[Word]:
    for choice, meaning in meanings.items():
        yield Word(f"{prefix}-{choice.value}", str(choice.label), str(meaning))
