"""Loading the vocabulary: safe to repeat, careful with edits, and bits that are for ever."""

import pytest

from directory.actions import vocabulary as loading
from directory.choices import FacetGroup
from directory.models import FacetValue, PaymentKind, Register, Technique
from directory.search import SearchQuery, facet_totals, load_catalogue, rebuild, search
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def bits() -> dict[tuple[str, str], int]:
    return {(row.group, row.value): row.bit for row in FacetValue.objects.all()}


def test_loading_again_changes_nothing() -> None:
    before = list(FacetValue.objects.order_by("pk").values())

    loaded = loading.load()

    assert (loaded.added, loaded.updated) == (0, 0)
    assert loaded.unchanged > 100
    assert list(FacetValue.objects.order_by("pk").values()) == before


def test_each_section_of_the_file_fills_its_model() -> None:
    for model in loading.SECTIONS.values():
        assert model._default_manager.exists(), model
    assert Register.objects.filter(state="CO").exists()


def test_edited_rows_are_kept() -> None:
    Technique.objects.filter(slug="swedish").update(name="Relaxation massage", is_active=False)

    loading.load()

    technique = Technique.objects.get(slug="swedish")
    assert (technique.name, technique.is_active) == ("Relaxation massage", False)


def test_the_wording_of_the_files_comes_back_when_asked_for() -> None:
    Technique.objects.filter(slug="swedish").update(name="Relaxation massage")

    loaded = loading.load(overwrite=True)

    assert loaded.updated == 1
    assert Technique.objects.get(slug="swedish").name == "Swedish (relaxation) massage"
    assert FacetValue.objects.get(group="technique", value="swedish").label.startswith("Swedish")


def test_missing_rows_are_added() -> None:
    Technique.objects.filter(slug="swedish").delete()

    assert loading.load().added == 1


def test_every_filter_group_of_the_address_contract_has_values() -> None:
    groups = set(FacetValue.objects.filter(is_active=True).values_list("group", flat=True))

    assert groups == set(FacetGroup.values)
    assert {*loading.FACET_TERMS, *loading.FACET_CHOICES} == set(FacetGroup.values)


def test_what_people_do_themselves_and_what_is_only_shown_is_no_filter() -> None:
    catalogue = load_catalogue()

    assert catalogue.find("technique", "self-massage") is None
    assert catalogue.find("payment", "cash") is None
    assert catalogue.find("payment", "sliding-scale")


def test_bits_stay_when_words_come_go_and_move() -> None:
    before = bits()
    Technique.objects.filter(slug="sports").delete()
    Technique.objects.filter(slug="swedish").update(name="Another name", position=99)
    Technique.objects.create(slug="hot-stone", name="Hot stone massage")

    loading.sync_facets()

    after = bits()
    assert {key: after[key] for key in before} == before
    assert after["technique", "hot-stone"] == max(before.values()) + 1


def test_the_bit_of_a_word_that_is_gone_is_never_given_to_another() -> None:
    Technique.objects.create(slug="hot-stone", name="Hot stone massage")
    loading.sync_facets()
    retired = bits()["technique", "hot-stone"]

    Technique.objects.filter(slug="hot-stone").delete()
    loading.sync_facets()
    Technique.objects.create(slug="cold-stone", name="Cold stone massage")
    loading.sync_facets()

    assert not FacetValue.objects.get(value="hot-stone").is_active
    assert bits()["technique", "cold-stone"] == retired + 1


def test_a_word_that_comes_back_has_its_old_bit() -> None:
    before = bits()["technique", "sports"]
    row = Technique.objects.get(slug="sports")
    Technique.objects.filter(slug="sports").delete()
    loading.sync_facets()

    row.save(force_insert=True)
    loading.sync_facets()

    facet = FacetValue.objects.get(group="technique", value="sports")
    assert (facet.bit, facet.is_active) == (before, True)


def test_a_new_name_is_the_new_label_of_the_filter() -> None:
    Technique.objects.filter(slug="swedish").update(name="Relaxation massage", position=50)

    loading.sync_facets()

    facet = FacetValue.objects.get(group="technique", value="swedish")
    assert (facet.label, facet.position) == ("Relaxation massage", 50)


def switch(model: type[Technique] | type[PaymentKind], slug: str, **values: bool) -> None:
    model._default_manager.filter(slug=slug).update(**values)
    loading.sync_facets()


def test_switching_a_word_off_is_no_difference_between_rows_and_profiles() -> None:
    TherapistFactory(published=True, techniques=["swedish", "sports"])

    switch(Technique, "sports", is_active=False)

    assert list(rebuild.differences()) == []
    assert ("technique", "sports") not in facet_totals()


def test_a_word_that_is_switched_off_and_on_again_finds_everybody_who_has_it() -> None:
    switch(Technique, "sports", is_active=False)
    TherapistFactory(published=True, techniques=["sports"])

    switch(Technique, "sports", is_active=True)

    assert facet_totals()["technique", "sports"] == 1
    assert search(SearchQuery(chosen={"technique": ("sports",)})).total == 1


def test_a_way_to_pay_that_becomes_a_filter_finds_everybody_who_has_it() -> None:
    TherapistFactory(published=True, payment_kinds=["cash"])

    switch(PaymentKind, "cash", is_filter=True)

    assert facet_totals()["payment", "cash"] == 1
