"""What staff change by hand leaves a line in the audit, without a value."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from directory.models import PracticeLocation, Register, SessionPlan, Technique, Therapist
from sciatica_site.models import AuditEntry
from tests.directory.admin.forms import address, errors_of, inline, save
from tests.factories.accounts import UserFactory
from tests.factories.directory import SessionPlanFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def lines() -> list[tuple[str, str, str, list[str]]]:
    rows = AuditEntry.objects.order_by("pk")
    return [(one.kind, one.subject_number, one.part, one.fields) for one in rows]


def test_an_edit_names_the_fields_and_digests_of_the_values(root: Client) -> None:
    therapist = TherapistFactory(published=True, name="Ana Ruiz")
    path = address(Therapist, "change", therapist.pk)

    for name in ("Canary One", "Canary Two", "Canary One"):
        response = save(root, path, name=name)
        assert response.status_code == 302, errors_of(response)

    first, second, third = AuditEntry.objects.order_by("pk")
    assert (first.kind, first.subject, first.fields) == ("profile.edited", "profile", ["name"])
    assert first.actor_number == User.objects.get(email="root@example.com").pk
    assert first.after == second.before == third.after
    assert first.before != second.after == third.before
    assert "anary" not in str([vars(line) for line in (first, second, third)])


def test_saving_without_a_change_leaves_no_line(root: Client) -> None:
    path = address(Therapist, "change", TherapistFactory(published=True).pk)

    assert save(root, path).status_code == 302
    assert not AuditEntry.objects.exists()


def test_rows_that_are_added_and_removed_are_named(root: Client) -> None:
    therapist = TherapistFactory(published=True, credentials=["state-license"])
    path = address(Therapist, "change", therapist.pk)
    place = {
        "setting": "hospital", "city": "Boulder", "state": "CO", "postal_code": "80302",
        "latitude": "40.01", "longitude": "-105.27", "position": "1",
    }  # fmt: skip

    added = inline(root, path, "locations", place)
    response = save(root, path, **added, **{"credentials-0-DELETE": "on"})

    assert response.status_code == 302, errors_of(response)
    ((kind, number, _part, fields),) = lines()
    assert (kind, number) == ("profile.edited", str(therapist.pk))
    assert {"locations.city", "locations.postal_code", "credentials removed"} <= set(fields)


def test_places_and_plans_belong_to_their_profile(root: Client) -> None:
    therapist = TherapistFactory(published=True)
    location = therapist.locations.get()
    plan = SessionPlanFactory(therapist=therapist)
    number = str(therapist.pk)

    save(root, address(PracticeLocation, "change", location.pk), city="Boulder")
    save(root, address(SessionPlan, "change", plan.pk), review_after="4")
    root.post(address(PracticeLocation, "delete", location.pk), {"post": "yes"})
    root.post(
        address(SessionPlan, "changelist"),
        {"action": "delete_selected", "_selected_action": [plan.pk], "post": "yes"},
    )

    assert lines() == [
        ("profile.edited", number, f"practicelocation {location.pk}", ["city"]),
        ("profile.edited", number, f"sessionplan {plan.pk}", ["review_after"]),
        ("profile.edited", number, f"practicelocation {location.pk} deleted", []),
        ("profile.edited", number, f"sessionplan {plan.pk} deleted", []),
    ]


def test_a_profile_that_is_added_and_deleted_by_staff_is_recorded(root: Client) -> None:
    owner = UserFactory()
    path = address(Therapist, "add")
    response = save(root, path, name="Canary", slug="canary", owner=owner.pk)
    assert response.status_code == 302, errors_of(response)
    therapist = Therapist.objects.get()
    number = str(therapist.pk)

    root.post(address(Therapist, "delete", therapist.pk), {"post": "yes"})

    assert not Therapist.objects.exists()
    added, deleted = lines()
    assert added[:3] == ("profile.edited", number, f"therapist {number} added")
    assert deleted[:2] == ("profile.deleted", number)
    assert AuditEntry.objects.get(kind="profile.deleted").before == "draft"
    assert "anary" not in str(list(AuditEntry.objects.values()))


def test_words_and_registers_are_recorded(root: Client) -> None:
    technique = Technique.objects.get(slug="sports")
    register = Register.objects.order_by("pk")[0]

    save(root, address(Technique, "change", technique.pk), definition="Another one.")
    save(root, address(Technique, "change", technique.pk))
    save(root, address(Register, "change", register.pk), name="Another name")

    assert lines() == [
        ("term.edited", "technique sports", "", ["definition"]),
        ("term.edited", f"register {register.pk}", "", ["name"]),
    ]


def test_the_list_of_words_is_recorded_as_well(root: Client) -> None:
    """Positions are changed in the list itself."""
    path = address(Technique, "changelist")
    first = Technique.objects.order_by("position", "name")[0]

    response = save(root, path, **{"form-0-position": "999", "_save": "Save"})

    assert response.status_code == 302
    assert lines() == [("term.edited", f"technique {first.slug}", "", ["position"])]


def test_an_edit_without_its_line_does_not_happen(
    root: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    therapist = TherapistFactory(published=True, name="Ana Ruiz")
    path = address(Therapist, "change", therapist.pk)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("directory.audited.profile", fail)
    with pytest.raises(RuntimeError):
        save(root, path, name="Other")

    therapist.refresh_from_db()
    assert therapist.name == "Ana Ruiz"
