"""What all public pages of the articles have in common: anyone may read them."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import View


@method_decorator(login_not_required, name="dispatch")
class PublicPage(View):
    """Opens a page that `LoginRequiredMiddleware` would close."""

    http_method_names = ["get", "head", "options"]
