"""The small facts of a profile that are live at once: read from the tables and written back.

Each fact is a document of plain values, so that a change of it can be recorded and undone:
availability `{accepting, waiting_weeks, paused_until}`, hours `{hours: [{weekday, opens,
closes}]}` with times as "09:00", rates `{rates: [{minutes, price_cents, hands_on_minutes}],
payment_kinds: [slug]}`, phone `{phone}` in international form.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction

from directory.choices import LiveFact
from directory.models import OpeningHours, PaymentKind, Rate, Therapist

Values = dict[str, Any]
RATE_FIELDS = ("minutes", "price_cents", "hands_on_minutes")


def read(therapist: Therapist, fact: LiveFact) -> Values:
    """What the tables say now."""
    if fact == LiveFact.AVAILABILITY:
        paused = therapist.paused_until
        return {
            "accepting": therapist.accepting,
            "waiting_weeks": therapist.waiting_weeks,
            "paused_until": paused.isoformat() if paused else None,
        }
    if fact == LiveFact.HOURS:
        return {
            "hours": [
                {
                    "weekday": span.weekday,
                    "opens": f"{span.opens:%H:%M}",
                    "closes": f"{span.closes:%H:%M}",
                }
                for span in therapist.opening_hours.all()
            ]
        }
    if fact == LiveFact.RATES:
        return {
            "rates": [
                {name: getattr(rate, name) for name in RATE_FIELDS}
                for rate in therapist.rates.all()
            ],
            "payment_kinds": [kind.slug for kind in therapist.payment_kinds.all()],
        }
    return {"phone": therapist.phone}


@transaction.atomic
def apply(therapist_id: int, fact: LiveFact, values: Values) -> Therapist:
    """Make the tables say it; gives the therapist, read anew.

    Search rows, the record and the right to do so are the caller's.
    """
    therapist = Therapist.objects.select_for_update().get(pk=therapist_id)
    if fact == LiveFact.HOURS:
        therapist.opening_hours.all().delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(
                therapist=therapist,
                weekday=span["weekday"],
                opens=time.fromisoformat(span["opens"]),
                closes=time.fromisoformat(span["closes"]),
            )
            for span in values["hours"]
        )
    elif fact == LiveFact.RATES:
        therapist.rates.all().delete()
        Rate.objects.bulk_create(Rate(therapist=therapist, **row) for row in values["rates"])
        therapist.payment_kinds.set(PaymentKind.objects.filter(slug__in=values["payment_kinds"]))
    else:
        _apply_fields(therapist, values)
    return therapist


def _apply_fields(therapist: Therapist, values: Values) -> None:
    changed = dict(values)
    if changed.get("paused_until"):
        changed["paused_until"] = date.fromisoformat(changed["paused_until"])
    for name, value in changed.items():
        setattr(therapist, name, value)
    therapist.save(update_fields=[*changed, "updated_at"])
