"""No list of the admin, whoever wrote its class, fails at what no page of it would send."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from directory.models import ProfileRevision, Therapist
from sciatica_site.admin_guard import GuardedAdmin
from sciatica_site.admin_site import SiteAdmin
from sciatica_site.exporting import ExportMixin
from sciatica_site.models import QueuedMail
from tests.directory.admin.forms import address, form_of
from tests.factories.accounts import ModeratorFactory
from tests.factories.admin_rows import MAKERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
LISTS = list(admin.site._registry)
#: A page, the way back to the whole list, or a plain refusal.
ANSWERS = (200, 302, 400)
MUCH = "9" * 30
#: No number of a row, on either database.
NO_ROWS = ("abc", MUCH, "9" * 5000, "1\0", "", "-1", "1_0", "٣", "1e3")
VALUES = ("a\0", MUCH, "[")
ENDS = ("__exact", "__gt", "__isnull", "__year", "__regex", "__foo")
HARMFUL = (("__exact", "a\0"), ("__in", MUCH), ("__lte", MUCH), ("__year", "0"))
YEARS = ("0", "9999", "99999", "999999999999", MUCH, "-1", "x")


@pytest.fixture
def root(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


def one_row(model: type[models.Model]) -> None:
    if model in MAKERS and not model._default_manager.exists():
        MAKERS[model]()


def failures(root: Client, path: str, queries: list[dict[str, Any]]) -> list[str]:
    """Every answer is a page, the way back to the whole list, or a plain refusal."""
    root.raise_request_exception = False
    wrong = []
    for query in queries:
        status = root.get(path, query).status_code
        if status not in ANSWERS:
            wrong.append(f"{path} {str(query)[:90]}: {status}")
    return wrong


def queries(model: type[models.Model]) -> list[dict[str, Any]]:
    """Each field with what databases do not take, the key in every way, and each filter."""
    model_admin = admin.site._registry[model]
    fields = [field.name for field in model._meta.concrete_fields]
    found: list[dict[str, Any]] = [
        {f"{name}{end}": value} for name in fields for end, value in HARMFUL
    ]
    found += [{f"pk{end}": value} for end in ENDS for value in VALUES]
    for filter_class in model_admin.list_filter:
        name = getattr(filter_class, "parameter_name", "")
        found += [{name: value} for value in VALUES if name]
    if date := model_admin.date_hierarchy:
        found += [{f"{date}__year": year} for year in YEARS]
        found += [{f"{date}__year": "9999", f"{date}__month": "12"}]
        found += [{f"{date}__month": MUCH}, {f"{date}__day": MUCH}]
    for name in ("q", "p", "o", "_facets", "_to_field", "_changelist_filters"):
        found += [{name: value} for value in VALUES]
    found += [{"o": ".".join(["0"] * 3000)}, {"a\0": "1"}, {"pk__in": "1," + MUCH}]
    return found


def offered(model_admin: Any) -> set[str]:
    filters = [one[0] if isinstance(one, tuple) else one for one in model_admin.list_filter]
    linked_by = getattr(model_admin, "linked_by", ())
    return {*filters, *linked_by, model_admin.date_hierarchy, model_admin.opts.pk.name}


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_a_list_is_narrowed_by_what_it_offers_and_by_no_field_that_it_hides(
    root: Client, model: type[models.Model]
) -> None:
    """Who compares a hidden field with words of their own reads it letter by letter."""
    model_admin = admin.site._registry[model]
    hidden = {field.name for field in model._meta.concrete_fields} - offered(model_admin)
    own = {getattr(one, "parameter_name", "") for one in model_admin.list_filter}
    path = address(model, "changelist")

    for name in sorted(hidden):
        for lookup in {name, f"{name}__gte", f"{name}__exact", f"{name}__id__exact"} - own:
            status = root.get(path, {lookup: "1"}).status_code
            # What is no field at all leads back to the whole list.
            assert status == 400, (lookup, status)


def test_nobody_guesses_a_waiting_mail(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(ModeratorFactory())
    MAKERS[QueuedMail]()
    mail = QueuedMail.objects.get()
    path = address(QueuedMail, "changelist")

    assert client.get(path, {"id__exact": mail.pk}).status_code == 200
    for lookup in ("message__gte", "to__exact", "subject__gt", "html_message__lte", "context__gt"):
        assert client.get(path, {"id__exact": mail.pk, lookup: "a"}).status_code == 400


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_no_address_of_a_list_makes_it_fail(root: Client, model: type[models.Model]) -> None:
    one_row(model)

    assert not failures(root, address(model, "changelist"), queries(model))


@pytest.mark.parametrize(
    "model",
    [one for one, found in admin.site._registry.items() if isinstance(found, ExportMixin)],
    ids=lambda model: model._meta.label,
)
def test_no_filter_makes_an_export_fail(root: Client, model: type[models.Model]) -> None:
    root.raise_request_exception = False
    name = model._meta.pk.name
    for query in (f"?{name}__exact=a%00", f"?{name}__in={MUCH}", f"?{name}__regex=("):
        assert root.post(address(model, "export") + query).status_code in ANSWERS
    if date := admin.site._registry[model].date_hierarchy:
        query = f"?{date}__year=9999&{date}__month=12"
        assert root.post(address(model, "export") + query).status_code == 302


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_no_forged_row_makes_an_action_fail(root: Client, model: type[models.Model]) -> None:
    one_row(model)
    root.raise_request_exception = False
    path = address(model, "changelist")
    request = root.get(path).wsgi_request
    before = list(model._default_manager.order_by("pk").values())

    for action in admin.site._registry[model].get_actions(request):
        for forged in NO_ROWS:
            for index in ("0", MUCH, "x"):
                sent = {"action": action, "index": index, ACTION_CHECKBOX_NAME: ["1", forged]}
                answer = root.post(path, sent)
                assert answer.status_code == 302, (action, forged, index)
                assert answer["Location"] == path

    assert list(model._default_manager.order_by("pk").values()) == before


def test_the_list_says_that_rows_have_to_be_chosen(root: Client) -> None:
    path = address(User, "changelist")
    sent = {"action": "delete_selected", "index": "0", ACTION_CHECKBOX_NAME: MUCH}

    assert "Choose rows of the list." in root.post(path, sent, follow=True).text


@pytest.mark.parametrize(
    "model",
    [one for one, found in admin.site._registry.items() if found.list_editable],
    ids=lambda model: model._meta.label,
)
def test_no_forged_row_makes_an_edited_list_fail(root: Client, model: type[models.Model]) -> None:
    one_row(model)
    root.raise_request_exception = False
    path = address(model, "changelist")
    fields = form_of(root, path)
    before = list(model._default_manager.order_by("pk").values())

    for forged in NO_ROWS:
        sent = {**fields, f"form-0-{model._meta.pk.name}": forged, "_save": "Save"}
        assert root.post(path, sent).status_code in ANSWERS, forged

    assert list(model._default_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_no_key_in_an_address_makes_a_page_fail(root: Client, model: type[models.Model]) -> None:
    root.raise_request_exception = False
    for page in ("change", "delete", "history"):
        for key in (MUCH, "9" * 5000, "1\0", "a", "-1", "_00", "٣"):
            for query in ("", "?_to_field=id", "?_to_field=slug"):
                status = root.get(address(model, page, key) + query).status_code
                assert status in (200, 302, 400, 403, 404), (page, key[:40], query)


def test_words_for_suggestions_that_no_database_takes_find_nothing(root: Client) -> None:
    """The field of a claim that is filled in by typing some letters of an article."""
    fields = [
        (model, name)
        for model, found in admin.site._registry.items()
        for name in found.autocomplete_fields
    ]
    assert fields
    for model, name in fields:
        query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
        answer = root.get("/admin/autocomplete/", {**query, "field_name": name, "term": "a\0"})
        assert answer.json()["results"] == []


def test_every_class_is_guarded_those_of_packages_as_well() -> None:
    of_package = SiteAdmin()
    of_package.register(EmailAddress, EmailAddressAdmin)

    for model_admin in (*admin.site._registry.values(), *of_package._registry.values()):
        assert type(model_admin).__mro__[1] is GuardedAdmin


def test_a_filter_of_our_own_that_is_wrong_is_not_hidden(
    root: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without words in the address nobody but us can have made the mistake."""

    def broken(request: HttpRequest) -> Any:
        raise ValueError

    monkeypatch.setattr(admin.site._registry[User], "get_queryset", broken)

    with pytest.raises(ValueError):
        root.get(address(User, "changelist"))


def test_a_refusal_stays_a_refusal(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(request: HttpRequest) -> Any:
        raise PermissionDenied

    monkeypatch.setattr(admin.site._registry[User], "get_queryset", refuse)

    assert root.get(address(User, "changelist") + "?q=a").status_code == 403


def test_filters_that_lists_offer_still_work(root: Client) -> None:
    """The control: what is plain is let through, along relations as well."""
    assert connection.vendor in ("sqlite", "postgresql")
    for query in ("is_staff__exact=1", "is_active__in=1,0", "pk__gt=0"):
        assert root.get(f"{address(User, 'changelist')}?{query}").status_code == 200
    for model, query in (
        (Therapist, "locations__state__exact=CO"),
        (ProfileRevision, "therapist__id__exact=1"),
    ):
        assert root.get(f"{address(model, 'changelist')}?{query}").status_code == 200
    assert root.get(f"{address(User, 'changelist')}?email__regex=a").status_code == 400
