"""The guides that keep people safe; what visitors answer there is shown to them and forgotten."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from articles import presenters
from articles.guide import Advice
from articles.guide.form import GuideForm
from articles.guide_result import Result
from articles.models import Reference
from articles.safety import safety_guides
from articles.tell_form import TellForm
from articles.warning_signs import warning_signs
from directory.search import load_catalogue

from .public import PublicPage
from .trails import Trail, guides_trail, techniques_trail


class IsMassageSafe(PublicPage, TemplateView):
    template_name = "articles/guides/is_massage_safe.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        safety = safety_guides()
        return super().get_context_data(
            guide=warning_signs(),
            safety=safety,
            references=presenters.listed(Reference.objects.numbered(safety.references)),
            breadcrumbs=_trail(_("Is massage safe for me?")),
            **kwargs,
        )


class GetMedicalHelp(PublicPage, TemplateView):
    template_name = "articles/guides/get_medical_help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = warning_signs()
        return super().get_context_data(
            guide=guide,
            safety=safety_guides(),
            references=presenters.listed(Reference.objects.numbered(guide.references)),
            breadcrumbs=_trail(_("Get medical help")),
            **kwargs,
        )


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def which_massage(request: HttpRequest) -> HttpResponse:
    """A warning sign stops everything, also where something else has to be corrected."""
    form = GuideForm(request.POST if request.method == "POST" else None)
    trail = [*techniques_trail(), (_("Which massage may suit me?"), "")]
    context: dict[str, Any] = {"form": form, "breadcrumbs": trail}
    if not form.is_bound:
        return render(request, "articles/guides/which_massage.html", context)
    advice = form.advice
    if advice.is_stop:
        return render(request, "articles/guides/stop.html", context | _stop(advice))
    if not form.is_valid():
        return render(request, "articles/guides/which_massage.html", context)
    context["result"] = Result(advice, load_catalogue())
    return render(request, "articles/guides/result.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def tell_your_therapist(request: HttpRequest) -> HttpResponse:
    """Ticks come by POST, so that they stand in no address and no log; the answer is to print."""
    form = TellForm(request.POST if request.method == "POST" else None)
    name = "tell_list.html" if form.is_valid() else "tell_your_therapist.html"
    context = {"form": form, "breadcrumbs": _trail(_("Tell your therapist"))}
    return render(request, f"articles/guides/{name}", context)


def _stop(advice: Advice) -> dict[str, Any]:
    guide = warning_signs()
    level = next(level for level in guide.levels if level.key == advice.outcome.slug)
    return {
        "guide": guide,
        "level": level,
        "ticked": [sign for sign in level.signs if sign.id in advice.answers.red],
        "gates": advice.deciding_gates,
    }


def _trail(here: str) -> Trail:
    return [*guides_trail(), (here, "")]
