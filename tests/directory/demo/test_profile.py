from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import models

from directory.choices import ProfileStatus
from directory.demo.profile import Profile, Slugs, email_of, places_of
from directory.demo.texts import load_texts
from directory.demo.world import World
from directory.demo.writing import TABLES
from directory.models import PracticeLocation, Therapist
from tests.directory.demo.conftest import MANY
from tests.directory.demo.test_texts import BANNED
from tests.factories.demo import demo_geography, demo_profile


def rows_of(profile: Profile) -> Iterator[models.Model]:
    for _model, rows in TABLES:
        yield from rows(profile)


def words_of(row: models.Model) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, str):
            yield value


def test_every_field_of_two_hundred_profiles_is_valid(profiles: list[Profile]) -> None:
    for profile in profiles:
        for row in rows_of(profile):
            links = {field.name for field in row._meta.fields if field.is_relation}
            row.clean_fields(exclude=links)


def test_no_profile_says_what_the_house_wording_forbids(profiles: list[Profile]) -> None:
    for profile in profiles:
        for row in rows_of(profile):
            for text in words_of(row):
                assert not BANNED.search(text), text


def test_the_same_number_is_always_the_same_person(world: World) -> None:
    def written_out(profile: Profile) -> list[list[str]]:
        profile.therapist.owner.password = ""
        return [list(words_of(row)) for row in rows_of(profile)]

    assert written_out(demo_profile(world, 5)) == written_out(demo_profile(world, 5))
    assert written_out(demo_profile(world, 5)) != written_out(demo_profile(world, 6))
    assert written_out(demo_profile(world, 5)) != written_out(demo_profile(world, 5, seed=1))


def test_about_every_seventh_leaves_a_question_open(profiles: list[Profile]) -> None:
    unanswered = Counter(
        (not profile.credentials)
        + (profile.therapist.practicing_since is None)
        + (not profile.techniques)
        + (not profile.therapist.approach_text)
        + (profile.plan is None)
        + (not profile.rates)
        for profile in profiles
    )

    assert 0.78 < unanswered[0] / MANY < 0.92
    assert set(unanswered) == {0, 1, 2}


def test_the_demo_therapist_is_published_in_denver_and_answers_everything(world: World) -> None:
    profile = demo_profile(world, 1)

    assert profile.therapist.status == ProfileStatus.PUBLISHED
    assert profile.therapist.owner.email == "therapist@example.com"
    assert profile.locations[0].city == "Denver"
    assert profile.therapist.is_accepting(world.today)
    assert profile.credentials[0].is_checked_and_in_date(world.today)
    assert profile.techniques and profile.conditions and profile.plan and profile.policies
    assert 60 in [rate.minutes for rate in profile.rates]


def test_nobody_else_can_sign_in(profiles: list[Profile]) -> None:
    assert not any(profile.therapist.owner.has_usable_password() for profile in profiles)
    assert all(profile.therapist.is_demo for profile in profiles)


def test_addresses_carry_the_number() -> None:
    assert email_of(7) == "demo-therapist-0007@example.com"
    assert email_of(12345) == "demo-therapist-12345@example.com"


def test_slugs_are_unique_and_never_a_word_of_the_site() -> None:
    slugs = Slugs({"ada-reed"})

    assert [slugs.give("Ada Reed"), slugs.give("Ada Reed")] == ["ada-reed-2", "ada-reed-3"]
    assert slugs.give("Compare") == "compare-2"
    assert slugs.give("李") == "therapist"


def test_a_later_run_goes_on_where_the_earlier_one_ended() -> None:
    geography = demo_geography()

    whole = list(places_of(geography, 3, start=1, stop=40))
    rest = list(places_of(geography, 3, start=20, stop=40))

    assert whole[19:] == rest


def test_neighbors_do_not_introduce_themselves_in_the_same_words(profiles: list[Profile]) -> None:
    denver = [
        profile.therapist.intro
        for profile in profiles
        if profile.locations[0].city in ("Denver", "Aurora") and profile.therapist.intro
    ]
    size = len(load_texts().decks["intros"])

    assert len(denver) > 20
    assert max(Counter(denver).values()) <= 2 + len(denver) // size


@pytest.mark.django_db
def test_rows_of_a_profile_belong_to_its_therapist(profiles: list[Profile]) -> None:
    for profile in profiles[:20]:
        for row in rows_of(profile):
            if hasattr(row, "therapist_id"):
                assert row.therapist is profile.therapist
        assert isinstance(profile.therapist, Therapist)
        assert all(isinstance(row, PracticeLocation) for row in profile.locations)
