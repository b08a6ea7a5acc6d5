"""The read model of the words box: what is searched of each public profile, as stems."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sciatica_site.fulltext import TextModel


class SearchText(TextModel):
    """The words of one public profile; written only by `directory.search.doc`.

    The columns of words come from `fulltext.stored()`; `plain` keeps what people read, as
    [key of the question, text, its words], for the passages on result cards.
    """

    text_columns: ClassVar[tuple[str, ...]] = ("name", "vocabulary", "answers")

    therapist = models.OneToOneField(
        "Therapist", on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    name = models.TextField()
    vocabulary = models.TextField()
    answers = models.TextField()
    plain = models.JSONField()

    class Meta:
        verbose_name = _("searched text")
        verbose_name_plural = _("searched texts")

    def __str__(self) -> str:
        return str(self.therapist_id)
