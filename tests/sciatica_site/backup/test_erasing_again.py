"""Whoever was erased after a backup is erased again when it is restored, and nobody else."""

from __future__ import annotations

import io
import logging
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import close_account
from accounts.models import User
from directory import hidings
from directory.actions import hiding, inviting, listing
from directory.invitations import never_again
from directory.invitations.candidates import Candidate
from directory.models import Credential, Hiding, Invitation, Therapist
from inquiries.actions import writing
from inquiries.choices import InquiryState
from sciatica_site import hooks
from sciatica_site.backup import mark_file
from sciatica_site.backup.erasing_again import Done, erase_again
from sciatica_site.mail import holding
from sciatica_site.models import ErasureMark, MailHold
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import CredentialFactory, TherapistFactory
from tests.factories.inquiries import InquiryFactory
from tests.factories.moderation import InvitationFactory, VerificationRecordFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.BACKUP_DIR = str(tmp_path)
    return tmp_path


def saved(row: Model) -> Any:
    """As Python values: JSON would keep only milliseconds."""
    return serializers.serialize("python", [row])


def put_back(rows: Any) -> None:
    for one in serializers.deserialize("python", rows):
        one.save()


def again(folder: Path) -> Done:
    return erase_again(mark_file.read(folder))


def test_a_closed_account_stays_closed(folder: Path) -> None:
    ana, ben = UserFactory(email="ana@example.com"), UserFactory(email="ben@example.com")
    backup = saved(ana)
    close_account(ana)
    put_back(backup)
    ErasureMark.objects.all().delete()  # the backup is older

    done = again(folder)

    assert done.counts["accounts"] == 1
    assert list(User.objects.all()) == [ben]
    assert ErasureMark.objects.filter(kind="account").exists()
    assert holding.current() is not None


def test_somebody_else_with_the_same_number_stays(folder: Path) -> None:
    ana = UserFactory(email="ana@example.com")
    number = ana.pk
    close_account(ana)
    UserFactory(pk=number, email="new@example.com", date_joined=timezone.now())

    assert again(folder).counts["accounts"] == 0
    assert User.objects.get().email == "new@example.com"


@pytest.mark.usefixtures("vocabulary")
def test_an_erased_profile_stays_erased_and_its_account_stays(folder: Path) -> None:
    gone, other = TherapistFactory(published=True), TherapistFactory(published=True)
    rows = saved(gone)
    listing.erase(gone, by=gone.owner)
    put_back(rows)

    done = again(folder)

    assert {name: count for name, count in done.counts.items() if count} == {"profiles": 1}
    assert done.left == ()
    assert list(Therapist.objects.all()) == [other]
    assert User.objects.count() == 2


def test_the_mark_names_nobody(folder: Path) -> None:
    close_account(UserFactory(email="canary-person@example.com"))

    text = (folder / mark_file.NAME).read_text()
    assert "canary" not in text
    assert len(text.splitlines()) == 1


def test_what_is_not_erased_leaves_no_mark(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = UserFactory()
    monkeypatch.setattr(User, "delete", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        close_account(user)

    assert not ErasureMark.objects.exists()
    assert not (folder / mark_file.NAME).exists()


def test_a_full_disk_does_not_stop_an_erasure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mark_file, "add", fail)

    with caplog.at_level(logging.ERROR):
        close_account(UserFactory(email="ana@example.com"))

    assert not User.objects.exists()
    assert ErasureMark.objects.exists()
    assert "could not be written" in caplog.text
    assert "ana@" not in caplog.text


def test_after_a_change_of_the_key_old_marks_still_count(folder: Path, settings: Settings) -> None:
    ana = UserFactory()
    backup = saved(ana)
    close_account(ana)
    put_back(backup)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]

    assert again(folder).counts["accounts"] == 1


def test_the_hold_has_one_row_however_often_it_begins() -> None:
    holding.begin_anew()
    holding.begin_anew()

    assert MailHold.objects.count() == 1


