"""The addresses of the directory; fixed words come before profiles, whose slugs they never are."""

from django.urls import path

from .views import choosing, for_therapists, how_we_check, invitation, order, photos, places, public
from .views.dashboard import (
    check,
    decisions,
    documents,
    editor,
    history,
    home,
    listing,
    photo,
    preview,
    statistics,
    upkeep,
)

app_name = "directory"

public_pages = [
    path("therapists/", public.therapist_list, name="therapist-list"),
    path("therapists/compare/", choosing.compare, name="compare"),
    path("therapists/shortlist/", choosing.shortlist, name="shortlist"),
    path("therapists/worksheet/", choosing.worksheet, name="worksheet"),
    path("therapists/order.json", order.order_json, name="order-json"),
    path("therapists/<slug:slug>/", public.therapist_detail, name="therapist-detail"),
    path("photos/<str:token>.jpg", photos.photo, name="photo"),
    path("how-results-are-ordered/", order.how_results_are_ordered, name="how-results-are-ordered"),
    path("how-we-check/", how_we_check.how_we_check, name="how-we-check"),
    path("places/suggest/", places.suggest, name="place-suggestions"),
    path("places/nearest/", places.nearest, name="place-nearest"),
    path("for-therapists/", for_therapists.for_therapists, name="for-therapists"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("confirm/<str:token>/", upkeep.answer, name="upkeep-link"),
]

own_area = [
    path("dashboard/", home.dashboard, name="dashboard"),
    path("dashboard/start/", home.start, name="profile-start"),
    path("dashboard/invitation/", invitation.own_invitation, name="own-invitation"),
    path("dashboard/confirm/", upkeep.confirm_now, name="confirm-now"),
    path("dashboard/profile/check/", check.check, name="profile-check"),
    path("dashboard/profile/submit/", check.submit, name="profile-submit"),
    path("dashboard/profile/withdraw/", check.withdraw, name="profile-withdraw"),
    path("dashboard/profile/discard/", check.discard, name="profile-discard"),
    path("dashboard/profile/<slug:page>/", editor.edit, name="profile-edit"),
    path("dashboard/profile/<slug:page>/typed/", editor.keep_typed, name="profile-autosave"),
    path("dashboard/decisions/text/<int:number>/", decisions.decision, name="decision"),
    path(
        "dashboard/decisions/text/<int:number>/appeal/",
        decisions.decision_appeal,
        name="decision-appeal",
    ),
    path("dashboard/decisions/hidden/<int:number>/", decisions.hiding, name="hiding"),
    path(
        "dashboard/decisions/hidden/<int:number>/reply/",
        decisions.hiding_reply,
        name="hiding-reply",
    ),
    path(
        "dashboard/decisions/hidden/<int:number>/appeal/",
        decisions.hiding_appeal,
        name="hiding-appeal",
    ),
    path("dashboard/preview/", preview.preview, name="profile-preview"),
    path("dashboard/preview/page/", preview.page, name="profile-preview-page"),
    path("dashboard/history/", history.history, name="profile-history"),
    path("dashboard/history/undo/", history.undo, name="live-undo"),
    path("dashboard/photo/", photo.photo, name="profile-photo"),
    path("dashboard/photo/remove/", photo.remove, name="photo-remove"),
    path("dashboard/photo/<str:token>/", photo.show, name="photo-draft"),
    path("dashboard/documents/", documents.documents, name="documents"),
    path("dashboard/documents/<str:token>/", documents.download, name="document"),
    path("dashboard/documents/<str:token>/remove/", documents.remove, name="document-remove"),
    path("dashboard/statistics/", statistics.statistics, name="statistics"),
    path("dashboard/statistics/place/", statistics.why_here, name="why-here"),
    path("dashboard/listing/", listing.listing, name="listing"),
    path("dashboard/listing/unlist/", listing.unlist, name="unlist"),
    path("dashboard/listing/relist/", listing.relist, name="relist"),
    path("dashboard/listing/erase/", listing.erase, name="erase"),
]

urlpatterns = public_pages + own_area
