"""The six answers of a profile in short: facts first, the same way for everybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.models import Credential, Policy
from directory.plan_cost import CANCELLATION
from directory.vetting import Question

from .profile import ProfilePage

#: How much of somebody's own words stands beside the words of others.
QUOTE = 180


@dataclass(frozen=True)
class Line:
    """One thing said; `tone` (good, quiet, caution) only where a check or an offer has one."""

    text: str
    tone: str = ""
    url: str = ""


def short_answer(question: Question, profile: ProfilePage) -> list[Line]:
    """What a profile says to one question; nothing where it is not answered."""
    if not question.is_answered(profile.therapist):
        return []
    return [line for line in ANSWERS[question.key](profile) if line.text]


def shortened(text: str, limit: int) -> str:
    """The first words that fit, with an ellipsis where some were left out."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    start = text[: limit - 1]
    words, _space, _rest = start.rpartition(" ")
    return (words or start).rstrip(".,;:") + "…"


def _credentials(profile: ProfilePage) -> Iterable[Line]:
    for line in profile.credentials:
        yield Line(f"{_credential(line.credential)}.")
        yield Line(line.check.text, line.check.tone)


def _credential(credential: Credential) -> str:
    """What and where, or from whom: "Member" alone would say nothing."""
    name = credential.title or str(credential.kind.name)
    return f"{name}, {credential.region or credential.issuer}"


def _experience(profile: ProfilePage) -> Iterable[Line]:
    yield Line(f"{profile.years}.")
    percent = profile.therapist.back_and_leg_percent
    if percent is not None:
        yield Line(
            _("About %(percent)d%% of the work is with back and leg pain.") % {"percent": percent}
        )


def _techniques(profile: ProfilePage) -> Iterable[Line]:
    specialties = [line.name for line in profile.techniques if line.is_specialty]
    others = [line.name for line in profile.techniques if not line.is_specialty]
    yield _named(_("Specialties: %(names)s."), specialties)
    yield _named(_("Also: %(names)s.") if specialties else _("Offers: %(names)s."), others)
    if profile.pressure:
        yield Line(_("Pressure: %(pressure)s.") % {"pressure": profile.pressure.lower()})


def _approach(profile: ProfilePage) -> Iterable[Line]:
    therapist = profile.therapist
    approaches = therapist.condition_approaches.all()
    yield _named(
        _("Assesses: %(names)s."), [one.name.lower() for one in therapist.assessment_items.all()]
    )
    yield _named(
        _("Special interest: %(names)s."),
        [one.condition.name for one in approaches if one.is_specialty],
    )
    yield _named(
        _("Works with: %(names)s."),
        [one.condition.name for one in approaches if not one.is_specialty],
    )
    if therapist.approach_text:
        yield Line(_("“%(words)s”") % {"words": shortened(therapist.approach_text, QUOTE)})
    if therapist.refers_when:
        words = shortened(therapist.refers_when, QUOTE)
        yield Line(_("Sends you to a doctor: “%(words)s”") % {"words": words})


def _sessions(profile: ProfilePage) -> Iterable[Line]:
    plan = profile.therapist.session_plan
    phases = _("; then ").join(profile.phases)
    yield Line(f"{phases}." if phases else "")
    yield Line(profile.review)
    if plan.first_course:
        yield Line(f"{plan.get_first_course_display()}.")
    if plan.stop_rule:
        yield Line(_("When to stop: “%(words)s”") % {"words": shortened(plan.stop_rule, QUOTE)})


def _rates(profile: ProfilePage) -> Iterable[Line]:
    prices = [
        _("%(price)s for %(minutes)d minutes") % {"minutes": rate.minutes, "price": rate.price}
        for rate in profile.rates
    ]
    yield Line(f"{_(', ').join(prices)}.")
    yield Line(_cancellation(profile.therapist.policies.all()))


def _cancellation(policies: Iterable[Policy]) -> str:
    for policy in policies:
        if policy.kind.slug == CANCELLATION:
            return _("Canceling: %(rule)s") % {"rule": _rule(policy)}
    return _("Canceling: not stated.")


def _rule(policy: Policy) -> str:
    """In numbers where the therapist gave them all, else in their own words."""
    if policy.notice_hours is None or policy.fee_percent is None:
        return _("“%(words)s”") % {"words": shortened(policy.text, QUOTE)}
    return _("free up to %(hours)d hours before, later %(percent)d%% of the price.") % {
        "hours": policy.notice_hours,
        "percent": policy.fee_percent,
    }


def _named(text: str, names: list[str]) -> Line:
    return Line(text % {"names": _(", ").join(names)} if names else "")


ANSWERS: dict[str, Callable[[ProfilePage], Iterable[Line]]] = {
    "credentials": _credentials,
    "experience": _experience,
    "techniques": _techniques,
    "approach": _approach,
    "sessions": _sessions,
    "rates": _rates,
}
