"""Ends what was kept of lists: with the next one, and after 400 days at the latest."""

from datetime import datetime, timedelta

from directory.models import RosterEntry, RosterImport

KEPT_FOR = timedelta(days=400)


def forget_old(now: datetime) -> str:
    """Entries, bad rows and proposals of imports that long ago; the checks that followed stay."""
    before = now - KEPT_FOR
    entries, _by_model = RosterEntry.objects.filter(seen_in__begun_at__lt=before).delete()
    imports = RosterImport.objects.filter(begun_at__lt=before)
    count = len(imports)
    imports.delete()
    return f"{entries} entries and {count} imports of lists forgotten"
