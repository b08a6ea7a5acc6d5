"""What is urgent comes first."""

import datetime

import pytest

from articles.admin.desk.listing import by_urgency
from articles.models import Article
from tests.articles.desk import in_state

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
PAST, NEAR, FAR = (datetime.date(year, 5, 1) for year in (2026, 2027, 2028))


def test_the_order_is_that_of_the_work() -> None:
    ways = {
        "8 archived": ("archived", {}),
        "7 public, later": ("published", {"next_review_on": FAR}),
        "6 public, sooner": ("published", {"next_review_on": NEAR}),
        "5 on the calendar": ("scheduled", {"publish_on": NEAR}),
        "4 draft": ("draft", {}),
        "3 in review": ("in-review", {}),
        "2 missed its day": ("scheduled", {"publish_on": PAST}),
        "1 called for": ("review-due", {"next_review_on": FAR}),
        "0 over its day": ("published", {"next_review_on": PAST}),
    }
    for title, (status, fields) in ways.items():
        in_state(status, title=title, **fields)

    titles = Article.objects.order_by(*by_urgency(TODAY)).values_list("title", flat=True)

    assert list(titles) == sorted(ways)
