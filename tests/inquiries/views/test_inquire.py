"""Anybody can write to a therapist without an account, and loses nothing on the way."""

from __future__ import annotations

import logging
import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from post_office.models import Email
from pytest_django import DjangoAssertNumQueries, Settings

from directory.choices import Accepting
from directory.models import Condition, Therapist
from inquiries import proof, senders
from inquiries.choices import Answer, BlockScope, ConversationStatus, InquiryState, Suspicion
from inquiries.letter import Letter
from inquiries.models import Block, Conversation, Inquiry
from tests.articles.views.pages import text_of
from tests.factories.accounts import UserFactory
from tests.factories.directory import TherapistFactory
from tests.factories.inquiries import LETTER, ConversationFactory
from tests.inquiries.asking import (
    CANARIES,
    EMAIL,
    MESSAGE,
    PATH,
    SENT,
    from_many_networks,
    send,
    typed,
)
from tests.inquiries.patient import Patient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ana(queued_mail: None) -> Therapist:
    return TherapistFactory(published=True, name="Ana <b>", slug="ana", phone="+13035550142")


def errors_of(html: str, field: str) -> str:
    return html.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


def test_a_message_is_kept_and_answered_by_the_page_for_everybody(client: Client) -> None:
    response = send(client)

    assert (response.status_code, response["Location"]) == (302, SENT)
    inquiry = Inquiry.objects.get()
    assert inquiry.state == InquiryState.HELD
    letter = inquiry.read()
    assert (letter.name, letter.email, letter.message) == ("Pat Canary", EMAIL, MESSAGE)
    assert inquiry.is_blind
    page = text_of(client.get(SENT).text)
    assert "One more step: check your email" in page
    assert "your message goes out when you open it" in page


def test_the_form_says_what_happens_and_who_reads(client: Client) -> None:
    page = text_of(client.get(PATH).text)

    for words in (
        "Send a message to Ana <b>",
        "No account needed.",
        "Please leave out your full medical history.",
        "Only you and the therapists you send it to can read it.",
        "90 days after the last message",
        "No answer after three working days?",
        "Your answers are for you: we do not keep them or pass them on.",
        "Hide my name and address until the therapist answers or wants to call me",
    ):
        assert words in page


def test_the_three_questions_come_first_and_the_name_is_hidden_unless_told(client: Client) -> None:
    html = client.get(PATH).text

    assert html.index('name="numb"') < html.index('name="message"') < html.index('name="email"')
    assert re.search(r'<input[^>]*name="blind"[^>]*checked', html)
    assert not re.search(r'<input[^>]*name="send_tell"[^>]*checked', html)
    assert "required" not in re.findall(r'<input[^>]*name="numb"[^>]*>', html)[0]
    assert 'href="/tell-your-therapist/"' in html
    assert 'name="homepage"' in html.split("<div hidden>")[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"numb": "yes"}, "Get help now"),
        ({"weak": "yes"}, "Get help now"),
        ({"ill": "yes"}, "See a doctor the same day"),
    ],
)
def test_a_warning_sign_shows_the_card_and_sending_stays_possible(
    client: Client, answers: dict[str, str], words: str
) -> None:
    values = typed(**answers)
    response = client.post(PATH, values)

    assert response.status_code == 200
    assert not Inquiry.objects.exists()
    html = response.text
    warning = html.partition('id="warning"')[2]
    assert words in text_of(warning)
    assert 'href="tel:911"' in warning
    assert html.index('id="warning"') < html.index('name="numb"')
    assert MESSAGE in html
    assert values["key"] in html
    assert "Send anyway" in html

    assert client.post(PATH, values | {"anyway": "1"}).status_code == 302
    assert "yes" not in str(Inquiry.objects.get().read().as_values())


def test_a_warning_comes_also_where_something_is_to_correct(client: Client) -> None:
    html = client.post(PATH, typed(numb="yes", name="", anyway="1")).text

    assert "Get help now" in html
    assert "Please fill this in." in errors_of(html, "name")
    assert MESSAGE in html


