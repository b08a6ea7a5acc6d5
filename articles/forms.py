"""The form with which an editor changes an article."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.vetting import QUESTIONS

from . import citations, claim_marks
from .actions.history import CONTENT_FIELDS, CONTENT_LINKS, snapshot
from .actions.writing import changed, objections
from .choices import PUBLIC_STATUSES, ArticleStatus
from .content_checks import check_here
from .models import Article, ArticleRevision, Claim, Reference
from .readiness import errors
from .trail import trail_of

LONGEST_TEXT = 60_000
#: What one may go on writing in; what is public takes small corrections only.
OPEN_STATUSES = (ArticleStatus.DRAFT, ArticleStatus.IN_REVIEW)
#: Where an article stands among others: no content, so that no history tells of it.
PLACE_FIELDS = ("slug", "topic", "position", "next_review_on", "is_edited_here")


class ArticleForm(forms.ModelForm):
    """Refuses a text that cites nothing real, a large change of a public text, and words that
    would silently replace somebody else's. It saves nothing of the content: `actions.writing`
    does, with what `content()` says."""

    #: Look at what was typed and save nothing.
    is_check = False
    #: The article as the database has it while this form is looked at; None for a new one.
    stored: Article | None = None
    #: The revision that was made since the form was opened, and the one that it was opened with.
    newer: ArticleRevision | None = None
    opened: ArticleRevision | None = None

    body = forms.CharField(
        label=_("Text (Markdown)"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 40, "cols": 100, "spellcheck": "true"}),
        help_text=_("Cite a reference as [@Key], name a claim as [#C07]. The help is below."),
    )
    vetting_questions = forms.TypedMultipleChoiceField(
        label=_("Vetting questions"),
        choices=[(question.number, question.wording) for question in QUESTIONS],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Which of the six questions this article explains."),
        error_messages={"invalid_choice": _("The questions are numbered 1 to 6.")},
    )
    opened_at = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    note = forms.CharField(
        label=_("Note for the desk"),
        max_length=1_000,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("What you changed and why, for the history."),
    )
    is_small = forms.BooleanField(
        label=_("This is a small correction: the meaning is unchanged"),
        required=False,
        help_text=_("Spelling, a link, a comma. The review dates stay as they are."),
    )
    reader_note = forms.CharField(
        label=_("What was corrected"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("A line of the change history that readers see, such as “Spelling corrected.”"),
    )

    class Meta:
        model = Article
        fields = [
            *("title", "slug", "question", "summary", "topic", "position", "author"),
            *("next_review_on", "evidence_grade", "evidence_note", "shows_guidelines"),
            *("techniques", "conditions", "related", "vetting_questions"),
            *("body", "is_edited_here"),
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "evidence_note": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"next_review_on": {"invalid": _("Enter a date such as 2027-05-22.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["opened_at"] = trail_of(self.instance).last_number
        if "related" in self.fields:
            others = Article.objects.filter(revises=None).only("slug", "title")
            self.fields["related"].queryset = others.exclude(  # type: ignore[attr-defined]
                pk__in=[self.instance.pk or 0, self.instance.revises_id or 0]
            )

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_check

    def clean_summary(self) -> str:
        return " ".join(self.cleaned_data["summary"].split())

    def clean_evidence_note(self) -> str:
        return " ".join(self.cleaned_data["evidence_note"].split())

    def clean_next_review_on(self) -> datetime.date | None:
        """The database would refuse it as well, but not so kindly: it sees fields that are not
        in this form."""
        day: datetime.date | None = self.cleaned_data["next_review_on"]
        earlier = [self.instance.reviewed_on, self.instance.published_on]
        if day and any(other and day <= other for other in earlier):
            raise ValidationError(_("The next review must come after the last one."))
        return day

    def clean_body(self) -> str:
        """Markdown in which every citation names a reference, and every mark a claim."""
        body = normal(self.cleaned_data["body"])
        known = frozenset(Reference.objects.values_list("key", flat=True))
        ledger = dict(Claim.objects.values_list("key", "wording"))
        found = [
            gettext("Line %(line)s: %(message)s") % {"line": p.line, "message": p.message}
            for p in (*citations.problems(body, known), *claim_marks.problems(body, ledger))
        ]
        if found:
            raise ValidationError(found)
        # A file may end in other blank lines than a form does: that is no change.
        return self.instance.body if normal(self.instance.body) == body else body

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk:
            # Nobody else changes it until what is saved here is saved.
            stored = Article.objects.select_for_update().filter(pk=self.instance.pk)
            self.stored = stored.order_by("pk").first()
            self._refuse_what_is_stale()
            self._refuse_a_change_of_what_is_public()
        return cleaned

    def content(self) -> dict[str, Any]:
        """What was typed, as `actions.history.snapshot` tells it; only what is in order."""
        cleaned = self.cleaned_data
        content = {name: cleaned[name] for name in CONTENT_FIELDS if name in cleaned}
        for name in CONTENT_LINKS:
            if name in cleaned:
                content[name] = sorted(row.slug for row in cleaned[name])
        return content

    def place(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLACE_FIELDS if name in self.cleaned_data}

    def typed(self, name: str) -> str:
        """As it stands in the form, in order or not."""
        words = str(self[name].value() or "")[:LONGEST_TEXT]
        return normal(words) if name == "body" else words

    def _refuse_what_is_stale(self) -> None:
        last = self.stored.revisions.order_by("-number").first() if self.stored else None
        opened_at = self.cleaned_data.get("opened_at") or 0
        if last is None or last.number == opened_at:
            return
        self.newer = last
        self.opened = last.article.revisions.filter(number=opened_at).first()
        self._take_over(last)
        message = gettext(
            "%(who)s changed this article after you opened it (revision %(number)s: %(what)s)."
            " Nothing of yours is lost: look at what changed above, then save again."
        )
        who = str(last.actor) if last.actor else gettext("Somebody")
        details = {"who": who, "number": last.number, "what": last.get_kind_display()}
        self.add_error(None, message % details)

    def _take_over(self, last: ArticleRevision) -> None:
        """Show what was not touched here as it is now, and expect that the next time."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # forms in the admin get a QueryDict
        data["opened_at"] = str(last.number)
        before = self.opened.snapshot if self.opened else {}
        for name, mine in self.content().items():
            if name in last.snapshot and _same(name, mine, before.get(name)):
                self._put(data, name, last.snapshot[name])
        self.data = data

    def _put(self, data: Any, name: str, value: Any) -> None:
        """Write a value of a snapshot into form data, as a browser would send it."""
        if name in CONTENT_LINKS:
            rows = self.fields[name].queryset.filter(slug__in=value)  # type: ignore[attr-defined]
            value = list(rows.values_list("pk", flat=True))
        if isinstance(value, list):
            data.setlist(name, [str(one) for one in value])
        elif value is False:
            data.pop(name, None)
        else:
            data[name] = "on" if value is True else value

    def _refuse_a_change_of_what_is_public(self) -> None:
        stored = self.stored
        if stored is None or stored.status in OPEN_STATUSES:
            return
        before, content = snapshot(stored), self.content()
        if stored.status not in PUBLIC_STATUSES:
            self.add_error(None, gettext("A text in this state cannot be changed."))
        elif not changed(before, content, CONTENT_FIELDS):
            return
        elif not self.cleaned_data.get("is_small"):
            self.add_error(
                None,
                gettext(
                    "Readers see this text. For a change of what it says, start a new version (the"
                    " button is above): they go on seeing this one until the new one is reviewed."
                    " For a slip of the pen, tick “small correction” and say what it was."
                ),
            )
        else:
            after = {**before, **content}
            found = check_here(after["title"], after["summary"], after["body"])
            reasons = objections(before, content, self.cleaned_data.get("reader_note", ""))
            for reason in [*reasons, *errors(found)]:
                self.add_error(None, reason)


def normal(text: str) -> str:
    """With the line breaks of a file, whatever a browser made of them."""
    return "\n".join(text.splitlines()).strip("\n") + "\n"


def _same(name: str, typed: Any, stored: Any) -> bool:
    if name == "body":
        return normal(typed) == normal(stored or "")
    if isinstance(typed, list):
        return sorted(typed) == sorted(stored or [])
    return bool(typed == stored)
