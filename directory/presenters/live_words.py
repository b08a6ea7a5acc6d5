"""The small facts that are live at once, in words: from the tables, or as somebody typed them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import groupby

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory import formatting
from directory.choices import Accepting, LiveFact, Weekday
from directory.editing.live import Values
from directory.models import PaymentKind

#: Label and text.
Line = tuple[str, str]


def lines(fact: LiveFact, values: Values) -> list[Line]:
    """Never empty: what is not stated is said as well. `values` as `editing.live` has them."""
    if fact == LiveFact.AVAILABILITY:
        return list(_availability(values))
    if fact == LiveFact.HOURS:
        return list(_hours(values["hours"])) or [(_("Hours"), _not_stated())]
    if fact == LiveFact.RATES:
        return [*_rates(values["rates"]), (_("Ways to pay"), _payment(values["payment_kinds"]))]
    phone = values["phone"]
    return [(_("Phone"), formatting.phone(phone) if phone else _not_stated())]


def _not_stated() -> str:
    return _("Not stated")


def _availability(values: Values) -> Iterator[Line]:
    yield _("New clients"), str(Accepting(values["accepting"]).label)
    weeks = values["waiting_weeks"]
    if weeks is not None:
        text = ngettext("About %(weeks)d week", "About %(weeks)d weeks", weeks)
        yield _("Waiting time"), text % {"weeks": weeks}
    if values["paused_until"]:
        day = formatting.day(date.fromisoformat(values["paused_until"]))
        yield _("Pause"), _("Takes no new clients before %(day)s") % {"day": day}


def _hours(spans: Iterable[Values]) -> Iterator[Line]:
    for weekday, of_day in groupby(spans, key=lambda span: span["weekday"]):
        yield str(Weekday(weekday).label), ", ".join(_span(span) for span in of_day)


def _span(span: Values) -> str:
    return _("%(opens)s to %(closes)s") % {
        name: time_format(time.fromisoformat(span[name]), "P") for name in ("opens", "closes")
    }


def _rates(rates: list[Values]) -> Iterator[Line]:
    for rate in rates:
        label = ngettext("%(minutes)d minute", "%(minutes)d minutes", rate["minutes"])
        price = formatting.dollars(rate["price_cents"])
        hands_on = rate["hands_on_minutes"]
        if hands_on:
            text = ngettext(
                "%(price)s, %(minutes)d minute hands-on",
                "%(price)s, %(minutes)d minutes hands-on",
                hands_on,
            )
            price = text % {"price": price, "minutes": hands_on}
        yield label % {"minutes": rate["minutes"]}, price
    if not rates:
        yield _("Prices"), _not_stated()


def _payment(slugs: list[str]) -> str:
    if not slugs:
        return _not_stated()
    names = dict(PaymentKind.objects.values_list("slug", "name"))
    return ", ".join(names.get(slug, slug) for slug in slugs)
