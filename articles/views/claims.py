"""The pages of the claim ledger: all claims, the corrections, what guidelines say."""

from django.views.generic import TemplateView

from .public import PublicPage


class ClaimList(PublicPage, TemplateView):
    template_name = "articles/claims/claim_list.html"


class Corrections(PublicPage, TemplateView):
    template_name = "articles/claims/corrections.html"


class Guidelines(PublicPage, TemplateView):
    template_name = "articles/claims/guidelines.html"
