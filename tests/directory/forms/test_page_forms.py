"""A page that is sent back unchanged changes nothing, and asks the database little."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from directory.choices import LiveFact
from directory.editing import applying, content, live
from directory.forms.page_forms import PageForms
from directory.forms.pages import BY_KEY, PAGES
from directory.models import Therapist
from tests.directory.forms.browser import ids, judged, loaded, opened, posted, rendered
from tests.directory.population import populate
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
KEYS = [page.key for page in PAGES]

#: Vocabulary of the page. Two more may be asked when it is sent: ZIP codes, and registers.
QUERIES = {
    "place": 1, "availability": 0, "credentials": 1, "experience": 0, "techniques": 1,
    "approach": 3, "sessions": 0, "rates": 2, "access": 2,
}  # fmt: skip


def test_every_demo_profile_comes_back_unchanged_from_every_page() -> None:
    populate(6)

    for therapist in Therapist.objects.all():
        document = content.read(loaded(therapist))
        for key in KEYS:
            forms = opened(key, therapist, posted(opened(key, therapist)))

            assert forms.is_valid(), (therapist.slug, forms.error_list)
            for name, section in forms.sections().items():
                assert section == document[name]
                assert list(section) == list(document[name])
            for fact, values in forms.facts().items():
                assert values == live.read(loaded(therapist), fact)


def test_an_empty_profile_comes_back_unchanged_from_every_page() -> None:
    therapist = TherapistFactory(name="Ana Rivera")
    document = content.read(loaded(therapist))

    for key in KEYS:
        forms = opened(key, therapist, posted(opened(key, therapist)))

        assert forms.is_valid(), forms.error_list
        assert all(document[name] == section for name, section in forms.sections().items())


def test_what_comes_back_is_the_same_once_it_is_written_into_the_tables() -> None:
    populate(2)

    for therapist in Therapist.objects.all():
        document = content.read(loaded(therapist))
        for key in KEYS:
            forms = opened(key, therapist, posted(opened(key, therapist)))
            assert forms.is_valid()
            document |= forms.sections()
        applying.apply(therapist.pk, document)

        assert content.read(loaded(therapist)) == document


@pytest.mark.parametrize("key", KEYS)
def test_showing_a_page_reads_each_vocabulary_once(
    key: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    therapist = TherapistFactory(
        published=True,
        places=["Denver", "Boulder"],
        credentials=["state-license", "diploma", "insurance"],
        techniques=["swedish", "sports"],
        hours=[(0, 9, 17)],
    )
    shown = loaded(therapist)
    document = content.read(shown)
    with django_assert_num_queries(QUERIES[key]):
        forms = PageForms(BY_KEY[key], therapist=shown, content=document)
        posted(forms)
        assert forms.hints is not None


@pytest.mark.parametrize("key", KEYS)
def test_judging_a_page_asks_no_more_than_its_vocabulary_and_two_lists(
    key: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    therapist = TherapistFactory(
        published=True,
        places=["Denver", "Boulder"],
        credentials=["state-license", "diploma", "insurance"],
        techniques=["swedish", "sports"],
    )
    data = posted(opened(key, therapist))
    for name in list(data):
        if name.endswith(("-kind", "-postal_code")):
            data[name] = "board-certification" if name.endswith("kind") else "80202"

    shown = loaded(therapist)
    document = content.read(shown)
    with django_assert_max_num_queries(QUERIES[key] + 1):
        forms = PageForms(BY_KEY[key], therapist=shown, content=document, data=data)
        if forms.is_valid():
            forms.sections()


def test_no_two_controls_of_a_page_share_an_id() -> None:
    populate(1)
    for therapist in Therapist.objects.all():
        for key in KEYS:
            found = ids(opened(key, therapist))

            assert len(found) == len(set(found))


def test_the_summary_names_the_control_the_row_and_what_is_wrong() -> None:
    therapist = TherapistFactory(rates={60: 9500, 90: 12000})

    forms = judged("rates", therapist, **{"rates__rates__1__price_cents": "plenty"})

    assert not forms.is_valid()
    message = "Enter a price from $1 to $1,000 in digits, such as 95 or 95.50."
    assert forms.error_list == [
        ("id_rates-rates-1-price_cents", f"Prices, row 2, Price in dollars: {message}")
    ]


def test_every_error_of_the_summary_leads_to_something_on_the_page() -> None:
    therapist = TherapistFactory(
        places=["Denver"], techniques=["swedish"], credentials=["diploma"], hours=[(0, 9, 17)]
    )
    for key in KEYS:
        data = posted(opened(key, therapist))
        for name in list(data):
            if not name.endswith(("_FORMS", "-key")):
                data.setlist(name, ["\ufffd" * 3000])
        forms = opened(key, therapist, data)

        assert not forms.is_valid()
        assert forms.error_list
        assert {place for place, _message in forms.error_list} <= set(ids(forms))


def test_errors_are_shown_beside_their_fields() -> None:
    forms = judged("place", TherapistFactory(), about__name="")

    assert 'id="id_about-name_error"' in rendered(forms)


def test_a_page_that_was_only_typed_into_shows_the_words_and_no_errors() -> None:
    therapist = TherapistFactory(rates={60: 9500})
    data = posted(opened("rates", therapist), rates__rates__0__price_cents="ninety")
    data.pop("rates-policies-TOTAL_FORMS")
    del data["rates-policies-0-kind"], data["rates-policies-0-text"]

    forms = opened("rates", therapist, data, show_errors=False)
    html = rendered(forms)

    assert not forms.is_valid()
    assert forms.error_list == []
    assert 'value="ninety"' in html
    assert "_error" not in html


def test_a_page_without_data_is_not_valid_and_has_no_errors() -> None:
    forms = opened("place", TherapistFactory())

    assert not forms.is_valid()
    assert forms.error_list == []


def test_a_half_character_is_refused_and_the_page_can_be_shown_again() -> None:
    forms = judged("place", TherapistFactory(), about__intro="Good \ud83d morning")

    assert not forms.is_valid()
    assert "damaged" in forms.error_list[0][1]
    assert "Good \ufffd morning" in rendered(forms)


def test_the_photo_is_not_asked_and_stays() -> None:
    therapist = TherapistFactory()
    document = content.read(loaded(therapist))
    document["about"]["photo"] = "token-of-a-photo"
    data = posted(opened("place", therapist, document=document))

    forms = opened("place", therapist, data, document=document)

    assert forms.is_valid()
    assert forms.sections()["about"]["photo"] == "token-of-a-photo"
    assert set(forms.sections()) == {"about", "place"}
    assert set(forms.facts()) == {LiveFact.PHONE}


def test_the_page_shows_the_draft_and_not_what_is_public() -> None:
    therapist = TherapistFactory(name="Public Name")
    document = content.read(loaded(therapist))
    document["about"]["name"] = "Name in the Draft"

    html = rendered(opened("place", therapist, document=document))

    assert "Name in the Draft" in html
    assert "Public Name" not in html


def test_fields_that_are_no_part_of_the_page_are_ignored() -> None:
    therapist = TherapistFactory(published=True)
    names = [field.attname for field in Therapist._meta.concrete_fields]
    data = posted(opened("place", therapist))
    for name in names:
        for extra in (name, f"about-{name}", f"place-locations-0-{name}"):
            if extra not in data:
                data[extra] = "1"

    forms = opened("place", therapist, data)

    assert forms.is_valid()
    document = content.read(loaded(therapist))
    assert forms.sections() == {key: document[key] for key in ("about", "place")}
