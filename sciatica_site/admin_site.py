"""The admin's own entrance: the site's sign-in page, then a second factor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from .admin_guard import guarded
from .attention import attention
from .figures_page import FiguresPage


class SiteAdmin(AdminSite):
    site_header = gettext_lazy("Moderation")
    site_title = gettext_lazy("Moderation")
    index_title = gettext_lazy("What needs a look")
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Asked on every request: a factor that was removed since is missed at once."""
        if not super().has_permission(request):
            return False
        return not (lacks_second_factor(request) or has_shown_no_second_factor(request))

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """The one door for all pages, those of packages as well."""
        super().register(model_or_iterable, guarded(admin_class or ModelAdmin), **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        page = path("figures/", self.admin_view(require_safe(self.figures)), name="figures")
        return [page, *super().get_urls()]

    def figures(self, request: HttpRequest) -> HttpResponse:
        """For all staff: it tells of nobody in particular."""
        figures = FiguresPage(timezone.localdate())
        context = {**self.each_context(request), "title": _("Numbers"), "figures": figures}
        return TemplateResponse(request, "admin/figures.html", context)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What needs attention comes first, then the stock list of all pages."""
        context = {"attention": attention(request.user), **(extra_context or {})}
        return super().index(request, context)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """allauth's sign-in, which knows limits and second factors; the stock one does not."""
        if super().has_permission(request):
            if lacks_second_factor(request):
                messages.warning(request, _("Moderation needs a second factor. Set one up here."))
                return redirect("mfa_index")
            if has_shown_no_second_factor(request):
                return ask_for_second_factor(request)
        stock_login = super().login

        def stock_view(request: HttpRequest) -> HttpResponse:
            return stock_login(request, extra_context)

        response: HttpResponse = secure_admin_login(stock_view)(request)
        return response


def lacks_second_factor(request: HttpRequest) -> bool:
    return settings.ADMIN_NEEDS_SECOND_FACTOR and not is_mfa_enabled(request.user)


def has_shown_no_second_factor(request: HttpRequest) -> bool:
    """True for a session from before the factor was set up, which may be somebody else's.

    Every sign-in leaves a record of how it was done. A session without any is not known to be
    good either, so it is asked as well.
    """
    if not settings.ADMIN_NEEDS_SECOND_FACTOR:
        return False
    records = get_authentication_records(request, request.user)
    return all(record.get("method") != "mfa" for record in records)


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    codes = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    has_codes = is_mfa_enabled(request.user, codes)
    page = "mfa_reauthenticate" if has_codes else "mfa_reauthenticate_webauthn"
    messages.info(request, _("Moderation needs your second factor once more in this browser."))
    wanted = get_next_redirect_url(request) or reverse("admin:index")
    return redirect(f"{reverse(page)}?{urlencode({'next': wanted})}")
