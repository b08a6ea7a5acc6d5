"""Photos of public pages: only what was approved, only while the profile is public, no cookie."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from directory.actions import publishing
from directory.choices import ProfileStatus
from directory.models import Document, Photo, Therapist
from tests.directory.uploads import steps, storages
from tests.directory.uploads.files import opened, picture
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.profiles import PhotoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def empty_storage(settings: Settings) -> None:
    storages.use(settings, storages.NO_PATHS)


@pytest.fixture
def therapist() -> Therapist:
    """Public, with an approved photo."""
    made: Therapist = TherapistFactory(published=True, name="Ana Reyes")
    steps.put_photo(made)
    steps.approve(made)
    return made


def address(photo: Photo | None) -> str:
    assert photo
    return reverse("directory:photo", args=[photo.token])


def test_the_photo_stands_on_the_page_with_a_name_and_a_size(
    client: Client, therapist: Therapist
) -> None:
    html = client.get(therapist.get_absolute_url()).content.decode()

    tag = re.search(r'<img class="portrait"[^>]*>', html)
    assert tag
    assert f'src="{address(therapist.photo)}"' in tag[0]
    assert 'alt="Photo of Ana Reyes"' in tag[0]
    assert 'width="60" height="40"' in tag[0]


def test_a_page_without_a_photo_says_nothing_about_it(client: Client) -> None:
    therapist = TherapistFactory(published=True)

    assert "portrait" not in client.get(therapist.get_absolute_url()).content.decode()


def test_the_photo_costs_a_page_no_query(client: Client, therapist: Therapist) -> None:
    def queries(one: Therapist) -> int:
        with CaptureQueriesContext(connection) as context:
            client.get(one.get_absolute_url())
        return len(context)

    other = TherapistFactory(published=True)
    queries(other)

    assert queries(therapist) == queries(other)


def test_an_approved_photo_is_given_to_anyone_for_five_minutes(
    client: Client, therapist: Therapist, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = address(therapist.photo)

    with django_assert_num_queries(1):
        response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert opened(response.content).size == (60, 40)
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_nothing_is_compressed_twice(client: Client) -> None:
    therapist = TherapistFactory(published=True)
    steps.put_photo(therapist, picture(size=(900, 900)))
    steps.approve(therapist)

    response = client.get(address(therapist.photo), headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == len(response.content) > 1_000


def test_what_a_browser_has_is_not_sent_again(client: Client, therapist: Therapist) -> None:
    first = client.get(address(therapist.photo))

    second = client.get(address(therapist.photo), headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert second["Cache-Control"] == first["Cache-Control"]


def test_what_a_browser_has_is_gone_once_the_page_is(client: Client, therapist: Therapist) -> None:
    etag = client.get(address(therapist.photo))["ETag"]
    publishing.withdraw(therapist, to=ProfileStatus.SUSPENDED)

    response = client.get(address(therapist.photo), headers={"If-None-Match": etag})

    assert response.status_code == 404
    assert "public" not in response.get("Cache-Control", "")


@pytest.mark.parametrize(
    "status", [status for status in ProfileStatus if status != ProfileStatus.PUBLISHED]
)
@pytest.mark.parametrize("role", ["anonymous", "owner", "moderator"])
def test_of_a_page_that_is_not_public_there_is_no_public_photo(
    client: Client, therapist: Therapist, status: ProfileStatus, role: str
) -> None:
    Therapist.objects.filter(pk=therapist.pk).update(status=status)
    if role != "anonymous":
        client.force_login(therapist.owner if role == "owner" else ModeratorFactory())

    assert client.get(address(therapist.photo)).status_code == 404


def test_the_photo_goes_with_the_page_on_its_day(client: Client, therapist: Therapist) -> None:
    Therapist.objects.filter(pk=therapist.pk).update(confirmed_on="2027-01-01")

    with time_machine.travel("2027-06-30T23:59:59Z", tick=False):
        assert client.get(address(therapist.photo)).status_code == 200
    with time_machine.travel("2027-07-01T00:00:00Z", tick=False):
        assert client.get(address(therapist.photo)).status_code == 404


def test_another_photo_of_the_same_person_is_not_public(
    client: Client, therapist: Therapist
) -> None:
    assert client.get(address(PhotoFactory(therapist=therapist))).status_code == 404


@pytest.mark.parametrize(
    "token", ["x", "%00", "a" * 41, "..%2f..%2fdb", "%F0%9F%92%A9", "%ED%A0%80", "%E2%80%AE", "a.b"]
)
def test_what_is_no_token_is_a_miss(client: Client, token: str) -> None:
    assert client.get(f"/photos/{token}.jpg").status_code == 404
    client.force_login(TherapistFactory().owner)
    for path in ("photo", "documents"):
        assert client.get(f"/dashboard/{path}/{token}/").status_code == 404


def test_a_photo_can_only_be_read(client: Client, therapist: Therapist) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(address(therapist.photo)).status_code == 405
    head = client.head(address(therapist.photo))
    assert (head.status_code, head.content) == (200, b"")


def test_a_file_that_is_missing_is_a_miss_and_named_in_the_log(
    client: Client, therapist: Therapist, caplog: pytest.LogCaptureFixture
) -> None:
    assert therapist.photo
    default_storage.delete(therapist.photo.file.name)

    assert client.get(address(therapist.photo)).status_code == 404
    assert f"The file of photo {therapist.photo.pk} is missing" in caplog.text


@pytest.mark.parametrize("role", ["anonymous", "patient", "other therapist"])
def test_no_file_in_the_storage_can_be_had_but_approved_photos_of_public_profiles(
    client: Client, therapist: Therapist, role: str
) -> None:
    """A walk through all that is stored, by every address that could lead to it."""
    draft, hidden = TherapistFactory(), TherapistFactory(published=True)
    for one in (therapist, draft, hidden):
        steps.put_photo(one, picture(color=(1, 2, 3)))
        steps.add_document(one)
    steps.approve(hidden)
    Therapist.objects.filter(pk=hidden.pk).update(
        confirmed_on=timezone.localdate() - timedelta(days=181)
    )
    if role != "anonymous":
        client.force_login(
            UserFactory() if role == "patient" else TherapistFactory(published=True).owner
        )
    tokens = [*Photo.objects.values_list("token", flat=True)]
    tokens += [*Document.objects.values_list("token", flat=True)]
    stems = [name.partition("/")[2].partition(".")[0] for name in storages.names()]
    assert len(stems) == 7

    paths = [
        f"/{prefix}{name}" for name in storages.names() for prefix in ("", "media/", "static/")
    ]
    paths += [
        pattern.format(key)
        for key in (*tokens, *stems)
        for pattern in ("/photos/{}.jpg", "/dashboard/photo/{}/", "/dashboard/documents/{}/")
    ]
    given = []
    for path in paths:
        response = client.get(path)
        b"".join(response)
        assert response.status_code in (200, 404) or (
            role == "anonymous" and "/accounts/login/" in response["Location"]
        )
        if response.status_code == 200:
            given.append(path)

    therapist.refresh_from_db()
    assert given == [address(therapist.photo)]
