"""Sees to it that no message stays without an answer: what the calendar makes due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from directory.choices import ProfileStatus

from . import links, mails, reply_facts, working_days, zones
from .choices import Answer, ConversationStatus, InquiryState, PatientSays, PauseReason
from .models import Conversation, Inquiry, InquiryBox
from .one_by_one import for_each
from .querysets import ConversationQuerySet

#: Working days after a message was sent.
NUDGE_AFTER = 1
OFFER_OTHERS_AFTER = reply_facts.TIME_TO_ANSWER
CLOSE_BOX_AFTER = 10
#: After the first answer.
ASK_ACCURACY_AFTER = timedelta(days=7)

CHUNK = 500


def nudge(now: datetime) -> str:
    """Remind a therapist of a message, once."""
    done = for_each(_due(_to_nudge(), NUDGE_AFTER, now), _at(_nudge, now), what="nudge")
    return f"{done} therapists reminded"


def offer_others(now: datetime) -> str:
    """Tell a patient that there is no answer yet, and where others are; once for a therapist."""
    due = _due(_to_tell(), OFFER_OTHERS_AFTER, now)
    done = for_each(due, _at(_offer_others, now), what="no answer")
    return f"{done} patients told that there is no answer"


def close_silent_boxes(now: datetime) -> str:
    """Close the form of a therapist who leaves messages without an answer, and say so."""
    done = for_each(_maybe_silent(now), _at(_close_if_silent, now), what="silent box")
    return f"{done} forms closed"


def ask_accuracy(now: datetime) -> str:
    """Ask a patient whether the profile was right, once for what they wrote."""
    asked = _to_ask(now).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    done = for_each(list(asked), _at(_ask_accuracy, now), what="accuracy")
    return f"{done} patients asked about a profile"


def _at(act: Callable[[int, datetime], bool], now: datetime) -> Callable[[int], bool]:
    return lambda number: act(number, now)


# Who waits


def _to_nudge() -> ConversationQuerySet:
    return Conversation.objects.unanswered().filter(
        status=ConversationStatus.WAITING,
        nudged_at__isnull=True,
        therapist__owner__is_active=True,
    )


def _to_tell() -> ConversationQuerySet:
    """A block or a report is between us and the therapist: this patient waits like any other."""
    return Conversation.objects.without_answer().filter(offered_others_at__isnull=True)


def _due(conversations: ConversationQuerySet, days: int, now: datetime) -> Iterator[int]:
    """Those that are so many working days old where the therapist works."""
    old = conversations.filter(sent_at__lte=now - working_days.at_the_earliest(days))
    rows = old.annotate(
        zone_name=zones.name_of("therapist"), zone_state=zones.state_of("therapist")
    ).values("pk", "sent_at", "zone_name", "zone_state")
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        for row in chunk:
            zone = zones.read(row["zone_name"], row["zone_state"])
            sent_at = row["sent_at"]
            if sent_at and working_days.after(sent_at, days, zone) <= now:
                yield row["pk"]
        last = chunk[-1]["pk"]


def _locked(conversations: ConversationQuerySet, number: int) -> Conversation | None:
    """The conversation if it is still one of these: who answers at this moment hears nothing."""
    locked = conversations.select_for_update(of=("self",))
    return locked.select_related("inquiry", "therapist__owner").filter(pk=number).first()


def _lock_inquiry_of(number: int) -> Inquiry | None:
    """Taken before its conversations: what goes out once for all of them is decided in turn."""
    rows = Inquiry.objects.select_for_update(of=("self",))
    return rows.filter(conversations=number).first()


# The steps


def _nudge(number: int, now: datetime) -> bool:
    conversation = _locked(_to_nudge(), number)
    if conversation is None:
        return False
    Conversation.objects.filter(pk=number).update(nudged_at=now)
    mails.tell_therapist(conversation, "nudge")
    return True


def _offer_others(number: int, now: datetime) -> bool:
    inquiry = _lock_inquiry_of(number)
    if inquiry is None:
        return False
    waiting = _to_tell().filter(inquiry=inquiry).select_for_update(of=("self",)).order_by("pk")
    still = Conversation.objects.filter(pk__in=[conversation.pk for conversation in waiting])
    # The page lists all whom the patient asked: one mail says it for all that are due by now.
    numbers = list(_due(still, OFFER_OTHERS_AFTER, now))
    if number not in numbers:
        return False
    Conversation.objects.filter(pk__in=numbers).update(offered_others_at=now)
    mails.tell_patient(inquiry, "no_answer")
    return True


def _maybe_silent(now: datetime) -> list[int]:
    """Therapists with a message that is old enough at the earliest; each is looked at later."""
    old = Conversation.objects.unanswered().filter(
        sent_at__lte=now - working_days.at_the_earliest(CLOSE_BOX_AFTER),
        sent_at__gt=now - reply_facts.LOOK_BACK,
        therapist__status=ProfileStatus.PUBLISHED,
    )
    closed = InquiryBox.objects.filter(therapist=OuterRef("therapist"), paused_at__isnull=False)
    still_open = old.exclude(Exists(closed)).order_by("therapist").distinct()
    return [number for number in still_open.values_list("therapist", flat=True) if number]


def _close_if_silent(therapist: int, now: datetime) -> bool:
    InquiryBox.objects.get_or_create(therapist_id=therapist)
    box = InquiryBox.objects.select_for_update().get(therapist=therapist)
    if box.paused_at is not None:
        return False
    if not reply_facts.is_silent(therapist, CLOSE_BOX_AFTER, now, counted_from=box.opened_at):
        return False
    waiting = Conversation.objects.unanswered().filter(therapist=therapist)
    waiting = waiting.select_related("therapist__owner").order_by("sent_at", "pk")
    conversation = waiting.first()
    if conversation is None:
        return False
    box.paused_at, box.pause_reason = now, PauseReason.SILENT
    box.save(update_fields=["paused_at", "pause_reason"])
    mails.tell_therapist(conversation, "box_closed")
    return True


def _to_ask(now: datetime) -> ConversationQuerySet:
    """Answered, with no word of the patient against it; declining says nothing of a profile."""
    asked = Conversation.objects.filter(
        inquiry=OuterRef("inquiry"), asked_accuracy_at__isnull=False
    )
    return _answered(now - ASK_ACCURACY_AFTER).filter(
        ~Exists(asked),
        inquiry__state=InquiryState.SENT,
        inquiry__sealed__isnull=False,
        accuracy__isnull=True,
    )


def _answered(by: datetime) -> ConversationQuerySet:
    return Conversation.objects.filter(
        answer__in=(Answer.WRITTEN, Answer.PHONED),
        answered_at__lte=by,
        therapist__isnull=False,
    ).exclude(patient_says=PatientSays.NOT_ANSWERED)


def _ask_accuracy(number: int, now: datetime) -> bool:
    if _lock_inquiry_of(number) is None:
        return False
    conversation = _locked(_to_ask(now), number)
    if conversation is None:
        return False
    # The page asks about all who have answered, one after the other.
    _answered(now).filter(inquiry=conversation.inquiry_id).update(asked_accuracy_at=now)
    url = links.url(conversation.inquiry, "inquiries:thread-accuracy")
    mails.tell_patient(conversation.inquiry, "accuracy", accuracy_url=url)
    return True
