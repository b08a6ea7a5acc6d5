"""The form that asks whether an article was helpful."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from .public import PublicPage


@login_not_required
def give_feedback(request: HttpRequest, slug: str) -> HttpResponse:
    raise NotImplementedError


class Thanks(PublicPage, TemplateView):
    template_name = "articles/feedback_thanks.html"
