"""The form with which an editor changes an article."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .actions import set_body
from .citations import problems
from .models import Article, Reference
from .rendering import RenderedArticle, render_article


class ArticleForm(forms.ModelForm):
    """Refuses a text whose citations lead nowhere, and keeps everything derived in step."""

    #: The new text as it will be shown; None while the text is as it was.
    rendered: RenderedArticle | None = None

    class Meta:
        model = Article
        fields = [
            "title",
            "slug",
            "question",
            "summary",
            "topic",
            "position",
            "author",
            "status",
            "published_on",
            "reviewer_name",
            "reviewed_on",
            "next_review_on",
            "evidence_grade",
            "evidence_note",
            "reading_grade",
            "vetting_questions",
            "techniques",
            "conditions",
            "related",
            "body",
            "is_edited_here",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "evidence_note": forms.Textarea(attrs={"rows": 2}),
            "body": forms.Textarea(attrs={"rows": 40, "spellcheck": "true"}),
        }
        error_messages = {"next_review_on": {"invalid": _("Enter a date such as 2027-05-22.")}}

    def clean_body(self) -> str:
        """Markdown in which every citation names a reference."""
        body = "\n".join(str(self.cleaned_data["body"]).splitlines()).strip("\n") + "\n"
        known = frozenset(Reference.objects.values_list("key", flat=True))
        found = [
            gettext("Line %(line)s: %(message)s") % {"line": p.line, "message": p.message}
            for p in problems(body, known)
        ]
        if found:
            raise ValidationError(found)
        return body

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        body = self.cleaned_data.get("body")
        if body and body != self.initial.get("body"):
            self.rendered = render_article(body)
        return cleaned

    def save(self, commit: bool = True) -> Article:
        """The references follow in the admin's `save_related`, once the article has its id."""
        article: Article = self.instance
        if self.rendered is not None:
            set_body(article, self.cleaned_data["body"], self.rendered)
        if self.rendered is not None or {"title", "summary"} & set(self.changed_data):
            article.updated_on = timezone.localdate()
            if article.source_path and "is_edited_here" not in self.changed_data:
                article.is_edited_here = True
        saved: Article = super().save(commit)
        return saved
