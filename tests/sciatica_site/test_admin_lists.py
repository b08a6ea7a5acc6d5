"""A list in the admin costs the same number of queries however many rows it has."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import User
from directory.models import FacetValue, Register, RosterSource, SearchGeneration, Term
from tests.directory.admin.forms import address
from tests.factories.admin_rows import MAKERS

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
