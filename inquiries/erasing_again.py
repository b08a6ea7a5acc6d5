"""Removes once more the messages that their patients deleted and a restored backup has again."""

from __future__ import annotations

from sciatica_site import erasure_marks
from sciatica_site.backup import erasing_again
from sciatica_site.hooks import ErasedAgain, WhenMarked
from sciatica_site.models import ErasureMark

from .actions import writing
from .models import Inquiry


def delete_again(when_marked: WhenMarked) -> ErasedAgain:
    """Each in a transaction of its own, as its patient did it: what is reported in the backup
    and not decided there waits for the decision once more."""
    born = Inquiry.objects.deletable().order_by("pk").values_list("pk", "created_at")
    found = [
        number
        for number, created_at in born.iterator()
        if when_marked(ErasureMark.Kind.MESSAGE, erasure_marks.identity(number, created_at))
    ]
    rows = Inquiry.objects.filter(pk__in=found).order_by("pk")
    return erasing_again.each("message", rows, writing.delete)
