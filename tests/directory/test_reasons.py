"""Ready reasons are kind, plain and complete, and are put together the same way everywhere."""

from __future__ import annotations

import re

import pytest

from directory import reasons
from directory.forms.pages import BY_KEY as PAGES
from directory.models import ProfileRevision
from directory.reasons import READY, Reason, put_together
from sciatica_site.mail import paragraphs

each = pytest.mark.parametrize("reason", READY, ids=lambda reason: reason.key)


@each
def test_a_reason_says_what_to_do_next_in_plain_words(reason: Reason) -> None:
    assert re.search(r"\b(please|go on with|tell us)\b", reason.text, re.IGNORECASE)
    assert 60 <= len(reason.text) <= 320
    sentences = re.split(r"(?<=[.?])\s+", reason.text)
    assert 2 <= len(sentences) <= 4
    assert all(len(sentence.split()) <= 30 for sentence in sentences)
    assert "\n" not in reason.text


@each
def test_a_reason_has_a_short_label_and_fits_known_decisions_and_pages(reason: Reason) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", reason.key)
    assert len(reason.label) <= 50
    assert reason.decisions and set(reason.decisions) <= {"ask", "reject"}
    assert set(reason.questions) <= set(PAGES)


def test_each_key_and_label_is_there_once() -> None:
    assert len({reason.key for reason in READY}) == len(READY) >= 12
    assert len({reason.label for reason in READY}) == len(READY)


def test_reasons_stand_in_the_order_of_the_list_then_the_own_words() -> None:
    told = put_together(["prices-unclear", "promises-cure"], " Thank you. ")

    first, second = (reasons.BY_KEY[key].text for key in ("promises-cure", "prices-unclear"))
    assert told == f"{first}\n\n{second}\n\nThank you."


def test_no_reason_and_no_word_is_nothing() -> None:
    assert put_together([], " \r\n ") == ""


def test_a_key_that_is_not_known_says_nothing() -> None:
    assert put_together(["gone", "gone"], "Mine.") == "Mine."


def test_the_mail_says_it_with_the_very_same_characters() -> None:
    told = put_together(["promises-cure"], "One.\r\n\r\n\r\n  Two.\rThree.\n\n")

    assert paragraphs(told).strip() == told
    assert told.endswith("One.\n\n  Two.\nThree.")


def test_a_reason_is_about_its_pages_or_about_all() -> None:
    assert reasons.BY_KEY["prices-unclear"].is_about(["rates"])
    assert not reasons.BY_KEY["prices-unclear"].is_about(["approach"])
    assert reasons.BY_KEY["copied-text"].is_about([])


def test_one_of_each_question_fits_what_is_kept() -> None:
    longest = ProfileRevision._meta.get_field("reasons").max_length
    for key in PAGES:
        chosen = [reason.key for reason in READY if reason.is_about([key])]
        assert len(put_together(chosen, "")) < (longest or 0)
