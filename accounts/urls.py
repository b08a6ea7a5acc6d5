"""The addresses of an account; signing in and its pages are allauth's."""

from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("dashboard/account/", views.account, name="account"),
    path("dashboard/account/data.json", views.data_json, name="account-data-json"),
    path("dashboard/account/data.zip", views.data_csv, name="account-data-csv"),
    path("dashboard/account/close/", views.close, name="account-close"),
    path(
        "dashboard/account/sign-out-everywhere/",
        views.sign_out_everywhere,
        name="account-sign-out-everywhere",
    ),
    path("accounts/closed/", views.closed, name="account-closed"),
]
