"""Says what comes next for the list of a board, in one sentence with one button."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.choices import UNFINISHED_IMPORTS, ImportState, ProposalState
from directory.models import RosterImport, RosterProposal, RosterSource

from .forms import READ, SAMPLE, TRIAL


@dataclass(frozen=True)
class Step:
    """`label` and `url` are empty where the button of the page itself is the next one."""

    text: str
    label: str = ""
    url: str = ""


def for_source(source: RosterSource) -> Step:
    """On the page of how a list is read."""
    file = _file(source)
    if not source.columns and not source.header:
        text = _("Next: give it a file. Its first row says what the columns are called.")
        return Step(text, _("Give it a file"), file)
    if not source.columns:
        text = _("Next: choose below which column holds what, then save. A dry run comes after.")
        return Step(text)
    newest = source.imports.order_by("-begun_at", "-pk").first()
    if newest is None:
        text = _("Next: a dry run. It says what the file would propose, and changes nothing.")
        return Step(text, _("Give it a file for a dry run"), file)
    if newest.state in UNFINISHED_IMPORTS:
        return Step(_("A file of this list is being read."), _("See how far it is"), _page(newest))
    if newest.is_trial:
        return for_import(newest)
    text = _("Give it a file when the board has a newer list.")
    return Step(text, _("Give it a file"), file)


def for_file(source: RosterSource, what: str) -> str:
    """On the page where a file comes in."""
    if what == SAMPLE:
        return _(
            "Step 1 of 3: choose the file of the board. Only its first row is read now, to learn"
            " what its columns are called. Then you choose the columns."
        )
    if what == READ:
        return _(
            "Step 3 of 3: send the file to be read. What it says about credentials here is then"
            " proposed to you, and nothing changes before you have accepted it."
        )
    return _(
        "Step 2 of 3: send the file for a dry run. It says what would be proposed, and changes"
        " nothing. Then you send the file once more to be read."
    )


def first_choice(source: RosterSource, wanted: str = "") -> str:
    """What the page of a file begins with."""
    if not source.columns:
        return SAMPLE
    return wanted if wanted in (SAMPLE, READ) else TRIAL


def for_import(found: RosterImport) -> Step:
    """On the page of a file that was given."""
    source = found.source
    if found.state in UNFINISHED_IMPORTS:
        return Step(
            _("Next: wait until it is read, usually within an hour."), _("Look again"), _page(found)
        )
    if found.state == ImportState.FAILED:
        text = _("It was not read to its end. Next: give it a better file, or the same one again.")
        return Step(text, _("Give it a file"), _file(source))
    if found.is_trial:
        return _after_trial(found)
    waiting = RosterProposal.objects.filter(roster_import=found, state=ProposalState.OPEN)
    if waiting.exists():
        url = reverse("admin:directory_rosterproposal_changelist")
        url += f"?state={ProposalState.OPEN}&register={source.register.slug}"
        return Step(_("Next: decide about what it proposes."), _("Decide about them"), url)
    text = _("Nothing of it waits for you. Give it a file when the board has a newer list.")
    return Step(text, _("Give it a file"), _file(source))


def _after_trial(found: RosterImport) -> Step:
    source = found.source
    if found.rows_bad and not found.rows_kept:
        text = _("No row could be read. Next: mend how the list is read, then try again.")
        url = reverse("admin:directory_rostersource_change", args=[source.pk])
        return Step(text, _("How this list is read"), url)
    text = _("Next: send the same file once more to be read, if this looks right.")
    return Step(text, _("Give it the file to be read"), f"{_file(source)}?what={READ}")


def _file(source: RosterSource) -> str:
    return reverse("admin:directory_rostersource_file", args=[source.pk])


def _page(found: RosterImport) -> str:
    return reverse("admin:directory_rosterimport_change", args=[found.pk])
