"""Two profiles that may be of one person, and whether a moderator has looked at them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PossiblePair(models.Model):
    """`shared` tells when they begin to have something else in common; what it is, it never says.

    Who settles a pair says that these are two people, or has hidden one of the profiles.
    """

    first = models.ForeignKey(
        "Therapist",
        verbose_name=_("first profile"),
        on_delete=models.CASCADE,
        related_name="pairs_as_first",
    )
    second = models.ForeignKey(
        "Therapist",
        verbose_name=_("second profile"),
        on_delete=models.CASCADE,
        related_name="pairs_as_second",
    )
    shared = models.CharField(_("digest of what they share"), max_length=16)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="pair_is_found_once", fields=["first", "second"]),
            models.CheckConstraint(
                name="pair_is_of_two_profiles_in_one_order", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(
                name="settled_pair_says_when",
                condition=Q(settled_by=None) | Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} + {self.second_id}"
