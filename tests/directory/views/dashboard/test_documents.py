"""Copies of credentials: sent in, listed, opened by few, and gone when their time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from directory.choices import EventKind, ScanState
from directory.models import CredentialKind, Document, ProfileEvent, Therapist
from tests.directory.uploads import files, steps, storages
from tests.directory.uploads.files import PDF, opened, pdf_with, picture
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PAGE = "/dashboard/documents/"


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


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, data: bytes = PDF, name: str = "paper.pdf", **fields: str) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(PAGE, {"kind": "insurance", "file": file} | fields)


def path_of(document: Document) -> str:
    return f"{PAGE}{document.token}/"


def read(response: Any) -> bytes:
    """To its end, where the test client closes the file; closing it here would close more."""
    return b"".join(response) if response.streaming else response.content


def test_a_pdf_is_kept_as_it_is_for_180_days(therapist: Therapist) -> None:
    with time_machine.travel("2027-02-28T12:00:00Z", tick=False):
        response = send(signed_in(therapist.owner))

    document = Document.objects.get()
    assert response.status_code == 302
    assert (document.therapist, document.kind.slug) == (therapist, "insurance")
    assert (document.format, document.size, document.scan) == ("pdf", len(PDF), "waiting")
    assert str(document.delete_on) == "2027-08-27"
    assert default_storage.open(document.file.name).read() == PDF


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_picture_is_written_anew(owner: Client, format: str) -> None:
    data = files.talkative_jpeg() if format == "JPEG" else files.talkative_png()

    send(owner, data + files.HTML)

    document = Document.objects.get()
    stored = default_storage.open(document.file.name).read()
    assert document.format == format.lower()
    assert document.size == len(stored)
    assert opened(stored).format == format
    assert b"SECRET" not in stored and b"script" not in stored


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "This file is empty"),
        (files.EICAR, "could not read this file"),
        (files.SVG, "could not read this file"),
        (files.HTML, "could not read this file"),
        (picture("WEBP"), "could not read this file"),
        (picture("GIF"), "could not read this file"),
        (PDF[:50], "not a complete PDF"),
        (PDF + files.HTML, "not a complete PDF"),
        (pdf_with(b"/OpenAction<</S/JavaScript/JS(x)>>"), "contains a script"),
        (pdf_with(b"/J#61vaScript"), "contains a script"),
        (pdf_with(b"/Launch "), "contains a script"),
        (PDF + b" " * 10 * files.MEBIBYTE, "larger than 10 MB"),
        (files.png_of(9_000, 9_000), "too many pixels"),
    ],
)
def test_a_bad_file_gets_a_message_and_what_was_chosen_stays(
    owner: Client, data: bytes, message: str
) -> None:
    response = send(owner, data)

    html = response.content.decode()
    assert response.status_code == 200
    assert message in html.partition('id="id_file_error"')[2]
    assert '<option value="insurance" selected>' in html
    assert not Document.objects.exists()
    assert storages.names() == set()


@pytest.mark.parametrize("kind", ["", "nonsense", "\0", "x" * 10_000, "1 OR 1=1"])
def test_a_kind_that_is_none_gets_a_message(owner: Client, kind: str) -> None:
    response = send(owner, kind=kind)

    assert response.status_code == 200
    assert "Choose what this is a copy of" in response.content.decode()


def test_a_kind_that_is_out_of_use_cannot_be_chosen(owner: Client) -> None:
    CredentialKind.objects.filter(slug="insurance").update(is_active=False)

    assert send(owner).status_code == 200
    assert not Document.objects.exists()


def test_the_page_says_who_sees_it_why_and_until_when(therapist: Therapist) -> None:
    with time_machine.travel("2027-02-28T12:00:00Z", tick=False):
        steps.add_document(therapist)
        html = signed_in(therapist.owner).get(PAGE).content.decode()

    assert "you and the moderators of this site, nobody else" in html
    assert "deleted 180 days after you sent it" in html
    assert "is deleted on August 27, 2027" in html


def test_twelve_is_all_that_is_kept(owner: Client, therapist: Therapist) -> None:
    for _number in range(11):
        steps.add_document(therapist)
    steps.add_document(TherapistFactory())

    assert send(owner).status_code == 302
    assert "which is all we keep" in send(owner).content.decode()
    assert Document.objects.filter(therapist=therapist).count() == 12
    assert len(storages.names()) == 13
    Document.objects.filter(therapist=therapist).update(delete_on=timezone.localdate())
    assert send(owner).status_code == 302


def test_the_owner_gets_it_as_a_download_under_a_name_of_ours(therapist: Therapist) -> None:
    with time_machine.travel("2027-02-28T12:00:00Z", tick=False):
        owner = signed_in(therapist.owner)
        send(owner, name="SECRET-NAME.pdf")
        response = owner.get(path_of(Document.objects.get()))

    assert read(response) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="insurance-2027-02-28.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Content-Length"] == str(len(PDF))


def test_asking_for_a_part_gives_the_whole_and_for_the_head_no_body(
    owner: Client, therapist: Therapist
) -> None:
    document = steps.add_document(therapist)

    part = owner.get(path_of(document), headers={"Range": "bytes=0-3", "Accept-Encoding": "gzip"})
    head = owner.head(path_of(document))

    assert (part.status_code, read(part)) == (200, PDF)
    assert part["Accept-Ranges"] == "none"
    assert "Content-Encoding" not in part
    assert (head.status_code, read(head)) == (200, b"")
    assert head["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize("method", ["get", "head"])
def test_nobody_else_gets_it_and_cannot_tell_it_from_one_that_is_not_there(
    therapist: Therapist, method: str
) -> None:
    path = path_of(steps.add_document(therapist))
    users = [
        UserFactory(),
        UserFactory(is_staff=True),
        TherapistFactory(published=True).owner,
        TherapistFactory().owner,
    ]

    for user in users:
        client = signed_in(user)
        denied, missing = getattr(client, method)(path), getattr(client, method)(f"{PAGE}nothing/")
        assert denied.status_code == missing.status_code == 404
        assert denied.content == missing.content
    anonymous = getattr(Client(), method)(path)
    assert (anonymous.status_code, anonymous["Location"]) == (302, f"/accounts/login/?next={path}")
    assert not ProfileEvent.objects.exists()


def test_an_address_dies_with_the_session(owner: Client, therapist: Therapist) -> None:
    path = path_of(steps.add_document(therapist))
    read(owner.get(path))
    owner.logout()

    assert owner.get(path).status_code == 302


def test_a_moderator_gets_it_and_leaves_a_line_in_the_record(therapist: Therapist) -> None:
    moderator = ModeratorFactory()
    document = steps.add_document(therapist)
    client = signed_in(moderator)

    client.head(path_of(document))
    assert not ProfileEvent.objects.exists()
    assert read(client.get(path_of(document))) == PDF

    event = ProfileEvent.objects.get()
    assert (event.kind, event.actor) == (EventKind.DOCUMENT_SEEN, moderator)
    assert event.therapist_number == therapist.pk


def test_opening_ones_own_is_not_recorded(owner: Client, therapist: Therapist) -> None:
    read(owner.get(path_of(steps.add_document(therapist))))

    assert not ProfileEvent.objects.exists()


def test_a_moderator_without_a_second_factor_or_the_right_for_it_is_nobody(
    therapist: Therapist, settings: Settings
) -> None:
    path = path_of(steps.add_document(therapist))
    moderator = ModeratorFactory()
    group = moderator.groups.get()
    group.permissions.remove(group.permissions.get(codename="view_document"))
    assert signed_in(moderator).get(path).status_code == 404

    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    assert signed_in(User.objects.create_superuser("root@example.com")).get(path).status_code == 404


@pytest.mark.parametrize(
    ("scan", "status"),
    [(ScanState.WAITING, 404), (ScanState.HARMFUL, 404), (ScanState.CLEAN, 200)],
)
def test_with_a_scanner_others_get_only_what_is_clean(
    therapist: Therapist, settings: Settings, scan: ScanState, status: int
) -> None:
    settings.DOCUMENT_SCANNER = "any.scanner"
    document = steps.add_document(therapist)
    Document.objects.update(scan=scan)
    moderator, owner = signed_in(ModeratorFactory()), signed_in(therapist.owner)

    response = moderator.get(path_of(document))
    own = owner.get(path_of(document))

    assert response.status_code == status
    read(response)
    assert read(own) == PDF
    words = {
        ScanState.WAITING: "has not looked at this file yet",
        ScanState.HARMFUL: "calls this file harmful",
        ScanState.CLEAN: "",
    }[scan]
    assert words in owner.get(PAGE).content.decode()


def test_without_a_scanner_what_was_once_called_harmful_stays_closed(therapist: Therapist) -> None:
    document = steps.add_document(therapist)
    Document.objects.update(scan=ScanState.HARMFUL)

    assert signed_in(ModeratorFactory()).get(path_of(document)).status_code == 404


def test_on_its_last_day_it_is_gone_although_no_job_has_run(
    owner: Client, therapist: Therapist
) -> None:
    document = steps.add_document(therapist)

    for days, status in ((1, 200), (0, 404), (-1, 404)):
        Document.objects.update(delete_on=timezone.localdate() + timedelta(days=days))
        response = owner.get(path_of(document))
        read(response)
        assert response.status_code == status
        assert ("is deleted on" in owner.get(PAGE).content.decode()) is (status == 200)


def test_deleting_takes_the_row_and_then_the_file(
    owner: Client,
    therapist: Therapist,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    document = steps.add_document(therapist)

    assert owner.get(f"{path_of(document)}remove/")["Location"] == PAGE
    assert Document.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = owner.post(f"{path_of(document)}remove/")
        assert len(storages.names()) == 1

    assert response["Location"] == PAGE
    assert not Document.objects.exists()
    assert storages.names() == set()


def test_nobody_deletes_what_is_not_theirs(therapist: Therapist) -> None:
    path = f"{path_of(steps.add_document(therapist))}remove/"

    for user in (TherapistFactory().owner, ModeratorFactory(), UserFactory()):
        assert signed_in(user).post(path).status_code == 404
    assert Client().post(path).status_code == 302
    assert Document.objects.count() == 1


def test_fields_that_the_form_does_not_have_change_nothing(
    owner: Client, therapist: Therapist
) -> None:
    other = TherapistFactory()

    send(owner, scan="clean", therapist=str(other.pk), delete_on="2100-01-01", token="mine")

    document = Document.objects.get()
    assert document.therapist == therapist
    assert document.scan == ScanState.WAITING
    assert document.token != "mine"
    assert document.delete_on < timezone.localdate() + timedelta(days=200)


def test_the_page_asks_the_database_a_fixed_number_of_times(
    owner: Client, therapist: Therapist, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(3):
        steps.add_document(therapist)
    owner.get(PAGE)

    with django_assert_num_queries(5):
        owner.get(PAGE)


def test_in_the_admin_documents_are_listed_and_can_only_be_opened(
    therapist: Therapist, settings: Settings
) -> None:
    document = steps.add_document(therapist)
    client = signed_in(ModeratorFactory())

    listed = client.get("/admin/directory/document/").content.decode()
    single = client.get(f"/admin/directory/document/{document.pk}/change/").content.decode()

    for html in (listed, single):
        assert path_of(document) in html
        assert "there is no scanner" in html
        assert document.file.name not in html
    for path in ("add/", f"{document.pk}/delete/"):
        assert client.post(f"/admin/directory/document/{path}").status_code == 403
    settings.DOCUMENT_SCANNER = "any.scanner"
    assert path_of(document) not in client.get("/admin/directory/document/").content.decode()
