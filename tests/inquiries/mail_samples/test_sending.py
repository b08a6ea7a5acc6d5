"""Every mail about a message that was just written can be looked at, and is whole."""

from __future__ import annotations

import re

import pytest

from inquiries.mail_samples import sending
from sciatica_site import mail

SAMPLES = sending.previews()


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


def test_a_page_that_is_gone_is_not_linked() -> None:
    sample = SAMPLES["inquiry-held-back"]()

    written = mail.write(sample.template, sample.context)

    assert "/messages/" not in written.text + written.html
    assert "/therapists/" in written.text
