"""Lists of the admin: what they cost however many rows there are, and how they speak of rows."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from pytest_django import Settings

from accounts.models import User
from directory.models import FacetValue, Register, RosterSource, SearchGeneration, Term
from tests.directory.admin.forms import address
from tests.factories.admin_rows import MAKERS
from tests.factories.moderation import HidingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
LISTS = list(admin.site._registry)
#: Loaded from files: the test begins with all rows and takes most of them away.
LOADED = (Term, Register, FacetValue)
#: One row for the whole site, or one for each register: there is nothing to grow.
FEW = {SearchGeneration, RosterSource}
#: One row for each profile, person, message or step at least.
GROWING = [
    model
    for model in LISTS
    if model._meta.app_label in ("accounts", "directory", "inquiries", "sciatica_site")
    and not issubclass(model, LOADED)
    and model not in FEW
]
FEW_ROWS, MANY_ROWS = 3, 12


@pytest.fixture
def root(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


def queries(root: Client, model: type[models.Model]) -> list[str]:
    path = address(model, "changelist")
    root.get(path)  # content types are remembered from now on
    with CaptureQueriesContext(connection) as captured:
        assert root.get(path).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(
    "model", [one for one in LISTS if one not in FEW], ids=lambda model: model._meta.label
)
def test_a_list_costs_the_same_for_few_and_for_many_rows(
    root: Client, model: type[models.Model]
) -> None:
    if issubclass(model, LOADED):
        many = queries(root, model)
        kept = list(model._default_manager.values_list("pk", flat=True)[:FEW_ROWS])
        model._default_manager.exclude(pk__in=kept).delete()
        few = queries(root, model)
    else:
        make = MAKERS[model]
        for _number in range(FEW_ROWS):
            make()
        few = queries(root, model)
        for _number in range(MANY_ROWS - FEW_ROWS):
            make()
        many = queries(root, model)

    assert len(many) == len(few), "\n".join(many)


@pytest.mark.parametrize("model", GROWING, ids=lambda model: model._meta.label)
def test_a_list_that_grows_is_not_counted_as_a_whole_nor_shown_in_large_pieces(
    model: type[models.Model],
) -> None:
    model_admin = admin.site._registry[model]

    assert not model_admin.show_full_result_count
    assert model_admin.list_per_page <= 100


def test_yes_and_no_are_words_and_no_alarm(root: Client) -> None:
    HidingFactory(is_urgent=True, therapist__name="Says <img> icon-no")
    HidingFactory(is_urgent=False)

    page = html.document_fromstring(root.get("/admin/directory/hiding/").text)

    cells = page.xpath("//td[@data-column='Urgent']")
    assert [cell.text_content() for cell in cells] == ["Yes", "No"]
    assert page.xpath("//*[@id='result_list']//tbody//img") == []
    assert page.xpath("//th[contains(., 'Says <img> icon-no')]")


def test_a_search_says_how_many_it_found_where_the_heading_cannot(root: Client) -> None:
    HidingFactory(therapist__name="Ana Silva")
    path = "/admin/directory/hiding/"

    whole, found = (
        html.document_fromstring(root.get(path, query).text) for query in ({}, {"q": "Ana"})
    )

    assert found.get_element_by_id("searchbar").label.text_content() == "Find:"
    assert whole.xpath("//form[@id='changelist-search']//a") == []
    (way_back,) = found.xpath("//form[@id='changelist-search']//a")
    assert (way_back.text_content(), way_back.get("href")) == ("Show all", "?")
    assert "1 result" in found.get_element_by_id("changelist-search").text_content()
