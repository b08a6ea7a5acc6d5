"""What the place box asks while somebody types, or shares where they are."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from directory.places.completion import complete
from directory.places.nearest import nearest_zip_code

#: Places hardly ever change; a browser that asks again within a day has its answer.
SUGGESTIONS_SECONDS = 24 * 60 * 60
#: Two decimals of a degree are about half a mile: near enough to search, too far to find a home.
DECIMALS = 2


@login_not_required
@require_safe
@cache_control(public=True, max_age=SUGGESTIONS_SECONDS)
def suggest(request: HttpRequest) -> JsonResponse:
    """Any text has an answer, if only an empty one."""
    places = complete(request.GET.get("q", ""))
    return JsonResponse({"places": [{"label": place.label} for place in places]})


@login_not_required
@require_safe
@cache_control(no_store=True)
def nearest(request: HttpRequest) -> JsonResponse:
    latitude = _degrees(request.GET.get("lat", ""), 90)
    longitude = _degrees(request.GET.get("lng", ""), 180)
    if latitude is None or longitude is None:
        problem = _("That is no place on the map. Type a ZIP code or a city instead.")
        return JsonResponse({"place": None, "message": problem}, status=400)
    place = nearest_zip_code(latitude, longitude)
    if place is None:
        problem = _(
            "This place seems to lie outside the United States, the only country that we list."
            " Type a ZIP code or a city to search there."
        )
        return JsonResponse({"place": None, "message": problem})
    return JsonResponse({"place": {"label": place.label}})


def _degrees(text: str, most: int) -> float | None:
    """A latitude or longitude, never more exact than we want to know it."""
    try:
        number = float(text)
    except ValueError:
        return None
    # What is not a number lies on neither side of anything, so it fails this as well.
    return round(number, DECIMALS) if abs(number) <= most else None
