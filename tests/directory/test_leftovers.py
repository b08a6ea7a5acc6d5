"""What a profile leaves outside its own tables: mails, log, sessions, indexed words."""

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model
from post_office.models import STATUS, Email

from accounts.models import User
from directory import leftovers, unsaved
from directory.models import SearchText, Therapist
from directory.search import doc
from sciatica_site import fulltext
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

ABOUT_PROFILE = "Your page: http://testserver/dashboard/"
ABOUT_ACCOUNT = "Follow http://testserver/accounts/password/reset/key/x/ to set a new password."


def mail(to: str, text: str = ABOUT_PROFILE, status: int = STATUS.queued) -> Email:
    return Email.objects.create(
        from_email="site@example.com", to=[to], subject="Hello", message=text, status=status
    )


# Mails ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [STATUS.queued, STATUS.requeued, STATUS.sent, STATUS.failed])
def test_mails_about_the_profile_go_whether_sent_or_not(status: int) -> None:
    owner = UserFactory(email="ana@example.com")
    mail("Ana@Example.com", status=status)

    leftovers.forget_mails(owner)

    assert not Email.objects.exists()


def test_a_mail_about_signing_in_goes_on_until_it_is_sent() -> None:
    owner = UserFactory(email="ana@example.com")
    waiting = mail(owner.email, ABOUT_ACCOUNT)
    mail(owner.email, ABOUT_ACCOUNT, STATUS.failed)

    leftovers.forget_mails(owner)

    assert list(Email.objects.all()) == [waiting]


def test_mails_to_others_stay() -> None:
    others = [mail("joana@example.com"), mail("ana@example.com.au")]

    leftovers.forget_mails(UserFactory(email="ana@example.com"))

    assert set(Email.objects.all()) == set(others)


# The admin's log --------------------------------------------------------------------------------


def log(row: Model, by: User) -> LogEntry:
    return LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr="Ana Ruiz",
        action_flag=CHANGE,
        change_message='[{"changed": {"name": "license", "object": "MT.77"}}]',
    )


def test_lines_about_the_profile_and_its_rows_lose_their_words() -> None:
    moderator, therapist = ModeratorFactory(), TherapistFactory()
    rows: list[Any] = [therapist, CredentialFactory(therapist=therapist)]
    for row in rows:
        log(row, moderator)

    leftovers.forget_admin_log(therapist)

    for entry, row in zip(LogEntry.objects.order_by("pk"), rows, strict=True):
        assert (entry.object_repr, entry.change_message) == (str(row.pk), "")
        assert entry.user == moderator
        assert entry.get_change_message() == ""


def test_lines_about_others_with_the_same_number_stay() -> None:
    moderator, therapist = ModeratorFactory(), TherapistFactory()
    log(TherapistFactory(), moderator)
    other_kind = log(UserFactory(), moderator)
    LogEntry.objects.filter(pk=other_kind.pk).update(object_id=str(therapist.pk))

    leftovers.forget_admin_log(therapist)

    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"Ana Ruiz"}


# Sessions ---------------------------------------------------------------------------------------


def parked(therapist: Therapist) -> SessionStore:
    store = SessionStore()
    text = {"techniques": {"data": {"name": ["Ana Ruiz"]}, "at": "2026-11-22T10:00:00+00:00"}}
    store[unsaved.SESSION_KEY] = {"therapist": therapist.pk, "pages": text}
    store["kept"] = "yes"
    store.save()
    return store


def test_what_was_typed_after_signing_out_is_taken_from_every_session() -> None:
    therapist, other = TherapistFactory(), TherapistFactory()
    key, others_key = parked(therapist).session_key, parked(other).session_key
    SessionStore().save()

    leftovers.forget_parked_texts(therapist)

    assert Session.objects.get(pk=key).get_decoded() == {"kept": "yes"}
    assert unsaved.SESSION_KEY in Session.objects.get(pk=others_key).get_decoded()


# Words ------------------------------------------------------------------------------------------


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps no second index")
def test_the_index_has_no_word_of_a_removed_profile() -> None:
    for number in range(30):
        TherapistFactory(name=f"Other {number}", published=True)
    therapist = TherapistFactory(name="Zyxwvut", published=True)
    assert any(b"zyxwvut" in block for block in blocks())
    number = therapist.pk

    therapist.delete()
    doc.refresh_all([number])
    leftovers.forget_words()

    assert not any(b"zyxwvut" in block for block in blocks())
    assert fulltext.search(SearchText, fulltext.parse("other 7"))


def blocks() -> list[bytes]:
    """How the index lies on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM directory_searchtext_fts_data")
        return [bytes(block) for (block,) in cursor.fetchall()]


def test_all_rows_of_a_profile_are_found() -> None:
    therapist = TherapistFactory(published=True, techniques=["swedish"], plan=[(4, 60, 7)])

    models = {model.__name__ for model in leftovers.rows_of(therapist)}

    assert {"Therapist", "PracticeLocation", "TherapistTechnique", "SessionPhase"} <= models
