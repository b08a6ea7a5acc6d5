"""The vocabulary in the moderation area: wording may change, slugs and bits may not."""

import pytest
from django.contrib import admin
from django.test import Client

from directory.models import FacetValue, PaymentKind, Place, Technique, Term
from directory.search import facet_totals
from tests.directory.admin.forms import address, errors_of, form_of, save
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

TERMS = [model for model in admin.site._registry if issubclass(model, Term)]


def test_a_new_name_of_a_technique_is_the_label_of_its_filter(root: Client) -> None:
    TherapistFactory(published=True, techniques=["sports"])
    technique = Technique.objects.get(slug="sports")

    response = save(root, address(Technique, "change", technique.pk), name="Athletes' massage")

    assert response.status_code == 302, errors_of(response)
    assert FacetValue.objects.get(group="technique", value="sports").label == "Athletes' massage"
    assert "Athletes&#x27; massage" in root.get("/therapists/").text


def test_the_slug_of_a_term_cannot_be_changed(root: Client) -> None:
    technique = Technique.objects.get(slug="sports")

    save(root, address(Technique, "change", technique.pk), slug="other")

    assert Technique.objects.get(pk=technique.pk).slug == "sports"


def test_a_new_technique_has_a_filter_and_a_bit(root: Client) -> None:
    response = save(root, address(Technique, "add"), slug="hot-stone", name="Hot stone massage")

    assert response.status_code == 302, errors_of(response)
    assert FacetValue.objects.get(group="technique", value="hot-stone").is_active


def test_positions_are_changed_in_the_list(root: Client) -> None:
    path = address(Technique, "changelist")
    fields = form_of(root, path)
    pk = fields["form-0-id"][0]

    response = root.post(path, {**fields, "form-0-position": "77", "_save": "Save"})

    assert response.status_code == 302
    slug = Technique.objects.get(pk=pk).slug
    assert FacetValue.objects.get(group="technique", value=slug).position == 77


@pytest.mark.parametrize("model", TERMS)
def test_a_term_cannot_be_deleted(root: Client, model: type[Term]) -> None:
    term = model._default_manager.first()
    assert term

    alone = root.post(address(model, "delete", term.pk), {"post": "yes"})
    in_bulk = {"action": "delete_selected", "_selected_action": term.pk, "post": "yes"}
    root.post(address(model, "changelist"), in_bulk)

    assert alone.status_code == 403
    assert model._default_manager.filter(pk=term.pk).exists()


def test_a_way_to_pay_that_is_made_a_filter_finds_who_takes_it(root: Client) -> None:
    TherapistFactory(published=True, payment_kinds=["cash"])
    kind = PaymentKind.objects.get(slug="cash")

    response = save(root, address(PaymentKind, "change", kind.pk), is_filter="on")

    assert response.status_code == 302, errors_of(response)
    assert facet_totals()["payment", "cash"] == 1


def test_a_place_on_the_map_can_be_added(root: Client) -> None:
    response = save(
        root, address(Place, "add"), kind="city", key="testville", name="Testville", state="CO",
        latitude="39", longitude="-105",
    )  # fmt: skip

    assert response.status_code == 302, errors_of(response)
    assert Place.objects.get(key="testville").label == "Testville, CO"
