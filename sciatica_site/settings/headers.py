"""Security headers and cookie flags, in one place that can be audited at a glance."""

from __future__ import annotations

from csp.constants import NONE, SELF

# Nothing is allowed unless named here, and nothing from another origin is named.
# No 'unsafe-*' and no data: either: pages hold no inline style or script, and the
# QR code for a second factor has a URL of its own.
CONTENT_SECURITY_POLICY: dict[str, dict[str, list[str] | bool]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# The site asks the browser for nothing but the place, and for that only on a click on "Use my
# location"; the browser then asks the visitor. Typed text does as well.
PERMISSIONS_POLICY: dict[str, list[str]] = {"geolocation": ["self"]} | {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "usb",
        "xr-spatial-tracking",
    )
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Not no-referrer: with it browsers send "Origin: null" and the CSRF check refuses forms.
SECURE_REFERRER_POLICY = "same-origin"
# Sent by sciatica_site.middleware; Django and django-csp have no setting for them.
CROSS_ORIGIN_HEADERS: dict[str, str] = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
