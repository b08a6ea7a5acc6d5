"""Pairs of profiles in the moderation area: side by side, with a next step for each of both."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from directory import pairs
from directory.models import Hiding, PossiblePair, Therapist
from directory.queues import profiles
from tests.directory.admin.forms import address
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import PossiblePairFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LIST = "/admin/directory/possiblepair/"


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(ModeratorFactory())
    return client


def text_of(response: object) -> str:
    page = html.document_fromstring(response.text)  # type: ignore[attr-defined]
    return " ".join(page.xpath("//*[@id='content']")[0].text_content().split())


def double() -> PossiblePair:
    """Ana has two profiles; the second one has a text that waits."""
    for name, city in (("Ana Ruiz", "Denver"), ("Ana Ruis", "Boulder")):
        therapist = TherapistFactory(
            published=True,
            name=name,
            place=city,
            phone="+13035550142",
            website="https://www.ana.example.com/me",
        )
        CredentialFactory(therapist=therapist, number="MT-77", region="CO")
    RevisionFactory(therapist=therapist, status="submitted")
    pairs.look(timezone.now())
    pair: PossiblePair = PossiblePair.objects.get()
    return pair


def test_a_pair_says_why_and_what_can_be_done(moderator: Client) -> None:
    pair = double()

    response = moderator.get(LIST)

    said = text_of(response)
    for words in (
        "The same license number: MT77.",
        "The same phone number: (303) 555-0142.",
        "Nearly the same name",
        "Boulder, CO",
        "License number (the same)",
        "Website (the same) ana.example.com ana.example.com",
    ):
        assert words in said, words
    links = html.document_fromstring(response.text).xpath("//section//a/@href")
    revision = pair.second.revisions.get()
    assert address(Therapist, "change", pair.first_id) in links
    assert f"/admin/directory/profilerevision/{revision.pk}/change/" in links
    alone = text_of(moderator.get(address(PossiblePair, "change", pair.pk)))
    assert "The same license number: MT77." in alone


def test_two_people_leave_the_list_and_can_be_brought_back(moderator: Client) -> None:
    pair = PossiblePairFactory()

    response = moderator.post(f"{LIST}{pair.pk}/apart/", {"shared": pair.shared}, follow=True)
    assert "these are two people" in response.text
    assert "No pairs here." in response.text
    assert f"pair-{pair.pk}" in moderator.get(f"{LIST}?settled=yes").text

    moderator.post(f"{LIST}{pair.pk}/again/")
    assert f"pair-{pair.pk}" in moderator.get(LIST).text


def test_what_has_changed_meanwhile_is_not_settled(moderator: Client) -> None:
    pair = PossiblePairFactory()

    response = moderator.post(f"{LIST}{pair.pk}/apart/", {"shared": "\x00other"}, follow=True)

    assert "Look at them again" in response.text
    assert PossiblePair.objects.get().settled_at is None


def test_hiding_one_begins_with_the_words_and_settles_the_pair(moderator: Client) -> None:
    pair = PossiblePairFactory()
    path = f"{LIST}{pair.pk}/hide/?profile=first"

    page = moderator.get(path)
    assert pair.first.name in page.text
    assert "you have two profiles here" in page.text
    assert not Hiding.objects.exists()

    response = moderator.post(path, {"hide": "1", "why": "You have two profiles."}, follow=True)

    assert response.redirect_chain[-1][0] == LIST
    assert Hiding.objects.get().therapist == pair.first
    assert PossiblePair.objects.get().settled_by


def test_nobody_sees_a_pair_with_their_own_profile(client: Client) -> None:
    by = ModeratorFactory()
    pair = PossiblePairFactory(first__owner=by)
    client.force_login(by)

    assert f"pair-{pair.pk}" not in client.get(LIST).text
    assert profiles.QUEUES["doubles"](by).count == 0
    for step in ("change", "hide"):
        assert client.get(f"{LIST}{pair.pk}/{step}/").status_code == 404
    assert client.post(f"{LIST}{pair.pk}/apart/").status_code == 404


def test_who_may_only_look_is_offered_no_step(client: Client) -> None:
    pair = PossiblePairFactory()
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_possiblepair"))
    client.force_login(user)

    page = html.document_fromstring(client.get(LIST).text)

    assert not page.xpath("//section//button | //section//a[contains(@href, '/hide/')]")
    assert client.get(f"{LIST}{pair.pk}/hide/").status_code == 403
    assert client.post(f"{LIST}{pair.pk}/apart/", {"shared": pair.shared}).status_code == 403


def test_the_list_costs_the_same_for_few_and_many_pairs(
    moderator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PossiblePairFactory()
    moderator.get(LIST)
    with django_assert_num_queries(10):
        moderator.get(LIST)
    PossiblePairFactory.create_batch(4)
    with django_assert_num_queries(10):
        moderator.get(LIST)
