"""The site's addresses: what each app serves, and the pages that belong to none."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("transparency/", views.transparency, name="transparency"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("css/<slug:name>.<slug:digest>.css", views.stylesheet, name="stylesheet"),
    path("search/", views.site_search, name="site-search"),
    path("", include("accounts.urls")),
    path("", include("inquiries.urls")),
    path("", include("directory.urls")),
    path("", include("articles.urls")),
    path("accounts/2fa/totp/qr.svg", views.totp_qr_code, name="totp-qr-code"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots_txt, name="robots-txt"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))
if settings.MAIL_PREVIEWS:
    urlpatterns += [
        path("dev/mails/", views.mail_previews, name="mail-previews"),
        path("dev/mails/<slug:name>/", views.mail_preview, name="mail-preview"),
        path("dev/mails/<slug:name>/html/", views.mail_preview_html, name="mail-preview-html"),
        path("dev/mailbox/", views.mailbox, name="mailbox"),
        path("dev/mailbox/<slug:id>/", views.mailbox_message, name="mailbox-message"),
        path("dev/mailbox/<slug:id>/html/", views.mailbox_html, name="mailbox-html"),
    ]

handler400 = "sciatica_site.views.errors.bad_request"
handler403 = "sciatica_site.views.errors.permission_denied"
handler404 = "sciatica_site.views.errors.page_not_found"
handler500 = "sciatica_site.views.errors.server_error"
handler429 = "sciatica_site.views.errors.too_many_requests"