def test_errors_stand_beside_their_fields_and_nothing_is_lost(client: Client) -> None:
    values = typed(
        email="nowhere",
        phone="12",
        message="m<>" * 2000,
        times=["evenings"],
        tell_where="left <i>",
        blind=None,
        cause="not-sure",
    )
    response = client.post(PATH, values)
    html = response.text

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "Enter an address such as" in errors_of(html, "email")
    assert "no complete phone number" in errors_of(html, "phone")
    assert "at most 4000 characters" in errors_of(html, "message")
    assert "<title>Error:" in re.sub(r"\s+", " ", html)
    for kept in ("nowhere", 'value="12"', "m&lt;&gt;" * 2000, "left &lt;i&gt;", values["key"]):
        assert kept in html
    assert re.search(r'<input[^>]*value="evenings"[^>]*checked', html)
    assert re.search(r'<option value="not-sure" selected', html)
    assert not re.search(r'<input[^>]*name="blind"[^>]*checked', html)
    assert "<details" in html
    assert re.search(r"<details[^>]* open", html)
    assert not Inquiry.objects.exists()


def test_up_to_three_therapists_get_one_message(client: Client) -> None:
    for name in ("Ben", "Cleo"):
        TherapistFactory(published=True, name=name, slug=name.lower())
    TherapistFactory(published=True, name="Zoe", slug="zoe", accepting=Accepting.NO)
    path = f"{PATH}?also=ben&also=cleo&also=zoe&also=nobody"
    html = client.get(path).text

    assert "Zoe takes no new clients at the moment." in html
    assert "One therapist of this address is not listed" in html
    assert len(re.findall(r'<input[^>]*name="also"[^>]*checked', html)) == 2

    assert client.post(path, typed(also=["cleo"])).status_code == 302
    asked = Conversation.objects.values_list("therapist__slug", flat=True).order_by("pk")
    assert list(asked) == ["ana", "cleo"]
    assert Inquiry.objects.count() == 1


def test_who_closed_meanwhile_is_said_before_anything_is_sent(client: Client) -> None:
    TherapistFactory(published=True, name="Zoe", slug="zoe", accepting=Accepting.NO)
    values = typed(also=["zoe"])

    html = client.post(f"{PATH}?also=zoe", values).text

    assert "Zoe takes no new clients at the moment." in html
    assert not Inquiry.objects.exists()
    assert client.post(f"{PATH}?also=zoe", values | {"also": []}).status_code == 302


def test_a_closed_box_has_no_form_and_a_way_on(client: Client, ana: Therapist) -> None:
    Therapist.objects.filter(pk=ana.pk).update(accepting=Accepting.NO)

    response = client.get(PATH)

    assert response.status_code == 200
    assert "takes no new clients at the moment" in response.text
    assert "<form" not in response.text.partition("<main")[2]
    assert 'href="/therapists/"' in response.text.partition("<main")[2]


def test_a_box_that_closes_while_somebody_writes_keeps_their_words(
    client: Client, ana: Therapist
) -> None:
    Therapist.objects.filter(pk=ana.pk).update(accepting=Accepting.NO)

    html = send(client, typed(tell_where="left leg")).text

    assert "Your message was not sent" in html
    for words in (MESSAGE, EMAIL, "left leg"):
        assert words in html
    assert not Inquiry.objects.exists()


def test_only_public_profiles_can_be_asked(client: Client) -> None:
    TherapistFactory(slug="draft")

    assert client.get("/therapists/draft/inquire/").status_code == 404
    assert client.get("/therapists/nobody/inquire/").status_code == 404
    assert client.post("/therapists/draft/inquire/", typed()).status_code == 404


def test_a_profile_that_was_taken_away_is_gone(client: Client, ana: Therapist) -> None:
    from directory import tombstones

    tombstones.leave("was-here")

    assert client.get("/therapists/was-here/inquire/").status_code == 410


def test_the_same_form_twenty_times_is_one_message(client: Client) -> None:
    values = typed()

    answers = {
        (one.status_code, one["Location"]) for one in (send(client, values) for _ in range(20))
    }

    assert answers == {(302, SENT)}
    assert Inquiry.objects.count() == Conversation.objects.count() == Email.objects.count() == 1


