"""Whoever tries the site as a moderator or as the therapist finds something to do."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from post_office.models import Email
from pytest_django import Settings

from accounts.models import User
from directory.choices import ProfileStatus, RevisionStatus
from directory.demo.accounts import PASSWORD
from directory.models import Appeal, Document, Hiding, PossiblePair, ProfileRevision, Therapist
from inquiries.models import Conversation, Inquiry, Report
from sciatica_site import hooks
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import InquiryFactory
from tests.factories.spots import load_spots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued_mail", "vocabulary")]
PROFILES = 40
#: What the demo moderator finds at least one of on the first page.
PILES = (
    "reports of serious conduct", "reports of profiles", "reported messages", "messages held back",
    "new profiles", "changed answers", "documents to check", "doubles", "questioned words",
    "hidings", "appeals",
)  # fmt: skip


@pytest.fixture(autouse=True)
def debug(settings: Settings) -> None:
    settings.DEBUG = True
    settings.DOCUMENT_SCANNER = ""
    settings.ADMIN_NEEDS_SECOND_FACTOR = False


def run(command: str, **options: object) -> str:
    out = io.StringIO()
    call_command(command, **options, stdout=out)
    return out.getvalue()


@pytest.fixture
def site() -> None:
    load_spots()
    run("seed_demo", therapists=PROFILES)


@pytest.fixture
def work(site: None) -> str:
    return run("seed_demo_work")


def moderator() -> User:
    return User.objects.get(email="moderator@example.com")


def test_every_pile_of_the_first_page_has_something_that_can_be_opened(
    work: str, client: Client
) -> None:
    client.force_login(moderator())
    piles = {name: queue(moderator()) for name, queue in hooks.admin_queues}
    text = ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED).latest("submitted_at")
    review = reverse("admin:directory_profilerevision_change", args=[text.pk])

    assert [name for name in PILES if not piles[name].count] == []
    for address in (reverse("admin:index"), review, *(piles[name].url for name in PILES)):
        assert client.get(address).status_code == 200, address


def test_texts_wait_for_as_long_as_they_would_and_change_what_is_listed(work: str) -> None:
    sent = ProfileRevision.objects.filter(status=RevisionStatus.SUBMITTED)
    changes = sent.filter(therapist__status=ProfileStatus.PUBLISHED)
    new = Therapist.objects.filter(status=ProfileStatus.PENDING)

    assert set(changes.values_list("based_on", flat=True)) == {1}
    times = list(changes.values_list("submitted_at", flat=True))
    assert len(times) == len(set(times)) > 1
    assert new.exists()
    assert not new.exclude(revisions__status=RevisionStatus.SUBMITTED).exists()
    pairs = PossiblePair.objects.filter(second__status=ProfileStatus.PENDING)
    assert any(pair.first.name == pair.second.name for pair in pairs)


def test_what_needs_a_second_moderator_was_begun_by_the_colleague(work: str) -> None:
    colleague = User.objects.get(email="colleague@example.com")

    assert colleague.check_password(PASSWORD)
    assert Appeal.objects.get().decided_first_by == colleague
    assert Hiding.objects.get().hidden_by == colleague
    assert Hiding.objects.get().reply
    assert Document.objects.get().therapist == Hiding.objects.get().therapist


def test_the_therapist_has_messages_and_all_mails_go_to_nobody(work: str, client: Client) -> None:
    client.force_login(User.objects.get(email="therapist@example.com"))

    page = client.get(reverse("inquiries:inbox")).content.decode()

    new, answered = Conversation.objects.filter(sent_at__isnull=False).order_by("pk")[:2]
    assert (new.answered_at, answered.answered_at is None) == (None, False)
    for conversation in (new, answered):
        assert reverse("inquiries:conversation", args=[conversation.number]) in page
    addresses = [address for mail in Email.objects.all() for address in mail.to]
    assert {address.partition("@")[2] for address in addresses} == {"example.com"}


def test_a_second_run_adds_nothing(work: str) -> None:
    tables = (Report, ProfileRevision, Inquiry, Hiding, Document)
    before = [model._default_manager.count() for model in tables]

    assert "nothing was added" in run("seed_demo_work")

    assert [model._default_manager.count() for model in tables] == before


def test_it_refuses_where_debug_is_off(site: None, settings: Settings) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG is off"):
        run("seed_demo_work")

    assert not Report.objects.exists()


def test_real_therapists_get_nothing_and_no_accounts_are_made() -> None:
    TherapistFactory(published=True)

    assert "no demo profiles" in run("seed_demo_work")

    assert not User.objects.filter(is_staff=True).exists()
    assert not Report.objects.exists()


def test_where_somebody_has_written_already_nothing_is_added(site: None) -> None:
    InquiryFactory()

    assert "already" in run("seed_demo_work")

    assert not Report.objects.exists()


def test_few_profiles_get_as_much_as_there_are() -> None:
    load_spots()
    run("seed_demo", therapists=2)

    run("seed_demo_work")

    assert Report.objects.count() == 1
    assert ProfileRevision.objects.count() == 2
