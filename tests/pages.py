"""The pages that accessibility, HTML and privacy tests look at: one of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable

NOT_FOUND_PAGE = "not found"

# Reading pages: anyone may see them, and seeing them leaves no cookie.
READING_PAGES = {
    "home": "/",
    "search": "/therapists/?near=80202&miles=25",
    "search of the whole country": "/therapists/",
    "search that cannot be understood": "/therapists/?near=00000&miles=-5&max_rate=abc",
    "profile": "/therapists/{therapist}/",
    "article": "/articles/what-is-sciatica/",
    "articles": "/articles/",
    "technique": "/techniques/deep-tissue/",
    "techniques": "/techniques/",
    "conditions": "/conditions/",
    "warning signs": "/warning-signs/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "styleguide": "/styleguide/",
    NOT_FOUND_PAGE: "/no-such-page/",
}
FORM_PAGES = {
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
}
PAGES = READING_PAGES | FORM_PAGES


def path_of(name: str, read: Callable[[str], str]) -> str:
    """The page's path; `read` fetches the search page, where the profile's slug is looked up."""
    path = PAGES[name]
    if "{therapist}" not in path:
        return path
    match = re.search(r'data-therapist="([^"]+)"', read("/therapists/"))
    assert match, "The search page shows no therapist to look at."
    return path.format(therapist=match[1])
