"""A profile is hidden by one person, looked at by another, and its therapist is heard."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.utils import timezone
from post_office.models import PRIORITY, Email

from accounts.models import User
from directory.actions import appeals, hiding, listing
from directory.actions.refusals import Changed, Refused
from directory.choices import AppealState, ProfileStatus
from directory.models import Hiding, SearchDoc, Therapist
from sciatica_site.models import AuditEntry
from tests.directory.actions.steps import kinds, loaded, published, started, submit
from tests.factories.accounts import ModeratorFactory, UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.moderation import HidingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

WHY = "Two people could not reach you."


@pytest.fixture
def first() -> User:
    made: User = ModeratorFactory()
    return made


@pytest.fixture
def second() -> User:
    made: User = ModeratorFactory()
    return made


@pytest.fixture
def therapist() -> Therapist:
    made: Therapist = TherapistFactory(name="Ana Ruiz", place="Denver", published=True)
    return made


@pytest.fixture
def hidden(therapist: Therapist, first: User) -> Hiding:
    return hiding.hide(therapist.pk, by=first, why=WHY)


def mails_to(outbox: list[EmailMessage], user: User) -> list[str]:
    return [str(mail.subject) for mail in outbox if mail.to == [user.email]]


def audited(therapist: Therapist) -> list[str]:
    lines = AuditEntry.objects.filter(subject="profile", subject_number=str(therapist.pk))
    return list(lines.order_by("pk").values_list("kind", flat=True))


class TestHide:
    def test_the_profile_is_gone_at_once_and_its_therapist_hears(
        self, therapist: Therapist, first: User, mailoutbox: list[EmailMessage]
    ) -> None:
        made = hiding.hide(therapist.pk, by=first, why=f"  {WHY}\r\n")

        assert (made.why, made.hidden_by, made.confirmed_at) == (WHY, first, None)
        assert loaded(therapist).status == ProfileStatus.SUSPENDED
        assert not SearchDoc.objects.exists()
        assert kinds(therapist) == ["suspended"]
        assert audited(therapist) == ["profile.hidden"]
        (mail,) = mailoutbox
        assert mail.to == [therapist.owner.email]
        assert f"/dashboard/decisions/hidden/{made.pk}/" in str(mail.body)
        assert WHY not in str(mail.body)

    @pytest.mark.parametrize("why", ["", " \n ", "x" * 2_001])
    def test_words_for_the_therapist_are_needed(
        self, therapist: Therapist, first: User, why: str
    ) -> None:
        with pytest.raises(Refused, match="Write"):
            hiding.hide(therapist.pk, by=first, why=why)

        assert loaded(therapist).status == ProfileStatus.PUBLISHED

    def test_it_is_hidden_once(
        self, hidden: Hiding, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        with pytest.raises(Changed, match="hidden already"):
            hiding.hide(hidden.therapist_id, by=second, why=WHY)

        assert Hiding.objects.count() == 1
        assert kinds(hidden.therapist) == ["suspended"]
        assert len(mailoutbox) == 1

    def test_a_removed_an_own_and_an_erased_profile_are_refused(self, first: User) -> None:
        removed = TherapistFactory(status=ProfileStatus.REMOVED)
        own = TherapistFactory(owner=first, published=True)

        for number, said in ((removed.pk, "removed"), (own.pk, "your own"), (0, "gone")):
            with pytest.raises(Refused, match=said):
                hiding.hide(number, by=first, why=WHY)

    def test_nobody_but_moderators_hides(self, therapist: Therapist) -> None:
        with pytest.raises(PermissionDenied):
            hiding.hide(therapist.pk, by=UserFactory(), why=WHY)

    def test_a_profile_that_was_suspended_before_there_were_hidings_gets_one(
        self, first: User
    ) -> None:
        therapist = TherapistFactory(published=True, status=ProfileStatus.SUSPENDED)

        assert hiding.hide(therapist.pk, by=first, why=WHY).therapist == therapist

    def test_serious_conduct_asks_the_other_moderators_and_nobody_else(
        self, first: User, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        owner = ModeratorFactory()
        UserFactory(is_staff=True)
        ModeratorFactory(is_active=False)
        boss = User.objects.create_superuser("root@example.com")
        therapist = TherapistFactory(name="Zoe Zander", owner=owner, published=True)

        made = hiding.hide(therapist.pk, by=first, why=WHY, is_urgent=True)

        asked = [mail for mail in mailoutbox if "second time" in str(mail.subject)]
        assert {mail.to[0] for mail in asked} == {second.email, boss.email}
        for mail in asked:
            assert f"/directory/hiding/{made.pk}/change/" in str(mail.body)
            assert "Zander" not in f"{mail.subject} {mail.body}"
            assert WHY not in str(mail.body)

    def test_only_urgent_mails_go_before_others(
        self, first: User, second: User, queued_mail: None
    ) -> None:
        urgent, other = (TherapistFactory(published=True) for _one in range(2))

        hiding.hide(urgent.pk, by=first, why=WHY, is_urgent=True)
        hiding.hide(other.pk, by=first, why=WHY)

        high = Email.objects.filter(priority=PRIORITY.high)
        assert {mail.to[0] for mail in high} == {urgent.owner.email, second.email}
        assert Email.objects.exclude(priority=PRIORITY.high).get().to == [other.owner.email]

    def test_an_address_that_is_none_stops_nothing(self, therapist: Therapist, first: User) -> None:
        User.objects.filter(pk=therapist.owner_id).update(email="no address")

        hiding.hide(therapist.pk, by=first, why=WHY, is_urgent=True)

        assert loaded(therapist).status == ProfileStatus.SUSPENDED


class TestSecondLook:
    def test_another_person_confirms(self, hidden: Hiding, second: User) -> None:
        confirmed = hiding.confirm(hidden.pk, by=second)

        assert confirmed.confirmed_by == second
        assert confirmed.confirmed_at is not None
        assert kinds(hidden.therapist) == ["suspended", "hide-confirmed"]
        assert audited(hidden.therapist) == ["profile.hidden", "profile.hide-confirmed"]
        assert loaded(hidden.therapist).status == ProfileStatus.SUSPENDED

    def test_another_person_shows_it_again(
        self, hidden: Hiding, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        ended = hiding.end(hidden.pk, by=second)

        assert (ended.ended_by, ended.confirmed_at) == (second, None)
        assert list(Therapist.objects.public()) == [hidden.therapist]
        assert SearchDoc.objects.filter(therapist=hidden.therapist).exists()
        assert kinds(hidden.therapist) == ["suspended", "shown"]
        assert audited(hidden.therapist) == ["profile.hidden", "profile.shown"]
        assert "Patients can find your profile now." in str(mailoutbox[-1].body)

    @pytest.mark.parametrize("step", [hiding.confirm, hiding.end])
    def test_never_who_hid_it_and_never_its_owner(
        self, hidden: Hiding, first: User, step: Any
    ) -> None:
        owner = hidden.therapist.owner
        owner.is_staff = True
        owner.save()
        owner.groups.set(first.groups.all())

        with pytest.raises(Refused, match="a second person"):
            step(hidden.pk, by=first)
        with pytest.raises(Refused, match="your own profile"):
            step(hidden.pk, by=User.objects.get(pk=owner.pk))
        with pytest.raises(PermissionDenied):
            step(hidden.pk, by=UserFactory())

    def test_once_it_is_confirmed_the_second_person_is_told_so(
        self, hidden: Hiding, second: User
    ) -> None:
        hiding.confirm(hidden.pk, by=second)

        with pytest.raises(Changed, match="confirmed this already"):
            hiding.confirm(hidden.pk, by=ModeratorFactory())

    @pytest.mark.parametrize("step", [hiding.confirm, hiding.end])
    def test_what_has_ended_is_over(self, hidden: Hiding, second: User, step: Any) -> None:
        hiding.end(hidden.pk, by=second)

        with pytest.raises(Changed, match="not hidden any more"):
            step(hidden.pk, by=second)

        assert kinds(hidden.therapist) == ["suspended", "shown"]

    @pytest.mark.parametrize("step", [hiding.confirm, hiding.end])
    def test_a_removed_or_erased_profile_is_refused(self, second: User, step: Any) -> None:
        removed = HidingFactory(therapist__status=ProfileStatus.REMOVED)

        with pytest.raises(Refused, match="removed"):
            step(removed.pk, by=second)
        with pytest.raises(Refused, match="erased"):
            step(0, by=second)

    def test_a_hiding_of_somebody_who_has_left_is_looked_at_by_anybody(self, second: User) -> None:
        left = HidingFactory(hidden_by=None)

        assert hiding.confirm(left.pk, by=second).confirmed_by == second

    def test_without_agreement_it_becomes_a_draft(
        self, hidden: Hiding, second: User, mailoutbox: list[EmailMessage]
    ) -> None:
        listing.unlist(hidden.therapist, by=hidden.therapist.owner)

        hiding.end(hidden.pk, by=second)

        assert loaded(hidden.therapist).status == ProfileStatus.DRAFT
        assert not Therapist.objects.public().exists()
        assert "It is not public yet" in str(mailoutbox[-1].body)

    def test_a_text_that_was_never_approved_goes_on_waiting(
        self, first: User, second: User
    ) -> None:
        therapist = started()
        submit(therapist)
        made = hiding.hide(therapist.pk, by=first, why=WHY)

        hiding.end(made.pk, by=second)

        assert loaded(therapist).status == ProfileStatus.PENDING

    def test_a_draft_that_was_hidden_is_a_draft_again(self, first: User, second: User) -> None:
        therapist = started()
        made = hiding.hide(therapist.pk, by=first, why=WHY)

        hiding.end(made.pk, by=second)

        assert loaded(therapist).status == ProfileStatus.DRAFT

    def test_an_open_appeal_has_nothing_left_to_ask(self, hidden: Hiding, second: User) -> None:
        therapist = hidden.therapist
        asked = appeals.appeal(therapist.pk, about=hidden, text="Why me?", by=therapist.owner)

        hiding.end(hidden.pk, by=second)

        asked.refresh_from_db()
        assert asked.state == AppealState.WITHDRAWN
        assert asked.decided_at is not None


class TestPublish:
    def test_it_ends_an_open_hiding(self, hidden: Hiding, second: User) -> None:
        hiding.publish(hidden.therapist_id, by=second)

        hidden.refresh_from_db()
        assert hidden.ended_by == second
        assert list(Therapist.objects.public()) == [hidden.therapist]

    def test_it_is_no_way_around_the_second_person(self, hidden: Hiding, first: User) -> None:
        with pytest.raises(Refused, match="a second person"):
            hiding.publish(hidden.therapist_id, by=first)

    def test_a_profile_suspended_without_a_hiding_comes_back(self, first: User) -> None:
        therapist = published()
        Therapist.objects.filter(pk=therapist.pk).update(status=ProfileStatus.SUSPENDED)

        assert hiding.publish(therapist.pk, by=first).status == ProfileStatus.PUBLISHED
        assert kinds(therapist)[-1] == "published"
        assert audited(therapist)[-1] == "profile.published"

    def test_without_agreement_approval_or_in_a_wrong_state_it_is_refused(
        self, first: User
    ) -> None:
        waiting = started()
        submit(waiting)
        never = started("Never Sent")
        Therapist.objects.filter(pk=never.pk).update(
            consented_at=timezone.now(), consent_version="1"
        )
        cases = {
            "has not agreed": TherapistFactory(),
            "Its state does not allow": waiting,
            "Nothing of it was approved": never,
        }

        for said, therapist in cases.items():
            with pytest.raises(Refused, match=said):
                hiding.publish(therapist.pk, by=first)


class TestReply:
    def test_the_therapist_answers_once(self, hidden: Hiding) -> None:
        owner = hidden.therapist.owner

        replied = hiding.reply(hidden.pk, " I moved. ", by=owner)

        assert (replied.reply, replied.replied_at is not None) == ("I moved.", True)
        assert kinds(hidden.therapist) == ["suspended", "replied"]
        with pytest.raises(Changed, match="answered already"):
            hiding.reply(hidden.pk, "And more.", by=owner)
        hidden.refresh_from_db()
        assert hidden.reply == "I moved."

    def test_after_the_second_look_and_after_the_end_it_is_too_late(
        self, hidden: Hiding, second: User
    ) -> None:
        owner = hidden.therapist.owner
        hiding.confirm(hidden.pk, by=second)
        with pytest.raises(Changed, match="second moderator has looked"):
            hiding.reply(hidden.pk, "Late.", by=owner)

        hiding.end(hidden.pk, by=second)
        with pytest.raises(Changed, match="not hidden any more"):
            hiding.reply(hidden.pk, "Later.", by=owner)

    def test_nobody_answers_for_somebody_else(self, hidden: Hiding, second: User) -> None:
        for other in (second, TherapistFactory().owner):
            with pytest.raises(PermissionDenied):
                hiding.reply(hidden.pk, "Not mine.", by=other)

    def test_an_account_that_was_closed_does_not_answer(self, hidden: Hiding) -> None:
        owner = hidden.therapist.owner
        owner.is_active = False

        with pytest.raises(PermissionDenied):
            hiding.reply(hidden.pk, "Hello?", by=owner)

    @pytest.mark.parametrize("text", ["", "\0", "x" * 4_001])
    def test_it_needs_words_and_not_too_many(self, hidden: Hiding, text: str) -> None:
        with pytest.raises(Refused, match="Write"):
            hiding.reply(hidden.pk, text, by=hidden.therapist.owner)

    def test_a_removed_or_erased_profile_has_nobody_to_answer(self) -> None:
        removed = HidingFactory(therapist__status=ProfileStatus.REMOVED)

        with pytest.raises(Refused, match="removed"):
            hiding.reply(removed.pk, "Why?", by=removed.therapist.owner)
        with pytest.raises(Refused, match="gone"):
            hiding.reply(0, "Why?", by=removed.therapist.owner)


class TestTeamOfOne:
    @pytest.fixture(autouse=True)
    def alone(self, settings: Any) -> None:
        settings.HIDING_NEEDS_SECOND_PERSON = False

    def test_the_first_step_counts_as_confirmed_by_nobody(
        self, therapist: Therapist, first: User, mailoutbox: list[EmailMessage]
    ) -> None:
        ModeratorFactory()

        made = hiding.hide(therapist.pk, by=first, why=WHY, is_urgent=True)

        assert made.confirmed_at == made.hidden_at
        assert made.confirmed_by is None
        assert mails_to(mailoutbox, therapist.owner) == ["We have hidden your profile for now"]
        assert len(mailoutbox) == 1

    def test_the_same_person_shows_it_again(self, hidden: Hiding, first: User) -> None:
        assert hiding.end(hidden.pk, by=first).ended_by == first
        assert list(Therapist.objects.public()) == [hidden.therapist]

    def test_the_therapist_keeps_the_right_of_reply(self, hidden: Hiding) -> None:
        replied = hiding.reply(hidden.pk, "I moved.", by=hidden.therapist.owner)

        assert replied.reply == "I moved."
