"""What the page of a result shows, and what it leaves out."""

from __future__ import annotations

import pytest

from articles.guide import Advice, Status, advise
from articles.guide_result import Result, words
from articles.importing.foundations import load_references
from directory.search import Catalogue, load_catalogue
from tests.articles.guide.cases import answers_of
from tests.factories.articles import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def advice(**given: str) -> Advice:
    return advise(answers_of(given))


def result(**given: str) -> Result:
    return Result(advice(**given), load_catalogue())


def test_a_suggestion_has_a_name_a_page_a_status_and_reasons() -> None:
    (swedish,) = result(health="blood_thinner").suggested

    assert swedish.name == "Swedish (relaxation) massage"
    assert swedish.url == "/techniques/swedish/"
    assert (swedish.status, swedish.label, swedish.tone) == ("light-only", "Light only", "caution")
    assert [reason.id for reason in swedish.why] == ["T1"]
    assert [reason.id for reason in swedish.limits] == ["K1"]


def test_types_held_back_for_the_same_reasons_stand_together() -> None:
    groups = result(health="blood_thinner", cause="pregnancy").held_back

    assert [(group.label, [one.slug for one in group.techniques]) for group in groups] == [
        ("Wait", ["deep-tissue"]),
        (
            "Ask first",
            [
                *("trigger-point", "neuromuscular", "piriformis-focused"),
                *("sports", "myofascial-release"),
            ],
        ),
    ]
    assert [reason.id for reason in groups[0].reasons] == ["K1", "K4"]


def test_advice_leads_to_a_page_and_to_articles_that_can_be_read() -> None:
    ArticleFactory(published=True, slug="does-massage-help-sciatica", title="Does it help?")
    ArticleFactory(slug="combining-massage-with-other-treatments")

    below, checked = result(cause="unknown", pattern="nerve_below_knee").pointers

    assert [article.title for article in below.articles] == ["Does it help?"]
    assert (below.rule, below.url) == ("T6", "")
    assert (checked.rule, checked.url) == ("T11", "/get-medical-help/")


def test_notes_hold_for_every_type() -> None:
    shown = result(health="scents skin_area", pattern="both_legs", both_legs_new="no")

    assert [reason.id for reason in shown.keep_in_mind] == ["G4", "K8", "K13"]


def test_sources_are_numbered_in_the_order_of_the_rules() -> None:
    load_references()

    shown = result(health="numb_skin")

    keys = [reference.key for reference in shown.references]
    assert keys == [
        *("NHS_sciatica", "Cherkin2011", "Ernst2003"),
        *("Elder2017", "Preyde2000", "Sherman2014"),
    ]
    (swedish,) = shown.suggested
    assert swedish.why[0].sources == ((2, "Cherkin2011"), (3, "Ernst2003"))
    assert shown.review_plan_sources[0] == (2, "Cherkin2011")


def test_where_massage_has_to_wait_there_is_no_search() -> None:
    shown = result(health="infection_fever")

    assert shown.must_wait
    assert shown.search_url == ""
    assert [reason.id for reason in shown.gates] == ["G3"]
    assert shown.suggested == []
    (group,) = shown.held_back
    assert len(group.techniques) == 8


def test_the_search_has_filters_that_the_directory_knows() -> None:
    shown = result(health="scents", cause="disc", pressure="medium")

    assert shown.search_url == (
        "/therapists/?technique=swedish&condition=disc-herniation"
        "&pressure=medium&comfort=fragrance-free&verified=1"
    )
    assert ("comfort", "fragrance-free", "Fragrance-free") in shown.filters


def test_a_type_that_is_switched_off_is_neither_shown_nor_searched_for() -> None:
    catalogue = load_catalogue()
    without = Catalogue(
        catalogue.groups,
        {key: value for key, value in catalogue.by_key.items() if key[1] != "sports"},
    )

    shown = Result(advice(active="yes", stage="long"), without)

    assert [one.slug for one in shown.suggested] == ["swedish"]
    assert "sports" not in shown.search_url


def test_every_result_has_the_evidence_note_the_plan_and_movement() -> None:
    shown = result()

    assert shown.evidence.startswith("Massage may ease back pain for a while.")
    assert len(shown.review_plan) == 3
    assert "movement" in shown.movement.text


def test_every_status_has_words() -> None:
    labels = [words(status)[0] for status in Status]

    assert labels == ["Good start", "Could suit", "Light only", "Ask first", "Wait"]
