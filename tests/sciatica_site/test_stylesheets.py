"""Style sheets come in few files, which browsers may keep for as long as they are true."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from sciatica_site.stylesheets import BUNDLES, bundle


@pytest.mark.parametrize("name", BUNDLES)
def test_a_page_links_sheets_that_can_be_kept_forever(name: str, client: Client) -> None:
    response = client.get(bundle(name).url)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies
    assert response.text == bundle(name).content


def test_every_page_has_the_order_of_the_layers_first(client: Client) -> None:
    assert bundle("everywhere").content.startswith("@layer reset, tokens")
    assert f'href="{bundle("everywhere").url}"' in client.get("/about/").text


def test_comments_are_left_out() -> None:
    for name in BUNDLES:
        assert "/*" not in bundle(name).content


def test_an_old_address_gives_the_sheets_of_today_and_may_not_be_kept(client: Client) -> None:
    response = client.get("/css/reading.0000000000000000.css")

    assert response.text == bundle("reading").content
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/css/nothing.0.css", "/css/.css", "/css/reading.css"])
def test_an_unknown_bundle_is_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_development_sees_a_changed_sheet_at_once(settings: Settings, tmp_path: Path) -> None:
    before = bundle("reading").digest
    (tmp_path / "static" / "css" / "components").mkdir(parents=True)
    for sheet in BUNDLES["reading"]:
        (tmp_path / "static" / "css" / f"{sheet}.css").write_text(f".{sheet[-4:]} {{ }}")
    settings.BASE_DIR = tmp_path

    assert bundle("reading").digest == before
    settings.DEBUG = True
    assert bundle("reading").digest != before
