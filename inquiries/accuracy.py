"""The five facts about a profile that patients are asked about, and what they have answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Answer
from .models import AccuracyAnswer, Conversation

#: Fewer could tell who they were, and say little.
LEAST_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` is the field that keeps the answers."""

    name: str
    question: str | Promise
    label: str | Promise


FACTS = (
    Fact("reachable", _("Could you reach them the way the page says?"), _("Could be reached")),
    Fact("price_as_stated", _("Was the price as stated?"), _("Price as stated")),
    Fact(
        "qualification_shown",
        _("Did they show their license or training when you asked?"),
        _("Qualification shown"),
    ),
    Fact(
        "access_as_stated",
        _("Were steps, doors, parking and the like as stated?"),
        _("Access as stated"),
    ),
    Fact("professional", _("Did they behave professionally?"), _("Professional conduct")),
)


def is_asked(conversation: Conversation) -> bool:
    """After our mail about it, and only where there was an answer other than a no.

    So nobody can judge a profile by writing to it and pressing buttons.
    """
    return (
        conversation.therapist_id is not None
        and conversation.asked_accuracy_at is not None
        and conversation.answer in (Answer.WRITTEN, Answer.PHONED)
    )


def is_judged(conversation: Conversation) -> bool:
    return getattr(conversation, "accuracy", None) is not None


def label_of(name: str) -> str:
    """What moderators call a fact; the name itself for one that is no longer asked about."""
    return next((str(fact.label) for fact in FACTS if fact.name == name), name)


def sentences(therapist_id: int) -> list[str]:
    """For the public page, in one query; only facts that five patients have answered."""
    counts = AccuracyAnswer.objects.filter(therapist=therapist_id).aggregate(**_counts())
    return [
        _sentence(fact, yes=counts[f"{fact.name}_yes"], answers=counts[f"{fact.name}_all"])
        for fact in FACTS
        if counts[f"{fact.name}_all"] >= LEAST_ANSWERS
    ]


def _counts() -> dict[str, Count]:
    """Those who answered, and those who said yes; "does not apply" is neither."""
    everybody = {f"{fact.name}_all": Count(fact.name) for fact in FACTS}
    agreed = {f"{fact.name}_yes": Count("pk", filter=Q((fact.name, True))) for fact in FACTS}
    return everybody | agreed


def _sentence(fact: Fact, *, yes: int, answers: int) -> str:
    values = {"fact": fact.label, "yes": yes, "all": answers}
    return str(_("%(fact)s: %(yes)d of %(all)d patients")) % values
