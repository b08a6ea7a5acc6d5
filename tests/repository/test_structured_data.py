"""What pages say to search engines keeps to the vocabulary of schema.org."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client

from directory.models import Condition, Technique
from tests.factories.articles import ArticleFactory, ReferenceFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.schema_org import VOCABULARY, problems


def data_of(client: Client, path: str) -> dict[str, Any]:
    (text,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.DOTALL
    )
    data: dict[str, Any] = json.loads(text)
    return data


@pytest.mark.usefixtures("vocabulary")
def test_an_article_with_everything_keeps_to_the_vocabulary(client: Client) -> None:
    ReferenceFactory(key="A")
    ReferenceFactory(key="B", doi="", authors="", year=None)
    ArticleFactory(
        published=True,
        reviewed=True,
        slug="one",
        next_review_on=datetime.date(2027, 1, 1),
        body="Text [@A; @B].",
        techniques=Technique.objects.all(),
        conditions=Condition.objects.all(),
        related=[ArticleFactory(published=True)],
    )

    data = data_of(client, "/articles/one/")

    assert data["lastReviewed"] == "2026-04-01"
    assert data["citation"]
    assert data["mentions"]
    assert problems(data) == []


@pytest.mark.django_db
def test_an_article_with_nothing_keeps_to_the_vocabulary(client: Client) -> None:
    ArticleFactory(published=True, slug="one")

    assert problems(data_of(client, "/articles/one/")) == []


@pytest.mark.usefixtures("vocabulary")
def test_a_profile_keeps_to_the_vocabulary(client: Client) -> None:
    therapist = TherapistFactory(
        published=True, phone="+13035550142", places=["Denver", "Boulder"],
        languages=["es"], rates={60: 9550},
    )  # fmt: skip
    therapist.locations.update(street="12 Elm Street")
    CredentialFactory(therapist=therapist, title="LMT", checked=True)

    data = data_of(client, therapist.get_absolute_url())

    assert data["founder"]["hasCredential"]
    assert problems(data) == []


PAGE = {"@context": "https://schema.org", "@type": "MedicalWebPage"}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"@type": "MedicalPage"}, "page: no type MedicalPage"),
        ({"reviewer": "Ana"}, "page: a MedicalWebPage has no property reviewer"),
        ({"telephone": "1"}, "page: a MedicalWebPage has no property telephone"),
        ({"lastReviewed": "May 2026"}, "page.lastReviewed: 'May 2026' instead of Date"),
        ({"isAccessibleForFree": "yes"}, "page.isAccessibleForFree: 'yes' instead of Boolean"),
        ({"url": "/articles/"}, "page.url: '/articles/' instead of URL"),
        (
            {"reviewedBy": {"@type": "CreativeWork"}},
            "page.reviewedBy: CreativeWork instead of Organization or Person",
        ),
        (
            {"author": [{"@type": "Person", "headline": "x"}]},
            "page.author: a Person has no property headline",
        ),
        ({"@context": "https://example.com"}, "page: the context is not schema.org"),
    ],
)
def test_what_is_wrong_is_found(wrong: dict[str, Any], problem: str) -> None:
    assert problems(PAGE | wrong) == [problem]


def test_the_vocabulary_says_where_it_is_from() -> None:
    assert VOCABULARY["version"]
    assert "ShareAlike" in VOCABULARY["license"]
