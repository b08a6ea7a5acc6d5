"""The page of a report keeps what stands in its other parts, and settles what became hidden."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from lxml import html

from accounts.models import User
from directory.choices import ProfileStatus
from inquiries.choices import CaseState
from inquiries.models import Report
from tests.factories.accounts import ModeratorFactory
from tests.factories.moderation import AppealFactory, HidingFactory
from tests.factories.reports import ReportFactory
from tests.inquiries.admin.addresses import page_of, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

TYPED = {
    "text": "Half a note.",
    "words": "Half of what she reads.",
    "why": "Half a reason.",
    "because": "",
}
AREAS = "//textarea[@name='{}']"


def shown(response: Any) -> dict[str, str]:
    """What stands in the fields of the page, by their names."""
    page = html.document_fromstring(response.text)
    return {area.get("name"): (area.text or "").strip() for area in page.xpath("//textarea")}


def hidden_report(**values: Any) -> Report:
    report: Report = ReportFactory(
        serious=True, therapist__status=ProfileStatus.SUSPENDED,
        made_at=timezone.now() - timedelta(days=3), **values,
    )  # fmt: skip
    return report


@pytest.mark.usefixtures("moderator")
def test_all_parts_are_one_form_whose_buttons_send_everything(client: Client) -> None:
    report = ReportFactory(serious=True)

    page = html.document_fromstring(client.get(page_of(report)).text)

    (form,) = page.xpath("//form[.//textarea]")
    assert {area.get("name") for area in form.xpath(".//textarea")} == {"text", "words", "why"}
    addresses = [button.get("formaction") for button in form.xpath(".//button[@type='submit']")]
    assert addresses[0] == step(report, "note")
    assert {step(report, name) for name in ("note", "tell", "hide", "decide")} == set(addresses)


@pytest.mark.usefixtures("moderator")
def test_what_stands_in_other_parts_is_there_after_a_step_until_it_is_used(client: Client) -> None:
    report = ReportFactory(serious=True)

    client.post(step(report, "note"), TYPED)
    left = {name: text for name, text in TYPED.items() if name not in ("text", "because")}
    for _ in range(2):
        now = shown(client.get(page_of(report)))
        assert {name: now[name] for name in left} == left
        assert now["text"] == ""
    page = html.document_fromstring(client.get(page_of(report)).text)
    assert not page.xpath("//input[@name='tells_reporter' and @checked]")
    assert "Half" not in str([one.get_decoded() for one in Session.objects.all()])

    client.post(step(report, "hide"), now)
    client.post(step(report, "tell"), {"words": now["words"]})
    assert "Half of what she reads." not in shown(client.get(page_of(report))).values()


@pytest.mark.usefixtures("moderator")
def test_after_a_refused_step_everything_is_there_also_on_a_later_visit(client: Client) -> None:
    report = ReportFactory(serious=True, is_told=True)
    typed = TYPED | {"text": "a\x00b"}

    refused = client.post(step(report, "note"), typed)
    told = client.post(step(report, "tell"), TYPED)

    assert shown(refused)["why"] == "Half a reason."
    assert "told already" in told.text
    for response in (told, client.get(page_of(report))):
        now = shown(response)
        assert [now[name] for name in ("text", "words", "why")] == list(TYPED.values())[:3]
    client.logout()
    client.force_login(ModeratorFactory())
    assert shown(client.get(page_of(report)))["why"] == ""


@pytest.mark.usefixtures("moderator")
def test_what_is_too_long_to_be_kept_stops_the_step(client: Client) -> None:
    report = ReportFactory()

    response = client.post(step(report, "note"), {"text": "A note.", "words": "x" * 40_000})

    assert "too long to be kept" in response.text
    assert shown(response) == {"text": "A note.", "words": "x" * 40_000}
    assert not report.notes.exists()


@pytest.mark.usefixtures("moderator")
def test_a_report_that_is_not_right_asks_about_the_hidden_profile(client: Client) -> None:
    report = hidden_report()
    hiding = HidingFactory(therapist=report.therapist)

    asked = client.post(step(report, "decide"), {"step": "wrong"})
    without = client.post(step(report, "decide"), {"step": "wrong", "profile": "leave"})
    assert "Say whether it is shown again" in asked.context["forms"]["decide"]["profile"].errors[0]
    assert "Write why the profile stays hidden." in without.text
    assert Report.objects.get().state == CaseState.OPEN

    done = client.post(
        step(report, "decide"), {"step": "wrong", "profile": "show", "because": ""}, follow=True
    )

    hiding.refresh_from_db()
    assert hiding.ended_at
    assert Report.objects.get().state == CaseState.DISMISSED
    assert "The profile is shown again." in done.text
    assert "Hiding ended</a> (Mia Moderator)" in done.text
    assert f"/admin/directory/hiding/{hiding.pk}/change/" in done.text


@pytest.mark.usefixtures("moderator")
def test_it_stays_hidden_for_a_reason_that_is_kept(client: Client) -> None:
    report = hidden_report()
    hiding = HidingFactory(therapist=report.therapist)
    said = {"step": "wrong", "profile": "leave", "because": "Two others say the same."}

    done = client.post(step(report, "decide"), said, follow=True)

    hiding.refresh_from_db()
    assert hiding.ended_at is None
    assert "The profile is still hidden." in done.text
    assert "The profile stays hidden: Two others say the same." in done.text


def test_who_hid_it_cannot_show_it_again_with_the_decision(client: Client, moderator: User) -> None:
    report = hidden_report()
    hiding = HidingFactory(therapist=report.therapist, hidden_by=moderator)

    assert 'name="profile"' not in client.get(page_of(report)).text
    refused = client.post(step(report, "decide"), {"step": "wrong", "profile": "show"})
    assert "a second person has to look now" in refused.text
    assert Report.objects.get().state == CaseState.OPEN

    done = client.post(step(report, "decide"), {"step": "wrong"}, follow=True)

    hiding.refresh_from_db()
    assert (hiding.ended_at, Report.objects.get().state) == (None, CaseState.DISMISSED)
    assert "The profile is still hidden." in done.text


@pytest.mark.usefixtures("moderator")
def test_what_happened_to_the_profile_meanwhile_is_in_the_history(client: Client) -> None:
    report = hidden_report()
    hider, second = ModeratorFactory(name="Hetty Hider"), ModeratorFactory(name="Sol Second")
    hiding = HidingFactory(
        therapist=report.therapist, hidden_by=hider, confirmed_by=second,
        hidden_at=timezone.now() - timedelta(days=1), confirmed_at=timezone.now(),
    )  # fmt: skip
    appeal = AppealFactory(hidden=True, hiding=hiding)
    long_ago = timezone.now() - timedelta(days=9)
    HidingFactory(therapist=report.therapist, hidden_at=long_ago, ended_at=long_ago)

    page = client.get(page_of(report)).text

    assert page.count("Profile hidden</a> (Hetty Hider)") == 1
    assert "Hiding confirmed</a> (Sol Second)" in page
    assert f"/admin/directory/appeal/{appeal.pk}/change/" in page


@pytest.mark.usefixtures("moderator")
def test_after_a_decision_the_next_of_the_same_list_is_offered(client: Client) -> None:
    day = timezone.now()
    serious, first, second = (
        ReportFactory(made_at=day - timedelta(days=age), **values)
        for age, values in ((9, {"serious": True}), (5, {}), (3, {}))
    )
    ReportFactory(is_told=True)
    query = "?_changelist_filters=is_serious__exact%3D0"

    page = html.document_fromstring(client.get(page_of(first) + query).text)
    button = page.xpath("//button[@value='wrong']")[0].get("formaction")
    done = html.document_fromstring(client.post(button, {"step": "wrong"}, follow=True).text)

    (link,) = done.xpath("//ul[@class='messagelist']//a")
    assert link.text == "Open the next one (1 left)"
    assert link.get("href") == page_of(second) + query
    assert done.xpath("//div[@class='breadcrumbs']//a[contains(@href, '?is_serious__exact=0')]")
    last = client.post(step(second, "decide") + query, {"step": "wrong"}, follow=True)
    assert "None left." in last.text
    nonsense = "?_changelist_filters=nonsense%00__x%3D1"
    client.post(step(serious, "decide") + nonsense, {"step": "wrong"})
    assert not Report.objects.waiting_for_moderators(day).exists()
