"""No address whatever makes the server fail: search, compare, shortlist, places, words, paths."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from directory.actions import vocabulary
from directory.choices import FacetGroup
from directory.filters import TherapistFilter
from directory.models import FacetValue
from tests.directory.pages import SEARCH
from tests.directory.population import populate
from tests.factories.places import load_real_places

SEARCH_PARAMETERS = [*TherapistFilter.base_filters, "page", "q", "t", "sort"]
#: Every other page that reads its address, with the parameters it knows.
OTHERS = {
    "directory:compare": ["t"],
    "directory:shortlist": ["t"],
    "directory:worksheet": ["t"],
    "directory:order-json": SEARCH_PARAMETERS,
    "directory:how-results-are-ordered": SEARCH_PARAMETERS,
    "directory:place-suggestions": ["q"],
    "directory:place-nearest": ["lat", "lng"],
    "articles:matrix": [*SEARCH_PARAMETERS, "near", "miles"],
    "articles:glossary": ["q"],
    "site-search": ["q"],
    "home": ["near"],
}
#: Says "bad request" to a position that is none; all others answer with a page.
MAY_REFUSE = ("directory:place-nearest",)
#: Pages that are the same whatever the address says.
READS_NOTHING = ("directory:how-results-are-ordered", "articles:glossary", "home")
FOLDERS = ["/therapists/", "/techniques/", "/conditions/", "/articles/", "/places/", "/"]

PLAIN = [
    "80202", "Denver, CO", "Springfield", "5", "25", "60", "90", "1", "2", "0", "deep-tissue",
    "swedish", "disc-herniation", "rate", "relevance", "distance", "two-places-0", "two-places-1",
    "two-places-2", "sciatica", "slipped disc", "ana", "pirifromis", "39.7", "-104.9", "en",
]  # fmt: skip
ODD = [
    "", " ", "\0", "a\0b", "-1", "9" * 23, "9" * 5_000, "1e999", "nan", "inf", "-0", "0x10", "٣٤",
    "２５", "½", "80202-1234", "'", '"><script>', "%", "%00", "\\", "{{ 7 }}", "$$", "\r\n",
    "\u202e", "\ufdfd" * 40, "x" * 5_000, "\ud800", "é" * 101, "İ", "ß", "'; DROP TABLE",
    "a OR b NEAR c*", "compare", "order.json", "../../etc", "NULL", ":*", "& | !", "(((((",
    "🧑‍⚕️", "AND AND", "^-",
]  # fmt: skip

any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
values = st.sampled_from(PLAIN) | st.sampled_from(ODD) | any_text
#: What a browser that runs htmx may send, and what anybody may send in its place.
headers = st.dictionaries(
    st.sampled_from(
        ["HX-Request", "HX-Target", "HX-Current-URL", "HX-Current-URL-URI-AutoEncoded",
         "HX-Boosted", "HX-Trigger", "HX-History-Restore-Request", "Accept-Language"]
    ),
    st.sampled_from(["true", "results", "http://[::1", "%ff%fe", "x" * 2_000, ""])
    | st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=20),
    max_size=4,
)  # fmt: skip


def queries(names: list[str]) -> st.SearchStrategy[str]:
    """Known and unknown parameters, repeated ones, and strings that are no parameters at all."""
    fields = st.lists(st.tuples(st.sampled_from(names) | any_text, values), max_size=8) | st.lists(
        st.tuples(st.sampled_from(names), st.sampled_from(PLAIN)), max_size=5
    )
    return (
        fields.map(lambda pairs: "&".join(f"{_quoted(name)}={_quoted(v)}" for name, v in pairs))
        | st.binary(max_size=60).map(quote)
        | st.text(alphabet="".join({*"".join(names), *"=&;%+[]0123456789"}), max_size=60)
    )


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


class AnyAddress(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        vocabulary.load()
        load_real_places()
        populate(8)

    def get(self, path: str, query: str, sent: dict[str, str] | None = None) -> Any:
        """The view may refuse but not fail; and nobody gets a cookie for asking oddly."""
        response = self.client.get(path, QUERY_STRING=query, headers=sent)
        assert response.status_code < 500, (path, query)
        assert not response.cookies
        return response

    @settings(max_examples=150)
    @given(query=queries(SEARCH_PARAMETERS), sent=headers)
    @example(query="near=%ff%fe&technique=%80&q=%ed%a0%80", sent={})
    @example(query="&&&===;;;", sent={"HX-Request": "true", "HX-Current-URL": "http://["})
    def test_always_gives_a_search_page(self, query: str, sent: dict[str, str]) -> None:
        response = self.get(SEARCH, query, sent)

        assert response.status_code == 200
        assert "data-total" in response.text

    @settings(max_examples=250)
    @given(data=st.data(), name=st.sampled_from(list(OTHERS)), sent=headers)
    def test_never_fails_on_any_other_page(
        self, data: st.DataObject, name: str, sent: dict[str, str]
    ) -> None:
        query = data.draw(queries(OTHERS[name]))

        response = self.get(reverse(name), query, sent)

        assert response.status_code == 200 or (name in MAY_REFUSE and response.status_code == 400)

    @settings(max_examples=80)
    @given(folder=st.sampled_from(FOLDERS), text=values, end=st.sampled_from(["", "/", "//"]))
    def test_never_fails_for_a_path(self, folder: str, text: str, end: str) -> None:
        self.get(f"{folder}{_quoted(text)}{end}", "")

    def test_gives_a_page_for_as_many_parameters_as_are_read(self) -> None:
        most = django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        for group, slug in FacetValue.objects.values_list("group", "value")[:3]:
            for name, value in ((group, slug), (group, "unknown"), ("t", slug), ("x", "y")):
                response = self.get(SEARCH, "&".join([f"{name}={value}"] * most))
                assert response.status_code == 200

    def test_refuses_five_thousand_parameters(self) -> None:
        query = "&".join(f"{FacetGroup.TECHNIQUE}={number}" for number in range(5_000))

        for path in (SEARCH, *(reverse(name) for name in OTHERS if name not in READS_NOTHING)):
            assert self.get(path, query).status_code == 400, path


@pytest.mark.parametrize("name", OTHERS)
def test_every_page_that_is_tried_exists(name: str) -> None:
    assert reverse(name)