@pytest.mark.parametrize(
    "state",
    [one for one in InquiryState if one not in (InquiryState.DELETED, InquiryState.DROPPED)],
)
def test_what_was_taken_is_not_changed_and_the_page_says_so(
    client: Client, state: InquiryState
) -> None:
    values = typed()
    send(client, values)
    Inquiry.objects.update(state=state, sent_at=timezone.now())

    response = send(client, values | {"message": "Other words."})

    html = response.text
    assert response.status_code == 200
    assert "this text was not sent yet" in html
    assert "Other words." in html
    assert values["key"] not in html
    assert Inquiry.objects.get().read().message == MESSAGE
    key = re.search(r'name="key" value="([^"]+)"', html)
    assert key
    again = send(client, values | {"message": "Other words.", "key": key[1]})
    assert again.status_code == 302
    assert Inquiry.objects.count() == 2


def test_the_second_answer_tells_nobody_either(client: Client) -> None:
    """Somebody tries an address and then the same form with other words."""
    ConversationFactory(inquiry__letter=LETTER)
    Block.objects.create(sender_digest=senders.digest("bad@example.com"), scope=BlockScope.SITE)
    seen = set()
    with from_many_networks() as networks:
        for email in (LETTER.email, "bad@example.com", "new@example.com"):
            values, network = typed(email=email), next(networks)
            first = send(client, values, **network)
            second = send(client, values | {"message": "Other words."}, **network)
            seen.add((first.status_code, second.status_code, "not sent yet" in second.text))

    assert seen == {(302, 200, True)}


def confirmed(client: Client, **changes: str) -> Inquiry:
    """A message whose link was opened in this browser."""
    send(client, typed(**changes))
    inquiry = Inquiry.objects.latest("pk")
    Patient(inquiry, client).sends("confirm")
    return inquiry


def test_who_confirmed_an_address_here_is_not_asked_again(client: Client) -> None:
    confirmed(client)
    Email.objects.all().delete()

    assert send(client)["Location"] == SENT

    assert Inquiry.objects.latest("pk").state == InquiryState.SENT
    subjects = {mail.subject for mail in Email.objects.all()}
    assert subjects == {"You have a message", "Your message was sent"}


def test_another_browser_and_another_address_are_asked(client: Client) -> None:
    confirmed(client)

    send(Client())
    assert Inquiry.objects.latest("pk").state == InquiryState.HELD
    send(client, typed(email="other@example.com"))
    assert Inquiry.objects.latest("pk").state == InquiryState.HELD


def test_the_cookie_goes_nowhere_but_to_the_form_and_holds_no_address(
    client: Client, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    inquiry = confirmed(client)

    cookie = client.cookies[proof.COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == (
        "/therapists/", "Lax", 90 * 24 * 3600,
    )  # fmt: skip
    assert cookie["httponly"]
    assert cookie["secure"]
    for canary in CANARIES:
        assert canary not in cookie.value
    assert inquiry.sender_digest in cookie.value


def test_deleting_a_message_forgets_the_browser(client: Client) -> None:
    inquiry = confirmed(client)

    Patient(inquiry, client).sends("delete")

    cookie = client.cookies[proof.COOKIE]
    assert (cookie.value, cookie["path"], cookie["max-age"]) == ("", "/therapists/", 0)
    send(client)
    assert Inquiry.objects.latest("pk").state == InquiryState.HELD


def test_who_only_looks_behind_the_link_proves_nothing(client: Client) -> None:
    send(client)

    Patient(Inquiry.objects.get(), client).opens()

    assert proof.COOKIE not in client.cookies


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "é", "\x00", "x" * 4000])
def test_a_cookie_that_is_not_ours_proves_nothing(client: Client, value: str) -> None:
    client.cookies[proof.COOKIE] = value
    send(client)
    client.cookies[proof.COOKIE] = senders.digest(EMAIL)
    send(client)

    assert set(Inquiry.objects.values_list("state", flat=True)) == {InquiryState.HELD}


def test_after_ninety_days_the_address_is_asked_again(client: Client) -> None:
    confirmed(client)

    later = timezone.now() + timedelta(days=90, seconds=1)
    Therapist.objects.update(confirmed_on=later.date())
    with time_machine.travel(later, tick=False):
        send(client)

    assert Inquiry.objects.latest("pk").state == InquiryState.HELD


