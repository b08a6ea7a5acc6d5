"""Hidden profiles in the moderation area: the page before, the list, and the second step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from directory import formatting
from directory.actions import hiding, listing
from directory.choices import EventKind, ProfileStatus
from directory.models import Hiding, ProfileEvent, ProfileRevision, Therapist
from directory.queues.hidings import appeals_waiting, hidings_waiting
from sciatica_site.models import AuditEntry
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import AppealFactory, HidingFactory, VerificationRecordFactory
from tests.factories.profiles import RevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LIST = "/admin/directory/hiding/"
PROFILES = "/admin/directory/therapist/"


def chosen(*therapists: Therapist, **typed: str) -> dict[str, object]:
    numbers = [one.pk for one in therapists]
    return {"action": "suspend", "_selected_action": numbers, **typed}


def test_the_page_before_names_each_profile_and_hides_nothing(root: Client) -> None:
    ana, ben = (TherapistFactory(name=name, published=True) for name in ("Ana", "Ben"))

    response = root.post(PROFILES, chosen(ana, ben))

    assert response.status_code == 200
    assert f'name="_selected_action" value="{ana.pk}"' in response.text
    assert "Ben" in response.text
    assert not Hiding.objects.exists()


def test_the_words_are_needed_and_what_was_ticked_stays(root: Client) -> None:
    therapist = TherapistFactory(published=True)

    response = root.post(PROFILES, chosen(therapist, hide="1", why="", is_urgent="on"))

    assert "Write for the therapist why" in response.text
    assert "checked" in response.text
    assert Therapist.objects.public().count() == 1


def test_those_that_were_refused_stay_on_the_page_with_the_words(root: Client) -> None:
    ana = TherapistFactory(name="Ana", published=True)
    gone = TherapistFactory(name="Gus", status=ProfileStatus.REMOVED)

    response = root.post(PROFILES, chosen(ana, gone, hide="1", why="Nobody is there."))

    assert "Gus: It was removed already." in response.text
    assert "Nobody is there." in response.text
    assert f'name="_selected_action" value="{ana.pk}"' not in response.text
    assert Hiding.objects.get().therapist == ana


def test_more_than_anybody_looks_at_are_not_hidden_at_once(root: Client) -> None:
    therapists = TherapistFactory.create_batch(51)

    response = root.post(
        PROFILES, chosen(*therapists, hide="1", why="All.", select_across="1"), follow=True
    )

    assert "at most 50 profiles" in response.text
    assert not Hiding.objects.exists()


def test_a_second_moderator_confirms_or_ends_on_the_page(client: Client) -> None:
    client.force_login(ModeratorFactory())
    first, second = HidingFactory(), HidingFactory()

    page = client.get(f"{LIST}{first.pk}/change/").text
    client.post(f"{LIST}{first.pk}/decide/", {"step": "confirm"})
    client.post(f"{LIST}{second.pk}/decide/", {"step": "end"})

    assert first.why in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.confirmed_at
    assert second.ended_at
    again = client.post(f"{LIST}{second.pk}/decide/", {"step": "confirm"})
    assert "not hidden any more" in again.text


def test_who_hid_it_sees_no_button_and_is_refused(client: Client) -> None:
    made = HidingFactory()
    client.force_login(made.hidden_by)

    assert 'name="step"' not in client.get(f"{LIST}{made.pk}/change/").text
    response = client.post(f"{LIST}{made.pk}/decide/", {"step": "end"})
    assert "a second person has to look" in response.text


def test_one_moderator_alone_has_the_button(client: Client, settings: object) -> None:
    settings.HIDING_NEEDS_SECOND_PERSON = False  # type: ignore[attr-defined]
    made = HidingFactory()
    client.force_login(made.hidden_by)

    assert 'value="end"' in client.get(f"{LIST}{made.pk}/change/").text


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_hid_the_own_profile_is_told_nowhere(client: Client, is_superuser: bool) -> None:
    """Not in the list, by its address, in the pile, in a record, nor beside the own texts."""
    owner = ModeratorFactory(is_superuser=is_superuser)
    hider = ModeratorFactory(name="Hanna Hider", email="hanna@example.com")
    revision = RevisionFactory(status="rejected", therapist__owner=owner, decided_by=hider)
    therapist = revision.therapist
    hiding.hide(therapist.pk, by=hider, why="Nobody is there.", is_urgent=False)
    made, event = Hiding.objects.get(), ProfileEvent.objects.get(kind=EventKind.SUSPENDED)
    line = AuditEntry.objects.get(kind="profile.hidden")
    client.force_login(owner)

    for path in (
        f"{LIST}{made.pk}/change/",
        f"{LIST}{made.pk}/history/",
        f"/admin/directory/profileevent/{event.pk}/change/",
        f"/admin/sciatica_site/auditentry/{line.pk}/change/",
    ):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain or answer.status_code == 404, path
        assert hider.name not in answer.text
    assert client.post(f"{LIST}{made.pk}/decide/", {"step": "end"}).status_code == 404
    for path in (
        LIST,
        f"{LIST}?second_look=waiting",
        "/admin/directory/profileevent/",
        "/admin/sciatica_site/auditentry/",
        "/admin/directory/profilerevision/",
        f"/admin/directory/profilerevision/{revision.pk}/change/",
        f"{PROFILES}{therapist.pk}/change/",
        f"{PROFILES}{therapist.pk}/history/",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert hider.name not in page.text, path
        assert hider.email not in page.text, path
    assert hidings_waiting(owner).count == 0
    assert hidings_waiting(hider).count == 1

    listing.erase(therapist, by=owner)
    records = ("/admin/directory/profileevent/", "/admin/sciatica_site/auditentry/")
    for path in (*records, *(f"{one}?q={made.therapist_id}" for one in records)):
        assert hider.name not in client.get(path).text, path
        assert hider.email not in client.get(path).text, path
    client.force_login(hider)
    assert hider.email in client.get("/admin/sciatica_site/auditentry/").text
    assert hider.name in client.get("/admin/directory/profileevent/").text


def test_who_may_only_look_decides_nothing(client: Client) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_hiding"))
    client.force_login(looker)
    made = HidingFactory()

    assert client.get(f"{LIST}{made.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{made.pk}/decide/", {"step": "end"}).status_code == 403
    looker.user_permissions.clear()
    for path in (LIST, f"{LIST}{made.pk}/change/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{LIST}{made.pk}/decide/", {"step": "end"}).status_code == 403


@pytest.mark.parametrize("number", ["0", "x", "²", "-1", "9" * 25, "%00"])
def test_what_is_no_number_is_404(root: Client, number: str) -> None:
    for path in (f"{LIST}{number}/change/", f"/admin/directory/appeal/{number}/change/"):
        assert root.get(path).status_code == 404


def test_nothing_is_written_by_hand(root: Client) -> None:
    made = HidingFactory()

    assert root.get(f"{LIST}{made.pk}/decide/").status_code == 405
    assert root.post(f"{LIST}{made.pk}/change/", {"why": "x"}).status_code == 403
    assert root.get(f"{LIST}add/").status_code == 403
    assert root.post(f"{LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "not done" in root.post(f"{LIST}{made.pk}/decide/", {"step": "\0"}).text


def test_what_waits_comes_first_the_urgent_before_the_oldest(root: Client) -> None:
    now = timezone.now()
    HidingFactory(therapist__name="Finished", ended=True)
    HidingFactory(therapist__name="Confirmed", confirmed=True)
    HidingFactory(therapist__name="Newer")
    HidingFactory(therapist__name="Older", hidden_at=now - timedelta(days=9))
    HidingFactory(therapist__name="Urgent", is_urgent=True)

    page = root.get(LIST).text
    waiting = root.get(f"{LIST}?second_look=waiting").text

    places = [
        page.index(f">{name}<") for name in ("Urgent", "Older", "Newer", "Confirmed", "Finished")
    ]
    assert places == sorted(places)
    assert ">Older<" in waiting
    assert ">Confirmed<" not in waiting
    assert ">Finished<" not in waiting


def test_days_are_written_as_on_the_rest_of_the_site(root: Client) -> None:
    row = HidingFactory()
    check = VerificationRecordFactory()
    day = formatting.day(timezone.localdate())

    pages = [
        root.get(path).text
        for path in (
            LIST,
            f"{LIST}{row.pk}/history/",
            f"/admin/directory/verificationrecord/{check.pk}/history/",
        )
    ]

    for page, words in zip(
        pages, (f"{day} (today)", f"Hidden on {day}", f"{day}: Confirmed"), strict=True
    ):
        assert words in page
        assert f"{timezone.localdate():%Y-%m-%d}" not in page


def test_very_many_days_are_easy_to_read(root: Client) -> None:
    HidingFactory(hidden_at=timezone.now() - timedelta(days=1228))
    RevisionFactory(status="submitted", submitted_at=timezone.now() - timedelta(days=1228, hours=1))
    revision = ProfileRevision.objects.get()
    texts = "/admin/directory/profilerevision/"

    for path in (LIST, "/admin/", texts, f"{texts}{revision.pk}/change/"):
        assert "1,228 days" in root.get(path).text, path


def test_the_list_asks_as_often_for_many_rows_as_for_few(
    root: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    root.get(LIST)
    HidingFactory(confirmed=True)
    with django_assert_num_queries(4):
        root.get(LIST)
    for _one in range(6):
        HidingFactory(confirmed=True, ended=True)
        HidingFactory()
    with django_assert_num_queries(4):
        root.get(LIST)


def test_the_piles_say_how_many_wait_and_since_when(
    root: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    day = timezone.now() - timedelta(days=5)
    HidingFactory(hidden_at=day)
    HidingFactory(confirmed=True)
    HidingFactory(ended=True)
    HidingFactory(therapist__status=ProfileStatus.REMOVED)
    AppealFactory(made_at=day)
    AppealFactory(denied=True)

    with django_assert_num_queries(2):
        hidings, asked = hidings_waiting(AnonymousUser()), appeals_waiting(AnonymousUser())

    assert (hidings.count, hidings.oldest) == (1, day)
    assert (asked.count, asked.oldest) == (1, day)
    for queue in (hidings, asked):
        assert root.get(queue.url).status_code == 200
    assert User.objects.filter(is_superuser=True).exists()


def test_after_the_second_look_the_next_one_for_this_person_is_offered(client: Client) -> None:
    moderator = ModeratorFactory()
    client.force_login(moderator)
    now = timezone.now()
    first, second = (
        HidingFactory(hidden_at=now - timedelta(days=days), is_urgent=is_urgent)
        for days, is_urgent in ((9, False), (5, False))
    )
    HidingFactory(is_urgent=True)
    HidingFactory(hidden_by=moderator)
    HidingFactory(therapist__owner=moderator)
    query = "?_changelist_filters=second_look%3Dwaiting%26is_urgent__exact%3D0"

    done = client.post(f"{LIST}{first.pk}/decide/{query}", {"step": "confirm"}, follow=True)

    assert "Confirmed: the profile stays hidden." in done.text
    next_one = f"{LIST}{second.pk}/change/{query}".replace("&", "&amp;")
    assert f'<a href="{next_one}">Open the next one (1 left)</a>' in done.text
    last = client.post(f"{LIST}{second.pk}/decide/{query}", {"step": "end"}, follow=True)
    assert "None left." in last.text
