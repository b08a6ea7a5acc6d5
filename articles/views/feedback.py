"""The form that asks whether an article was helpful, on a page of its own.

Articles themselves have no form, so that they need no cookie and can be kept by any cache.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.generic import DetailView

from articles import feedback
from articles.choices import Helpful
from articles.feedback_form import FeedbackForm
from articles.models import Article

from .public import PublicPage
from .trails import Trail, articles_trail

TOO_MANY = 429
RETRY_SECONDS = 3600


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def give_feedback(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().with_card_details(), slug=slug)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, article, form)
    if not form.is_from_a_program:
        if not feedback.is_within_limit(request):
            form.refuse_for_now()
            response = _show(request, article, form, status=TOO_MANY)
            response["Retry-After"] = str(RETRY_SECONDS)
            return response
        answers = form.cleaned_data
        feedback.keep(article, Helpful(answers["helpful"]), answers["missing"])
    return redirect("articles:feedback-thanks", slug=article.slug)


class Thanks(PublicPage, DetailView):
    queryset = Article.objects.published().with_card_details()
    template_name = "articles/feedback_thanks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(breadcrumbs=_trail(self.object, _("Thank you")), **kwargs)


def _show(
    request: HttpRequest, article: Article, form: FeedbackForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "article": article,
        "breadcrumbs": _trail(article, _("Was this page helpful?")),
    }
    return render(request, "articles/feedback_form.html", context, status=status)


def _trail(article: Article, here: str) -> Trail:
    return [*articles_trail(), (article.title, article.get_absolute_url()), (here, "")]
