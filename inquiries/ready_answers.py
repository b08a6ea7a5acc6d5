"""Answers that a therapist can begin with: plain words, no health advice, nobody's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What the therapist has to fill in. Every one in a text of ours looks like this.
PLACEHOLDER = re.compile(r"\[[^\[\]]+\]")


class Kind(StrEnum):
    REPLY = "reply"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    slug: str
    kind: Kind
    label: str | Promise
    text: str | Promise


ANSWERS = (
    ReadyAnswer(
        "offer-a-time",
        Kind.REPLY,
        _("Offer a time"),
        _(
            "Thank you for your message. Yes, I have time for you.\n\n"
            "I could see you on [day and time]. Does that suit you? If not, tell me which days "
            "are better."
        ),
    ),
    ReadyAnswer(
        "ask-more",
        Kind.REPLY,
        _("Ask for more"),
        _(
            "Thank you for your message. Before we choose a time, please tell me a little more:\n\n"
            "- How long have you had this?\n"
            "- Has a doctor or another professional looked at it?\n"
            "- Is there anything that I should know before a massage?\n\n"
            "Write only what you want to share."
        ),
    ),
    ReadyAnswer(
        "first-a-call",
        Kind.REPLY,
        _("Suggest a call"),
        _(
            "Thank you for your message. I like to talk for ten minutes before a first visit, so "
            "that we both know if it is a good match.\n\n"
            "I could call you on [day and time]. Please tell me if that suits you, and at which "
            "number."
        ),
    ),
    ReadyAnswer(
        "waiting-list",
        Kind.REPLY,
        _("Offer a place on the waiting list"),
        _(
            "Thank you for your message. I have no free time before [day]. I can put you on my "
            "waiting list and write to you as soon as somebody cancels.\n\n"
            "Would you like that? If you need help sooner, the site can show you others near you."
        ),
    ),
    ReadyAnswer(
        "no-time",
        Kind.DECLINE,
        _("No free time"),
        _(
            "Thank you for writing to me. I am sorry: I have no free time at the moment, and I do "
            "not want to keep you waiting.\n\n"
            "The site will show you others near you. I wish you well."
        ),
    ),
    ReadyAnswer(
        "not-my-field",
        Kind.DECLINE,
        _("Not my field"),
        _(
            "Thank you for writing to me. What you describe is not what I do most, and somebody "
            "with more practice in it would be a better match.\n\n"
            "The site will show you others near you. I wish you well."
        ),
    ),
    ReadyAnswer(
        "not-now",
        Kind.DECLINE,
        _("No, without a reason"),
        _(
            "Thank you for writing to me. I am sorry that I cannot take you as a client.\n\n"
            "The site will show you others near you. I wish you well."
        ),
    ),
)


def of_kind(kind: Kind) -> list[ReadyAnswer]:
    return [answer for answer in ANSWERS if answer.kind == kind]


def find(slug: str, kind: Kind) -> ReadyAnswer | None:
    """None for what we do not have, whatever was asked for."""
    return next((answer for answer in of_kind(kind) if answer.slug == slug), None)


def added(typed: str, answer: ReadyAnswer) -> str:
    """The ready text after what was typed, which is never taken away.

    In place of another ready one that nobody has touched.
    """
    typed = typed.replace("\r\n", "\n").strip()
    own = "" if typed in [str(one.text) for one in ANSWERS] else typed
    return "\n\n".join(part for part in (own, str(answer.text)) if part)


def unfilled(text: str) -> list[str]:
    """Our placeholders that still stand in a text. Brackets of the therapist's own are no fault."""
    ours = {place for answer in ANSWERS for place in PLACEHOLDER.findall(str(answer.text))}
    found = text.casefold()
    return sorted(place for place in ours if place.casefold() in found)
