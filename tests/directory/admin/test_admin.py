"""The directory in the moderation area: every page opens, and what is saved reaches the search."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from accounts.models import User
from directory.models import (
    Credential,
    FacetValue,
    PaymentKind,
    Place,
    PracticeLocation,
    SearchDoc,
    SessionPlan,
    Technique,
    Term,
    Therapist,
)
from directory.search import SearchQuery, facet_totals, rebuild, search
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory, demo_therapist
from tests.factories.spots import load_spots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MODELS = list(apps.get_app_config("directory").get_models())
REGISTERED = [model for model in MODELS if admin.site.is_registered(model)]
TERMS = [model for model in REGISTERED if issubclass(model, Term)]


@pytest.fixture(autouse=True)
def one_factor(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def form_of(client: Client, path: str) -> dict[str, Any]:
    """What the form of a page would send if nothing in it were changed."""
    response = client.get(path)
    assert response.status_code == 200, path
    form = html.document_fromstring(response.content.decode()).xpath(
        "//form[contains(@id, '_form') or @id='changelist-form']"
    )[0]
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return {name: values for name, values in fields.items() if "__prefix__" not in name}


def save(client: Client, path: str, **changes: Any) -> Any:
    """Send the form of a page with some fields changed; returns the answer."""
    return client.post(path, {**form_of(client, path), **changes})


def errors_of(response: Any) -> str:
    root = html.document_fromstring(response.content.decode())
    return " ".join(
        " ".join(one.text_content().split())
        for one in root.xpath("//*[contains(@class, 'errorlist')]")
    )


def inline(client: Client, path: str, prefix: str, row: dict[str, Any]) -> dict[str, Any]:
    """The fields that add one row to an inline."""
    number = int(form_of(client, path)[f"{prefix}-TOTAL_FORMS"][0])
    return {
        f"{prefix}-TOTAL_FORMS": number + 1,
        **{f"{prefix}-{number}-{name}": value for name, value in row.items()},
    }


# Every page opens -------------------------------------------------------------------------------


def test_every_model_can_be_looked_at() -> None:
    inlines = {
        inline_class.model
        for model_admin in admin.site._registry.values()
        for inline_class in model_admin.inlines
    }

    assert [model for model in MODELS if model not in {*REGISTERED, *inlines}] == []


@pytest.fixture
def data() -> None:
    load_spots()
    demo_therapist(1)
    demo_therapist(2)


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("model", REGISTERED)
def test_every_list_and_every_page_opens(root: Client, model: type[models.Model]) -> None:
    model_admin = admin.site._registry[model]
    row = model._default_manager.first()
    assert row, f"no {model.__name__} to look at"

    listed = root.get(address(model, "changelist"))
    opened = root.get(address(model, "change", row.pk))
    history = root.get(address(model, "history", row.pk))

    assert (listed.status_code, opened.status_code, history.status_code) == (200, 200, 200)
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
def test_moderators_may_look_at_everything(client: Client, model: type[models.Model]) -> None:
    client.force_login(ModeratorFactory())
    row = model._default_manager.first()
    assert row

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("people", [2, 12])
def test_the_list_of_therapists_takes_few_queries(
    root: Client, people: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(people):
        TherapistFactory(published=True, places=["Denver", "Boulder"])

    with django_assert_max_num_queries(14):
        assert root.get(address(Therapist, "changelist")).status_code == 200


def test_therapists_are_found_by_several_filters_at_once(root: Client) -> None:
    shown = TherapistFactory(name="Ana Ruiz", published=True, places=["Denver", "Boulder"])
    TherapistFactory(name="Ana Draft", place="Denver")
    TherapistFactory(name="Ana Old", published=True, confirmed_days_ago=181)

    def names(**query: str) -> set[str]:
        results = root.get(address(Therapist, "changelist"), query).context["cl"].result_list
        assert len(results) == len({one.pk for one in results})
        return {one.name for one in results}

    assert names(public="yes", q="ana", locations__state="CO", status="published") == {shown.name}
    assert names(public="no", q="ana") == {"Ana Draft", "Ana Old"}
    assert names(q="80202") == {"Ana Ruiz", "Ana Draft", "Ana Old"}
    assert names(q=shown.owner.email) == {"Ana Ruiz"}


# Therapists -------------------------------------------------------------------------------------


def test_saving_a_whole_profile_unchanged_changes_nothing(root: Client) -> None:
    therapist = demo_therapist(1)
    before = SearchDoc.objects.values().get()

    response = save(root, address(Therapist, "change", therapist.pk))

    assert response.status_code == 302, errors_of(response)
    assert SearchDoc.objects.values().get() == before
    assert list(rebuild.differences()) == []


def test_saving_a_therapist_refreshes_the_search_rows(root: Client) -> None:
    therapist = TherapistFactory(published=True, gender="woman")
    path = address(Therapist, "change", therapist.pk)
    technique = Technique.objects.get(slug="sports")
    added = inline(root, path, "offered_techniques", {"technique": technique.pk})

    response = save(root, path, gender="man", **added)

    assert response.status_code == 302, errors_of(response)
    totals = facet_totals()
    assert totals["gender", "man"] == 1
    assert totals["technique", "sports"] == 1
    assert list(rebuild.differences()) == []


def test_a_second_place_is_added_to_the_search(root: Client) -> None:
    therapist = TherapistFactory(published=True)
    path = address(Therapist, "change", therapist.pk)
    place = {
        "setting": "hospital", "city": "Boulder", "state": "CO", "postal_code": "80302",
        "latitude": "40.01", "longitude": "-105.27", "position": "1",
    }  # fmt: skip

    response = save(root, path, **inline(root, path, "locations", place))

    assert response.status_code == 302, errors_of(response)
    assert facet_totals()["setting", "hospital"] == 1
    assert SearchDoc.objects.filter(therapist=therapist).count() == 2


def test_who_checked_a_credential_is_whoever_saved_it(root: Client) -> None:
    therapist = TherapistFactory(published=True, credentials=["state-license"])
    path = address(Therapist, "change", therapist.pk)

    response = save(
        root,
        path,
        **{
            "credentials-0-verification": "register-checked",
            "credentials-0-checked_on": str(timezone.localdate()),
        },
    )

    assert response.status_code == 302, errors_of(response)
    credential = Credential.objects.get()
    assert credential.checked_by == User.objects.get(email="root@example.com")
    assert facet_totals()["verified", "1"] == 1

    response = save(
        root,
        path,
        **{"credentials-0-verification": "self-declared", "credentials-0-checked_on": ""},
    )

    assert response.status_code == 302, errors_of(response)
    assert Credential.objects.get().checked_by is None
    assert facet_totals()["verified", "1"] == 0


def test_the_status_cannot_be_changed_past_the_actions(root: Client) -> None:
    therapist = TherapistFactory(published=True)

    save(root, address(Therapist, "change", therapist.pk), status="removed")

    assert Therapist.objects.get().status == "published"


def test_a_new_therapist_is_a_draft(root: Client) -> None:
    owner = UserFactory()

    response = save(
        root, address(Therapist, "add"), name="Ana Ruiz", slug="ana-ruiz", owner=owner.pk
    )

    assert response.status_code == 302, errors_of(response)
    assert Therapist.objects.get(owner=owner).status == "draft"
    assert search(SearchQuery()).total == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"confirmed_on": ""},
        {"consented_at_0": "", "consented_at_1": ""},
        {"waiting_weeks": "3"},
        {"pressure_lightest": "3", "pressure_firmest": "1"},
        {"pressure_lightest": "1", "pressure_firmest": ""},
        {"slug": "compare"},
        {"phone": "303 555 0142"},
        {"practicing_since": "1800"},
        {"credentials-0-verification": "document-seen"},
        {"credentials-0-checked_on": "2026-01-01", "credentials-0-verification": "nonsense"},
        {"credentials-0-issued_on": "2026-02-01", "credentials-0-expires_on": "2026-01-01"},
        {"rates-0-price_cents": "1"},
        {"locations-0-postal_code": "8020"},
        {"locations-0-latitude": "91"},
    ],
)  # fmt: skip
def test_an_impossible_entry_is_said_in_the_form(root: Client, changes: dict[str, str]) -> None:
    """The database would refuse it; a moderator must hear so from the form, not from an error."""
    therapist = TherapistFactory(
        published=True, accepting="yes", credentials=["state-license"], rates={60: 9000}
    )

    response = save(root, address(Therapist, "change", therapist.pk), **changes)

    assert response.status_code == 200
    assert errors_of(response)


@pytest.mark.parametrize(("status", "is_offered"), [("draft", True), ("published", False)])
def test_only_drafts_can_be_deleted(root: Client, status: str, is_offered: bool) -> None:
    therapist = TherapistFactory(published=True, status=status, techniques=["swedish"])
    path = address(Therapist, "delete", therapist.pk)

    response = root.post(path, {"post": "yes"})

    assert response.status_code == (302 if is_offered else 403)
    assert Therapist.objects.exists() is not is_offered


def test_therapists_are_not_deleted_in_bulk(root: Client) -> None:
    TherapistFactory()

    assert "delete_selected" not in root.get(address(Therapist, "changelist")).text


def test_a_public_profile_has_a_link_to_its_page(root: Client) -> None:
    therapist = TherapistFactory(published=True, rates={60: 9000})

    text = root.get(address(Therapist, "change", therapist.pk)).text

    assert f'href="{therapist.get_absolute_url()}"' in text
    assert "Rates and policies" in text


# Places of work and plans -----------------------------------------------------------------------


def test_saving_a_place_refreshes_the_search_rows(root: Client) -> None:
    therapist = TherapistFactory(published=True)
    place = therapist.locations.get()

    response = save(root, address(PracticeLocation, "change", place.pk), setting="hospital")

    assert response.status_code == 302, errors_of(response)
    assert facet_totals()["setting", "hospital"] == 1


def test_access_facts_of_a_place_reach_the_search(root: Client) -> None:
    place = TherapistFactory(published=True).locations.get()
    path = address(PracticeLocation, "change", place.pk)
    feature = apps.get_model("directory", "AccessFeature").objects.get(slug="step-free")
    row = {"feature": feature.pk, "is_available": "on"}

    response = save(root, path, **inline(root, path, "access_facts", row))

    assert response.status_code == 302, errors_of(response)
    assert facet_totals()["access", "step-free"] == 1


def test_a_place_can_be_deleted_with_its_search_row(root: Client) -> None:
    therapist = TherapistFactory(published=True, places=["Denver", "Boulder"])
    place = therapist.locations.get(city="Boulder")

    response = root.post(address(PracticeLocation, "delete", place.pk), {"post": "yes"})

    assert response.status_code == 302
    assert SearchDoc.objects.get(therapist=therapist).places == 1


def test_a_place_can_be_deleted_on_the_page_of_its_therapist(root: Client) -> None:
    therapist = TherapistFactory(published=True, places=["Denver", "Boulder"])

    response = save(
        root, address(Therapist, "change", therapist.pk), **{"locations-1-DELETE": "on"}
    )

    assert response.status_code == 302, errors_of(response)
    assert SearchDoc.objects.get(therapist=therapist).places == 1


def test_phases_of_a_plan_can_be_edited(root: Client) -> None:
    demo_therapist(1)
    plan = SessionPlan.objects.get()

    response = save(root, address(SessionPlan, "change", plan.pk), review_after="3")

    assert response.status_code == 302, errors_of(response)
    assert SessionPlan.objects.get().review_after == 3


# Vocabulary -------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("model", [FacetValue, SearchDoc])
def test_what_code_writes_cannot_be_changed_by_hand(
    root: Client, model: type[models.Model]
) -> None:
    TherapistFactory(published=True)
    row = model._default_manager.first()
    assert row

    for page in ("change", "delete"):
        assert root.post(address(model, page, row.pk), {"post": "yes"}).status_code == 403
    assert root.get(address(model, "add")).status_code == 403


def test_a_place_on_the_map_can_be_added(root: Client) -> None:
    response = save(
        root, address(Place, "add"), kind="city", key="testville", name="Testville", state="CO",
        latitude="39", longitude="-105",
    )  # fmt: skip

    assert response.status_code == 302, errors_of(response)
    assert Place.objects.get(key="testville").label == "Testville, CO"
