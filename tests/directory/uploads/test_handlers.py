"""Requests that are far too large, or made of too many pieces, are refused with 400."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.directory.uploads.files import picture
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PAGE = "/dashboard/photo/"


@pytest.fixture
def therapist(client: Client) -> Client:
    client.force_login(TherapistFactory().owner)
    return client


def upload(name: str = "me.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or picture(), "image/jpeg")


def test_a_huge_request_is_refused_unread(therapist: Client, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10_000

    assert therapist.post(PAGE, {"photo": upload(content=b"x" * 9_000)}).status_code == 200
    assert therapist.post(PAGE, {"photo": upload(content=b"x" * 10_000)}).status_code == 400


def test_too_many_files_are_refused(therapist: Client) -> None:
    data = {f"file{number}": upload() for number in range(9)}

    assert therapist.post(PAGE, data).status_code == 400


def test_too_many_fields_are_refused(therapist: Client) -> None:
    data = {f"field{number}": "x" for number in range(1_100)}

    assert therapist.post(PAGE, data).status_code == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\x01\x02",
        "multipart/form-data; boundary=x; charset=nonsense",
        "image/jpeg",
    ],
)
@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\n\r\n", b"\0" * 500, picture()])
def test_a_broken_body_is_no_error_of_ours(
    therapist: Client, content_type: str, body: bytes
) -> None:
    response = therapist.generic("POST", PAGE, body, content_type=content_type)

    assert response.status_code in (200, 400)
