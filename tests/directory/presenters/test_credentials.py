"""A credential in sentences: what, by whom, and what we did to check it."""

from datetime import date, timedelta
from typing import Any

import pytest

from directory.choices import Verification
from directory.models import Credential, CredentialKind
from directory.presenters.credentials import check, headline, statement
from directory.search.cards import CardCredential

TODAY = date(2026, 10, 3)
LICENSE = CredentialKind(slug="state-license", name="State or territory license")


def credential(**values: Any) -> Credential:
    defaults = {"kind": LICENSE, "issuer": "Colorado Office of Licensure", "region": "CO"}
    return Credential(**{**defaults, **values})


def card(**values: Any) -> CardCredential:
    defaults: dict[str, Any] = {
        "title": "", "kind_name": "State license", "region": "CO", "issued_on": None,
        "expires_on": None, "verification": Verification.SELF_DECLARED, "checked_on": None,
        "good_until": None,
    }  # fmt: skip
    return CardCredential(**{**defaults, **values})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "State or territory license, issued by Colorado Office of Licensure, CO."),
        (
            {
                "title": "Licensed Massage Therapist",
                "issued_on": date(2011, 4, 2),
                "expires_on": date(2027, 8, 31),
            },
            (
                "Licensed Massage Therapist, issued by Colorado Office of Licensure, CO,"
                " since 2011, valid through August 31, 2027."
            ),
        ),
        (
            {"region": "Colorado"},
            "State or territory license, issued by Colorado Office of Licensure.",
        ),
        ({"region": ""}, "State or territory license, issued by Colorado Office of Licensure."),
    ],
)
def test_a_credential_is_one_sentence(values: dict[str, Any], sentence: str) -> None:
    assert statement(credential(**values)) == sentence


@pytest.mark.parametrize(
    ("verification", "days_ago", "tone", "text"),
    [
        (
            Verification.SELF_DECLARED,
            None,
            "quiet",
            "Entered by the therapist; we have not checked it.",
        ),
        (
            Verification.REGISTER_CHECKED,
            2,
            "good",
            "We found it on the official register on October 1, 2026.",
        ),
        (
            Verification.DOCUMENT_SEEN,
            2,
            "good",
            "We saw a copy of the document on October 1, 2026.",
        ),
        (
            Verification.COULD_NOT_VERIFY,
            2,
            "caution",
            "We tried to check it on October 1, 2026 and could not confirm it.",
        ),
        (
            Verification.REGISTER_CHECKED,
            366,
            "caution",
            "Our last check, on October 2, 2025, is more than a year old.",
        ),
    ],
)
def test_the_check_is_told_as_it_stands_today(
    verification: Verification, days_ago: int | None, tone: str, text: str
) -> None:
    checked_on = None if days_ago is None else TODAY - timedelta(days=days_ago)

    said = check(credential(verification=verification, checked_on=checked_on), TODAY)

    assert (said.tone, said.text) == (tone, text)


@pytest.mark.parametrize(
    ("days_ago", "good_until", "tone", "text"),
    [
        (2, TODAY, "good", "We found it on the official register on October 1, 2026."),
        (
            40,
            TODAY - timedelta(days=1),
            "caution",
            (
                "When we checked it, on August 24, 2026, it was good until October 2, 2026."
                " We have not checked it again."
            ),
        ),
        (
            366,
            TODAY - timedelta(days=1),
            "caution",
            "Our last check, on October 2, 2025, is more than a year old.",
        ),
    ],
)
def test_a_check_says_when_what_it_found_has_ended(
    days_ago: int, good_until: date, tone: str, text: str
) -> None:
    values = {
        "verification": Verification.REGISTER_CHECKED,
        "checked_on": TODAY - timedelta(days=days_ago),
        "good_until": good_until,
    }

    said = check(credential(**values), TODAY)

    assert (said.tone, said.text) == (tone, text)
    assert check(card(**values), TODAY) == said


@pytest.mark.parametrize("verification", Verification)
def test_what_has_expired_is_called_expired_whatever_was_checked(
    verification: Verification,
) -> None:
    expired = credential(
        verification=verification, checked_on=TODAY, expires_on=TODAY - timedelta(days=1)
    )

    said = check(expired, TODAY)

    assert (said.tone, said.text) == ("caution", "It expired on October 2, 2026.")


def test_only_a_check_that_counts_today_has_the_good_tone() -> None:
    for verification in Verification:
        for checked in (None, 0, 365, 366):
            for expires in (None, -1, 0, 1):
                one = credential(
                    verification=verification,
                    checked_on=None if checked is None else TODAY - timedelta(days=checked),
                    expires_on=None if expires is None else TODAY + timedelta(days=expires),
                )
                is_good = check(one, TODAY).tone == "good"
                assert is_good is one.is_checked_and_in_date(TODAY)


@pytest.mark.parametrize(
    ("values", "start"),
    [
        ({}, "State license, CO. Entered"),
        ({"title": "LMT", "issued_on": date(2011, 1, 1)}, "LMT, CO, since 2011. Entered"),
        ({"region": ""}, "State license. Entered"),
    ],
)
def test_a_card_has_a_shorter_line(values: dict[str, Any], start: str) -> None:
    assert headline(card(**values), TODAY).startswith(start)
