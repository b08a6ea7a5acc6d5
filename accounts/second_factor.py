"""How second factors and passkeys behave here: their names, their host, their words."""

from __future__ import annotations

import re

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OPENING = re.compile(r"<svg[^>]*>")
WHITE = r'\g<0><rect width="100%" height="100%" fill="white"/>'


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is wrong or was used before. Enter the one that the app shows now."
        ),
    }

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of the settings, so that no header of a request decides it."""
        return {"id": settings.PASSKEY_HOST, "name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """On white: cameras need it, and the page around may be dark."""
        picture: str = super().build_totp_svg(url)
        return OPENING.sub(WHITE, picture, count=1)
