"""The admin's own entrance: the site's sign-in page, then a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SiteAdmin(AdminSite):
    site_header = gettext_lazy("Moderation")
    site_title = gettext_lazy("Moderation")
    index_title = gettext_lazy("What needs a look")
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        if not super().has_permission(request):
            return False
        return not lacks_second_factor(request)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """allauth's sign-in, which knows limits and second factors; the stock one does not."""
        if super().has_permission(request) and lacks_second_factor(request):
            messages.warning(request, _("Moderation needs a second factor. Set one up here."))
            return redirect("mfa_index")
        stock_login = super().login

        def stock_view(request: HttpRequest) -> HttpResponse:
            return stock_login(request, extra_context)

        response: HttpResponse = secure_admin_login(stock_view)(request)
        return response


def lacks_second_factor(request: HttpRequest) -> bool:
    return settings.ADMIN_NEEDS_SECOND_FACTOR and not is_mfa_enabled(request.user)
