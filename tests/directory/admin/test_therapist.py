"""Therapists in the moderation area: what is saved reaches the search, what is wrong is said."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from directory import formatting
from directory.choices import SessionLength
from directory.models import (
    AccessFeature,
    ComfortFeature,
    Condition,
    Credential,
    CredentialKind,
    PolicyKind,
    PracticeLocation,
    Register,
    SearchDoc,
    SessionPlan,
    Technique,
    Therapist,
)
from directory.search import SearchQuery, facet_totals, rebuild, search
from tests.directory.admin.forms import address, errors_of, inline, save
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory, demo_therapist
from tests.factories.moderation import VerificationRecordFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize("people", [2, 12])
def test_the_list_of_therapists_takes_few_queries(
    root: Client, people: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(people):
        TherapistFactory(published=True, places=["Denver", "Boulder"])

    with django_assert_max_num_queries(14):
        assert root.get(address(Therapist, "changelist")).status_code == 200


def rows_of_each(count: int) -> Therapist:
    """A profile that has so many rows of all answers of which there may be several."""
    words = {
        name: list(model.objects.order_by("pk").values_list("slug", flat=True)[:count])
        for name, model in (
            ("techniques", Technique),
            ("conditions", Condition),
            ("comforts", ComfortFeature),
            ("policies", PolicyKind),
        )
    }
    kinds = CredentialKind.objects.values_list("slug", flat=True)[:count]
    registers = [None, *Register.objects.all()]
    therapist: Therapist = TherapistFactory(
        published=True,
        places=["Denver", "Boulder"] * (count // 2) or ["Denver"],
        techniques=words["techniques"],
        conditions=words["conditions"],
        comforts=dict.fromkeys(words["comforts"], True),
        policies=dict.fromkeys(words["policies"], "As we agree."),
        credentials=[
            {"kind": kind, "checked": True, "register": registers[number % 3]}
            for number, kind in enumerate(kinds)
        ],
        rates=dict.fromkeys(SessionLength.values[:count], 9500),
        hours=[
            (number % 7, 8 + 6 * (number // 7), 12 + 6 * (number // 7)) for number in range(count)
        ],
        plan=[(4, 60, 7)],
    )
    return therapist


@pytest.mark.parametrize("reads_only", [False, True])
def test_a_profile_asks_as_often_for_many_rows_of_its_answers_as_for_one(
    client: Client, reads_only: bool
) -> None:
    reader = UserFactory(is_staff=True, is_superuser=not reads_only)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    asked = []
    few, many = rows_of_each(1), rows_of_each(8)
    client.get(address(Therapist, "change", few.pk))

    for therapist in (few, many):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address(Therapist, "change", therapist.pk))
        assert page.status_code == 200
        asked.append([query["sql"] for query in captured])

    assert many.credentials.count() == many.offered_techniques.count() == 8
    assert len(asked[0]) == len(asked[1]), "\n".join(asked[1])


def test_every_box_in_a_table_of_answers_has_a_name(root: Client) -> None:
    path = address(Therapist, "change", rows_of_each(1).pk)

    page = html.document_fromstring(root.get(path).content.decode())

    boxes = page.xpath(
        "//tr[contains(@class, 'form-row')]//*[self::select or self::input[not(@type='hidden')]]"
    )
    names = {box.get("name"): box.get("aria-label") for box in boxes}
    assert names["offered_techniques-0-technique"] == "Technique"
    assert names["rates-0-DELETE"] == "Delete"
    assert all(names.values())


def test_a_choice_that_is_none_of_the_list_is_still_refused(root: Client) -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"])
    path = address(Therapist, "change", therapist.pk)

    response = save(root, path, **{"offered_techniques-0-technique": "999999"})

    assert response.status_code == 200
    assert "Select a valid choice" in errors_of(response)


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


def test_nobody_ticks_a_credential_as_checked(root: Client) -> None:
    therapist = TherapistFactory(published=True, credentials=["state-license"])
    path = address(Therapist, "change", therapist.pk)

    response = save(
        root,
        path,
        **{
            "credentials-0-verification": "register-checked",
            "credentials-0-checked_on": str(timezone.localdate()),
            "credentials-0-good_until": "2030-01-01",
        },
    )

    assert response.status_code == 302, errors_of(response)
    credential = Credential.objects.get()
    assert credential.verification == "self-declared"
    assert (credential.checked_on, credential.checked_by, credential.good_until) == (None,) * 3
    assert facet_totals()["verified", "1"] == 0
    link = address(Credential, "change", credential.pk)
    assert f'href="{link}"' in root.get(path).text


@pytest.mark.parametrize(
    ("change", "is_checked"),
    [({"number": "MT.9"}, False), ({"region": "WY"}, False), ({"title": "LMT"}, True)],
)
def test_what_staff_write_into_a_checked_credential_is_not_checked(
    root: Client, change: dict[str, str], is_checked: bool
) -> None:
    therapist = TherapistFactory(published=True)
    credential = CredentialFactory(
        therapist=therapist, checked=True, good_until=timezone.localdate()
    )
    waits = VerificationRecordFactory(credential=credential, waiting=True)
    changes = {f"credentials-0-{name}": value for name, value in change.items()}

    response = save(root, address(Therapist, "change", therapist.pk), **changes)

    assert response.status_code == 302, errors_of(response)
    credential.refresh_from_db()
    waits.refresh_from_db()
    assert credential.was_checked is is_checked
    assert (credential.good_until is not None) is is_checked
    assert (waits.refused_at is None) is is_checked
    assert facet_totals()["verified", "1"] == int(is_checked)


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
        {"waiting_weeks": "3"},
        {"pressure_lightest": "3", "pressure_firmest": "1"},
        {"pressure_lightest": "1", "pressure_firmest": ""},
        {"slug": "compare"},
        {"phone": "303 555 0142"},
        {"practicing_since": "1800"},
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


def test_saving_a_place_refreshes_the_search_rows(root: Client) -> None:
    therapist = TherapistFactory(published=True)
    place = therapist.locations.get()

    response = save(root, address(PracticeLocation, "change", place.pk), setting="hospital")

    assert response.status_code == 302, errors_of(response)
    assert facet_totals()["setting", "hospital"] == 1


def test_access_facts_of_a_place_reach_the_search(root: Client) -> None:
    place = TherapistFactory(published=True).locations.get()
    path = address(PracticeLocation, "change", place.pk)
    feature = AccessFeature.objects.get(slug="step-free")
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


@pytest.mark.parametrize(
    ("prefix", "rows"),
    [
        ("offered_techniques", 2),
        ("rates", 2),
        ("credentials", 2),
    ],
)
def test_the_same_row_twice_is_said_in_the_form(root: Client, prefix: str, rows: int) -> None:
    therapist = TherapistFactory(published=True)
    path = address(Therapist, "change", therapist.pk)
    row = {
        "offered_techniques": {"technique": Technique.objects.get(slug="sports").pk},
        "rates": {"minutes": "60", "price_cents": "9000"},
        "credentials": {
            "kind": CredentialKind.objects.get(slug="state-license").pk, "issuer": "Board",
            "number": "MT.1", "region": "CO", "verification": "self-declared", "position": "0",
        },
    }[prefix]  # fmt: skip
    fields = {f"{prefix}-{at}-{name}": value for at in range(rows) for name, value in row.items()}

    response = save(root, path, **{**fields, f"{prefix}-TOTAL_FORMS": rows})

    assert response.status_code == 200
    assert errors_of(response)


def run_action(client: Client, name: str, *therapists: Therapist, **typed: str) -> str:
    """Choose the action for these rows of the list; returns the text of the page that follows."""
    response = client.post(
        address(Therapist, "changelist"),
        {"action": name, "_selected_action": [one.pk for one in therapists], **typed},
        follow=True,
    )
    assert response.status_code == 200
    return response.content.decode()


def test_profiles_are_published_only_with_the_consent_of_their_therapist(root: Client) -> None:
    agreed = TherapistFactory(name="Ana Agreed", place="Denver", consented_at=timezone.now())
    silent = TherapistFactory(name="Sam Silent", consented_at=None)

    page = run_action(root, "publish", agreed, silent)

    assert list(Therapist.objects.public()) == [agreed]
    assert SearchDoc.objects.filter(therapist=agreed).exists()
    assert "Sam Silent: Its therapist has not agreed to be listed." in page


def test_a_suspended_profile_leaves_the_search_at_once(root: Client) -> None:
    therapist = TherapistFactory(name="Ana Ruiz", published=True)

    page = run_action(root, "suspend", therapist, hide="1", why="Nobody works there.")

    assert "no longer public" in page
    assert not Therapist.objects.public().exists()
    assert not SearchDoc.objects.exists()


def test_who_may_only_look_has_no_actions(client: Client) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_therapist"))
    client.force_login(looker)
    therapist = TherapistFactory(published=True)

    run_action(client, "suspend", therapist, hide="1", why="Nobody works there.")

    assert list(Therapist.objects.public()) == [therapist]


def test_an_account_is_a_link_only_for_whoever_may_open_it(root: Client) -> None:
    therapist = TherapistFactory(published=True)
    CredentialFactory(therapist=therapist, checked=True)
    path = address(Therapist, "change", therapist.pk)
    assert "/admin/accounts/user/" in root.get(path).text

    root.force_login(ModeratorFactory())

    response = root.get(path)
    assert str(therapist.owner) in response.text
    assert "/admin/accounts/user/" not in response.text


def test_moderators_read_the_words_of_a_therapist_and_change_none(root: Client) -> None:
    """Nobody but the therapist says something in their name: a text goes through a review."""
    therapist = TherapistFactory(published=True, name="Ana Ruiz", intro="I listen first.")
    root.force_login(ModeratorFactory())
    path = address(Therapist, "change", therapist.pk)
    values = {"name": "Dr. Nobody", "intro": "I cure sciatica.", "confirmed_on": "2099-12-31"}

    assert "I listen first." in root.get(path).text
    assert root.post(path, values).status_code == 403

    therapist.refresh_from_db()
    assert (therapist.name, therapist.intro) == ("Ana Ruiz", "I listen first.")


def test_nobody_says_for_a_therapist_that_the_page_is_right(root: Client) -> None:
    therapist = TherapistFactory(published=True)
    before = therapist.confirmed_on

    saved = save(root, address(Therapist, "change", therapist.pk), confirmed_on="2099-12-31")

    assert saved.status_code == 302, errors_of(saved)
    therapist.refresh_from_db()
    assert therapist.confirmed_on == before


def test_moderators_publish_and_hide_from_the_list(root: Client) -> None:
    """These are steps, and no words of anybody."""
    TherapistFactory(published=True)
    root.force_login(ModeratorFactory())

    page = root.get(address(Therapist, "changelist")).text

    assert 'value="publish"' in page
    assert 'value="suspend"' in page


def test_the_list_says_what_waits_and_what_was_checked(root: Client) -> None:
    published = TherapistFactory(name="Ana Ruiz", published=True, place="Denver")
    CredentialFactory(therapist=published, checked=True)
    RevisionFactory(therapist=published, status="submitted")
    TherapistFactory(name="Bo Lee", published=True, confirmed_days_ago=200)

    rows = html.document_fromstring(root.get(address(Therapist, "changelist")).text)

    first, second = (
        " ".join(row.text_content().split())
        for row in rows.xpath("//*[@id='result_list']/tbody/tr")
    )
    today = formatting.day(timezone.localdate())
    assert f"{published.name}Published" in first
    assert "Denver, CO" in first
    assert f"waits since {today}" in first
    assert "not confirmed for 180 days" in second
    assert f"changed {today}" in second
