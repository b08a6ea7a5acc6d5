"""The page of one's photo: sent in, waiting, replaced, taken off; seen by nobody else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from directory.models import Photo, Therapist, UnsavedText
from tests.directory.uploads import files, steps, storages
from tests.directory.uploads.files import opened, picture
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PAGE, REMOVE = "/dashboard/photo/", "/dashboard/photo/remove/"


@pytest.fixture(autouse=True)
def empty_storage(settings: Settings) -> None:
    storages.use(settings, storages.NO_PATHS)
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(published=True, name="Ana Reyes")
    return made


@pytest.fixture
def owner(client: Client, therapist: Therapist) -> Client:
    client.force_login(therapist.owner)
    return client


def upload(data: bytes | None = None, name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if data is None else data, "image/jpeg")


def text(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_a_photo_that_is_sent_in_is_in_the_draft_and_not_public(
    owner: Client, therapist: Therapist
) -> None:
    response = owner.post(PAGE, {"photo": upload()}, follow=True)

    photo = Photo.objects.get()
    assert response.redirect_chain == [(PAGE, 302)]
    assert "Your photo is in the draft" in response.content.decode()
    assert f"/dashboard/photo/{photo.token}/" in text(owner)
    assert steps.open_revision(therapist).content["about"]["photo"] == photo.token
    assert Client().get(f"/photos/{photo.token}.jpg").status_code == 404


def test_after_its_approval_it_is_on_the_page(owner: Client, therapist: Therapist) -> None:
    owner.post(PAGE, {"photo": upload()})

    steps.approve(therapist)

    photo = Photo.objects.get()
    assert therapist.photo == photo
    assert Client().get(f"/photos/{photo.token}.jpg").status_code == 200
    assert "In your draft" not in text(owner)


def test_the_public_photo_stays_until_another_one_is_approved(
    owner: Client, therapist: Therapist
) -> None:
    first = steps.put_photo(therapist)
    steps.approve(therapist)

    owner.post(PAGE, {"photo": upload()})
    second = Photo.objects.exclude(pk=first.pk).get()

    assert Client().get(f"/photos/{first.token}.jpg").status_code == 200
    assert "In your draft" in text(owner)
    steps.approve(therapist)
    assert Client().get(f"/photos/{first.token}.jpg").status_code == 404
    assert Client().get(f"/photos/{second.token}.jpg").status_code == 200


def test_a_photo_is_off_the_public_page_at_once(owner: Client, therapist: Therapist) -> None:
    photo = steps.put_photo(therapist)
    steps.approve(therapist)

    response = owner.post(REMOVE, follow=True)

    assert "no photo now" in response.content.decode()
    therapist.refresh_from_db()
    assert therapist.photo is None
    assert not Photo.objects.exists()
    assert Client().get(f"/photos/{photo.token}.jpg").status_code == 404
    assert not therapist.revisions.exclude(status="approved").exists()


def test_a_photo_that_was_removed_does_not_come_back_with_the_draft(
    owner: Client, therapist: Therapist
) -> None:
    steps.put_photo(therapist)
    steps.approve(therapist)
    owner.post(PAGE, {"photo": upload()})

    owner.post(REMOVE)

    assert steps.open_revision(therapist).content["about"]["photo"] == ""
    therapist.refresh_from_db()
    assert therapist.photo is None
    steps.approve(therapist)
    therapist.refresh_from_db()
    assert therapist.photo is None


def test_the_photo_changes_nothing_else_of_the_draft(owner: Client, therapist: Therapist) -> None:
    steps.put_photo(therapist)
    revision = steps.open_revision(therapist)
    revision.content["about"]["intro"] = "Written meanwhile in another tab."
    revision.save()
    UnsavedText.objects.create(therapist=therapist, page="place", data={"about-intro": ["typing"]})
    before = revision.content

    owner.post(PAGE, {"photo": upload()})

    after = steps.open_revision(therapist).content
    assert after["about"].pop("photo") != before["about"].pop("photo")
    assert after == before
    assert UnsavedText.objects.get().data == {"about-intro": ["typing"]}


def test_while_a_moderator_looks_nothing_changes(owner: Client, therapist: Therapist) -> None:
    steps.put_photo(therapist)
    steps.submit(therapist)
    before = steps.open_revision(therapist)

    sent = owner.post(PAGE, {"photo": upload()})
    removed = owner.post(REMOVE, follow=True)

    for response in (sent, removed):
        assert "Take it back first" in response.content.decode()
    after = steps.open_revision(therapist)
    assert (after.content, after.version) == (before.content, before.version)
    assert Photo.objects.count() == 1
    assert "<form" not in text(owner).partition("<h2")[2]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "This file is empty"),
        (files.SVG, "could not read this file as a photo"),
        (files.HTML, "could not read this file as a photo"),
        (files.gif_with_html(), "could not read this file as a photo"),
        (files.PDF, "could not read this file as a photo"),
        (picture()[:300], "could not read this file as a photo"),
        (files.png_of(9_000, 9_000), "too many pixels"),
        (picture() + b"x" * 8 * files.MEBIBYTE, "larger than 8 MB"),
        (b"x" * 50 * files.MEBIBYTE, "larger than 8 MB"),
    ],
)
def test_a_bad_file_gets_a_message_beside_the_field(
    owner: Client, data: bytes, message: str
) -> None:
    response = owner.post(PAGE, {"photo": upload(data)})

    html = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: " in html
    assert message in html.partition('id="id_photo_error"')[2]
    assert not Photo.objects.exists()
    assert storages.names() == set()


@pytest.mark.parametrize("fields", [{}, {"photo": ""}, {"photo": "no file at all"}])
def test_no_file_gets_a_message(owner: Client, fields: dict[str, str]) -> None:
    assert "Choose a file first" in owner.post(PAGE, fields).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\win.ini",
        "a\0b.jpg",
        "x" * 300 + ".jpg",
        "photo\u202egpj.exe",
        "photo.php.jpg",
        "SECRET-NAME.svg",
        "\ud83d",
        ".",
        "CON",
        "<script>.jpg",
        "\r\nSet-Cookie: a=b",
    ],
)
def test_the_name_of_a_file_is_never_used(owner: Client, name: str) -> None:
    boundary = "b"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = head.encode("utf-8", "surrogatepass") + picture() + f"\r\n--{boundary}--\r\n".encode()

    response = owner.generic(
        "POST", PAGE, body, content_type=f"multipart/form-data; boundary={boundary}"
    )

    assert response.status_code in (200, 302)
    for photo in Photo.objects.all():
        stem = photo.file.name.removeprefix("photos/").removesuffix(".jpg")
        assert len(stem) == 32
        assert stem != photo.token
        assert set(stem) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_a_photo_of_ones_own_is_for_oneself_and_moderators_alone(therapist: Therapist) -> None:
    photo = steps.put_photo(therapist)
    path = f"/dashboard/photo/{photo.token}/"

    def ask(user: object) -> int:
        client = Client()
        client.force_login(user)
        return client.get(path).status_code

    assert ask(therapist.owner) == 200
    assert ask(ModeratorFactory()) == 200
    assert ask(UserFactory()) == 404
    assert ask(UserFactory(is_staff=True)) == 404
    assert ask(TherapistFactory(published=True).owner) == 404
    assert Client().get(path)["Location"].startswith("/accounts/login/")


def test_a_moderator_without_a_second_factor_sees_nothing(
    client: Client, therapist: Therapist, settings: Settings
) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    client.force_login(ModeratorFactory())

    photo = steps.put_photo(therapist)

    assert client.get(f"/dashboard/photo/{photo.token}/").status_code == 404


def test_a_photo_of_ones_own_stays_out_of_every_cache(owner: Client, therapist: Therapist) -> None:
    photo = steps.put_photo(therapist)

    response = owner.get(f"/dashboard/photo/{photo.token}/")

    assert opened(response.content).format == "JPEG"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_somebody_without_a_profile_has_no_photo_page(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"photo": upload()}).status_code == 404
    assert client.post(REMOVE).status_code == 404


def test_only_a_post_takes_the_photo_out(owner: Client, therapist: Therapist) -> None:
    photo = steps.put_photo(therapist)

    assert owner.get(REMOVE)["Location"] == PAGE
    assert steps.open_revision(therapist).content["about"]["photo"] == photo.token


def test_anonymous_visitors_are_asked_to_sign_in(client: Client) -> None:
    for path in (PAGE, REMOVE):
        assert client.get(path)["Location"].startswith("/accounts/login/")
        assert client.post(path)["Location"].startswith("/accounts/login/")


def test_the_page_asks_the_database_a_fixed_number_of_times(
    owner: Client, therapist: Therapist, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    steps.put_photo(therapist)
    steps.approve(therapist)
    steps.put_photo(therapist)
    owner.get(PAGE)

    with django_assert_num_queries(17):
        owner.get(PAGE)
