"""The public profiles, for search engines."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from .models import Therapist


class TherapistSitemap(Sitemap):
    changefreq = "weekly"

    def items(self) -> QuerySet[Therapist]:
        return Therapist.objects.public().order_by("pk")

    def lastmod(self, item: Therapist) -> datetime:
        return item.updated_at
