"""Photos on public pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from directory.uploads import access, serving


@login_not_required
@require_safe
def photo(request: HttpRequest, token: str) -> HttpResponseBase:
    return serving.public_photo(request, access.find(access.public_photos(), token))
