"""How a profile stands, for its therapist: state, next step, progress, live facts, last changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from directory import formatting, hidings
from directory.choices import OPEN_REVISIONS, LiveFact, ProfileStatus, RevisionStatus
from directory.editing import progress
from directory.editing.drafts import Draft
from directory.editing.progress import Missing
from directory.forms.pages import BY_KEY, PAGES, EditorPage
from directory.freshness import CONFIRMED_FOR, is_hidden_by_age
from directory.models import Hiding, ProfileEvent, ProfileRevision, Therapist
from directory.vetting import QUESTIONS

from . import decisions
from .editor import fact_lines
from .history import EventLine, event_line
from .live_words import Line

LAST_CHANGES = 5
#: Days before the word of a therapist gets old: the first of the mails goes out then.
CONFIRM_AHEAD = 14


@dataclass(frozen=True)
class Step:
    """A page of the editor in the list of all pages; `number` is that of its question."""

    key: str
    title: str
    url: str
    number: int | None
    is_answered: bool
    has_unsaved: bool
    is_current: bool = False


@dataclass(frozen=True)
class State:
    """`tone` is that of a notice; `reasons` are a moderator's own words."""

    key: str
    tone: str
    heading: str
    text: str
    reasons: str = ""
    #: The page about the decision behind it, and what that link says.
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class NextStep:
    """The one big button: a link, or what confirms the profile (`confirms`)."""

    label: str
    url: str
    confirms: bool = False


@dataclass(frozen=True)
class FactGroup:
    title: str
    lines: list[Line]
    url: str


class Progress:
    """How far the answers are, for a therapist loaded `with_answers()`."""

    def __init__(self, therapist: Therapist, draft: Draft) -> None:
        self.therapist, self.draft = therapist, draft

    @cached_property
    def missing(self) -> list[Missing]:
        return progress.missing(self.draft.content, self.therapist)

    @cached_property
    def answered(self) -> set[str]:
        found = progress.answered(self.draft.content, self.therapist)
        return {question.key for question in found}

    @property
    def answered_text(self) -> str:
        return _("%(number)d of 6 questions answered") % {"number": len(self.answered)}

    @cached_property
    def unsaved(self) -> set[str]:
        return {one.page for one in self.therapist.unsaved_texts.all()}

    def steps(self, current: str = "") -> list[Step]:
        return [self._step(page, current) for page in PAGES]

    def _step(self, page: EditorPage, current: str) -> Step:
        question = page.question
        return Step(
            page.key,
            str(question.short if question else page.title),
            reverse("directory:profile-edit", args=[page.key]),
            question.number if question else None,
            question is not None and question.key in self.answered,
            page.key in self.unsaved,
            page.key == current,
        )


