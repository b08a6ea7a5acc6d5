"""The form with which a moderator decides about one text."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from directory import reasons
from directory.actions import moderation
from directory.models import ProfileRevision
from directory.reasons import Reason

from .skipping import SkippedField

APPROVE, ASK, REJECT = "approve", "ask", "reject"
#: What decides nothing: the words are shown as they would be sent, or the documents.
SHOW, DOCUMENTS = "show", "documents"
DONE = {
    APPROVE: _("The text was approved."),
    ASK: _("The therapist was asked for changes."),
    REJECT: _("The text was rejected."),
}
ONLY = {ASK: _("only to ask for changes"), REJECT: _("only to reject")}


@dataclass(frozen=True)
class Offered:
    """A ready reason with its box; `only` says where it fits one decision alone."""

    reason: Reason
    is_chosen: bool

    @property
    def only(self) -> str:
        fits = self.reason.decisions
        return str(ONLY[fits[0]]) if len(fits) == 1 else ""


class DecisionForm(forms.Form):
    """`version` names what the moderator saw; a decision about anything else is refused."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(name, name) for name in (*DONE, SHOW, DOCUMENTS)])
    ready = forms.MultipleChoiceField(
        label=_("Ready reasons"),
        required=False,
        choices=[(reason.key, reason.label) for reason in reasons.READY],
    )
    reasons = forms.CharField(
        label=_("Your own words"),
        required=False,
        max_length=moderation.LONGEST_REASONS,
        widget=forms.Textarea(
            attrs={"rows": 6, "cols": 80, "aria-describedby": "id_reasons_helptext"}
        ),
        help_text=_(
            "They come after the ready reasons. The therapist reads all of it in a mail and in"
            " their own area. To ask for changes and to reject, pick a reason or write one."
        ),
    )
    skipped = SkippedField()

    def clean(self) -> None:
        data = self.cleaned_data
        decision, keys = data.get("decision"), data.get("ready", [])
        if decision == APPROVE and (keys or data.get("reasons")):
            self.add_error(
                None,
                _(
                    "Who is approved gets no reasons, so these words would be lost."
                    " Ask for changes, or take them out."
                ),
            )
        if decision in ONLY:
            for reason in (reasons.BY_KEY[key] for key in keys):
                if decision not in reason.decisions:
                    said = {"reason": reason.label, "only": ONLY[reason.decisions[0]]}
                    self.add_error("ready", _("“%(reason)s”: %(only)s.") % said)

    @property
    def told(self) -> str:
        """What the therapist would read, word for word."""
        data = self.cleaned_data
        return reasons.put_together(data.get("ready", []), data.get("reasons", ""))

    @property
    def is_shown(self) -> bool:
        """Somebody only wants to see the words."""
        return self._asks_for(SHOW)

    @property
    def shows_documents(self) -> bool:
        """Somebody only wants to see the documents, and keeps what they have typed."""
        return self._asks_for(DOCUMENTS)

    @property
    def decides(self) -> bool:
        return self.is_valid() and self.cleaned_data["decision"] in DONE

    def _asks_for(self, name: str) -> bool:
        return self.is_bound and self.is_valid() and self.cleaned_data["decision"] == name

    def offered(self, page_keys: Collection[str]) -> tuple[list[Offered], list[Offered]]:
        """Ready reasons about these pages, and all others."""
        value = self["ready"].value()
        chosen = set(value) if isinstance(value, list) else set()
        fitting: list[Offered] = []
        others: list[Offered] = []
        for reason in reasons.READY:
            found = fitting if reason.is_about(page_keys) else others
            found.append(Offered(reason, reason.key in chosen))
        return fitting, others

    def names(self, version: int) -> bool:
        """Whether this version is what the moderator saw, as far as the form says."""
        return not self.is_bound or self.cleaned_data.get("version") in (None, version)

    def decide(self, revision: ProfileRevision, by: User) -> str:
        """Does what was chosen and gives the message for it. Raises `Refused`."""
        data = self.cleaned_data
        decision, version = data["decision"], data["version"]
        if decision == APPROVE:
            moderation.approve(revision.pk, version=version, by=by)
        else:
            step: Callable[..., ProfileRevision] = (
                moderation.ask_for_changes if decision == ASK else moderation.reject
            )
            keys = [one.key for one in reasons.READY if one.key in data["ready"]]
            step(revision.pk, version=version, by=by, reasons=self.told, keys=keys)
        return gettext("%(name)s: %(done)s") % {
            "name": revision.therapist.name,
            "done": DONE[decision],
        }
