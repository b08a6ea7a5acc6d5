"""Every mail of the calendar can be looked at, and none says a word about anybody's health."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from inquiries.mail_samples import due
from sciatica_site import mail

SAMPLES = due.previews()
#: What the name of the site holds is on every mail; it is taken out before looking.
HEALTH = re.compile(
    r"sciatic|pain|hurt|ache|nerve|disc|spine|\bback\b(?! to| with)|massage|symptom|\bcause"
    r"|condition|diagnos|treat|cure|technique|doctor|health",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", SAMPLES)
def test_mail_is_written_whole_and_says_nothing_of_health(name: str) -> None:
    sample = SAMPLES[name]()

    written = mail.write(sample.template, sample.context)

    for text in (written.subject, written.text, written.html):
        assert text.strip()
        said = text.replace(settings.SITE_NAME, "").replace(
            settings.SITE_NAME.replace("&", "&amp;"), ""
        )
        said = said.replace("the mail came back", "")
        assert not HEALTH.search(said), HEALTH.search(said)
        assert "{{" not in text
        assert "{%" not in text


@pytest.mark.parametrize("name", SAMPLES)
def test_every_link_stands_in_both_forms(name: str) -> None:
    sample = SAMPLES[name]()
    written = mail.write(sample.template, sample.context)

    links = set(re.findall(r"https?://\S+", written.text))
    assert len(links) >= 2
    for link in links - {f"{settings.SITE_URL}/"}:
        assert f'href="{link}"' in written.html


def test_mails_name_only_links() -> None:
    for sample in SAMPLES.values():
        assert all(key.endswith("_url") for key in sample().context)
