"""What the words box finds of a profile, how relevant that is, and what a card quotes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.actions import publishing
from directory.choices import ProfileStatus
from directory.models import SearchText, Therapist
from directory.search import doc, texts
from directory.search.texts import ANSWERS, NAME, NO_QUESTION, VOCABULARY, Passage
from directory.vetting import BY_KEY
from sciatica_site.fulltext import parse
from tests.factories.directory import (
    CredentialFactory,
    PolicyFactory,
    SessionPlanFactory,
    TherapistConditionFactory,
    TherapistFactory,
    TherapistTechniqueFactory,
    demo_therapist,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def find(text: str) -> dict[int, int]:
    return texts.find(parse(text))


def passage_of(therapist: Therapist, asked: str) -> Passage | None:
    return texts.passages([therapist.pk], parse(asked)).get(therapist.pk)


def quoted(passage: Passage | None) -> str:
    assert passage
    return "".join(f"[{text}]" if is_match else text for text, is_match in passage.pieces)


def test_a_name_is_found_without_its_accents() -> None:
    therapist = TherapistFactory(published=True, name="Siobhán O’Brien-Núñez")

    for text in ("siobhan", "Siobhán", "O'Brien", "obrien nunez", "NÚÑEZ"):
        assert find(text) == {therapist.pk: NAME}


def test_the_name_of_the_practice_counts_as_a_name() -> None:
    therapist = TherapistFactory(published=True)
    therapist.locations.update(practice_name="Willow Room")
    doc.refresh(therapist)

    assert find("willow room") == {therapist.pk: NAME}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"techniques": ["trigger-point"]}, "trigger points"),
        ({"techniques": ["trigger-point"]}, "knots"),
        ({"techniques": ["prenatal"]}, "massage for the pregnant"),
        ({"conditions": ["disc-herniation"]}, "slipped disc"),
        ({"conditions": ["lumbar-spinal-stenosis"]}, "spinal stenosis"),
        ({"conditions": ["deep-gluteal-piriformis"]}, "piriformis"),
        ({"credentials": ["state-license"]}, "licensed"),
        ({"credentials": ["board-certification"]}, "certified BCTMB"),
        ({"languages": ["es"]}, "spanish"),
    ],
)
def test_words_of_the_vocabulary_are_found(values: dict[str, Any], text: str) -> None:
    TherapistFactory(published=True)
    therapist = TherapistFactory(published=True, **values)

    assert find(text) == {therapist.pk: VOCABULARY}


ANSWER_FIELDS = [
    ("intro", NO_QUESTION),
    ("experience_note", "experience"),
    ("styles_note", "techniques"),
    ("approach_text", "approach"),
    ("will_not_do", "approach"),
    ("refers_when", "approach"),
    ("rates_note", "rates"),
]


@pytest.mark.parametrize(("field", "key"), ANSWER_FIELDS)
def test_the_text_of_an_answer_is_found_and_quoted(field: str, key: str) -> None:
    TherapistFactory(published=True)
    therapist = TherapistFactory(published=True, **{field: "I often see ultramarathon runners."})

    assert find("Ultramarathons runner") == {therapist.pk: ANSWERS}
    passage = passage_of(therapist, "Ultramarathons runner")
    assert passage and passage.question_key == key
    assert quoted(passage) == "I often see [ultramarathon] [runners]."


def test_the_texts_of_rows_are_found_and_quoted_with_their_names() -> None:
    therapist = TherapistFactory(published=True)
    TherapistTechniqueFactory(therapist=therapist, technique="sports", note="With a rollator.")
    TherapistConditionFactory(
        therapist=therapist, condition="sacroiliac-pain", approach="With a trampoline."
    )
    PolicyFactory(therapist=therapist, kind="tipping", text="With a marmalade.")
    plan = SessionPlanFactory(therapist=therapist, phases=[(3, 60, 7)])
    plan.stop_rule, plan.note = "When the barometer falls.", "With a xylophone."
    plan.save()
    doc.refresh(therapist)

    for word, key, text in [
        ("rollator", "techniques", "Sports massage: With a [rollator]."),
        ("trampoline", "approach", "Sacroiliac joint pain: With a [trampoline]."),
        ("marmalade", "rates", "Tips: With a [marmalade]."),
        ("barometer", "sessions", "When the [barometer] falls."),
        ("xylophone", "sessions", "With a [xylophone]."),
    ]:
        assert find(word) == {therapist.pk: ANSWERS}
        passage = passage_of(therapist, word)
        assert passage and passage.question_key == key in BY_KEY
        assert quoted(passage) == text


def test_what_was_chosen_in_an_answer_is_found() -> None:
    therapist = TherapistFactory(
        published=True,
        assessment_items=["medicines-clots"],
        works_with=["chiropractor"],
        payment_kinds=["sliding-scale"],
    )

    for text, key in [
        ("blood clots", "approach"),
        ("chiropractors", "approach"),
        ("sliding scale", "rates"),
    ]:
        assert find(text) == {therapist.pk: ANSWERS}
        passage = passage_of(therapist, text)
        assert passage and passage.question_key == key


def test_a_credential_is_found_but_never_quoted() -> None:
    """What is quoted carries no date and no check, and a credential must not stand without."""
    therapist = TherapistFactory(published=True)
    CredentialFactory(
        therapist=therapist, title="Zero Balancing", issuer="The Institute", number="AB-77x"
    )

    for text in ("zero balancing", "institute", "AB-77x"):
        assert find(text) == {therapist.pk: ANSWERS}
        assert passage_of(therapist, text) is None


def test_words_that_stand_in_different_places_are_found_together() -> None:
    therapist = TherapistFactory(
        published=True,
        name="José Núñez",
        techniques=["sports"],
        approach_text="I start with the piriformis.",
    )

    assert find("nunez jose") == {therapist.pk: NAME}
    assert find("jose sports") == {therapist.pk: VOCABULARY}
    assert find("jose sports piriformis") == {therapist.pk: ANSWERS}
    assert find("jose sports piriformis unicorn") == {}


def test_neither_the_length_of_a_profile_nor_repetition_counts() -> None:
    short = TherapistFactory(published=True, approach_text="Stenosis.")
    long = TherapistFactory(published=True, approach_text="Stenosis, again and again. " * 80)

    assert find("stenosis") == {short.pk: ANSWERS, long.pk: ANSWERS}


@pytest.mark.parametrize("text", ["", "the", "\0", "🙂", '"', "*", "AND", "NEAR("])
def test_where_there_is_nothing_to_search_for_nothing_is_found(text: str) -> None:
    TherapistFactory(published=True, intro="The * AND NEAR( therapist.")

    assert find(text) == {}
    assert texts.passages([1, 2], parse(text)) == {}


def test_a_text_with_signs_that_a_database_refuses_can_be_written() -> None:
    pk = TherapistFactory(published=True).pk
    therapist = Therapist.objects.with_answers().get(pk=pk)
    therapist.intro = "Gentle\0 unicorn “work” 🙂"

    texts.write([therapist])

    assert quoted(passage_of(therapist, "unicorn")) == "Gentle [unicorn] “work” 🙂"


# What changes a profile changes what is found.


def test_a_change_is_found_and_what_was_there_is_not() -> None:
    therapist = TherapistFactory(published=True, name="Ann Birch", intro="Unicorn.")

    therapist.name, therapist.intro = "Ann Maple", "Dragon."
    therapist.save()
    doc.refresh(therapist)

    assert (find("birch"), find("unicorn")) == ({}, {})
    assert (find("maple"), find("dragon")) == ({therapist.pk: NAME}, {therapist.pk: ANSWERS})


@pytest.mark.parametrize("status", [one for one in ProfileStatus if one != ProfileStatus.PUBLISHED])
def test_a_profile_that_is_withdrawn_leaves_no_text(status: ProfileStatus) -> None:
    therapist = TherapistFactory(published=True, intro="Unicorn.")

    publishing.withdraw(therapist, to=status)

    assert find("unicorn") == {}
    assert not SearchText.objects.exists()


def test_a_draft_has_no_text_until_it_is_published() -> None:
    therapist = TherapistFactory(intro="Unicorn.", consented_at=timezone.now())
    doc.refresh(therapist)
    assert not SearchText.objects.exists()

    publishing.publish(therapist)

    assert find("unicorn") == {therapist.pk: ANSWERS}


def test_a_profile_hidden_by_its_age_loses_its_text_when_its_rows_are_written() -> None:
    therapist = TherapistFactory(published=True, intro="Unicorn.", confirmed_days_ago=0)

    with time_machine.travel(timezone.now() + timedelta(days=181)):
        doc.refresh(therapist)

    assert not SearchText.objects.exists()


def test_a_deleted_therapist_is_not_found() -> None:
    therapist = TherapistFactory(published=True, intro="Unicorn.")

    therapist.delete()

    assert find("unicorn") == {}


def test_a_change_that_fails_changes_nothing() -> None:
    therapist = TherapistFactory(published=True, intro="Unicorn.")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publishing.withdraw(therapist, to=ProfileStatus.SUSPENDED)
        raise ZeroDivisionError

    assert find("unicorn") == {therapist.pk: ANSWERS}


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_empties_the_index() -> None:
    TherapistFactory(published=True, intro="Unicorn.")
    assert find("unicorn")

    call_command("flush", interactive=False, verbosity=0)

    assert find("unicorn") == {}


# Cost


def test_many_are_written_in_as_many_queries_as_one() -> None:
    ids = [demo_therapist(number).pk for number in range(1, 6)]
    loaded = list(Therapist.objects.filter(pk__in=ids).with_answers())
    counts = []
    for batch in (loaded[:1], loaded):
        with CaptureQueriesContext(connection) as queries:
            texts.write(batch)
        counts.append(len(queries))

    assert counts == [counts[0]] * 2
    assert SearchText.objects.count() == 5


def test_the_passages_of_a_page_are_one_query() -> None:
    ids = [TherapistFactory(published=True, intro=f"Unicorn {number}.").pk for number in range(5)]

    with CaptureQueriesContext(connection) as queries:
        found = texts.passages(ids, parse("unicorn"))

    assert len(queries) == 1
    assert set(found) == set(ids)


# Passages


def test_the_passage_with_most_of_the_words_is_quoted() -> None:
    therapist = TherapistFactory(
        published=True,
        intro="I see runners.",
        approach_text="Runners with piriformis pain and sciatica start with a talk.",
    )

    assert (
        quoted(passage_of(therapist, "piriformis runner sciatica"))
        == "[Runners] with [piriformis] pain and [sciatica] start with a talk."
    )


def test_a_sentence_is_quoted_rather_than_a_list_of_names() -> None:
    therapist = TherapistFactory(
        published=True, techniques=["piriformis-focused", "sports"], styles_note="The piriformis."
    )

    assert quoted(passage_of(therapist, "piriformis")) == "The [piriformis]."
    assert (
        quoted(passage_of(therapist, "sports gluteal"))
        == "Piriformis and deep [gluteal] massage, [Sports] massage"
    )


def test_a_name_alone_is_not_quoted() -> None:
    therapist = TherapistFactory(published=True, name="Ann Birch", intro="I like trees.")

    assert find("birch") == {therapist.pk: NAME}
    assert texts.passages([therapist.pk], parse("birch")) == {}


def test_every_passage_belongs_to_a_question_or_to_none() -> None:
    for number in range(1, 20):
        demo_therapist(number)

    keys = {key for row in SearchText.objects.all() for key, _text, _stems in row.plain}

    assert keys <= {*BY_KEY, NO_QUESTION}
    assert {"experience", "techniques", "approach", "sessions", "rates"} <= keys


def test_whoever_answers_a_question_is_found_by_its_words() -> None:
    silent = TherapistFactory(published=True, name="Ana Silent")
    answering = TherapistFactory(published=True, approach_text="I begin with a talk.")

    found = find("sciatica")

    assert answering.pk in found
    assert silent.pk not in found
