"""The form says beside each field what is wrong, and loses nothing that was typed."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from inquiries import recipients
from inquiries.choices import Suspicion
from inquiries.forms.inquire import InquiryForm
from inquiries.recipients import Recipients
from sciatica_site import mail
from tests.factories.directory import TherapistFactory
from tests.inquiries.asking import typed

pytestmark = pytest.mark.django_db

BREAKS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.fixture
def to() -> Recipients:
    TherapistFactory(published=True, name="Ben", slug="ben")
    TherapistFactory(published=True, name="Ana", slug="ana")
    found = recipients.find("ana", ["ben"], timezone.localdate())
    assert found
    return found


def filled(to: Recipients, **changes: Any) -> InquiryForm:
    data = QueryDict(mutable=True)
    for name, value in typed(**changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return InquiryForm(data, to)


def test_three_fields_are_enough(to: Recipients) -> None:
    form = filled(to, phone=None, blind=None)

    assert form.is_valid(), form.errors
    letter = form.letter()
    assert (letter.phone, letter.cause, letter.times, letter.tell) == ("", "", (), ())
    assert not form.is_blind


@pytest.mark.parametrize("name", ["name", "email", "message"])
def test_the_three_are_needed(to: Recipients, name: str) -> None:
    assert list(filled(to, **{name: "  "}).errors) == [name]


@pytest.mark.usefixtures("vocabulary")
def test_all_that_is_typed_comes_into_the_letter(to: Recipients) -> None:
    form = filled(
        to,
        name="  Pat  Canary ",
        email=" Canary@EXAMPLE.com ",
        message="One\r\nTwo\r\n",
        phone="303 555 0142",
        cause="not-sure",
        times=["weekends", "mornings"],
        tell_allergies="Nut oil",
        send_tell="on",
    )

    assert form.is_valid(), form.errors
    letter = form.letter()
    assert (letter.name, letter.email) == ("Pat  Canary", "Canary@example.com")
    assert letter.message == "One\nTwo"
    assert letter.phone == "+13035550142"
    assert letter.cause == "not-sure"
    assert letter.times == ("mornings", "weekends")
    assert letter.tell == (("Allergies, sensitive skin or scents that bother you", "Nut oil"),)


def test_lines_to_tell_are_sent_on_purpose_or_not_at_all(to: Recipients) -> None:
    """Who filled them in and overlooked the box is asked, rather than told nothing."""
    form = filled(to, tell_allergies="Nut oil")

    assert not form.is_valid()
    assert form.errors["send_tell"] == [
        "Tick this to send what you wrote above, or empty those lines."
    ]
    assert form.has_tells
    empty = filled(to)
    assert empty.is_valid()
    assert empty.letter().tell == ()


def test_a_message_may_have_four_thousand_characters(to: Recipients) -> None:
    assert filled(to, message="é" * 4000).is_valid()
    form = filled(to, message="x\r\n" * 2001)

    assert "at most 4000 characters. This has 4001" in str(form.errors["message"])


@pytest.mark.parametrize(
    "email",
    [
        "canary",
        "a@b",
        "a b@example.com",
        "a@example.com, b@example.com",
        "a@example.com;b@example.com",
        '"x,victim@example.com,y"@example.com',
        '"a b"@example.com',
        "Pat <a@example.com>",
        "a@[127.0.0.1]",
        "a" * 300 + "@example.com",
        "a@" + "b" * 300 + ".com",
        "a@example.com\r\nBcc: victim@example.com",
        "a@example.com\x00",
        "a\u202eb@example.com",
        "\ud800@example.com",
    ],
)
def test_what_is_no_single_address_is_refused(to: Recipients, email: str) -> None:
    assert list(filled(to, email=email).errors) == ["email"]


@pytest.mark.parametrize("name", ["Pat\r\nBcc: victim@example.com", "Pat\nx", "Pat\u2028x"])
def test_a_name_stands_on_one_line(to: Recipients, name: str) -> None:
    assert "Write your name on one line." in str(filled(to, name=name).errors["name"])


@given(
    before=st.text(max_size=20),
    line_break=st.sampled_from(["\r\n", "\n", "\r", *BREAKS]),
    header=st.sampled_from(["Bcc: victim@example.com", "Subject: x", "\r\nbody"]),
    field=st.sampled_from(["name", "email"]),
)
@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_header_gets_through(
    to: Recipients, before: str, line_break: str, header: str, field: str
) -> None:
    form = filled(to, **{field: f"{before}{line_break}{header}"})

    if form.is_valid():
        letter = form.letter()
        assert not set(BREAKS) & set(letter.name + letter.email)
        assert mail.usable_address(letter.email) == letter.email


@given(text=st.text(max_size=60))
@hypothesis_settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_any_field_gets_an_answer(to: Recipients, text: str) -> None:
    fields = (*filled(to).fields, "anyway")
    form = filled(to, **{name: [text, text] for name in fields})

    assert form.is_valid() in {True, False}
    form.as_div()
    assert form.number
    if form.is_valid():
        form.letter()
        form.suspicion()


def test_half_characters_become_visible_damage(to: Recipients) -> None:
    form = filled(to, message="a\ud800b", name="\ud83d", tell_where="\udfff")

    assert {"message", "name"} <= set(form.errors)
    assert form.as_div().encode()


@pytest.mark.parametrize("key", [None, "", "x", "\x00", "1" * 5000, "\ud800"])
def test_a_key_that_broke_is_made_anew_and_the_form_asks_once_more(
    to: Recipients, key: str | None
) -> None:
    form = filled(to, key=key)

    assert not form.is_valid()
    assert "Nothing is lost" in str(form.non_field_errors())
    assert form.number
    assert str(form.number) in str(form["key"])


def test_unknown_times_and_causes_are_refused(to: Recipients) -> None:
    form = filled(to, times=["mornings", "x" * 9000], cause="x" * 9000)

    assert set(form.errors) == {"times", "cause"}
    assert "xxx" not in str(form.errors)


def test_many_times_are_each_one(to: Recipients) -> None:
    form = filled(to, times=["mornings"] * 900)

    assert form.is_valid()
    assert form.letter().times == ("mornings",)


def test_a_therapist_who_is_not_offered_any_more_is_said(to: Recipients) -> None:
    form = filled(to, also=["ben", "cleo"])

    assert "takes no messages at the moment" in str(form.errors["also"])


@pytest.mark.parametrize(
    ("answers", "now", "today"),
    [
        ({}, False, False),
        ({"numb": "no", "weak": "no", "ill": "no"}, False, False),
        ({"numb": "yes"}, True, False),
        ({"weak": "yes"}, True, False),
        ({"ill": "yes"}, False, True),
        ({"numb": "yes", "ill": "yes"}, True, True),
    ],
)
def test_a_yes_to_a_warning_sign_warns_once(
    to: Recipients, answers: dict[str, str], now: bool, today: bool
) -> None:
    form = filled(to, **answers)

    assert form.is_valid()
    assert (form.needs_help_now, form.needs_doctor_today) == (now, today)
    assert form.must_warn == (now or today)
    assert not filled(to, anyway="1", **answers).must_warn


def test_answers_to_warning_signs_are_no_part_of_the_letter(to: Recipients) -> None:
    form = filled(to, numb="yes", weak="yes", ill="yes", anyway="1")

    assert form.is_valid()
    assert "yes" not in str(form.letter().as_values())


@pytest.mark.parametrize(
    ("changes", "suspicion"),
    [
        ({}, Suspicion.NONE),
        ({"homepage": "x"}, Suspicion.TRAP),
        ({"homepage": "\x00"}, Suspicion.TRAP),
        ({"stamp": None}, Suspicion.TOO_FAST),
        ({"message": "www.a.example www.b.example www.c.example"}, Suspicion.LINKS),
        (
            {"tell_avoid": "www.a.example www.b.example www.c.example", "send_tell": "on"},
            Suspicion.LINKS,
        ),
    ],
)
def test_signs_of_a_program_are_no_error(
    to: Recipients, changes: dict[str, Any], suspicion: Suspicion
) -> None:
    form = filled(to, **changes)

    assert form.is_valid()
    assert form.suspicion() == suspicion


def test_a_form_that_is_shown_again_keeps_its_key_until_it_is_renewed(to: Recipients) -> None:
    key = uuid.uuid4()
    form = filled(to, key=str(key), name="")

    assert str(key) in str(form["key"])
    form.renew()
    assert str(key) not in str(form["key"])
    assert form.number != key