def checked_by(moderator: User) -> tuple[Therapist, list[Any]]:
    """A profile with a credential that the moderator checked, and its rows as a backup has them."""
    credential = CredentialFactory(therapist=TherapistFactory(published=True))
    record = VerificationRecordFactory(credential=credential, checked_by=moderator)
    return credential.therapist, [saved(one) for one in (credential.therapist, credential, record)]


@pytest.mark.usefixtures("vocabulary")
def test_an_account_whose_checks_went_with_a_profile_is_closed_after_it(folder: Path) -> None:
    """At the time, the profile was erased first, and only then the account could be closed."""
    moderator = ModeratorFactory()
    account = saved(moderator)
    therapist, rows = checked_by(moderator)
    listing.erase(therapist, by=therapist.owner)
    close_account(moderator)
    for one in (account, *rows):
        put_back(one)

    done = again(folder)

    assert (done.counts["profiles"], done.counts["accounts"], done.left) == (1, 1, ())
    assert not Therapist.objects.exists()
    assert not User.objects.filter(email=moderator.email).exists()


@pytest.mark.usefixtures("vocabulary")
def test_an_account_that_cannot_be_closed_is_named_and_does_not_stop_the_others(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    moderator, other = ModeratorFactory(), UserFactory(email="other@example.com")
    accounts = [saved(moderator), saved(other)]
    number = moderator.pk
    therapist, rows = checked_by(moderator)
    credential = therapist.credentials.get()
    credential.delete()
    close_account(moderator)
    close_account(other)
    for one in (*accounts, *rows):
        put_back(one)

    done = again(folder)

    assert (done.counts["accounts"], done.left) == (1, (f"account {number}",))
    assert User.objects.get(pk=number).is_active is False
    assert not User.objects.filter(email="other@example.com").exists()
    assert holding.current() is not None
    assert f"account {number} could not be taken off again" in caplog.text

    Credential.objects.all().delete()
    assert again(folder).left == ()
    assert not User.objects.filter(pk=number).exists()


def test_a_message_that_its_patient_deleted_stays_deleted(folder: Path) -> None:
    gone, kept = InquiryFactory(), InquiryFactory()
    rows = saved(gone)
    writing.delete(gone)
    put_back(rows)

    assert again(folder).counts["messages"] == 1

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.has_text, gone.state) == (False, InquiryState.DELETED)
    assert (kept.has_text, kept.state) == (True, InquiryState.SENT)
    assert again(folder).counts["messages"] == 0


def test_an_invitation_that_was_declined_stays_declined(folder: Path) -> None:
    gone, kept = InvitationFactory(), InvitationFactory()
    rows = saved(gone)
    inviting.decline(gone)
    put_back(rows)
    ErasureMark.objects.all().delete()

    assert again(folder).counts["invitations"] == 1

    assert list(Invitation.objects.all()) == [kept]
    assert never_again.is_covered(gone.email)


def test_somebody_invited_after_the_backup_is_not_invited_a_second_time(folder: Path) -> None:
    inviting.decline(InvitationFactory(email="ana@example.com"))
    ErasureMark.objects.all().delete()

    again(folder)

    assert inviting.why_not("ana@example.com")


def invited(email: str) -> Invitation:
    candidate = Candidate(email=email, name="Ana Silva", content={})
    return inviting.invite(candidate, batch=uuid4(), line=2, by=ModeratorFactory())


@pytest.mark.usefixtures("queued_mail", "vocabulary")
def test_who_was_invited_after_the_backup_and_has_not_answered_is_not_invited_again(
    folder: Path,
) -> None:
    invited("ana@example.com")
    Invitation.objects.all().delete()
    ErasureMark.objects.all().delete()

    again(folder)

    assert inviting.why_not("ana@example.com")
    assert not inviting.why_not("ben@example.com")


@pytest.mark.usefixtures("queued_mail", "vocabulary")
def test_an_invitation_that_still_waits_for_an_answer_goes_on_waiting(folder: Path) -> None:
    invitation = invited("ana@example.com")

    assert again(folder).counts["invitations"] == 0

    assert list(inviting.unanswered()) == [invitation]


