"""Pages that belong to no app: home, static pages, operations and errors."""

from .errors import bad_request, page_not_found, permission_denied, server_error, too_many_requests
from .figures import transparency
from .health import healthz, readyz
from .machines import robots_txt, security_txt, sitemap_xml
from .mail_previews import mail_preview, mail_preview_html, mail_previews
from .mailbox import mailbox, mailbox_html, mailbox_message
from .pages import about, accessibility, home, privacy, styleguide
from .search import site_search
from .second_factor import totp_qr_code
from .stylesheets import stylesheet

__all__ = [
    "about",
    "accessibility",
    "bad_request",
    "healthz",
    "home",
    "mail_preview",
    "mail_preview_html",
    "mail_previews",
    "mailbox",
    "mailbox_html",
    "mailbox_message",
    "page_not_found",
    "permission_denied",
    "privacy",
    "readyz",
    "robots_txt",
    "security_txt",
    "server_error",
    "site_search",
    "sitemap_xml",
    "styleguide",
    "stylesheet",
    "too_many_requests",
    "totp_qr_code",
    "transparency",
]
