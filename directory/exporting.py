"""What a file with the list of therapists holds, and who gets which column of it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from directory.models import Credential, PracticeLocation, Therapist
from sciatica_site.exporting import Column

#: Without these a row of the file would take queries of its own.
RELATED = ("locations", "credentials__kind")


def rows(therapists: QuerySet[Therapist]) -> QuerySet[Therapist]:
    return therapists.select_related("owner").prefetch_related(*RELATED)


def _page(therapist: Therapist) -> str:
    return f"{settings.SITE_URL}{therapist.get_absolute_url()}"


def _places(therapist: Therapist) -> str:
    return "; ".join(_place(location) for location in therapist.locations.all())


def _place(location: PracticeLocation) -> str:
    return f"{location.city}, {location.state} {location.postal_code}"


def _credentials(therapist: Therapist) -> str:
    return "; ".join(_credential(one) for one in therapist.credentials.all())


def _credential(credential: Credential) -> str:
    words = (credential.kind.name, credential.region, credential.number)
    said = " ".join(word for word in words if word)
    return f"{said} ({credential.get_verification_display()})"


COLUMNS = (
    Column("number", _("number"), lambda one: one.pk),
    Column("name", _("name"), lambda one: one.name),
    Column("page", _("page"), _page),
    Column("status", _("status"), lambda one: one.status),
    Column("accepting", _("accepts new clients"), lambda one: one.accepting),
    Column("published_at", _("first published"), lambda one: one.published_at),
    Column("confirmed_on", _("last confirmed"), lambda one: one.confirmed_on),
    Column("places", _("places"), _places),
    Column("credentials", _("credentials"), _credentials, "directory.view_credential"),
    Column("is_demo", _("demo data"), lambda one: one.is_demo),
    # A therapist's address is for the site alone (docs/data-protection.md).
    Column("account", _("account"), lambda one: one.owner.email, "accounts.view_user"),
)