@pytest.mark.usefixtures("vocabulary")
def test_what_came_of_an_invitation_and_was_erased_stays_erased(folder: Path) -> None:
    invitation = InvitationFactory(email="ana@example.com", name="Ana Silva")
    rows, user = saved(invitation), UserFactory(email="ana@example.com")
    inviting.accept(invitation, by=user)
    close_account(user)
    put_back(rows)

    assert again(folder).counts["invitations"] == 1

    assert not Invitation.objects.exists()


def is_public(profile: Therapist) -> bool:
    address = reverse("directory:therapist-detail", args=[profile.slug])
    return Client().get(address).status_code == HTTPStatus.OK


@pytest.fixture
def profile(vocabulary: None) -> Therapist:
    return TherapistFactory(published=True)


def test_who_left_the_list_is_not_on_it_again(folder: Path, profile: Therapist) -> None:
    other = TherapistFactory(published=True)
    rows = saved(profile)
    listing.unlist(profile, by=profile.owner)
    put_back(rows)
    ErasureMark.objects.all().delete()
    assert is_public(profile)

    assert again(folder).counts["withdrawn consents"] == 1

    assert not is_public(profile)
    assert is_public(other)
    assert again(folder).counts["withdrawn consents"] == 0


def test_who_came_back_before_the_backup_stays(folder: Path, profile: Therapist) -> None:
    listing.unlist(profile, by=profile.owner)
    listing.relist(profile, by=profile.owner, agrees=True)

    assert again(folder).counts["withdrawn consents"] == 0
    assert is_public(profile)


def test_a_restore_of_an_older_backup_in_between_costs_no_later_agreement(
    folder: Path, profile: Therapist
) -> None:
    older = saved(profile)
    listing.unlist(profile, by=profile.owner)
    listing.relist(profile, by=profile.owner, agrees=True)
    profile.refresh_from_db()
    newer = saved(profile)

    put_back(older)
    assert again(folder).counts["withdrawn consents"] == 1
    put_back(newer)

    assert again(folder).counts["withdrawn consents"] == 0
    assert is_public(profile)


def test_a_file_without_the_end_of_a_hiding_does_not_outweigh_the_whole_one(
    folder: Path, profile: Therapist
) -> None:
    rows = saved(profile)
    made = hiding.hide(profile.pk, by=ModeratorFactory(), why="Nobody is there.")
    first_lines = mark_file.read(folder)
    hiding.end(made.pk, by=ModeratorFactory())

    def restored(lines: list[mark_file.Line]) -> int:
        Hiding.objects.all().delete()
        ErasureMark.objects.all().delete()
        put_back(rows)
        return erase_again(lines).counts["hidings"]

    assert restored(first_lines) == 1
    assert not is_public(profile)
    assert restored(mark_file.read(folder)) == 0
    assert is_public(profile)


