"""Every mail about a decision can be looked at; it holds a link and nobody's words."""

from __future__ import annotations

import re

import pytest

from directory.mail_samples.decisions import previews
from sciatica_site import hooks, mail

PREVIEWS = previews()


@pytest.mark.parametrize("name", PREVIEWS)
def test_text_and_html_say_the_same_and_link_to_this_site_only(name: str) -> None:
    written = mail.write(*PREVIEWS[name]())

    assert written.subject
    plain = " ".join(re.sub(r"<[^>]+>", " ", written.html).split())
    assert written.text.split(".")[0] in plain
    for text in (written.text, written.html):
        assert set(re.findall(r"https?://([^/\s\"<]+)", text)) == {"testserver"}
        assert "{" not in text
        assert "None" not in text
    assert "\n\n\n" not in written.text


def test_each_is_registered() -> None:
    assert set(PREVIEWS) <= {name for name, _sample in hooks.mail_previews}
