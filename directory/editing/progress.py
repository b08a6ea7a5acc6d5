"""How far a profile has come: which questions it answers, and what it still needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.models import Therapist
from directory.vetting import QUESTIONS, Question

from .changes import page_title
from .content import Content

#: For each question by its key: does the document (and, for prices, the table) answer it?
_ANSWERS: dict[str, Callable[[Content, Therapist], bool]] = {
    "credentials": lambda content, _therapist: bool(content["credentials"]["credentials"]),
    "experience": lambda content, _therapist: content["experience"]["practicing_since"] is not None,
    "techniques": lambda content, _therapist: bool(content["techniques"]["techniques"]),
    "approach": lambda content, _therapist: bool(
        content["approach"]["approach_text"] or content["approach"]["assessment_items"]
    ),
    "sessions": lambda content, _therapist: any(content["sessions"].values()),
    "rates": lambda _content, therapist: bool(therapist.rates.all()),
}


@dataclass(frozen=True)
class Missing:
    """What a profile needs before it can be sent, and the page of the editor to write it on."""

    text: str
    page_key: str


def answered(content: Content, therapist: Therapist) -> list[Question]:
    """The questions that the document answers, in their fixed order; as `vetting.answered` would
    say once it is approved. For a therapist loaded `with_answers()`."""
    return [question for question in QUESTIONS if _ANSWERS[question.key](content, therapist)]


def missing(content: Content, therapist: Therapist) -> list[Missing]:
    """What a moderator would only send back: the least that a profile has to say, and pages whose
    text was typed but not saved."""
    return [*least(content, therapist), *_unsaved(therapist)]


def least(content: Content, therapist: Therapist) -> Iterator[Missing]:
    """The stated minimum, as far as it is not met."""
    about = content["about"]
    if not about["name"].strip():
        yield Missing(_("Your name."), "place")
    if not content["place"]["locations"]:
        yield Missing(_("A place where you work."), "place")
    if not (therapist.phone or about["website"] or about["booking_url"]):
        yield Missing(_("A way to reach you: a phone number, website or booking page."), "place")
    answers = {question.key for question in answered(content, therapist)}
    if "credentials" not in answers:
        yield Missing(_("A credential (question 1)."), "credentials")
    if "techniques" not in answers:
        yield Missing(_("A type of massage that you offer (question 3)."), "techniques")
    if "approach" not in answers:
        yield Missing(_("How you assess and treat sciatica pain (question 4)."), "approach")
    if "rates" not in answers:
        yield Missing(_("A price (question 6)."), "rates")


def _unsaved(therapist: Therapist) -> Iterator[Missing]:
    pages = therapist.unsaved_texts.order_by("page").values_list("page", flat=True).distinct()
    for page in pages:
        text = _("What you typed on “%(page)s” saved or discarded.")
        yield Missing(text % {"page": page_title(page)}, page)
