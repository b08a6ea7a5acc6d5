"""Describes an article to search engines (schema.org MedicalWebPage)."""

from typing import Any

from django.conf import settings

from .presenters import ArticlePage, ListedReference


def medical_web_page(page: ArticlePage) -> dict[str, Any]:
    """Says no more than the page itself does: a review is named only if there was one."""
    article = page.article
    url = settings.SITE_URL + article.get_absolute_url()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": article.title,
        "headline": article.title,
        "description": article.summary,
        "inLanguage": "en-US",
        "dateModified": article.updated_on.isoformat(),
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "author": {"@type": "Organization", "name": article.author},
        "publisher": {
            "@type": "Organization",
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
        },
        "about": [{"@type": "MedicalCondition", "name": name} for name in _subjects(page)],
        "mentions": [
            {"@type": "MedicalTherapy", "name": technique.name} for technique in page.techniques
        ],
        "citation": [_citation(reference) for reference in page.references],
    }
    if article.published_on:
        data["datePublished"] = article.published_on.isoformat()
    if article.is_reviewed and article.reviewed_on:
        data["lastReviewed"] = article.reviewed_on.isoformat()
        data["reviewedBy"] = {"@type": "Person", "name": article.reviewer_name}
    return data


def _subjects(page: ArticlePage) -> list[str]:
    return ["Sciatica", *(condition.name for condition in page.conditions)]


def _citation(reference: ListedReference) -> dict[str, Any]:
    citation: dict[str, Any] = {"@type": "CreativeWork", "name": reference.title}
    if reference.authors:
        citation["creditText"] = reference.authors
    if reference.year:
        citation["datePublished"] = str(reference.year)
    if reference.url:
        citation["url"] = reference.url
    return citation
