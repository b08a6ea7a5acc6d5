"""Describes an article to search engines (schema.org MedicalWebPage)."""

from typing import Any

from django.conf import settings

from .models import Article, Topic
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
        "timeRequired": f"PT{article.reading_minutes}M",
        "isAccessibleForFree": True,
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "author": {"@type": "Organization", "name": article.author},
        "publisher": {
            "@type": "Organization",
            "name": settings.SITE_NAME,
            "url": settings.SITE_URL,
        },
        "isPartOf": _topic(article.topic),
        "about": [{"@type": "MedicalCondition", "name": name} for name in _subjects(page)],
        "mentions": [
            {"@type": "MedicalTherapy", "name": technique.name} for technique in page.techniques
        ],
        "citation": [_citation(reference) for reference in page.references],
        "significantLink": [settings.SITE_URL + other.url for other in page.related],
    }
    return data | _dates(article)


def _dates(article: Article) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    if article.published_on:
        dates["datePublished"] = article.published_on.isoformat()
    if article.is_reviewed and article.reviewed_on:
        dates["lastReviewed"] = article.reviewed_on.isoformat()
        dates["reviewedBy"] = {"@type": "Person", "name": article.reviewer_name}
    return dates


def _topic(topic: Topic) -> dict[str, Any]:
    url = settings.SITE_URL + topic.get_absolute_url()
    return {"@type": "CollectionPage", "@id": url, "url": url, "name": topic.title}


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
