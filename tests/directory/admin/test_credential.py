"""Credentials in the moderation area: which to check, and the page that takes down a check."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from directory import checks
from directory.models import Credential, Register, Reminder, VerificationRecord
from sciatica_site import hooks
from sciatica_site.models import AuditEntry
from tests.directory.admin.forms import address
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.moderation import VerificationRecordFactory, register
from tests.factories.profiles import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(ModeratorFactory())
    return client


@pytest.fixture
def credential() -> Credential:
    made: Credential = CredentialFactory(
        therapist=TherapistFactory(name="Ana Ruiz", published=True), number="MT.1"
    )
    return made


def form(credential: Credential, **values: Any) -> dict[str, Any]:
    return {
        "method": "register", "register": register().pk, "result": "confirmed",
        "checked_on": timezone.localdate().isoformat(), "number": credential.number,
        "seen": checks.fingerprint(credential), "step": "preview",
    } | values  # fmt: skip


def send(client: Client, credential: Credential, **values: Any) -> Any:
    path = reverse("admin:directory_credential_check", args=[credential.pk])
    return client.post(path, form(credential, **values))


def text_of(response: Any) -> str:
    return " ".join(html.document_fromstring(response.content.decode()).text_content().split())


@pytest.mark.parametrize("rows", [2, 12])
def test_the_list_takes_few_queries(
    moderator: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        CredentialFactory(checked=True)

    with django_assert_num_queries(11):
        assert moderator.get(address(Credential, "changelist")).status_code == 200


@pytest.mark.parametrize("rows", [1, 8])
def test_the_page_takes_few_queries(
    moderator: Client, credential: Credential, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        VerificationRecordFactory(credential=credential)
        DocumentFactory(therapist=credential.therapist)

    with django_assert_num_queries(16):
        assert moderator.get(address(Credential, "change", credential.pk)).status_code == 200


def test_filters_find_what_has_to_be_looked_up(moderator: Client, credential: Credential) -> None:
    today = timezone.localdate()
    lapsed = CredentialFactory(
        therapist=credential.therapist, checked=True, checked_days_ago=400, region="WY"
    )
    ended = CredentialFactory(therapist=credential.therapist, checked=True, good_until=today)
    refused = CredentialFactory(
        therapist=credential.therapist, checked=True, verification="could-not-verify"
    )

    def found(**query: Any) -> set[Credential]:
        response = moderator.get(address(Credential, "changelist"), query)
        return set(response.context["cl"].result_list)

    assert found(attention="never") == {credential}
    assert found(attention="lapsed") == {lapsed}
    assert found(attention="lapsing") == {lapsed, ended}
    assert found(verification__exact="could-not-verify") == {refused}
    assert found(state="WY") == {lapsed}
    assert found(state="\0") == {credential, lapsed, ended, refused}
    assert found(register__id__exact=register().pk) == set()
    assert found(q="MT.1") == {credential}


def test_the_page_shows_the_facts_and_offers_the_register(
    moderator: Client, credential: Credential
) -> None:
    board = register()
    Credential.objects.update(register=board)
    document = DocumentFactory(therapist=credential.therapist)

    response = moderator.get(address(Credential, "change", credential.pk))
    page = html.document_fromstring(response.content.decode())

    text = text_of(response)
    for words in ("Ana Ruiz", "MT.1", "we have not checked it", "None yet."):
        assert words in text
    (link,) = page.xpath(f"//a[@href='{board.lookup_url}']")
    assert "noopener" in link.get("rel")
    (chosen,) = page.xpath("//select[@name='register']/option[@selected]")
    assert chosen.get("value") == str(board.pk)
    assert page.xpath(f"//a[contains(@href, '{document.token}')]")
    assert not page.xpath("//button[@value='record']")


def test_the_register_of_the_state_is_offered_where_none_is_named(
    moderator: Client, credential: Credential
) -> None:
    response = moderator.get(address(Credential, "change", credential.pk))

    assert response.context["form"]["register"].value() == register().pk
    offered = response.context["form"].fields["register"].queryset
    kinds = {one.kind for one in offered}
    assert "none" not in kinds
    assert "board-certification" in kinds


def test_the_preview_says_what_the_profile_will_say(
    moderator: Client, client: Client, credential: Credential
) -> None:
    previewed = send(moderator, credential, reference="ID 7", note="By phone, too")

    page = html.document_fromstring(previewed.content.decode())
    (sentence,) = page.xpath("//*[@id='preview']//strong/text()")
    assert not VerificationRecord.objects.exists()
    assert page.xpath("//input[@name='reference']/@value") == ["ID 7"]
    assert "By phone, too" in page.xpath("//textarea[@name='note']")[0].text
    assert "through" in text_of(previewed)

    response = send(moderator, credential, reference="ID 7", note="By phone, too", step="record")

    assert response.status_code == 302
    record = VerificationRecord.objects.get()
    assert (record.reference, record.note) == ("ID 7", "By phone, too")
    public = client.get(credential.therapist.get_absolute_url())
    assert sentence in text_of(public)


def test_a_wrong_register_is_remarked_and_not_refused(
    moderator: Client, credential: Credential
) -> None:
    wrong = Register.objects.get(slug="ncbtmb")

    text = text_of(send(moderator, credential, register=wrong.pk))
    assert "This register is for another kind" in text
    text = text_of(send(moderator, credential, register=register("fl-massage").pk))
    assert "This register is of FL" in text

    assert send(moderator, credential, register=wrong.pk, step="record").status_code == 302


def test_whoever_came_from_a_filtered_list_goes_on_in_it(
    moderator: Client, credential: Credential
) -> None:
    list_url = address(Credential, "changelist")
    page = moderator.get(
        address(Credential, "change", credential.pk) + "?_changelist_filters=attention%3Dnever"
    )
    action = html.document_fromstring(page.content.decode()).xpath(
        "//form[@aria-labelledby]/@action"
    )[0]

    response = moderator.post(action.partition("#")[0], form(credential, step="record"))

    assert response["Location"] == f"{list_url}?attention=never"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"method": "\u202e\ufffd"}, "method"),
        ({"register": "9" * 40}, "register"),
        ({"register": "\0"}, "register"),
        ({"lookup_url": "javascript:alert(1)"}, "lookup_url"),
        ({"lookup_url": "https://example.com/" + "a" * 400}, "lookup_url"),
        ({"reference": "a" * 121}, "reference"),
        ({"reference": "a\0b"}, "reference"),
        ({"note": "a" * 1001}, "note"),
        ({"note": "a\ufffd"}, "note"),
        ({"result": ["confirmed", "nonsense"]}, "result"),
        ({"checked_on": "3000-01-01"}, "checked_on"),
        ({"checked_on": ""}, "checked_on"),
        ({"valid_until": "9999-12-31"}, "valid_until"),
        ({"seen": "x" * 41}, "seen"),
        ({"number": "\0"}, "number"),
        ({"step": "jump"}, "step"),
        ({"register": ""}, "__all__"),
        ({"number": "MT.2"}, "__all__"),
        ({"valid_until": "2001-01-01"}, "__all__"),
        ({"checked_on": "2001-01-01"}, "__all__"),
    ],
)
@pytest.mark.parametrize("step", ["preview", "record"])
def test_bad_input_is_told_and_nothing_typed_is_lost(
    moderator: Client, credential: Credential, values: dict[str, Any], field: str, step: str
) -> None:
    kept = {} if "reference" in values else {"reference": "ID 7"}

    response = send(moderator, credential, **({"step": step} | kept | values))

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not VerificationRecord.objects.exists()
    if kept:
        assert 'value="ID 7"' in response.text
    assert not html.document_fromstring(response.content.decode()).xpath(
        "//button[@value='record']"
    )


def test_what_was_seen_is_compared_when_it_is_recorded(
    moderator: Client, credential: Credential
) -> None:
    response = send(moderator, credential, seen="another", step="record", note="ID 7")

    assert "This changed since you opened the page" in text_of(response)
    assert "ID 7" in response.text
    assert not VerificationRecord.objects.exists()


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "x", "-1", "%00", "1" * 5000])
def test_what_is_no_credential_is_not_found(moderator: Client, number: str) -> None:
    for page in ("change", "check"):
        path = f"/admin/directory/credential/{number}/{page}/"
        response = moderator.get(path) if page == "change" else moderator.post(path, {})
        assert response.status_code == 404, path


def test_nobody_checks_their_own(client: Client, credential: Credential) -> None:
    owner = credential.therapist.owner
    owner.is_staff = True
    owner.save()
    owner.user_permissions.set(Permission.objects.filter(content_type__app_label="directory"))
    client.force_login(owner)

    page = client.get(address(Credential, "change", credential.pk))

    assert "somebody else has to check it" in text_of(page)
    assert "<form" not in page.text.partition('id="content-main"')[2].partition("</main>")[0]
    assert "your own profile" in text_of(send(client, credential, step="record"))
    assert not VerificationRecord.objects.exists()


def test_who_may_only_look_sees_no_form_and_sends_none(
    client: Client, credential: Credential
) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.set(Permission.objects.filter(codename="view_credential"))
    client.force_login(looker)

    page = client.get(address(Credential, "change", credential.pk))

    assert page.status_code == 200
    assert 'value="preview"' not in page.text
    assert send(client, credential, step="record").status_code == 403


def test_the_page_of_a_credential_takes_no_post_and_who_has_no_right_none_at_all(
    moderator: Client, credential: Credential
) -> None:
    path = address(Credential, "change", credential.pk)
    assert moderator.post(path, {"verification": "register-checked"}).status_code == 403
    check = reverse("admin:directory_credential_check", args=[credential.pk])
    assert moderator.get(check).status_code == 405

    moderator.force_login(UserFactory(is_staff=True))
    assert moderator.get(path).status_code == 403
    assert moderator.post(check, form(credential)).status_code == 403


def test_a_check_that_waits_is_said_to(
    moderator: Client, credential: Credential, settings: Any
) -> None:
    settings.VERIFICATION_NEEDS_SECOND_PERSON = True

    assert "once a second person agrees" in text_of(send(moderator, credential))
    send(moderator, credential, step="record")

    credential.refresh_from_db()
    assert not credential.was_checked
    path = address(Credential, "change", credential.pk)
    assert "waits for a second person" in text_of(moderator.get(path))


def lapsing(**values: Any) -> Credential:
    """Its own day ends the check in three weeks, whatever a register says."""
    expires_on = timezone.localdate() + timedelta(days=20)
    values = {"checked": True, "issued_on": None, "expires_on": expires_on} | values
    made: Credential = CredentialFactory(therapist=TherapistFactory(published=True), **values)
    return made


def queue(client: Client) -> list[Credential]:
    answer = client.get(address(Credential, "changelist"), {"attention": "lapsing"})
    return list(answer.context["cl"].result_list)


def test_the_day_on_the_profile_that_ends_a_check_is_named_and_asked_about_once(
    moderator: Client, mailoutbox: list[EmailMessage]
) -> None:
    credential = lapsing()
    until = (timezone.localdate() + timedelta(days=500)).isoformat()
    assert queue(moderator) == [credential]

    preview = send(moderator, credential, valid_until=until)

    assert "the profile shows the earlier date until the therapist changes it" in text_of(preview)
    assert html.document_fromstring(preview.text).xpath("//*[@id='preview']//input[@name='ask']")
    send(moderator, credential, valid_until=until, step="record", ask="on")
    assert [mail.subject for mail in mailoutbox if "date on your profile" in mail.subject]
    assert AuditEntry.objects.filter(kind="credential.date-asked").count() == 1
    assert queue(moderator) == []

    credential.refresh_from_db()
    again = send(moderator, credential, valid_until=until)
    assert "Within 14 days nobody asks again" in text_of(again)
    send(moderator, credential, valid_until=until, step="record", ask="on")
    asked = Reminder.objects.get()

    Reminder.objects.filter(pk=asked.pk).update(due_on=asked.due_on - timedelta(days=14))
    assert queue(moderator) == [credential]


@pytest.mark.parametrize(
    "values", [{"ask": ""}, {"result": "not-found"}, {"valid_until": "2020-01-01"}]
)
def test_nobody_is_asked_without_a_reason(
    moderator: Client, mailoutbox: list[EmailMessage], values: dict[str, str]
) -> None:
    until = (timezone.localdate() + timedelta(days=500)).isoformat()

    send(moderator, lapsing(), **({"valid_until": until, "step": "record", "ask": "on"} | values))

    assert not Reminder.objects.exists()


def test_what_ends_first_stands_first_and_names_who_and_what(moderator: Client) -> None:
    today = timezone.localdate()
    soon = lapsing(expires_on=today + timedelta(days=2), kind="state-license", number="MT.7")
    by_age = lapsing(expires_on=None, checked_days_ago=355)
    by_source = lapsing(expires_on=None, good_until=today + timedelta(days=5))
    ended = lapsing(expires_on=today - timedelta(days=3), good_until=today + timedelta(days=90))

    assert queue(moderator) == [ended, soon, by_source, by_age]
    page = moderator.get(address(Credential, "changelist"), {"attention": "lapsing"})
    links = html.document_fromstring(page.text).xpath("//*[@id='result_list']//tbody//th/a")
    assert links[1].text_content().startswith(f"{soon.therapist.name}: {soon.kind} MT.7")


def test_the_next_one_that_waits_under_the_same_filter_is_offered(
    moderator: Client, credential: Credential
) -> None:
    second = CredentialFactory(therapist=TherapistFactory(published=True), region="WY")
    CredentialFactory(therapist=TherapistFactory(published=True), region="CO")
    filters = "?_changelist_filters=attention%3Dnever%26state%3DWY"
    Credential.objects.filter(pk=credential.pk).update(region="WY")
    credential.refresh_from_db()
    path = reverse("admin:directory_credential_check", args=[credential.pk])

    page = moderator.post(path + filters, form(credential, step="record"), follow=True)

    message = html.document_fromstring(page.text).xpath("//ul[@class='messagelist']//a/@href")
    assert message == [address(Credential, "change", second.pk) + filters]


def test_a_note_that_could_tell_who_reported_the_profile_is_refused_beside_its_field(
    moderator: Client, credential: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, str]] = []

    def tells(therapist_id: int, words: str) -> list[str]:
        told.append((therapist_id, words))
        return ["This could tell who."]

    monkeypatch.setattr(hooks, "words_for_therapists", [("reports", tells)])
    for step in ("preview", "record"):
        page = send(moderator, credential, note="Bo called us.", step=step)
        assert page.context["form"].errors["note"] == ["This could tell who."]
        assert "Bo called us." in page.text
    assert told == [(credential.therapist_id, "Bo called us.")] * 2
    assert not VerificationRecord.objects.exists()
