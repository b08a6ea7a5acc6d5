"""Browsers and systems are named in plain words, whatever a browser says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import devices

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IOS = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
LINUX = f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT}"
WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT}"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {IOS}"
IPAD = f"Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) {IOS}"
ANDROID = f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT}"
CHROME = "Chrome/131.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{LINUX} {CHROME} Safari/537.36", "Chrome on Linux"),
        (f"{WINDOWS} {CHROME} Safari/537.36", "Chrome on Windows"),
        (f"{ANDROID} {CHROME} Mobile Safari/537.36", "Chrome on Android"),
        (f"{IPHONE} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1", "Chrome on iPhone"),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} {CHROME} Safari/537.36",
            "Chrome on ChromeOS",
        ),
        (f"{LINUX} Chromium/131.0.0.0 {CHROME} Safari/537.36", "Chromium on Linux"),
        (f"{WINDOWS} {CHROME} Safari/537.36 Edg/131.0.0.0", "Edge on Windows"),
        (f"{ANDROID} {CHROME} Mobile Safari/537.36 EdgA/131.0.0.0", "Edge on Android"),
        (f"{IPHONE} Version/18.0 EdgiOS/131.0 Mobile/15E148 Safari/605.1.15", "Edge on iPhone"),
        (f"{WINDOWS} {CHROME} Safari/537.36 OPR/115.0.0.0", "Opera on Windows"),
        (
            f"{ANDROID} SamsungBrowser/26.0 {CHROME} Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        (f"{LINUX} {CHROME} Safari/537.36 Vivaldi/7.0", "Vivaldi on Linux"),
        (f"{MAC} {IOS} Version/18.1 Safari/605.1.15 Ddg/18.1", "DuckDuckGo on Mac"),
        (f"{MAC} {IOS} Version/18.1 Safari/605.1.15", "Safari on Mac"),
        (f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
        (f"{IPAD} Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPad"),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Firefox on Linux",
        ),
        (f"{IPHONE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15", "Firefox on iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
            "Internet Explorer on Windows",
        ),
        ("Lynx/2.9 on Linux", "Unknown browser on Linux"),
        ("Firefox/132.0", "Firefox"),
        ("curl/8.5.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_with_its_system(user_agent: str, name: str) -> None:
    assert devices.name(user_agent) == name


@given(st.text(max_size=300))
def test_whatever_is_sent_only_known_names_are_shown(user_agent: str) -> None:
    browsers = {"Unknown browser", *(name for _mark, name in devices.BROWSERS)}
    systems = {name for _mark, name in devices.SYSTEMS}

    browser, _on, system = devices.name(user_agent).partition(" on ")

    assert browser in browsers
    assert not system or system in systems