def test_the_answer_tells_nobody_what_is_known_about_an_address(client: Client) -> None:
    ConversationFactory(inquiry__letter=LETTER)
    Block.objects.create(sender_digest=senders.digest("bad@example.com"), scope=BlockScope.SITE)
    forms = {
        "new": typed(),
        "known": typed(email=LETTER.email),
        "blocked": typed(email="bad@example.com"),
        "trap": typed(homepage="https://spam.example"),
        "fast": typed(stamp=""),
        "links": typed(message="www.a.example www.b.example www.c.example"),
    }
    with from_many_networks() as networks:
        answers = [client.post(PATH, form, **next(networks)) for form in forms.values()]  # type: ignore[arg-type]

    assert {(one.status_code, one["Location"]) for one in answers} == {(302, SENT)}
    found = Inquiry.objects.order_by("pk").values_list("state", "suspicion")[1:]
    assert list(found) == [
        (InquiryState.HELD, ""),
        (InquiryState.HELD, ""),
        (InquiryState.QUARANTINED, Suspicion.BLOCKED),
        (InquiryState.QUARANTINED, Suspicion.TRAP),
        (InquiryState.QUARANTINED, Suspicion.TOO_FAST),
        (InquiryState.QUARANTINED, Suspicion.LINKS),
    ]


def test_nobody_can_fill_a_mailbox_from_here(client: Client) -> None:
    with from_many_networks() as networks:
        for _ in range(100):
            send(client, typed(email="victim@example.com"), **next(networks))

    assert Inquiry.objects.count() == 100
    mails = [mail for mail in Email.objects.all() if mail.to == ["victim@example.com"]]
    assert len(mails) == Email.objects.count() == 3
    for mail in mails:
        for canary in CANARIES:
            assert canary not in f"{mail.subject}{mail.message}{mail.html_message}"


def test_a_network_that_sends_too_much_waits_and_keeps_its_words(client: Client) -> None:
    first = typed()
    statuses = [send(client, first).status_code]
    statuses += [send(client).status_code for _ in range(4)]
    last = send(client, typed(message="The last words."))

    assert statuses == [302, 302, 302, 429, 429]
    assert last.status_code == 429
    assert last["Retry-After"] == "60"
    assert "no-store" in last["Cache-Control"]
    assert "The last words." in last.text
    assert "Nothing is lost. Wait a minute" in text_of(last.text)
    assert send(client, first).status_code == 302  # nothing new
    assert send(client, typed(), REMOTE_ADDR="192.0.2.9").status_code == 302
    assert Inquiry.objects.count() == 4


def test_forms_with_errors_are_not_counted(client: Client) -> None:
    for _ in range(9):
        send(client, typed(email="nowhere"))

    assert send(client).status_code == 302


def test_an_account_has_a_limit_of_its_own(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"inquiry_account": "1/d/user"}
    client.force_login(UserFactory())

    assert [send(client).status_code for _ in range(2)] == [302, 429]


