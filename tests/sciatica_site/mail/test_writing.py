"""Mails are written from templates, as text and as HTML, and wait in the queue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.template.exceptions import TemplateDoesNotExist
from lxml import html
from post_office.models import Email
from pytest_django import Settings

from sciatica_site import mail

SUBJECT = "Hello\n{{ name }}\r\n"
TEXT = "Dear {{ name }},\n{{ link }}\n{% include 'emails/_footer.txt' %}"
HTML = (
    "{% extends 'emails/base.html' %}{% block content %}"
    '<h1>Hello</h1><p>{{ name }}</p><a href="{{ link }}">Go</a>{% endblock %}'
)
LINK = "https://www.example.com/a/?b=1&c=2"


@pytest.fixture(autouse=True)
def _templates(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "test" / "emails"
    folder.mkdir(parents=True)
    for ending, source in (("_subject.txt", SUBJECT), (".txt", TEXT), (".html", HTML)):
        (folder / f"hello{ending}").write_text(source)
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    settings.SITE_URL = "https://www.example.com"


def queue(name: str = "Ana", to: str = "ana@example.com", **context: Any) -> None:
    mail.queue("test/emails/hello", to=to, context={"name": name, "link": LINK} | context)


def queued() -> django_mail.EmailMultiAlternatives:
    (message,) = django_mail.outbox
    assert isinstance(message, django_mail.EmailMultiAlternatives)
    return message


def html_of(message: django_mail.EmailMultiAlternatives) -> str:
    ((content, kind),) = message.alternatives
    assert kind == "text/html"
    return str(content)


def test_a_mail_has_text_first_and_html_second(settings: Settings) -> None:
    queue()

    message = queued()
    assert message.to == ["ana@example.com"]
    assert message.from_email == settings.DEFAULT_FROM_EMAIL
    assert message.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert message.body.startswith("Dear Ana,\n")
    types = [part.get_content_type() for part in message.message().get_payload()]  # type: ignore[union-attr]
    assert types == ["text/plain", "text/html"]


def test_every_mail_says_whose_site_it_comes_from(settings: Settings) -> None:
    queue(site_name="Somebody else", site_url="https://evil.example")

    message = queued()
    for said in (message.body, html_of(message)):
        assert "https://www.example.com/" in said
        assert "evil.example" not in said
    assert settings.SITE_NAME in message.body


@pytest.mark.parametrize(
    "name",
    ["Ana\nBcc: all@example.com", "Ana\r\nBcc: all@example.com", "Ana\x0bB\x85C\u2028D\x00E"],
)
def test_a_subject_is_one_line(name: str) -> None:
    queue(name)

    message = queued()
    assert len(message.subject.splitlines()) == 1
    assert message.subject.isprintable()
    assert message.message()["Bcc"] is None


def test_text_says_names_as_they_are_and_html_escapes_them() -> None:
    queue("<b>O’Hara</b> & 'Co'")

    message = queued()
    assert "Dear <b>O’Hara</b> & 'Co'," in message.body
    assert LINK in message.body
    document = html.document_fromstring(html_of(message))
    assert document.findtext(".//p") == "<b>O’Hara</b> & 'Co'"
    assert not document.xpath("//b")
    assert document.xpath("//a/@href")[0] == LINK


def test_template_code_in_a_name_is_only_a_name() -> None:
    name = "{{ site_url }}{% include 'robots.txt' %}{% endif %}"

    queue(name)

    assert f"Dear {name}," in queued().body
    assert name in html.document_fromstring(html_of(queued())).text_content()


def test_html_is_a_whole_page_that_asks_for_nothing_from_elsewhere() -> None:
    queue("Ana")

    document = html.document_fromstring(html_of(queued()))
    assert document.get("lang") == "en-us"
    assert document.findtext(".//title") == "Hello Ana"
    assert document.xpath("//meta[@name='viewport']")
    assert not document.xpath("//img | //link | //script | //style | //*[@style] | //*[@src]")


@pytest.mark.parametrize(
    "address",
    [
        *("", "ana", "ana@example.com\nBcc: b@example.com", "a@b@c", "a@example.com, b@x.org"),
        # Right by the standard, but the queue would send it to three people.
        '"x,b@example.org,y"@example.com',
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(mail.UnusableAddress) as refused:
        queue(to=address)

    assert "@" not in str(refused.value)
    assert django_mail.outbox == []


def test_a_mail_without_html_is_a_mistake() -> None:
    with pytest.raises(TemplateDoesNotExist):
        mail.queue("account/email/no_such_mail", to="ana@example.com", context={})


@pytest.mark.django_db
def test_a_mail_is_queued_in_the_transaction_that_causes_it(queued_mail: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        assert Email.objects.count() == 1
        raise RuntimeError
    assert not Email.objects.exists()

    queue("{% include 'robots.txt' %}")
    row = Email.objects.get()
    assert row.headers == {"Auto-Submitted": "auto-generated"}
    assert row.subject == "Hello {% include 'robots.txt' %}"
    assert "<h1>Hello</h1>" in row.html_message


def test_paragraphs_stand_one_blank_line_apart() -> None:
    assert mail.paragraphs("\n\na\nb\n\n\n \nc\n\nd\n\n") == "a\nb\n\nc\n\nd\n"
