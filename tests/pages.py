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
    "search by words": "/therapists/?near=80202&miles=100&q=back+pain",
    "search that finds nobody": "/therapists/?q=zzzzzz",
    "search that could be several places": "/therapists/?near=springfield",
    "search with other places of the name": "/therapists/?near=denver&technique=deep-tissue",
    "search that cannot be understood": "/therapists/?near=00000&miles=-5&max_rate=abc",
    "profile": "/therapists/{therapist}/",
    "saved therapists": "/therapists/shortlist/?t={therapist}&t={second}&t=nobody-of-this-name",
    "nobody saved": "/therapists/shortlist/",
    "compare two": "/therapists/compare/?t={therapist}&t={second}",
    "compare four": "/therapists/compare/?t={therapist}&t={second}&t={third}&t={fourth}",
    "compare nobody": "/therapists/compare/",
    "worksheet": "/therapists/worksheet/?t={therapist}&t={second}&t={third}&t={fourth}",
    "blank worksheet": "/therapists/worksheet/",
    "how results are ordered": "/how-results-are-ordered/",
    "how we check": "/how-we-check/",
    "transparency": "/transparency/",
    "site search": "/search/?q=disc",
    "site search, empty": "/search/",
    "site search that finds a warning sign": "/search/?q=numb+fever",
    "site search that finds nothing": "/search/?q=swedsh",
    "article": "/articles/what-is-sciatica/",
    "longest article": "/articles/does-massage-help-sciatica/",
    "article with steps": "/articles/self-massage-at-home/",
    "articles": "/articles/",
    "topic": "/articles/topics/understanding-sciatica/",
    "feedback thanks": "/articles/what-is-sciatica/feedback/thanks/",
    "claims": "/claims/",
    "claims of one kind": "/claims/?verdict=overclaimed&q=massage&grade=nonsense",
    "corrections": "/claims/corrections/",
    "guidelines": "/claims/guidelines/",
    "self-care": "/self-care/",
    "other treatments": "/other-treatments/",
    "words on profiles": "/profile-words/",
    "technique": "/techniques/deep-tissue/",
    "techniques": "/techniques/",
    "conditions": "/conditions/",
    "matrix": "/techniques-and-conditions/?near=80202&miles=25",
    "matrix without a known place": "/techniques-and-conditions/?near=Springfield&miles=x",
    "glossary": "/glossary/",
    "is massage safe": "/is-massage-safe/",
    "get medical help": "/get-medical-help/",
    "warning signs": "/warning-signs/",
    "about": "/about/",
    "for therapists": "/for-therapists/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "styleguide": "/styleguide/",
    "message sent": "/therapists/{open}/inquire/sent/",
    "report sent": "/therapists/{therapist}/report/sent/",
    NOT_FOUND_PAGE: "/no-such-page/",
}
FORM_PAGES = {
    "article feedback": "/articles/what-is-sciatica/feedback/",
    "which massage": "/guide/which-massage/",
    "tell your therapist": "/tell-your-therapist/",
    "forgotten password": "/accounts/password/reset/",
    "message to a therapist": "/therapists/{open}/inquire/",
    "message to two therapists": "/therapists/{open}/inquire/?also={second_open}",
    "report of a profile": "/therapists/{therapist}/report/",
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
}
PAGES = READING_PAGES | FORM_PAGES


#: Stand for the first therapists of the search page, and for the first who take new clients.
NAMES = ("therapist", "second", "third", "fourth")
OPEN_NAMES = ("open", "second_open")
LISTS = {"/therapists/": NAMES, "/therapists/?accepting=1": OPEN_NAMES}


def path_of(name: str, read: Callable[[str], str]) -> str:
    """The page's path; `read` fetches a search page, where profiles' slugs are looked up."""
    path = PAGES[name]
    if "{" not in path:
        return path
    slugs: dict[str, str] = {}
    for address, names in LISTS.items():
        if any(f"{{{name}}}" in path for name in names):
            found = re.findall(r'data-therapist="([^"]+)"', read(address))
            assert len(found) >= len(names), f"{address} shows too few therapists to look at."
            slugs |= dict(zip(names, found, strict=False))
    return path.format(**slugs)
