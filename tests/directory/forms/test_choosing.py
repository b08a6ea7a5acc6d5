"""What can be chosen comes from the vocabulary: what is active, and what a profile says already."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from directory.editing import content
from directory.models import Language, Technique
from tests.directory.forms.browser import judged, loaded, opened, posted, rendered, says
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def test_an_inactive_word_is_offered_only_to_those_who_use_it() -> None:
    Language.objects.filter(slug="pl").update(is_active=False)
    speaks = TherapistFactory(languages=["pl", "en"])
    speaks_not = TherapistFactory(languages=["en"])

    assert 'value="pl"' in rendered(opened("place", speaks))
    assert 'value="pl"' not in rendered(opened("place", speaks_not))


def test_an_inactive_word_stays_when_the_page_is_saved() -> None:
    Language.objects.filter(slug="pl").update(is_active=False)

    forms = judged("place", TherapistFactory(languages=["pl", "en"]))

    assert forms.is_valid()
    assert forms.sections()["about"]["languages"] == ["en", "pl"]


def test_an_inactive_word_of_a_row_stays_when_the_page_is_saved() -> None:
    therapist = TherapistFactory(techniques=["sports"])
    Technique.objects.filter(slug="sports").update(is_active=False)

    assert judged("techniques", therapist).is_valid()


def test_an_inactive_word_cannot_be_chosen_anew() -> None:
    Technique.objects.filter(slug="sports").update(is_active=False)
    therapist = TherapistFactory(techniques=["swedish"])

    forms = judged("techniques", therapist, **{"techniques__techniques__0__technique": "sports"})

    assert says(forms, "techniques-techniques-0-technique", "Choose from the answers shown here.")


def test_what_people_do_themselves_is_no_type_on_offer() -> None:
    html = rendered(opened("techniques", TherapistFactory()))

    assert 'value="swedish"' in html
    assert "self-massage" not in html


def test_a_word_that_is_gone_from_the_vocabulary_is_asked_for_anew() -> None:
    therapist = TherapistFactory(techniques=["swedish"], languages=["en"])
    document = content.read(loaded(therapist))
    document["techniques"]["techniques"][0]["technique"] = "gone"

    forms = opened(
        "techniques",
        therapist,
        posted(opened("techniques", therapist, document=document)),
        document=document,
    )

    assert forms.is_valid()
    assert forms.sections()["techniques"]["techniques"] == []


def test_words_come_in_the_order_of_the_site_and_once() -> None:
    data = posted(opened("place", TherapistFactory(name="Ana")))
    data.setlist("about-languages", ["ja", "en", "ja", "es"])

    forms = opened("place", TherapistFactory(), data)

    assert forms.is_valid()
    assert forms.sections()["about"]["languages"] == ["en", "es", "ja"]


def test_a_word_from_nowhere_is_refused() -> None:
    data = posted(opened("place", TherapistFactory(name="Ana")))
    data.setlist("about-languages", ["en", "tlh", "\ud800"])

    forms = opened("place", TherapistFactory(), data)

    assert says(forms, "about-languages", "Choose from the answers shown here.")


def test_steps_of_an_assessment_are_explained_where_they_are_ticked() -> None:
    html = rendered(opened("approach", TherapistFactory()))

    assert "Health history: Takes a health history before the first session." in html


def test_kinds_are_explained_beside_the_table() -> None:
    (bound,) = opened("credentials", TherapistFactory()).parts
    (table,) = bound.tables

    assert (table.explained[0].slug, table.explained[0].name) == (
        "state-license",
        "State or territory license",
    )
    assert "Legal permission to practice" in table.explained[0].definition


def test_an_answer_may_come_more_than_once_and_the_last_counts() -> None:
    data = QueryDict(mutable=True)
    data.update(posted(opened("experience", TherapistFactory())))
    data.setlist("experience-practicing_since", ["no", "2010"])

    forms = opened("experience", TherapistFactory(), data)

    assert forms.is_valid()
    assert forms.sections()["experience"]["practicing_since"] == 2010
