"""Addresses that carry the saved therapists along."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory


@pytest.mark.parametrize("page", ["shortlist", "compare", "worksheet"])
def test_one_more_joins_those_of_the_present_address(rf: RequestFactory, page: str) -> None:
    template = Template("{% load choosing %}{% choosing_url page 'cleo' %}")
    request = rf.get("/therapists/cleo/", {"t": ["ana", "a b", "ben"], "near": "80202"})

    address = template.render(Context({"request": request, "page": page}))

    assert address == f"/therapists/{page}/?t=ana&amp;t=ben&amp;t=cleo"
