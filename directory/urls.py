"""The addresses of the directory."""

from django.urls import path

from .views import public

app_name = "directory"

urlpatterns = [
    path("therapists/", public.therapist_list, name="therapist-list"),
    path("therapists/<slug:slug>/", public.therapist_detail, name="therapist-detail"),
]
