"""The claim ledger in the admin: a new grade sends the articles that state a claim to review."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import person
from articles.actions.claims import Consequences, change_claim
from articles.derived import refresh
from articles.models import Article, Claim

#: Readers see the articles themselves; a next version states the same claims once more.
ORIGINALS = Q(uses__article__revises__isnull=True)


#: What somebody may have changed while the form was open.
GUARDED = ("section", "said", "wording", "verdict", "grade", "grade_note", "mismatch", "heard_in")


def state_of(claim: Claim) -> str:
    """A digest of what the claim says now."""
    return salted_hmac("claim", repr([getattr(claim, name) for name in GUARDED])).hexdigest()


class ClaimForm(forms.ModelForm):
    """Refuses to put back, unseen, what somebody else has changed since it was opened."""

    opened_as = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Claim
        fields = [
            "key",
            "section",
            "position",
            "said",
            "wording",
            "verdict",
            "grade",
            "grade_note",
            "mismatch",
            "heard_in",
            "references",
            "is_edited_here",
        ]
        widgets = {
            "said": forms.Textarea(attrs={"rows": 2}),
            "wording": forms.Textarea(attrs={"rows": 4}),
            "mismatch": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["opened_as"] = state_of(self.instance)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # The instance is still as the database has it: what was typed is put into it later.
        now = state_of(self.instance) if self.instance.pk else ""
        if self.instance.pk and self.cleaned_data.get("opened_as") != now:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict in the admin
            data["opened_as"] = now
            self.data = data
            message = gettext(
                "Somebody changed this claim after you opened it: it is now “%(verdict)s”,"
                " certainty “%(grade)s”, and says: “%(wording)s” Nothing of yours is lost; save"
                " again to put it in place of that."
            )
            claim = self.instance
            details = {"verdict": claim.get_verdict_display(), "grade": claim.get_grade_display()}
            self.add_error(None, message % {**details, "wording": claim.wording})
        return cleaned

    def clean_heard_in(self) -> str:
        """Letters, each once, in their order."""
        letters = str(self.cleaned_data["heard_in"]).upper().replace(",", " ").split()
        if not all(re.fullmatch("[A-E]", letter) for letter in letters):
            raise ValidationError(gettext("Enter letters from A to E, such as “A D”."))
        return " ".join(sorted(set(letters)))


class UseFilter(admin.SimpleListFilter):
    """Whether any article states it."""

    title = _("stated by an article")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        match self.value():
            case "yes":
                return queryset.filter(uses__isnull=False).distinct()
            case "no":
                return queryset.filter(uses__isnull=True)
        return queryset


@admin.register(Claim)
class ClaimAdmin(admin.ModelAdmin):
    form = ClaimForm
    list_display = ["key", "said", "verdict", "grade", "used_by", "is_edited_here"]
    list_filter = ["verdict", "grade", "section", UseFilter, "is_edited_here"]
    list_per_page = 50
    search_fields = ["key", "said", "wording", "mismatch", "references__key"]
    search_help_text = _("A key, words of the claim, or the key of a reference.")
    autocomplete_fields = ["references"]
    ordering = ["position", "key"]
    readonly_fields = ["graded_on", "stated_in"]
    fieldsets = [
        (None, {"fields": ["key", "section", "position", "said", "wording", "heard_in"]}),
        (
            _("What became of it"),
            {
                "fields": ["verdict", "grade", "grade_note", "graded_on", "mismatch", "references"],
                "description": _(
                    "Another verdict or grade sends every article that states the claim back to"
                    " review."
                ),
            },
        ),
        (_("Use"), {"fields": ["stated_in", "is_edited_here", "opened_as"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        claims: QuerySet[Claim] = super().get_queryset(request)
        return claims.annotate(
            article_total=Count("uses__article", filter=ORIGINALS, distinct=True)
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Claim | None = None
    ) -> list[str] | tuple[str, ...]:
        # Texts name the key, so that changing it would break them.
        return ["key", *self.readonly_fields] if obj else list(self.readonly_fields)

    @admin.display(description=_("articles"), ordering="article_total")
    def used_by(self, claim: Claim) -> int:
        return int(getattr(claim, "article_total", 0))

    @admin.display(description=_("stated in"))
    def stated_in(self, claim: Claim) -> str:
        return _titles(claim.articles.filter(revises__isnull=True)) if claim.pk else "-"

    def save_model(self, request: HttpRequest, obj: Claim, form: ModelForm, change: bool) -> None:
        """A claim that is there already is changed by the action and nothing else."""
        if not change:
            obj.is_edited_here = True
            super().save_model(request, obj, form, change)
            return
        result = change_claim(
            obj,
            {
                name: form.cleaned_data[name]
                for name in form.changed_data
                if name not in ("references", "opened_as")
            },
            references=form.cleaned_data["references"],
            by=person(request),
        )
        self._tell(request, result)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        if not change:
            super().save_related(request, form, formsets, change)
            refresh()

    def _tell(self, request: HttpRequest, result: Consequences) -> None:
        for message, articles in (
            (
                ngettext(
                    "The review of %(count)s article is due now: %(titles)s",
                    "The review of %(count)s articles is due now: %(titles)s",
                    len(result.to_review),
                ),
                result.to_review,
            ),
            (
                ngettext(
                    "%(count)s article is a draft again: %(titles)s",
                    "%(count)s articles are drafts again: %(titles)s",
                    len(result.returned),
                ),
                result.returned,
            ),
        ):
            if articles:
                values = {"count": len(articles), "titles": _titles(articles)}
                self.message_user(request, message % values, messages.WARNING)


def _titles(articles: "QuerySet[Article] | list[Article]") -> str:
    return "; ".join(article.title for article in articles) or "-"
