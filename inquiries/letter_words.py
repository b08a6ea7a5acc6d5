"""The words of the form for what a letter keeps by key: times, causes, things to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directory.models import Condition

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOT_SURE = "not-sure"
NOT_SURE_LABEL = _("I am not sure")
#: What a therapist says to work with; for a patient it is the same as not being sure.
UNKNOWN = "cause-unknown"


class Time(TextChoices):
    """When somebody would like to come."""

    MORNINGS = "mornings", _("Mornings")
    AFTERNOONS = "afternoons", _("Afternoons")
    EVENINGS = "evenings", _("Evenings")
    WEEKENDS = "weekends", _("Weekends")


@dataclass(frozen=True)
class Tell:
    """One line about oneself; `key` names its field, `label` goes into the letter with it."""

    key: str
    label: str | _StrPromise


TELL: tuple[Tell, ...] = (
    Tell("where", _("Where it hurts")),
    Tell("medicines", _("Medicines, such as blood thinners or strong painkillers")),
    Tell("allergies", _("Allergies, sensitive skin or scents that bother you")),
    Tell("surgery", _("Surgery, an injection or an injury, and when")),
    Tell("pregnancy", _("Pregnant, or possibly pregnant")),
    Tell("avoid", _("What to avoid, such as areas you do not want touched")),
)


def causes() -> list[tuple[str, str | _StrPromise]]:
    """What can be chosen: all that profiles name, and that one does not know."""
    offered = Condition.objects.filter(is_active=True).exclude(slug=UNKNOWN)
    return [*offered.values_list("slug", "name"), (NOT_SURE, NOT_SURE_LABEL)]


def cause_name(slug: str) -> str:
    """In words, for those who read the letter; empty when none was chosen."""
    if slug in ("", NOT_SURE):
        return str(NOT_SURE_LABEL) if slug else ""
    return Condition.objects.filter(slug=slug).values_list("name", flat=True).first() or ""


def time_names(times: tuple[str, ...]) -> list[str]:
    """In the order of the week, whatever came from the form of an earlier version."""
    return [str(one.label) for one in Time if one.value in times]
