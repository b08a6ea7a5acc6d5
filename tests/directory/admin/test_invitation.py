"""Inviting by a file in the admin: looked at first, sent as it was looked at, by moderators."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from accounts.models import User
from directory.actions import inviting
from directory.admin.invitation import LARGEST, LIMITS
from directory.invitations import never_again
from directory.models import Invitation
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.moderation import InvitationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
PAGE = "/admin/directory/invitation/invite/"
LIST = "/admin/directory/invitation/"
GOOD = 'email,name\nana@example.com,"Ana ""the"" Silva"\nnobody,Nobody\n'


@pytest.fixture
def moderator_client(client: Client, settings: Settings) -> Client:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(ModeratorFactory())
    return client


def file(text: str | bytes = GOOD) -> SimpleUploadedFile:
    content = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile("therapists.csv", content)


def rows(text: str) -> list[list[str]]:
    """What the tables of the page say."""
    found = html.fromstring(text).xpath("//div[@class='desk-scroll']//tbody/tr")
    return [[cell.text_content() for cell in row] for row in found]


def kept_text(page: bytes) -> str:
    (field,) = html.fromstring(page.decode()).xpath("//input[@name='text']")
    return str(field.get("value"))


def test_a_file_is_looked_at_before_anything_is_sent(moderator_client: Client) -> None:
    response = moderator_client.post(PAGE, {"file": file(), "step": "send"})
    text = response.content.decode()

    assert "1 therapist would be invited" in text
    assert rows(text) == [
        ["3", "Nobody", "email: Write one whole address, such as dana@example.com."],
        ["2", 'Ana "the" Silva'],
    ]
    assert not Invitation.objects.exists()


def test_what_was_looked_at_is_sent_without_choosing_the_file_again(
    moderator_client: Client,
) -> None:
    looked = moderator_client.post(PAGE, {"file": file(), "step": "check"})
    response = moderator_client.post(
        PAGE, {"text": kept_text(looked.content), "step": "send"}, follow=True
    )
    text = response.content.decode()

    assert "1 therapist is invited." in text
    assert "1 row cannot be used: line 3." in text
    assert Invitation.objects.get().name == 'Ana "the" Silva'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"step": "check"}, "Choose a file."),
        ({"step": "send", "text": "name\nAna\n"}, "Missing: email"),
        ({"step": "check", "text": "x\x00"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    moderator_client: Client, data: dict[str, str], message: str
) -> None:
    response = moderator_client.post(PAGE, data)

    assert response.status_code == 200
    assert message in response.content.decode()


def test_a_large_file_is_refused(moderator_client: Client) -> None:
    response = moderator_client.post(PAGE, {"file": file(b"a" * (LARGEST + 1)), "step": "check"})

    assert "larger than 300 KB" in response.content.decode()


def test_a_file_that_is_no_text_is_refused(moderator_client: Client) -> None:
    response = moderator_client.post(PAGE, {"file": file(b"PK\x03\x04\x00"), "step": "check"})

    assert "no text file" in response.content.decode()


def test_a_file_in_the_encoding_of_a_spreadsheet_is_sent_as_it_was_looked_at(
    moderator_client: Client,
) -> None:
    text = "email\tname\nana@example.com\tAna São\n".encode("utf-16")

    looked = moderator_client.post(PAGE, {"file": file(text), "step": "check"})
    moderator_client.post(PAGE, {"text": kept_text(looked.content), "step": "send"})

    assert Invitation.objects.get().name == "Ana São"


def test_whoever_is_not_asked_is_named_without_saying_what_they_answered(
    moderator_client: Client,
) -> None:
    UserFactory(email="ana@example.com")
    never_again.leave("ben@example.com")
    text = "email,name\nana@example.com,Ana\nben@example.com,Ben\n"

    page = moderator_client.post(PAGE, {"file": file(text), "step": "check"}).content.decode()

    (_line, _name, ana), (_line, _name, ben) = rows(page)
    assert ana == ben


def test_others_may_not_invite(client: Client, settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(UserFactory(is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"file": file(), "step": "check"}).status_code == 403
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 302


def test_the_list_leads_to_the_page_and_changes_nothing(moderator_client: Client) -> None:
    invitation = InvitationFactory()

    assert PAGE in moderator_client.get(LIST).content.decode()
    page = f"{LIST}{invitation.pk}/change/"
    assert moderator_client.get(page).status_code == 200
    assert moderator_client.post(page, {"email": "x@example.com"}).status_code == 403
    invitation.refresh_from_db()
    assert invitation.email != "x@example.com"


def test_the_list_shows_who_has_not_answered_yet(moderator_client: Client) -> None:
    InvitationFactory(name="Ana Silva")
    InvitationFactory(name="Ben Ortiz", accepted_at=timezone.now())

    def names(answer: str) -> list[str]:
        page = html.fromstring(moderator_client.get(f"{LIST}?answer={answer}").content.decode())
        return [one.text_content() for one in page.xpath("//th[@class='field-who']")]

    assert names("none") == ["Ana Silva"]
    assert names("accepted") == ["Ben Ortiz"]


def test_more_rows_than_a_page_can_send_are_refused(moderator_client: Client) -> None:
    rows = "".join(f"person-{number}@example.com,Ana\n" for number in range(LIMITS.rows + 1))

    response = moderator_client.post(PAGE, {"file": file("email,name\n" + rows), "step": "check"})

    assert "more than 500 rows" in response.content.decode()


def test_who_has_sent_enough_for_a_day_is_told_so(moderator_client: Client) -> None:
    by = User.objects.get()
    InvitationFactory.create_batch(LIMITS.a_day, invited_by=by)
    data = {"text": "email,name\nana@example.com,Ana\n", "step": "send"}

    text = moderator_client.post(PAGE, data, follow=True).content.decode()

    assert "One person can send 500 in a day" in text
    assert not Invitation.objects.filter(email="ana@example.com").exists()


def test_sending_the_same_file_after_an_answer_is_no_error(moderator_client: Client) -> None:
    data = {"text": "email,name\nana@example.com,Ana\n", "step": "send"}
    moderator_client.post(PAGE, data)
    inviting.accept(Invitation.objects.get(), by=UserFactory())

    response = moderator_client.post(PAGE, data, follow=True)

    assert "0 therapists are invited." in response.content.decode()
    assert "is not asked again" in response.content.decode()


def test_the_way_back_leads_through_the_app_and_the_list(moderator_client: Client) -> None:
    page = html.fromstring(moderator_client.get(PAGE).content.decode())

    ways = page.xpath("//div[@class='breadcrumbs']/a")
    assert [way.text_content() for way in ways] == ["Home", "Therapist directory", "Invitations"]
