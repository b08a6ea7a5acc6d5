"""What the site has sent can be read on the machine where it was written, and only there."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse
from lxml import html
from post_office.models import STATUS, Email
from pytest_django import DjangoAssertNumQueries, Settings

from sciatica_site import urls

MAILBOX = "/dev/mailbox/"
LINK = "http://testserver/messages/abc/?x=1&y=2"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def write(subject: str, *, to: str = "pat@example.com", is_html: bool = True) -> None:
    message = EmailMultiAlternatives(subject, f"Open <it>:\n{LINK}\n", "site@example.com", [to])
    if is_html:
        message.attach_alternative(f'<p>Open <a href="{LINK}">it</a></p>', "text/html")
    get_connection("django.core.mail.backends.filebased.EmailBackend").send_messages([message])


def page(client: Client, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return html.document_fromstring(response.content)


def texts(found: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in found.xpath(path)]


@pytest.mark.usefixtures("folder")
def test_a_mail_is_listed_and_read_with_links_that_work(client: Client) -> None:
    write("You have a message")

    listed = page(client, MAILBOX)
    path = listed.xpath("//a[text()='You have a message']/@href")[0]
    opened = page(client, path)

    assert texts(opened, "//h1") == ["You have a message"]
    assert "pat@example.com" in opened.text_content()
    assert "Open <it>:" in opened.text_content()
    assert opened.xpath("//main//a/@href[contains(., '/messages/')]") == [LINK]
    assert opened.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")


@pytest.mark.usefixtures("folder")
def test_the_html_is_a_page_that_runs_nothing(client: Client) -> None:
    write("You have a message")
    path = page(client, MAILBOX).xpath("//a[text()='You have a message']/@href")[0]

    link = page(client, path).xpath("//a[text()='As HTML']/@href")[0]
    response = client.get(link)

    assert html.document_fromstring(response.content).xpath("//a/@href") == [LINK]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.usefixtures("folder")
def test_a_mail_of_text_alone_has_no_html(client: Client) -> None:
    write("Plain", is_html=False)
    path = page(client, MAILBOX).xpath("//a[text()='Plain']/@href")[0]

    assert "This mail is only text." in page(client, path).text_content()
    assert client.get(f"{path}html/").status_code == 404


@pytest.mark.usefixtures("folder")
def test_the_list_is_narrowed_to_one_recipient_by_links(client: Client) -> None:
    write("To Pat", to="pat+1@example.com")
    write("To Ana", to="ana@example.com")

    everybody = page(client, MAILBOX)
    link = everybody.xpath("//nav//a[text()='pat+1@example.com']/@href")[0]
    narrowed = page(client, MAILBOX + link.partition(MAILBOX)[2])

    subjects = "//div[@class='card']//a"
    assert texts(everybody, subjects) == ["To Ana", "To Pat"]
    assert texts(narrowed, subjects) == ["To Pat"]
    assert texts(narrowed, "//nav//a[@aria-current]") == ["pat+1@example.com"]


@pytest.mark.usefixtures("folder")
def test_what_waits_in_the_queue_is_named(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for subject, status in (
        ("New", STATUS.queued),
        ("Tried", STATUS.requeued),
        ("Gone", STATUS.sent),
        ("Lost", STATUS.failed),
    ):
        Email.objects.create(
            from_email="site@example.com", to=["pat@example.com"], subject=subject, status=status
        )

    with django_assert_num_queries(1):
        waiting = texts(page(client, MAILBOX), "//section//li")

    assert sorted(waiting) == ["pat@example.com: New", "pat@example.com: Tried"]


def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "No mail yet." in page(client, MAILBOX).text_content()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("wanted", ["%00", "%ED%A0%80", "nobody", "x" * 5000, "1&to=2"])
def test_no_recipient_is_an_error(client: Client, wanted: str) -> None:
    write("You have a message")

    assert client.get(f"{MAILBOX}?to={wanted}").status_code == 200


@pytest.mark.parametrize("id", ["nothing", "x" * 3000, "..%2F..%2Fdb", "%00"])
@pytest.mark.parametrize("ending", ["/", "/html/"])
def test_a_mail_that_does_not_exist_is_not_found(client: Client, id: str, ending: str) -> None:
    assert client.get(MAILBOX + id + ending).status_code == 404


def test_a_broken_file_is_listed_and_opened(client: Client, folder: Path) -> None:
    (folder / "broken.log").write_bytes(b"Content-Type: text/plain; charset=none\n\n\xff\x00")

    path = page(client, MAILBOX).xpath("//div[@class='card']//a/@href")[0]

    assert client.get(path).status_code == 200


def test_the_samples_link_to_the_mailbox(client: Client) -> None:
    assert page_links(client, "/dev/mails/", MAILBOX) == 1


def page_links(client: Client, path: str, target: str) -> int:
    found = html.document_fromstring(client.get(path).content)
    return len(found.xpath(f"//main//a[@href='{target}']"))


def test_the_pages_are_not_there_unless_a_setting_says_so(settings: Settings) -> None:
    settings.MAIL_PREVIEWS = False
    try:
        _load_anew()
        with pytest.raises(NoReverseMatch):
            reverse("mailbox")
    finally:
        settings.MAIL_PREVIEWS = True
        _load_anew()
    assert reverse("mailbox") == MAILBOX


def _load_anew() -> None:
    importlib.reload(urls)
    clear_url_caches()