def test_nothing_of_a_message_is_in_logs_addresses_or_mails(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    values = typed(phone="303-555-0142", tell_where="Canary words", send_tell="on", numb="yes")
    shown = send(client, values)
    response = send(client, values | {"anyway": "1"})

    assert shown.status_code == 200
    assert Inquiry.objects.get().read().phone == "+13035550142"
    (mail,) = Email.objects.all()
    told = f"{caplog.text} {response['Location']} {mail.subject} {mail.message} {mail.html_message}"
    for canary in CANARIES:
        assert canary not in told
        assert canary not in Inquiry.objects.get().sealed  # type: ignore[operator]


def test_an_error_on_the_way_shows_none_of_it(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("broken")

    client.raise_request_exception = False
    monkeypatch.setattr("inquiries.actions.sending._write", fail)
    response = send(client)

    assert response.status_code == 500
    for canary in CANARIES:
        assert canary not in response.text + caplog.text
    assert not Inquiry.objects.exists()


def test_the_usual_time_of_an_answer_is_said_once_it_is_known(
    client: Client, ana: Therapist
) -> None:
    sent_at = timezone.now() - timedelta(days=9)
    for number in range(5):
        assert "data-expected-reply" not in client.get(PATH).text
        ConversationFactory(
            therapist=ana,
            inquiry__letter=Letter("Pat", f"pat{number}@example.com", "Hello"),
            inquiry__sent_at=sent_at,
            status=ConversationStatus.ANSWERED,
            answer=Answer.WRITTEN,
            answered_at=sent_at + timedelta(minutes=170),
        )

    assert "Ana <b> answers usually within 3 hours." in text_of(client.get(PATH).text)


@pytest.mark.usefixtures("vocabulary")
def test_causes_are_offered_by_name(client: Client) -> None:
    html = client.get(PATH).text

    offered = Condition.objects.filter(kind="cause").first()
    assert offered
    assert f'<option value="{offered.slug}">' in html
    assert "I am not sure" in html
    assert send(client, typed(cause=offered.slug)).status_code == 302
    assert Inquiry.objects.get().read().cause == offered.slug


def test_a_form_without_its_token_is_refused(ana: Therapist) -> None:
    client = Client(enforce_csrf_checks=True)

    assert send(client).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(PATH).text)
    assert token
    assert send(client, typed(csrfmiddlewaretoken=token[1])).status_code == 302


def test_the_page_is_for_one_person_and_for_no_cache(client: Client) -> None:
    for response in (client.get(PATH), client.post(PATH, {})):
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.text
        assert "sessionid" not in response.cookies


def test_every_form_has_a_key_of_its_own(client: Client) -> None:
    keys = {re.findall(r'name="key" value="([^"]+)"', client.get(PATH).text)[0] for _ in range(3)}

    assert len({uuid.UUID(key) for key in keys}) == 3


WORDS = ["\x00", "x" * 100_000, "\ud800", "𝕏" * 1000, "\u202e\n\r", "\r\nBcc: a@b.example", "١"]


@pytest.mark.parametrize("words", WORDS)
def test_no_input_is_a_server_error(client: Client, words: str) -> None:
    broken = words.encode("utf-8", "surrogatepass")
    names = [*typed(), "also", "times", "cause", "numb", "anyway", "tell_where", "send_tell"]

    assert client.post(PATH, {name: [broken] for name in names}).status_code in {200, 302}
    assert client.get(PATH, {"also": broken[:1000]}).status_code == 200
    for name in names:
        answer = client.post(PATH, typed() | {name: [broken, broken]})
        assert answer.status_code in {200, 302, 429}


def test_ten_thousand_times_are_refused_without_an_error(client: Client) -> None:
    assert client.post(PATH, typed(times=["mornings"] * 10_000)).status_code in {200, 302, 400}


def test_pages_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        client.get(f"{PATH}?also=ben&also=cleo")
    with django_assert_num_queries(3):
        client.post(PATH, {})
    with django_assert_num_queries(0):
        client.get(SENT)


def test_profile_and_saved_therapists_lead_here(client: Client) -> None:
    for name in ("Ben", "Cleo", "Dee"):
        TherapistFactory(published=True, name=name, slug=name.lower())
    profile = client.get("/therapists/ana/").text
    one = client.get("/therapists/shortlist/?t=ana").text
    three = client.get("/therapists/shortlist/?t=ana&t=ben&t=cleo").text
    four = client.get("/therapists/shortlist/?t=dee&t=ana&t=ben&t=cleo").text

    assert f'<a class="button" href="{PATH}">Ask Ana &lt;b&gt;</a>' in profile
    assert '<a class="button button--quiet" href="tel:+13035550142">' in profile
    assert f'href="{PATH}">Ask this therapist</a>' in one
    assert f'href="{PATH}?also=ben&amp;also=cleo">Ask these therapists</a>' in three
    assert 'href="/therapists/dee/inquire/?also=ana&amp;also=ben">Ask the first three</a>' in four


def test_the_page_after_sending_is_the_same_for_everybody(client: Client) -> None:
    before = without_tokens(client.get(SENT).text)
    send(client)
    TherapistFactory(slug="draft", name="Dora Draft")

    assert without_tokens(client.get(SENT).text) == before
    for slug in ("draft", "nobody"):
        response = client.get(f"/therapists/{slug}/inquire/sent/")
        assert response.status_code == 200
        assert "Dora" not in response.text
