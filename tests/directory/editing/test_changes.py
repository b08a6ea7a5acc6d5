"""A document in words, and what is different in another one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.editing import changes, content
from directory.editing.changes import Change, between, describe
from directory.editing.content import Content
from directory.editing.vocabulary import Vocabulary
from directory.models import Technique, Therapist
from tests.directory.population import populate
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def read(therapist: Therapist) -> Content:
    """As it comes back from the database, where it is JSON."""
    loaded = Therapist.objects.with_answers().get(pk=therapist.pk)
    document: Content = json.loads(json.dumps(content.read(loaded)))
    return document


@pytest.fixture
def document() -> Content:
    return read(
        TherapistFactory(
            name="Ana Ruiz",
            gender="woman",
            intro="I listen before I work.",
            places=["Denver", "Boulder"],
            languages=["en", "es"],
            techniques=["swedish", "deep-tissue"],
            conditions=["disc-herniation"],
            credentials=[{"kind": "state-license", "number": "MT1"}, "diploma"],
            plan=[(4, 60, 7), (2, 60, 14)],
            policies={"cancellation": "Please give notice."},
            comforts={"clothed": False},
            access={"step-free": True},
            back_and_leg_percent=0,
            pressure_lightest=1,
            pressure_firmest=3,
        )
    )


def told(found: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(one.label, one.kind, one.before, one.after) for one in found]


def test_a_document_reads_page_by_page_in_words(document: Content) -> None:
    pages = {
        page.page_key: {line.label: line.text for line in page.lines} for page in describe(document)
    }

    assert list(pages) == [
        "place", "credentials", "experience", "techniques", "approach", "sessions", "rates",
        "access",
    ]  # fmt: skip
    assert pages["place"]["Name"] == "Ana Ruiz"
    assert pages["place"]["Gender"] == "Woman"
    assert pages["place"]["Languages"] == "English, Spanish"
    assert pages["place"]["Place"] == "Own studio, Boulder, CO 80302."
    assert "number MT1, CO" in pages["credentials"]["State or territory license"]
    assert pages["experience"] == {"Share of work on back and leg pain (percent)": "0"}
    assert pages["techniques"]["Firmest pressure"] == "Firm"
    assert pages["techniques"]["Deep tissue massage"] == "Offered."
    assert pages["approach"] == {"Herniated disc with leg pain": "Works with it."}
    assert pages["sessions"]["Sessions"].startswith("4 sessions of 60 minutes, once a week, then 2")
    assert pages["rates"] == {"Cancellation": "Please give notice."}
    assert pages["access"]["Step-free entrance (Denver, CO)"] == "Yes"
    assert "No" in pages["access"].values()


def test_the_pages_have_the_titles_of_the_editor(document: Content) -> None:
    titles = [page.title for page in describe(document)]

    assert titles[0] == "Place and contact"
    assert titles[1] == "Credentials"
    assert titles[-1] == "Access and comfort"


def test_what_is_not_stated_is_left_out() -> None:
    pages = describe(read(TherapistFactory(name="Ana Ruiz")))

    assert [(line.label, line.text) for page in pages for line in page.lines] == [
        ("Name", "Ana Ruiz")
    ]


def test_an_empty_document_says_nothing() -> None:
    assert describe({}) == []
    assert between({}, {}) == []


@pytest.mark.parametrize("people", [1, 4])
def test_the_words_of_the_vocabulary_cost_one_query_for_any_number_of_documents(
    people: int, django_assert_num_queries: Any
) -> None:
    populate(people)
    documents = [read(one) for one in Therapist.objects.all()]
    words = Vocabulary()

    with django_assert_num_queries(1):
        for one in documents:
            describe(one, words)
            between(documents[0], one, words)


def test_a_word_that_is_gone_keeps_its_slug(document: Content) -> None:
    document["about"]["languages"] = ["no-longer-there"]

    lines = describe(document)[0].lines

    assert ("Languages", "no-longer-there") in [(line.label, line.text) for line in lines]


def test_a_field_is_added_changed_and_removed(document: Content) -> None:
    new = copy.deepcopy(document)
    new["about"] |= {"gender": "man", "intro": "", "pronouns": "they/them"}

    assert told(between(document, new)) == [
        ("Gender", "changed", "Woman", "Man"),
        ("Pronouns", "added", "", "they/them"),
        ("In a few words", "removed", "I listen before I work.", ""),
    ]


def test_longer_texts_are_compared_word_by_word(document: Content) -> None:
    new = copy.deepcopy(document)
    new["about"] |= {"name": "Ana Lopez", "intro": "I listen closely before I work."}

    name, intro = between(document, new)

    assert name.pieces == []
    assert [(piece.kind, piece.text.strip()) for piece in intro.pieces] == [
        ("same", "I listen"),
        ("added", "closely"),
        ("same", "before I work."),
    ]


def test_chosen_words_are_told_apart_from_those_that_stay(document: Content) -> None:
    new = copy.deepcopy(document)
    new["about"]["languages"] = ["en", "ar", "fr"]

    assert told(between(document, new)) == [
        ("Languages", "added", "", "Arabic, French"),
        ("Languages", "removed", "Spanish", ""),
    ]


def test_a_row_is_matched_by_its_key_wherever_it_stands(document: Content) -> None:
    new = copy.deepcopy(document)
    first, second = new["credentials"]["credentials"]
    first["number"] = "MT2"
    new["credentials"]["credentials"] = [second, first]

    number, order = between(document, new)

    assert number.label == "State or territory license"
    assert {(p.kind, p.text.strip()) for p in number.pieces if p.kind != "same"} == {
        ("removed", "MT1,"),
        ("added", "MT2,"),
    }
    assert order.label == "Credentials: order"
    assert order.before == "State or territory license, School diploma or degree"
    assert order.after == "School diploma or degree, State or territory license"


def test_another_kind_of_credential_is_named_before_and_after(document: Content) -> None:
    new = copy.deepcopy(document)
    new["credentials"]["credentials"][0]["kind"] = "diploma"

    (change,) = between(document, new)

    assert change.before.startswith("State or territory license: Issued by")
    assert change.after.startswith("School diploma or degree: Issued by")


def test_a_new_place_is_added_and_the_one_that_goes_is_named(document: Content) -> None:
    new = copy.deepcopy(document)
    gone = new["place"]["locations"].pop(0)
    new["place"]["locations"].append(gone | {"key": "new", "city": "Aurora", "travel_miles": 1})
    del new["access"]["places"][gone["key"]]

    assert told(between(document, new)) == [
        ("Place", "added", "", "Own studio, Aurora, CO 80202. Comes to homes within 1 mile."),
        ("Place", "removed", "Own studio, Denver, CO 80202.", ""),
        ("Step-free entrance (Denver, CO)", "removed", "Yes", ""),
    ]


def test_rows_of_the_vocabulary_are_matched_by_their_word(document: Content) -> None:
    new = copy.deepcopy(document)
    new["techniques"]["techniques"][0] |= {"is_specialty": True, "since": 2010, "note": "Slowly."}

    (change,) = between(document, new)

    slug = document["techniques"]["techniques"][0]["technique"]
    assert change.label == Technique.objects.get(slug=slug).name
    assert change.page_key == "techniques"
    assert (change.before, change.after) == ("Offered.", "Specialty, since 2010. Slowly.")


def test_the_plan_is_told_as_a_whole(document: Content) -> None:
    new = copy.deepcopy(document)
    new["sessions"]["phases"].reverse()

    (change,) = between(document, new)

    assert change.title == "Sessions"
    assert change.after.startswith("2 sessions of 60 minutes, every 2 weeks, then 4")


def test_another_photo_is_called_so(document: Content) -> None:
    with_photo, other = copy.deepcopy(document), copy.deepcopy(document)
    with_photo["about"]["photo"], other["about"]["photo"] = "a" * 32, "b" * 32

    assert told(between(document, with_photo)) == [("Photo", "added", "", "A photo")]
    assert told(between(with_photo, other)) == [("Photo", "changed", "A photo", "Another photo")]


def test_a_field_that_an_older_document_does_not_know_counts_as_not_stated(
    document: Content,
) -> None:
    older = copy.deepcopy(document)
    for row in older["place"]["locations"]:
        del row["travel_miles"]
    del older["rates"]["rates_note"]

    assert between(older, document) == []


def test_the_order_of_answers_about_access_means_nothing(document: Content) -> None:
    new = copy.deepcopy(document)
    new["access"]["places"] = dict(reversed(new["access"]["places"].items()))

    assert between(document, new) == []


def test_a_day_that_is_no_day_is_shown_as_it_stands(document: Content) -> None:
    document["credentials"]["credentials"][0]["expires_on"] = "some day"

    assert "valid through some day" in describe(document)[1].lines[0].text


def test_every_title_of_a_section_is_known() -> None:
    for key in content.SECTION_KEYS:
        assert changes.page_title("place" if key == "about" else key)


def test_two_credentials_with_one_key_are_both_told(document: Content) -> None:
    new = copy.deepcopy(document)
    new["credentials"]["credentials"].append(new["credentials"]["credentials"][0])

    (change,) = between(document, new)

    assert change.kind == "added"


# The law: nothing is said where nothing changed, and everything that changed is said.

Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where the plain values, the lists and the rows of a document stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        yield path
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def another(value: Any, name: str | int, chance: Any) -> Any:
    if isinstance(value, list):
        return chance.draw(st.permutations(value[1:] if chance.draw(st.booleans()) else value))
    if isinstance(value, bool):
        return not value
    if name in ("issued_on", "expires_on"):
        return chance.draw(st.sampled_from([None, "2030-01-01", "2031-12-31"]))
    if isinstance(value, int):
        return chance.draw(st.integers(1, 90))
    if value is None:
        return chance.draw(st.sampled_from([None, 0, 7]))
    return chance.draw(st.sampled_from(["", value, f"{value} x", f" {value}", "Other words."]))


def meaning(document: Content) -> Content:
    """Without the places about whose access nothing is said."""
    places = {key: facts for key, facts in document["access"]["places"].items() if facts}
    return document | {"access": document["access"] | {"places": places}}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.data())
def test_nothing_is_said_only_where_nothing_changed(document: Content, chance: Any) -> None:
    old, new = copy.deepcopy(document), copy.deepcopy(document)
    for path in chance.draw(st.lists(st.sampled_from(list(leaves(new))), max_size=3)):
        try:
            holder = at(new, path[:-1])
            holder[path[-1]] = another(holder[path[-1]], path[-1], chance)
        except (IndexError, KeyError):
            continue  # the row went with an earlier change

    found = between(old, new)

    assert (found == []) == (meaning(old) == meaning(new))
    assert between(new, new) == []
    assert bool(between(new, old)) == bool(found)


def test_documents_of_made_up_people_differ_and_are_equal_to_themselves() -> None:
    one, other = read(demo_therapist(1)), read(demo_therapist(2))

    assert between(one, one) == []
    assert {change.page_key for change in between(one, other)} >= {"place", "credentials"}


def test_removing_a_checked_credential_is_told() -> None:
    therapist = TherapistFactory(published=True)
    CredentialFactory(therapist=therapist, checked=True, number="MT9")
    before = read(therapist)
    after = copy.deepcopy(before)
    after["credentials"]["credentials"] = []

    (change,) = between(before, after)

    assert change.kind == "removed"
    assert "MT9" in change.before
