"""The addresses of the directory; fixed words come before profiles, whose slugs they never are."""

from django.urls import path

from .views import choosing, order, places, public

app_name = "directory"

urlpatterns = [
    path("therapists/", public.therapist_list, name="therapist-list"),
    path("therapists/compare/", choosing.compare, name="compare"),
    path("therapists/shortlist/", choosing.shortlist, name="shortlist"),
    path("therapists/worksheet/", choosing.worksheet, name="worksheet"),
    path("therapists/order.json", order.order_json, name="order-json"),
    path("therapists/<slug:slug>/", public.therapist_detail, name="therapist-detail"),
    path("how-results-are-ordered/", order.how_results_are_ordered, name="how-results-are-ordered"),
    path("places/suggest/", places.suggest, name="place-suggestions"),
    path("places/nearest/", places.nearest, name="place-nearest"),
]
