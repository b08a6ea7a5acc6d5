"""Every mail to therapists can be looked at, and each says where to go on."""

from __future__ import annotations

import re

import pytest
from lxml import html

from directory.mail_samples.profiles import EVENTS, previews
from sciatica_site import mail

PREVIEWS = previews()
DECISIONS = [name for name in PREVIEWS if name.startswith("profile-")]
#: It is for somebody whose name we may have wrong, and does not use it.
INVITED = "invited"
UPKEEP = [name for name in PREVIEWS if name not in (*DECISIONS, INVITED)]


def test_each_mail_about_a_decision_is_there_for_public_and_other_profiles() -> None:
    assert len(DECISIONS) == 2 * len(EVENTS)


@pytest.mark.parametrize("name", DECISIONS)
def test_text_and_html_say_the_same_and_link_to_this_site_only(name: str) -> None:
    written = mail.write(*PREVIEWS[name]())

    assert written.subject
    for text in (written.text, written.html):
        assert "http://testserver/dashboard/" in text
        assert set(re.findall(r"https?://([^/\s\"<]+)", text)) == {"testserver"}
        has_page = "http://testserver/therapists/ana-reyes/" in text
        assert has_page == (name == "profile-approved")
    # The texts may differ in how they lead over to a link, never in what they tell.
    plain = " ".join(re.sub(r"<[^>]+>", " ", written.html).split())
    first = " ".join(written.text.split(".")[0].split())
    assert first in plain


@pytest.mark.parametrize("event", ["changes-asked", "rejected"])
def test_a_mail_about_a_text_that_was_given_back_holds_the_reasons(event: str) -> None:
    sample = PREVIEWS[f"profile-{event}"]()
    reasons = sample.context["reasons"] = "Name <your> school.\n\nThank you & goodbye."
    written = mail.write(*sample)

    assert reasons in written.text
    quoted = html.document_fromstring(written.html).xpath("//blockquote/p")
    assert [one.text for one in quoted] == ["Name <your> school.", "Thank you & goodbye."]


@pytest.mark.parametrize("name", PREVIEWS)
def test_no_line_is_left_over_from_a_tag(name: str) -> None:
    written = mail.write(*PREVIEWS[name]())

    assert "\n\n\n" not in written.text
    assert "{" not in written.text + written.html


@pytest.mark.parametrize("name", UPKEEP)
def test_a_mail_about_upkeep_escapes_a_name_and_links_to_this_site(name: str) -> None:
    written = mail.write(*PREVIEWS[name]())

    assert written.subject
    for text in (written.text, written.html):
        assert "{" not in text
        assert "None" not in text
    page = html.document_fromstring(written.html)
    assert "Ana <b>Reyes</b>" in page.text_content()
    links = [str(link) for link in page.xpath("//a/@href")]
    assert all(link.startswith("http://testserver/") for link in links)
    assert all(link in written.text for link in links)
