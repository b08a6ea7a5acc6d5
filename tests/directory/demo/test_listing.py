from __future__ import annotations

import re
from collections import Counter

import pytest

from directory.choices import Accepting, ProfileStatus
from directory.demo.listing import VETERAN, suits_years
from directory.demo.profile import Profile
from directory.demo.texts import load_texts
from tests.directory.demo.conftest import TODAY


def test_most_are_published_and_every_other_status_occurs(profiles: list[Profile]) -> None:
    statuses = Counter(profile.therapist.status for profile in profiles)

    assert 0.82 < statuses[ProfileStatus.PUBLISHED] / len(profiles) < 0.94
    assert set(statuses) == set(ProfileStatus)


def test_some_are_stale_and_a_few_hidden(profiles: list[Profile]) -> None:
    published = [
        profile.therapist
        for profile in profiles
        if profile.therapist.status == ProfileStatus.PUBLISHED
    ]
    stale = sum(not therapist.is_confirmed(TODAY) for therapist in published)
    hidden = sum(not therapist.is_public(TODAY) for therapist in published)

    assert 0.07 < stale / len(published) < 0.25
    assert 0 < hidden / len(published) < 0.08


def test_a_draft_has_no_consent_and_a_published_profile_has_all_its_dates(
    profiles: list[Profile],
) -> None:
    for profile in profiles:
        therapist = profile.therapist
        if therapist.status == ProfileStatus.DRAFT:
            assert therapist.consented_at is None
        if therapist.status == ProfileStatus.PUBLISHED:
            assert therapist.consented_at is not None
            assert therapist.published_at is not None
            assert therapist.created_at <= therapist.consented_at < therapist.published_at


def test_all_answers_about_new_clients_occur(profiles: list[Profile]) -> None:
    therapists = [profile.therapist for profile in profiles]

    assert {therapist.accepting for therapist in therapists} == set(Accepting)
    assert any(therapist.is_paused(TODAY) for therapist in therapists)
    for therapist in therapists:
        waits = therapist.accepting == Accepting.WAITING_LIST
        assert therapist.waiting_weeks is None or waits


def test_everybody_can_be_reached_but_only_at_reserved_addresses(profiles: list[Profile]) -> None:
    for profile in profiles:
        therapist = profile.therapist
        assert therapist.phone or therapist.website or therapist.booking_url
        assert therapist.phone == "" or re.fullmatch(
            r"\+1[2-9][0-9]{2}55501[0-9]{2}", therapist.phone
        )
        for url in (therapist.website, therapist.booking_url):
            assert url == "" or url.startswith(f"https://{therapist.slug}.example.com/")


@pytest.mark.parametrize(
    ("text", "years", "suits"),
    [
        ("I have worked in three states.", 2, False),
        ("I have worked in three states.", 20, True),
        ("Warm hands, plain talk.", 2, True),
    ],
)
def test_a_text_suits_the_years_of_practice(text: str, years: int, suits: bool) -> None:
    assert suits_years(text, years) is suits


@pytest.mark.parametrize("words", VETERAN)
def test_words_that_need_years_occur_in_the_texts(words: str) -> None:
    decks = load_texts().decks

    assert any(words in text for text in (*decks["intros"], *decks["experience_notes"]))


def test_languages_are_varied(profiles: list[Profile]) -> None:
    spoken = Counter(language for profile in profiles for language in profile.languages)

    assert spoken["en"] > 0.9 * len(profiles)
    assert spoken["es"] > 5
    assert len(spoken) > 8
