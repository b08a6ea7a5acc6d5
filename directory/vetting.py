"""The six vetting questions, written down once: wording, order, reason, when each is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Therapist


@dataclass(frozen=True)
class Question:
    """One question; `key` names it in code, `anchor` is its fixed id on a profile page.

    `is_answered` reads prefetched relations only, so that it costs no query on a loaded profile.
    """

    number: int
    key: str
    wording: "str | _StrPromise"
    short: "str | _StrPromise"
    why: "str | _StrPromise"
    is_answered: Callable[["Therapist"], bool]

    @property
    def anchor(self) -> str:
        return self.key

    @property
    def template(self) -> str:
        return f"directory/answers/{self.key}.html"


def _has_approach(therapist: "Therapist") -> bool:
    return bool(therapist.approach_text or therapist.assessment_items.all())


QUESTIONS: tuple[Question, ...] = (
    Question(
        1,
        "credentials",
        _("What are your credentials and qualifications?"),
        _("Credentials"),
        _("A license that you can look up tells you more than letters after a name."),
        lambda therapist: bool(therapist.credentials.all()),
    ),
    Question(
        2,
        "experience",
        _("How long have you been practicing massage therapy?"),
        _("Experience"),
        _("Ask for years, and how much of the work is with back and leg pain."),
        lambda therapist: therapist.practicing_since is not None,
    ),
    Question(
        3,
        "techniques",
        _("What types of massage do you offer and specialize in?"),
        _("Types of massage"),
        _("No style is proven best. The pressure and the aim should suit you."),
        lambda therapist: bool(therapist.offered_techniques.all()),
    ),
    Question(
        4,
        "approach",
        _("How do you assess and treat sciatica pain?"),
        _("Sciatica approach"),
        _("A good answer starts with warning signs and medicines, and says when to see a doctor."),
        _has_approach,
    ),
    Question(
        5,
        "sessions",
        _("How many sessions do you recommend and how long are they?"),
        _("Sessions"),
        _("Look for a small number, a date to review, and a point at which to stop."),
        lambda therapist: getattr(therapist, "session_plan", None) is not None,
    ),
    Question(
        6,
        "rates",
        _("What are your rates and policies?"),
        _("Rates and policies"),
        _("Prices and the cancellation rule should be in writing before you book."),
        lambda therapist: bool(therapist.rates.all()),
    ),
)

BY_KEY = {question.key: question for question in QUESTIONS}


def answered(therapist: "Therapist") -> list[Question]:
    """The questions that this profile answers, in their fixed order."""
    return [question for question in QUESTIONS if question.is_answered(therapist)]