class Home(Progress):
    """The first page of a therapist's own area."""

    def __init__(self, therapist: Therapist, draft: Draft, today: date) -> None:
        super().__init__(therapist, draft)
        self.today = today

    @property
    def is_public(self) -> bool:
        return self.therapist.is_public(self.today)

    @cached_property
    def state(self) -> State:
        return self._held_back() or self._of_revision() or self._of_listing()

    def _held_back(self) -> State | None:
        if self.therapist.status == ProfileStatus.SUSPENDED:
            if hiding := hidings.open_ones().filter(therapist=self.therapist).first():
                return self._hidden(hiding)
            heading = _("We have hidden your profile for now")
            text = _("Nobody else can see it. You can still change it; write to us about the rest.")
            return State("suspended", "caution", heading, text)
        if self.therapist.status == ProfileStatus.REMOVED:
            heading = _("Your profile was removed")
            return State("removed", "caution", heading, _("It can no longer be changed."))
        return None

    def _hidden(self, hiding: Hiding) -> State:
        day = formatting.day(localtime(hiding.hidden_at).date())
        since = _("Nobody else can see it since %(day)s. You can still change it.") % {"day": day}
        link = _("Read more, write a reply, or ask another moderator")
        return State(
            "suspended",
            "caution",
            decisions.heading(hiding),
            f"{since} {decisions.what_next(hiding)}",
            hiding.why,
            reverse("directory:hiding", args=[hiding.pk]),
            link,
        )

    def _of_revision(self) -> State | None:
        revision = self.draft.revision
        is_written = revision is None or revision.status == RevisionStatus.DRAFT
        if is_written and (refused := self._of_last_decision()):
            return refused
        if revision is None:
            return None
        if revision.status == RevisionStatus.SUBMITTED:
            heading = _("Waiting for a moderator")
            day = formatting.day(revision.submitted_at.date()) if revision.submitted_at else ""
            text = _("You sent it on %(day)s. We write to you as soon as somebody has read it.")
            return State("waiting", "info", heading, f"{text % {'day': day}} {self._meanwhile()}")
        if revision.status == RevisionStatus.CHANGES_ASKED:
            heading = _("A moderator asks for changes")
            text = _("Change what is named here and send it again.")
            text = f"{text} {self._meanwhile()}"
            return _given_back("changes-asked", heading, text, revision)
        if self.is_public:
            heading = _("Published, with changes that you have not sent yet")
            text = _("Patients see the approved text until you send your changes.")
            return State("published-draft", "info", heading, text)
        return None

    def _of_last_decision(self) -> State | None:
        closed = self.therapist.revisions.exclude(status__in=OPEN_REVISIONS)
        last = closed.order_by("-number").first()
        if last is None or last.status != RevisionStatus.REJECTED:
            return None
        heading = _("What you sent last was not accepted")
        text = _("Nothing of it is shown. Change what is named here and send your answers again.")
        return _given_back("rejected", heading, f"{text} {self._meanwhile()}", last)

    def _meanwhile(self) -> str:
        if self.is_public:
            return _("Until then patients see the text that was approved before.")
        return _("Until then nobody else can see your profile.")

    def _of_listing(self) -> State:
        confirmed = self.therapist.confirmed_on
        if self.therapist.status == ProfileStatus.PUBLISHED:
            if is_hidden_by_age(confirmed, self.today):
                heading = _("Hidden, because nobody confirmed it for 180 days")
                text = _("Say that everything is still right, and patients can find you again.")
                return State("hidden", "caution", heading, text)
            text = _("Patients can find your profile and read your answers.")
            return State("published", "good", _("Published"), text)
        if self.therapist.published_at and not self.therapist.consented_at:
            heading = _("Not listed, because you took it off the list")
            text = _("Nobody else can see it. You can put it back under “Being listed”.")
            return State("unlisted", "info", heading, text)
        heading = _("A draft that only you can see")
        text = _("Answer the questions in any order. When you are ready, a moderator reads it.")
        return State("draft", "info", heading, text)

    @property
    def is_confirmation_due(self) -> bool:
        """From the day on which the first mail asks for it."""
        return self.therapist.status == ProfileStatus.PUBLISHED and (
            self.days_left is None or self.days_left <= CONFIRM_AHEAD
        )

    @property
    def can_confirm(self) -> bool:
        return self.therapist.status == ProfileStatus.PUBLISHED

    @property
    def days_left(self) -> int | None:
        """Until patients are told that the facts were not confirmed lately; below 0 they are."""
        confirmed = self.therapist.confirmed_on
        return (confirmed + CONFIRMED_FOR - self.today).days if confirmed else None

    @property
    def confirmed(self) -> str:
        confirmed = self.therapist.confirmed_on
        return formatting.day(confirmed) if confirmed else ""

    @property
    def confirmed_until(self) -> str:
        confirmed = self.therapist.confirmed_on
        return formatting.day(confirmed + CONFIRMED_FOR) if confirmed else ""

    @cached_property
    def next_step(self) -> NextStep | None:
        """The single best one; none where only waiting helps."""
        if self.state.key in ("suspended", "removed"):
            return None
        if self.state.key == "waiting":
            return NextStep(_("See it as patients will"), reverse("directory:profile-preview"))
        if self.state.key == "unlisted" and self.draft.revision is None:
            return NextStep(_("Put it back on the list"), reverse("directory:listing"))
        if self.state.key == "rejected" and self.draft.revision is None:
            label = _("Go through your answers and change what is named")
            return NextStep(label, reverse("directory:profile-check"))
        if self.is_confirmation_due and self.draft.revision is None:
            return NextStep(_("Yes, all correct"), reverse("directory:confirm-now"), confirms=True)
        return self._next_answer()

    def _next_answer(self) -> NextStep | None:
        page = next((point.page_key for point in self.missing), "") or self._next_question()
        if page and (self.missing or self.draft.revision is None):
            return self._write(page)
        url = reverse("directory:profile-check")
        if self.state.key == "changes-asked":
            return NextStep(_("Go through your answers and send them again"), url)
        if self.draft.revision is not None:
            return NextStep(_("Check your answers and send them"), url)
        if self.is_public:
            return NextStep(_("See your public page"), self.therapist.get_absolute_url())
        return NextStep(_("Check your answers"), url)

    def _next_question(self) -> str:
        return next((one.key for one in QUESTIONS if one.key not in self.answered), "")

    def _write(self, page: str) -> NextStep:
        question = BY_KEY[page].question
        url = reverse("directory:profile-edit", args=[page])
        if question is None:
            return NextStep(_("Fill in “%(page)s”") % {"page": BY_KEY[page].title}, url)
        text = _("Answer question %(number)d: %(question)s")
        return NextStep(text % {"number": question.number, "question": question.short}, url)

    @cached_property
    def live_facts(self) -> list[FactGroup]:
        return [
            FactGroup(
                str(LiveFact(part.target).label),
                fact_lines(self.therapist, LiveFact(part.target)),
                reverse("directory:profile-edit", args=[page.key]),
            )
            for page in PAGES
            for part in page.parts
            if part.is_live
        ]

    @cached_property
    def last_changes(self) -> list[EventLine]:
        events = ProfileEvent.objects.filter(therapist_number=self.therapist.pk)
        return [event_line(event) for event in events[:LAST_CHANGES]]


def _given_back(key: str, heading: str, text: str, revision: ProfileRevision) -> State:
    link = _("Do you think this is wrong? Ask another moderator")
    url = reverse("directory:decision", args=[revision.number])
    return State(key, "caution", heading, text, revision.reasons, url, link)
