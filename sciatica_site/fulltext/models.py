"""The base of models whose words are searched."""

from typing import ClassVar

from django.db import models


class TextModel(models.Model):
    """`text_columns` names the fields that hold words, strongest first."""

    text_columns: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
