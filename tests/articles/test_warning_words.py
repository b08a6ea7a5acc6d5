"""The search box hears signs that cannot wait, and does not cry wolf at ordinary words."""

import pytest
from django.test import Client

from articles.warning_signs import warning_signs
from articles.warning_words import notices, rules


def heard(text: str) -> set[str]:
    words = {sign.text: sign.id for level in warning_signs().levels for sign in level.signs}
    found = notices(text)
    lines = {words[str(line)] for notice in found for line in notice.lines}
    return lines | {"emergency" for notice in found if notice.is_emergency}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("numb between legs", {"emergency"}),
        ("Numbness", {"emergency"}),
        ("bladder trouble", {"emergency"}),
        ("can’t pee", {"emergency"}),
        ("bowel control", {"emergency"}),
        ("tingling down BOTH legs", {"emergency"}),
        ("weakness in both legs", {"emergency", "U1"}),
        ("cant walk", {"emergency"}),
        ("chest pain", {"emergency", "E7"}),
        ("my leg is cold", {"emergency", "E9"}),
        ("weak foot", {"U1"}),
        ("foot drop", {"U1"}),
        ("swollen calf", {"U2"}),
        ("fever and back pain", {"U3"}),
        ("cancer", {"U4"}),
        ("lost weight", {"U4"}),
        ("after a fall", {"U5"}),
        ("pain worse at night", {"U6"}),
    ],
)
def test_a_sign_is_heard(text: str, expected: set[str]) -> None:
    assert heard(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "deep tissue",
        "herniated disc",
        "both hands",
        "cold",
        "peel",
        "speed",
        "Ana Ruiz",
        "sex of the therapist",
        "sciatica leg pain",
        "",
        "\x00",
        "腰痛",
    ],
)
def test_ordinary_words_raise_no_alarm(text: str) -> None:
    assert notices(text) == []


def test_every_rule_means_signs_that_exist_and_every_urgent_sign_has_a_rule() -> None:
    known = {
        sign.id
        for level in warning_signs().levels
        if level.key in ("emergency", "urgent")
        for sign in level.signs
    }

    assert set().union(*(rule.signs for rule in rules())) == known


@pytest.mark.django_db
def test_an_emergency_comes_before_all_results(client: Client) -> None:
    text = client.get("/search/", {"q": "numb"}).text

    assert "data-warning-signs" in text
    assert text.index("data-warning-signs") < text.index('data-group="glossary"')


@pytest.mark.django_db
def test_a_sign_for_a_doctor_is_named_and_leads_to_its_level(client: Client) -> None:
    text = client.get("/search/", {"q": "fever"}).text

    assert "data-warning-signs" not in text
    assert "See a doctor the same day" in text
    assert "Fever, chills or feeling very unwell" in text
    assert 'href="/warning-signs/#same-day"' in text


@pytest.mark.django_db
def test_other_words_show_no_warning(client: Client) -> None:
    text = client.get("/search/", {"q": "deep tissue"}).text

    assert "data-warning-signs" not in text
    assert "data-notice" not in text
