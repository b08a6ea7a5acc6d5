"""A template names a browser in plain words."""

from __future__ import annotations

from django.template import Context, Template


def test_a_template_shows_a_name_and_not_what_the_browser_sent() -> None:
    template = Template("{% load devices %}{{ sent|device }}")

    assert template.render(Context({"sent": "<b>Firefox/132.0 Linux"})) == "Firefox on Linux"
