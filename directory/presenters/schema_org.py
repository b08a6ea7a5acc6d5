"""What a profile says, as schema.org data: nothing that the page itself does not show."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from directory.models import PracticeLocation, Rate, Therapist


def describe(therapist: Therapist, today: date) -> dict[str, Any]:
    """A therapist loaded `with_answers()`; a credential is in it only while its check counts."""
    url = settings.SITE_URL + therapist.get_absolute_url()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "HealthAndBeautyBusiness",
        "@id": url,
        "url": url,
        "name": therapist.name,
        "address": [_address(location) for location in therapist.locations.all()],
        "founder": _person(therapist, today),
    }
    if therapist.phone:
        data["telephone"] = therapist.phone
    offers = [_offer(rate) for rate in therapist.rates.all()]
    if offers:
        data["makesOffer"] = offers
    return data


def _person(therapist: Therapist, today: date) -> dict[str, Any]:
    person: dict[str, Any] = {
        "@type": "Person",
        "name": therapist.name,
        "jobTitle": "Massage therapist",
        "knowsLanguage": [language.slug for language in therapist.languages.all()],
    }
    if therapist.photo:
        photo = reverse("directory:photo", args=[therapist.photo.token])
        person["image"] = settings.SITE_URL + photo
    in_date = [
        {
            "@type": "EducationalOccupationalCredential",
            "name": str(credential),
            "recognizedBy": {"@type": "Organization", "name": credential.issuer},
        }
        for credential in therapist.credentials.all()
        if credential.is_checked_and_in_date(today)
    ]
    if in_date:
        person["hasCredential"] = in_date
    return person


def _address(location: PracticeLocation) -> dict[str, str]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": location.city,
        "addressRegion": location.state,
        "postalCode": location.postal_code,
        "addressCountry": "US",
    }
    if location.street:
        address["streetAddress"] = location.street
    return address


def _offer(rate: Rate) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "name": f"{rate.minutes}-minute massage session",
        "price": f"{rate.price_cents / 100:.2f}",
        "priceCurrency": "USD",
    }
