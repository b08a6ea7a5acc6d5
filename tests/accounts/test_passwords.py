"""Which passwords are taken: long ones of any characters, but none that is easy to guess here."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.validators import is_made_of_site_words

LONG_ENOUGH = "seven quiet lamps"


@pytest.mark.parametrize(
    "password",
    [
        "twelve chars",
        "nodigitsnorcapitals",
        "            x            y z w v",
        "83749283746152",
        "correct horse battery staple",
        "ζέφυρος και θάλασσα",
        "七つの静かなランプが灯る",
        "שבע מנורות שקטות",
        "🦕🌊🍋🚲🪁🧦🎻🪴🐙🧭🪐🍄",
        "seven quiet lamps " * 4,
        ("an answer that goes on and on " * 7)[:200],
        "my massage and 5 unlikely ferrets",
    ],
)
def test_a_password_of_any_kind_is_taken_if_it_is_long(password: str) -> None:
    validate_password(password, User(email="ana@example.com", name="Ana Ruiz"))


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven char", "password_too_short"),
        ("password1234", "password_too_common"),
        ("ana.ruiz@example.com", "password_too_similar"),
        ("anamariaruiz1", "password_too_similar"),
        ("sciatica massage guide", "password_of_site_words"),
        ("Sciatica-Massage-Guide-2026!", "password_of_site_words"),
        ("massagetherapist1", "password_of_site_words"),
        ("ＭＡＳＳＡＧＥ ＴＨＥＲＡＰＹ", "password_of_site_words"),
        ("mybackpain12345", "password_of_site_words"),
        ("aaaaaaaaaaaaaaaa", "password_too_repetitive"),
        ("abababababababab", "password_too_repetitive"),
    ],
)
def test_a_password_that_others_would_try_is_refused(password: str, code: str) -> None:
    somebody = User(email="ana.ruiz@example.com", name="Ana Maria Ruiz")

    with pytest.raises(ValidationError) as refused:
        validate_password(password, somebody)

    assert code in {error.code for error in refused.value.error_list}


def test_words_of_the_site_are_fine_among_others() -> None:
    assert not is_made_of_site_words("massage with unlikely ferrets")
    assert not is_made_of_site_words("unlikely ferrets")
    assert is_made_of_site_words("my massage login!")


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["lamps " * 33, "🦕🌊🍋🚲🪁🧦🎻🪴🐙🧭🪐🍄" * 8])
def test_a_long_password_signs_in_whole(client: Client, user: User, password: str) -> None:
    user.set_password(password)
    user.save()

    cut = client.post("/accounts/login/", {"login": user.email, "password": password[:-1]})
    whole = client.post("/accounts/login/", {"login": user.email, "password": password})

    assert cut.status_code == 200
    assert whole.status_code == 302


@pytest.mark.django_db
def test_spaces_at_the_ends_belong_to_the_password(client: Client, user: User) -> None:
    user.set_password(f" {LONG_ENOUGH} ")
    user.save()

    cut = client.post("/accounts/login/", {"login": user.email, "password": LONG_ENOUGH})
    whole = client.post("/accounts/login/", {"login": user.email, "password": f" {LONG_ENOUGH} "})

    assert (cut.status_code, whole.status_code) == (200, 302)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/accounts/login/", "password"),
        ("/accounts/signup/", "password1"),
    ],
)
def test_nothing_stops_a_password_from_being_pasted(client: Client, path: str, field: str) -> None:
    text = client.get(path).text

    tag = text.split(f'name="{field}"')[1].split(">")[0]
    assert "maxlength" not in tag
    assert "onpaste" not in text


@pytest.mark.django_db
def test_the_name_is_compared_when_somebody_signs_up(client: Client) -> None:
    answers = {"name": "Wilhelmina Zeppelin", "email": "w@example.com"}

    response = client.post("/accounts/signup/", answers | {"password1": "WilhelminaZeppelin"})

    assert response.status_code == 200
    assert "too similar to the name" in response.text
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/signup/"])
def test_a_nul_character_is_an_error_of_the_form(signed_in: Client, path: str) -> None:
    answers = {"oldpassword": "a\0b", "password1": "seven\0quiet lamps", "email": "a\0@example.com"}

    assert signed_in.post(path, answers).status_code in {200, 302}


@pytest.mark.django_db
def test_the_old_password_is_asked_for_and_the_new_one_twice(signed_in: Client) -> None:
    response = signed_in.post(
        "/accounts/password/change/",
        {"oldpassword": "wrong", "password1": LONG_ENOUGH, "password2": "something else"},
    )

    assert "This is not your current password." in response.text
    assert "You must type the same password each time." in response.text
