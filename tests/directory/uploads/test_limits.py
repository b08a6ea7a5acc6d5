"""How many files an account may send: the next one waits, and what else was filled in stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as settings_of_the_site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries, Settings

from directory.models import Document, Photo, Therapist
from directory.uploads import images
from directory.uploads.limits import LIMIT
from tests.directory.uploads import storages
from tests.directory.uploads.files import PDF, picture
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PHOTO, DOCUMENTS = "/dashboard/photo/", "/dashboard/documents/"
START = datetime(2026, 3, 8, 1, 30, tzinfo=UTC)
RATE_OF_THE_SITE = settings_of_the_site.ACCOUNT_RATE_LIMITS[LIMIT]
SAID = "You have sent many files in a short time. Wait an hour, then choose this one again."


@pytest.fixture(autouse=True)
def two_in_an_hour(settings: Settings) -> None:
    storages.use(settings, storages.NO_PATHS)
    settings.ACCOUNT_RATE_LIMITS = {LIMIT: "2/h/user"}


def browser() -> Client:
    client = Client()
    therapist: Therapist = TherapistFactory(published=True)
    client.force_login(therapist.owner)
    return client


def send_photo(client: Client, data: bytes | None = None) -> HttpResponse:
    file = SimpleUploadedFile("me.jpg", picture() if data is None else data, "image/jpeg")
    return client.post(PHOTO, {"photo": file})  # type: ignore[return-value]


def send_document(client: Client) -> HttpResponse:
    file = SimpleUploadedFile("paper.pdf", PDF, "application/pdf")
    return client.post(DOCUMENTS, {"kind": "insurance", "file": file})  # type: ignore[return-value]


def test_the_site_takes_twenty_files_an_hour_of_an_account() -> None:
    assert RATE_OF_THE_SITE == "20/h/user"


def test_one_photo_too_many_gets_a_message_beside_its_field() -> None:
    client = browser()
    assert [send_photo(client).status_code for _time in range(2)] == [302, 302]

    response = send_photo(client)

    page = html.document_fromstring(response.content.decode())
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert page.xpath("//title")[0].text.startswith("Error:")
    assert SAID in page.xpath("//*[@id='id_photo_error']")[0].text_content()
    assert SAID in page.xpath("//*[@role='alert']")[0].text_content()
    assert Photo.objects.count() == 1


def test_one_document_too_many_keeps_what_was_chosen_beside_it() -> None:
    client = browser()
    assert [send_document(client).status_code for _time in range(2)] == [302, 302]

    response = send_document(client)

    page = html.document_fromstring(response.content.decode())
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert SAID in page.xpath("//*[@id='id_file_error']")[0].text_content()
    assert page.xpath("//select[@name='kind']/option[@selected]/@value") == ["insurance"]
    assert Document.objects.count() == 2


def test_photos_and_documents_are_counted_together() -> None:
    client = browser()
    send_photo(client)
    send_document(client)

    assert send_photo(client).status_code == send_document(client).status_code == 429


def test_a_file_that_is_refused_counts_and_is_not_read_once_there_were_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = browser()
    assert [send_photo(client, b"no picture").status_code for _time in range(2)] == [200, 200]
    read: list[bytes] = []
    monkeypatch.setattr(images, "take_in", lambda data, kind: read.append(data))

    assert send_photo(client).status_code == 429
    assert read == []


def test_a_form_without_a_file_and_looking_count_for_nothing() -> None:
    client = browser()
    for _time in range(3):
        assert "Choose a file first" in client.post(PHOTO, {}).text
        assert "Choose a file first" in client.post(DOCUMENTS, {"kind": "insurance"}).text
        assert client.get(PHOTO).status_code == client.get(DOCUMENTS).status_code == 200

    assert send_photo(client).status_code == 302


def test_after_an_hour_files_are_taken_again() -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = browser()
        for _time in range(2):
            send_photo(client)
        clock.move_to(START + timedelta(seconds=3599))
        assert send_photo(client).status_code == 429

        clock.move_to(START + timedelta(seconds=3600))
        assert send_photo(client).status_code == 302


def test_one_account_uses_up_nothing_of_another() -> None:
    first, second = browser(), browser()
    for _time in range(3):
        send_photo(first)

    assert send_photo(second).status_code == 302


def test_refusing_asks_the_database_a_fixed_number_of_times(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = browser()
    for _time in range(2):
        send_document(client)

    with django_assert_num_queries(8):
        send_document(client)
