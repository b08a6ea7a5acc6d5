"""Question 5: how many sessions, how long and how often, when to review, and when to stop."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.choices import FirstCourse, SessionLength


class SessionPlan(models.Model):
    therapist = models.OneToOneField(
        "Therapist",
        verbose_name=_("therapist"),
        on_delete=models.CASCADE,
        related_name="session_plan",
    )
    first_course = models.CharField(
        _("usual first course"), max_length=20, choices=FirstCourse, blank=True
    )
    review_after = models.PositiveSmallIntegerField(
        _("review after (sessions)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    stop_rule = models.TextField(_("when to stop"), max_length=600, blank=True)
    note = models.TextField(_("about the plan"), max_length=1200, blank=True)

    class Meta:
        verbose_name = _("session plan")
        verbose_name_plural = _("session plans")
        constraints = [
            models.CheckConstraint(
                name="session_plan_first_course_is_known",
                condition=Q(first_course__in=FirstCourse.values),
            ),
            models.CheckConstraint(
                name="session_plan_is_reviewed_within_20_sessions",
                condition=Q(review_after__isnull=True)
                | Q(review_after__gte=1, review_after__lte=20),
            ),
        ]

    def __str__(self) -> str:
        return self.get_first_course_display()


class SessionPhase(models.Model):
    """A run of sessions at one interval: "4 sessions of 60 minutes, one a week"."""

    plan = models.ForeignKey(
        SessionPlan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="phases"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    sessions = models.PositiveSmallIntegerField(
        _("sessions"), validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    minutes = models.PositiveSmallIntegerField(_("length"), choices=SessionLength)
    every_days = models.PositiveSmallIntegerField(
        _("days between sessions"), validators=[MinValueValidator(1), MaxValueValidator(90)]
    )

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="phase_position_is_unique", fields=["plan", "position"]),
            models.CheckConstraint(
                name="phase_has_1_to_20_sessions", condition=Q(sessions__gte=1, sessions__lte=20)
            ),
            models.CheckConstraint(
                name="phase_interval_is_1_to_90_days",
                condition=Q(every_days__gte=1, every_days__lte=90),
            ),
            models.CheckConstraint(
                name="phase_length_is_standard", condition=Q(minutes__in=SessionLength.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sessions} sessions of {self.minutes} minutes"
