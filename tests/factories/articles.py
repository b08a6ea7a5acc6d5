"""Builds topics, references and articles for tests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import factory
from factory.django import DjangoModelFactory

from articles.actions import set_body, set_claims, set_references
from articles.models import Article, Claim, Reference, Topic
from articles.rendering import render_article
from articles.texts import refresh
from directory.models import Condition, Technique


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"topic-{n}")
    title = factory.Sequence(lambda n: f"Topic {n}")
    summary = "What this topic is about."
    position = factory.Sequence(lambda n: n)


class ReferenceFactory(DjangoModelFactory):
    class Meta:
        model = Reference
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"Study{2000 + n}")
    authors = "Doe J, Roe R"
    year = 2020
    title = factory.Sequence(lambda n: f"A study of backs, part {n}")
    container = "Journal of Backs"
    doi = factory.Sequence(lambda n: f"10.1000/{n}")
    certainty = "S"


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"C{200 + n}")
    section = "effects"
    said = "Massage cures back pain."
    wording = "Massage may ease back pain for a while."
    verdict = "partly"
    grade = "low"
    graded_on = datetime.date(2026, 3, 1)

    @factory.post_generation
    def references(self: Claim, create: bool, references: Iterable[Reference] | None) -> None:
        self.references.set(references or [])


class ArticleFactory(DjangoModelFactory):
    """A draft, unless told `published=True`; what `body` cites must exist."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(status="published", published_on=datetime.date(2026, 3, 1))
        reviewed = factory.Trait(
            reviewer_name="A. Clinician, PT", reviewed_on=datetime.date(2026, 4, 1)
        )

    slug = factory.Sequence(lambda n: f"article-{n}")
    title = factory.Sequence(lambda n: f"Article {n}")
    summary = "What this article tells."
    question = "What should I know?"
    topic = factory.SubFactory(TopicFactory)
    position = factory.Sequence(lambda n: n)
    author = "Editorial team"
    evidence_grade = "low"
    body = "## First part\n\nSome words.\n"
    updated_on = datetime.date(2026, 3, 2)

    @classmethod
    def _create(cls, model_class: type[Article], *args: Any, **kwargs: Any) -> Article:
        rendered = render_article(kwargs["body"])
        article = model_class(*args, **kwargs)
        set_body(article, kwargs["body"], rendered)
        article.save()
        set_references(article, rendered.keys)
        set_claims(article, rendered.claims)
        refresh(Article.objects.filter(pk=article.pk))
        return article

    @factory.post_generation
    def techniques(self: Article, create: bool, terms: Iterable[Technique] | None) -> None:
        self.techniques.set(terms or [])

    @factory.post_generation
    def conditions(self: Article, create: bool, terms: Iterable[Condition] | None) -> None:
        self.conditions.set(terms or [])

    @factory.post_generation
    def related(self: Article, create: bool, articles: Iterable[Article] | None) -> None:
        self.related.set(articles or [])
