"""How a profile stands with the list, in words for its therapist, and what can be done about it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from directory import formatting
from directory.choices import ProfileStatus
from directory.freshness import HIDDEN_AFTER
from directory.models import Therapist


@dataclass(frozen=True)
class Standing:
    """`tone` is that of the status component."""

    tone: str
    text: str
    detail: str


@dataclass(frozen=True)
class ListingPage:
    therapist: Therapist
    today: date

    @property
    def is_public(self) -> bool:
        return self.therapist.is_public(self.today)

    @property
    def is_hidden_by_age(self) -> bool:
        return self.therapist.status == ProfileStatus.PUBLISHED and not self.is_public

    @property
    def standing(self) -> Standing:
        match self.therapist.status:
            case ProfileStatus.PUBLISHED:
                return self._published()
            case ProfileStatus.PENDING:
                return Standing(
                    "caution",
                    _("Waiting for a moderator"),
                    _("Nobody else can see your profile until a moderator has looked at it."),
                )
            case ProfileStatus.SUSPENDED | ProfileStatus.REMOVED as status:
                is_hidden = status == ProfileStatus.SUSPENDED
                return Standing(
                    "caution",
                    _("Hidden by us") if is_hidden else _("Removed by us"),
                    _("Nobody else can see your profile. Write to us if that is a mistake."),
                )
        if self.was_listed:
            return Standing(
                "quiet",
                _("Not on the list: you took it off"),
                _(
                    "Nobody else can see your profile. Its address says that it is no longer"
                    " listed, and names nobody. All that you wrote is still here."
                ),
            )
        return Standing(
            "quiet",
            _("Not on the list yet"),
            _("Nobody else can see your profile. Answer the questions, then send it to us."),
        )

    def _published(self) -> Standing:
        if self.is_hidden_by_age:
            return Standing(
                "caution",
                _("Hidden: not confirmed for 180 days"),
                _("Confirm that all of it is right, and it is on the list again at once."),
            )
        return Standing(
            "good",
            _("On the list"),
            _("Anyone can find your profile. It stays until %(day)s; each time you confirm that"
              " it is right, it stays for 180 days more.")
            % {"day": formatting.day((self.therapist.confirmed_on or self.today) + HIDDEN_AFTER)},
        )  # fmt: skip

    @property
    def consent(self) -> str:
        """When its therapist agreed to what; an empty text without consent."""
        if self.therapist.consented_at is None:
            return ""
        return _("You agreed to be listed on %(day)s. The terms were version %(version)s.") % {
            "day": formatting.day(timezone.localdate(self.therapist.consented_at)),
            "version": self.therapist.consent_version,
        }

    @property
    def was_listed(self) -> bool:
        return self.therapist.published_at is not None

    @property
    def can_unlist(self) -> bool:
        """Whoever agreed can take it back, whatever became of the profile."""
        offered = self.therapist.status in (ProfileStatus.PUBLISHED, ProfileStatus.PENDING)
        return offered or self.therapist.consented_at is not None

    @property
    def can_relist(self) -> bool:
        return self.was_listed and self.therapist.status == ProfileStatus.DRAFT
