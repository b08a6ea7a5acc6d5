"""Every model of the directory is in the moderation area, and every page of it opens."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from lxml import html

from directory.models import (
    DailyCount,
    FacetValue,
    LiveChange,
    Photo,
    Reminder,
    RosterEntry,
    RosterProblem,
    SearchDoc,
    SearchGeneration,
    SearchMiss,
    SearchText,
    Tombstone,
    UnsavedText,
    UpkeepLink,
)
from tests.directory.admin.forms import address
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.admin_rows import MAKERS
from tests.factories.directory import demo_therapist
from tests.factories.spots import load_spots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MODELS = list(apps.get_app_config("directory").get_models())
#: Nobody but its therapist has to see it, there is nothing in it to see, or another page shows it.
PRIVATE = {
    *(DailyCount, LiveChange, Photo, Reminder, Tombstone, UnsavedText, UpkeepLink),
    *(RosterProblem, SearchMiss),
}
#: How the search works inside, which is nothing to decide about.
FOR_OPERATING = {FacetValue, SearchDoc, SearchGeneration, SearchText}
#: People who never heard of this site: found by their number, gone through by nobody.
WITHOUT_PAGES = {RosterEntry}
REGISTERED = [model for model in MODELS if admin.site.is_registered(model)]


def test_every_model_can_be_looked_at() -> None:
    inlines = {
        inline_class.model
        for model_admin in admin.site._registry.values()
        for inline_class in model_admin.inlines
    }

    missing = {model for model in MODELS if model not in {*REGISTERED, *inlines}}

    assert missing == PRIVATE


@pytest.fixture
def data(vocabulary: None) -> None:
    load_spots()
    demo_therapist(1)
    demo_therapist(2)
    for model in REGISTERED:
        if model in MAKERS:
            MAKERS[model]()


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("model", REGISTERED)
def test_every_list_and_every_page_opens(root: Client, model: type[models.Model]) -> None:
    model_admin = admin.site._registry[model]
    row = model._default_manager.first()
    assert row, f"no {model.__name__} to look at"

    listed = root.get(address(model, "changelist"))
    opened = root.get(address(model, "change", row.pk))
    history = root.get(address(model, "history", row.pk))

    page = 404 if model in WITHOUT_PAGES else 200
    assert (listed.status_code, opened.status_code, history.status_code) == (200, page, page)
    request = listed.wsgi_request
    can_add = model_admin.has_add_permission(request)
    assert root.get(address(model, "add")).status_code == (200 if can_add else 403)


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("model", REGISTERED)
def test_every_list_can_be_searched_and_filtered(root: Client, model: type[models.Model]) -> None:
    path = address(model, "changelist")
    page = html.document_fromstring(root.get(path).content.decode())
    filters = page.xpath("//*[@id='changelist-filter']//a/@href")

    assert root.get(path, {"q": "a b"}).status_code == 200
    for href in filters:
        response = root.get(path + href)
        assert response.status_code == 200, href
        assert "e=1" not in href


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("model", REGISTERED)
def test_staff_without_permissions_may_not_look(client: Client, model: type[models.Model]) -> None:
    client.force_login(UserFactory(is_staff=True))
    row = model._default_manager.first()
    assert row

    for path in (
        address(model, "changelist"),
        address(model, "add"),
        address(model, "change", row.pk),
    ):
        assert client.get(path).status_code == 403


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("model", REGISTERED)
def test_moderators_look_at_what_they_need_and_no_more(
    client: Client, model: type[models.Model]
) -> None:
    client.force_login(ModeratorFactory())
    row = model._default_manager.order_by("-pk").first()
    assert row
    expected = 403 if model in FOR_OPERATING else 200
    page = 404 if model in WITHOUT_PAGES else expected

    assert client.get(address(model, "changelist")).status_code == expected
    assert client.get(address(model, "change", row.pk)).status_code == page
