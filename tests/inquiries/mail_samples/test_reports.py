"""Every mail about a report can be looked at, and is whole."""

from __future__ import annotations

import re

import pytest

from inquiries.mail_samples import reports
from sciatica_site import mail

SAMPLES = reports.previews()


@pytest.mark.parametrize("name", SAMPLES)
def test_mail_is_written_whole_with_the_same_links_in_both_forms(name: str) -> None:
    sample = SAMPLES[name]()

    written = mail.write(sample.template, sample.context)

    for text in (written.subject, written.text, written.html):
        assert text.strip()
        assert "{{" not in text
        assert "{%" not in text
    assert "\n\n\n" not in written.text
    for link in set(re.findall(r"https?://\S+", written.text)):
        assert f'href="{link}"' in written.html