def test_repeated_from_a_folder_elsewhere_nothing_is_missing_in_it(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    ana = UserFactory()
    rows = saved(ana)
    close_account(ana)
    put_back(rows)
    ErasureMark.objects.all().delete()
    (folder / mark_file.NAME).rename(elsewhere / mark_file.NAME)

    assert [again(elsewhere).counts["accounts"] for _time in range(2)] == [1, 0]
    assert again(elsewhere).not_in_file == 0


def test_who_came_back_after_the_backup_has_to_agree_once_more(
    folder: Path, profile: Therapist
) -> None:
    """That they did is in no row."""
    rows = saved(profile)
    listing.unlist(profile, by=profile.owner)
    listing.relist(profile, by=profile.owner, agrees=True)
    put_back(rows)

    assert again(folder).counts["withdrawn consents"] == 1
    assert not is_public(profile)

    listing.relist(profile, by=profile.owner, agrees=True)
    assert is_public(profile)
    assert again(folder).counts["withdrawn consents"] == 0


def test_who_was_hidden_is_hidden_and_somebody_looks_again(
    folder: Path, profile: Therapist
) -> None:
    other = TherapistFactory(published=True)
    rows = saved(profile)
    hiding.hide(profile.pk, by=ModeratorFactory(), why="The address is wrong.")
    put_back(rows)
    Hiding.objects.all().delete()
    ErasureMark.objects.all().delete()
    assert is_public(profile)

    assert again(folder).counts["hidings"] == 1

    assert not is_public(profile)
    assert is_public(other)
    made = hidings.waiting_for(ModeratorFactory()).get()
    assert (made.therapist, made.hidden_by) == (profile, None)
    assert "our data was lost" in made.why
    assert again(folder).counts["hidings"] == 0


def test_who_was_shown_again_stays(folder: Path, profile: Therapist) -> None:
    rows = saved(profile)
    made = hiding.hide(profile.pk, by=ModeratorFactory(), why="The address is wrong.")
    hiding.end(made.pk, by=ModeratorFactory())
    put_back(rows)
    Hiding.objects.all().delete()

    assert again(folder).counts["hidings"] == 0
    assert is_public(profile)


def test_who_was_hidden_anew_is_hidden_however_often_the_same_backup_returns(
    folder: Path, profile: Therapist
) -> None:
    rows, moderator = saved(profile), ModeratorFactory()
    for _time in range(2):
        made = hiding.hide(profile.pk, by=moderator, why="The address is wrong.")
        put_back(rows)
        Hiding.objects.filter(pk=made.pk).delete()
        assert again(folder).counts["hidings"] == 1
        assert not is_public(profile)
        hiding.end(Hiding.objects.get().pk, by=moderator)
        assert is_public(profile)
        Hiding.objects.all().delete()

    assert again(folder).counts["hidings"] == 0


def test_who_is_hidden_in_the_backup_is_not_hidden_twice(folder: Path, profile: Therapist) -> None:
    made = hiding.hide(profile.pk, by=ModeratorFactory(), why="The address is wrong.")

    assert again(folder).counts["hidings"] == 0

    assert Hiding.objects.get() == made


def test_mail_is_held_also_when_a_part_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_account(UserFactory())
    monkeypatch.setattr(hooks.re_erasers, "_entries", {"broken": lambda _: 1 / 0})

    with pytest.raises(ZeroDivisionError):
        again(folder)

    assert holding.current() is not None


def command(*arguments: str) -> str:
    output = io.StringIO()
    call_command("erase_again", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_says_which_file_it_had_and_can_be_repeated(folder: Path) -> None:
    ana = UserFactory()
    rows = saved(ana)
    close_account(ana)
    put_back(rows)
    day = f"{ErasureMark.objects.get().erased_at:%Y-%m-%d %H:%M} UTC"

    text = command(f"--erasures={folder}")

    assert f"has 1 marks, the newest of {day}." in text
    assert "accounts: 1" in text
    assert "accounts: 0" in command()


def test_the_command_refuses_without_a_file_or_the_key_of_then(
    folder: Path, tmp_path: Path, settings: Settings
) -> None:
    with pytest.raises(CommandError, match=r"NOTHING WAS ERASED.*erasures\.jsonl"):
        command(f"--erasures={tmp_path / 'elsewhere'}")
    assert "was not used" in command("--without-erasures")

    close_account(UserFactory())
    settings.SECRET_KEY = "another key"
    with pytest.raises(CommandError, match="SECRET_KEY_FALLBACKS"):
        command()
    command("--despite-lost-keys")
    settings.BACKUP_DIR = ""
    with pytest.raises(CommandError, match="BACKUP_DIR"):
        command()


def test_a_file_that_lacks_what_the_backup_knows_is_not_taken_silently(
    folder: Path, tmp_path: Path
) -> None:
    close_account(UserFactory())
    mark_file.add(tmp_path / "of another site", [])

    with pytest.raises(CommandError, match="LACKS 1 marks"):
        command(f"--erasures={tmp_path / 'of another site'}")


@pytest.mark.usefixtures("vocabulary")
def test_the_command_ends_with_an_error_while_somebody_is_left(folder: Path) -> None:
    moderator = ModeratorFactory()
    account = saved(moderator)
    therapist, rows = checked_by(moderator)
    therapist.credentials.get().delete()
    close_account(moderator)
    for one in (account, *rows):
        put_back(one)

    with pytest.raises(CommandError, match=f"NOT TAKEN OFF AGAIN: account {moderator.pk or ''}"):
        command()
