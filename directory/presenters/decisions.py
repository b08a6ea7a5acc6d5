"""A moderator's decision as its therapist reads it: why, since when, and what can be done."""

from __future__ import annotations

from functools import cached_property

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from directory import formatting, hidings
from directory.actions import appeals
from directory.choices import AppealState, ProfileStatus, RevisionStatus
from directory.models import Appeal, Hiding, ProfileRevision, Therapist


class DecisionPage:
    """What both kinds share. `heading`, `since`, `reasons` and `next` are words for the page."""

    heading = ""
    since = ""
    reasons = ""
    next = ""

    def __init__(self, therapist: Therapist) -> None:
        self.therapist = therapist
        self.aim_days = hidings.AIM_DAYS

    @cached_property
    def appeal(self) -> Appeal | None:
        raise NotImplementedError

    @property
    def may_appeal(self) -> bool:
        raise NotImplementedError

    @property
    def appeal_url(self) -> str:
        raise NotImplementedError

    @property
    def is_removed(self) -> bool:
        return self.therapist.status == ProfileStatus.REMOVED

    @property
    def outcome(self) -> str:
        """What became of the appeal, in a sentence."""
        if self.appeal is None:
            return ""
        if self.appeal.state == AppealState.GRANTED:
            return self._granted()
        return {
            AppealState.OPEN: _("Another moderator reads it. We write to you when it is decided."),
            AppealState.DENIED: _("Another moderator has looked, and the decision stays."),
            AppealState.WITHDRAWN: _("It was no longer needed, so nobody decided about it."),
        }[AppealState(self.appeal.state)]

    def _granted(self) -> str:
        raise NotImplementedError


class TextDecision(DecisionPage):
    """About a text that was rejected or given back."""

    def __init__(self, revision: ProfileRevision) -> None:
        super().__init__(revision.therapist)
        self.revision = revision
        is_rejected = revision.status == RevisionStatus.REJECTED
        self.heading = _("Your text was not accepted") if is_rejected else _("Changes were asked")
        if revision.status not in appeals.GIVEN_BACK:
            self.heading = _("Your text, and what you asked us")
        # What was asked for before is no reason for an approval.
        is_approved = revision.status == RevisionStatus.APPROVED
        self.reasons = "" if is_approved else revision.reasons
        if revision.decided_at:
            day = formatting.day(localtime(revision.decided_at).date())
            self.since = _("A moderator decided this on %(day)s.") % {"day": day}
        self.next = self._next()

    def _next(self) -> str:
        if self.revision.status == RevisionStatus.SUBMITTED:
            return _("Your text waits for a moderator.")
        if self.revision.status == RevisionStatus.APPROVED:
            return _("Your text was approved.")
        if self.is_standing:
            return _("You can change your text and send it again at any time.")
        return _("You have sent or thrown away a text since, so this does not count any more.")

    @cached_property
    def is_standing(self) -> bool:
        return appeals.is_standing(self.revision)

    @cached_property
    def appeal(self) -> Appeal | None:
        return appeals.of_decision(self.revision)

    @property
    def may_appeal(self) -> bool:
        return self.is_standing and self.appeal is None and not self.is_removed

    @property
    def appeal_url(self) -> str:
        return reverse("directory:decision-appeal", args=[self.revision.number])

    def _granted(self) -> str:
        if self.is_standing:
            return _(
                "Another moderator agrees with you. Send your text again: it is read anew."
                " We could not put it back in line ourselves, since you have begun another"
                " text, or something in it or your agreement to be listed is missing."
            )
        return _("Another moderator agrees with you. Your text was put back in line.")


class HidingDecision(DecisionPage):
    """About a profile that was hidden."""

    heading = ""

    def __init__(self, hiding: Hiding) -> None:
        super().__init__(hiding.therapist)
        self.hiding = hiding
        self.reasons = hiding.why
        self.heading = heading(hiding)
        day = formatting.day(localtime(hiding.hidden_at).date())
        self.since = _("A moderator hid it on %(day)s.") % {"day": day}
        self.next = what_next(hiding)

    @property
    def may_reply(self) -> bool:
        return hidings.may_reply(self.hiding) and not self.is_removed

    @property
    def reply_url(self) -> str:
        return reverse("directory:hiding-reply", args=[self.hiding.pk])

    @cached_property
    def appeal(self) -> Appeal | None:
        return Appeal.objects.filter(hiding=self.hiding).first()

    @property
    def may_appeal(self) -> bool:
        return self.hiding.ended_at is None and self.appeal is None and not self.is_removed

    @property
    def appeal_url(self) -> str:
        return reverse("directory:hiding-appeal", args=[self.hiding.pk])

    def _granted(self) -> str:
        return _("Another moderator agrees with you. Your profile is not hidden any more.")


def heading(hiding: Hiding) -> str:
    if hiding.ended_at:
        return _("Your profile is not hidden any more")
    return _("We have hidden your profile for now")


def what_next(hiding: Hiding) -> str:
    """What its therapist can expect; no promise about the end of it."""
    if hiding.ended_at:
        day = formatting.day(localtime(hiding.ended_at).date())
        return _("A moderator ended this on %(day)s.") % {"day": day}
    if hidings.had_second_look(hiding):
        return _("A second moderator has looked, too. For now your profile stays hidden.")
    if hiding.confirmed_at is not None:
        return _("It stays hidden until we let it go. You can write a reply.")
    if hiding.replied_at:
        return _("Next, a second moderator reads your reply and looks at it again.")
    return _("Next, a second moderator looks at it. Until then you can write a reply.")
