"""Keeps everything that is derived of articles in step with them."""

import datetime

from django.db import transaction

from . import pages, texts
from .models import Article


@transaction.atomic
def refresh() -> int:
    """Call it once after a change of articles, claims, references or topics, in the transaction of
    the change; returns how many rows had to be written."""
    return texts.refresh(Article.objects.all()) + pages.refresh()


def mend(now: datetime.datetime) -> str:
    """Two changes at the same moment may each miss the other's part: nothing stays wrong longer
    than a day."""
    return f"{refresh()} derived rows rewritten"
